import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JudgedExperiment, JudgeBallot } from "../../core/mutual/scoring/ballots.ts";
import { findAgreement, kendallTau } from "../../core/mutual/scoring/agreement.ts";
import { type AlphaLevel, createAlpha } from "../../core/mutual/scoring/alpha.ts";
import { bordaPoints, ConservationError } from "../../core/mutual/scoring/borda.ts";
import { findConcordance, kendallW, topConsistencies } from "../../core/mutual/scoring/concordance.ts";
import { pairJudges } from "../../core/mutual/scoring/judge-pairs.ts";
import { findLikeness } from "../../core/mutual/scoring/likeness.ts";
import { competitionRanks } from "../../core/mutual/scoring/ranks.ts";
import { scoreExperiment, type Scores } from "../../core/mutual/scoring/scores.ts";
import { completeExperiments, gappyExperiments } from "./experiments.ts";

const ballot = (judge: string, points: Record<string, number>): JudgeBallot => ({
  judge,
  points: new Map(Object.entries(points)),
});
const runs = { numRuns: 25 };
const concordanceOf = (ballots: readonly JudgeBallot[]) => findConcordance(ballots, pairJudges(ballots));
/** Each unit its own question, each value a judge's. */
function alphaOf(units: readonly (readonly number[])[], level: AlphaLevel): number {
  const judged = units.map((values, round) => ({ round, values, judges: values.map((_, judge) => judge) }));
  const ones = (length: number) => new Float64Array(length).fill(1);
  return createAlpha(judged, level)({ rounds: ones(units.length), judges: ones(10) });
}

describe("Borda points", () => {
  it("gives the best N − 2, whoever ranks, and shares the places of equals", () => {
    expect([...bordaPoints([["b"], ["a"], ["c"]], 4)]).toEqual([
      ["b", 2],
      ["a", 1],
      ["c", 0],
    ]);
    expect(Object.fromEntries(bordaPoints([["b"], ["a"]], 4))).toEqual({ b: 2, a: 1 });
    expect(Object.fromEntries(bordaPoints([["a"], ["b", "c", "d"]], 8))).toEqual({ a: 6, b: 4, c: 4, d: 4 });
  });

  it("refuses a ranking that names one twice or more than can have answered", () => {
    expect(() => bordaPoints([["a"], ["a"]], 4)).toThrow(/twice/u);
    expect(() => bordaPoints([["a"], ["b"], ["c"]], 3)).toThrow(/3 answers of 3 models/u);
  });

  it("adds up to N(N − 1)(N − 2) / 2 on every question without gaps", () => {
    fc.assert(
      fc.property(completeExperiments, ({ rounds }) => {
        for (const { ballots } of rounds) {
          const count = ballots.length;
          const total = ballots.flatMap(({ points }) => [...points.values()]).reduce((sum, one) => sum + one, 0);
          expect(total).toBeCloseTo((count * (count - 1) * (count - 2)) / 2, 9);
        }
      }),
      runs,
    );
  });

  it("refuses a complete question whose points were changed, and only such a one", () => {
    fc.assert(
      fc.property(completeExperiments, fc.constantFrom(1, -1, 0.5, 7), (experiment, change) => {
        expect(() => scoreExperiment(experiment)).not.toThrow();
        const spoilt = structuredClone(experiment) as JudgedExperiment;
        const points = spoilt.rounds[0]!.ballots[0]!.points as Map<string, number>;
        const [model, value] = [...points][0]!;
        points.set(model, value + change);
        expect(() => scoreExperiment(spoilt)).toThrow(ConservationError);
        (spoilt.rounds[0]!.ballots as JudgeBallot[]).pop();
        expect(() => scoreExperiment(spoilt)).not.toThrow();
      }),
      runs,
    );
  });

  it("knows how many models there are from the points, where one of them is in no ballot", () => {
    const rounds = [
      {
        setter: "a",
        ballots: [ballot("a", { b: 6, c: 5 }), ballot("b", { c: 6 }), ballot("c", { b: 6 })],
      },
    ];
    expect(() => scoreExperiment({ judging: "ranks", rounds })).not.toThrow();
    expect(() => scoreExperiment({ judging: "ranks", rounds, models: ["a", "b", "c"] })).toThrow(
      /add up to 23 instead of 3/u,
    );
  });
});

describe("scores", () => {
  it("average over the ballots that exist, then over rounds", () => {
    const { models, radar } = scoreExperiment({
      judging: "scores",
      rounds: [
        { setter: "a", ballots: [ballot("a", { b: 80, c: 40 }), ballot("b", { c: 60 })] },
        { setter: "b", ballots: [ballot("c", { a: 90 }), ballot("b", { a: 70, c: 20 })] },
        { setter: "c", ballots: [] },
      ],
    });
    const untold = { interval: null, questionInterval: null, rankRange: null };
    expect(models).toEqual([
      { model: "a", answer: 80, question: 65, rank: 1, ...untold },
      { model: "b", answer: 80, question: 50, rank: 1, ...untold },
      { model: "c", answer: 35, question: null, rank: 3, ...untold },
    ]);
    expect(Object.fromEntries(radar.get("c")!)).toEqual({ a: 50, b: 20 });
  });

  it("ranks 1, 1, 3, rounding aside, and leaves those without a value out", () => {
    expect(competitionRanks([0.1 + 0.2, 0.3, null, 0.1])).toEqual([1, 1, null, 3]);
  });

  it("does not depend on names nor on the order of rounds and ballots", () => {
    const renaming = (model: string) => `x${(Number(model.slice(1)) * 7) % 11}`;
    const figures = ({ models, topk }: Scores, rename: (model: string) => string) => ({
      models: models
        .map(({ model, answer, question, rank }) => ({
          model: rename(model),
          answer: answer?.toFixed(9),
          question: question?.toFixed(9),
          rank,
        }))
        .toSorted((one, other) => (one.model < other.model ? -1 : 1)),
      topk: Object.values(topk).map((value) => value?.toFixed(9)),
    });
    fc.assert(
      fc.property(gappyExperiments, (experiment) => {
        const renamed: JudgedExperiment = {
          judging: "ranks",
          rounds: experiment.rounds.toReversed().map(({ setter, ballots }) => ({
            setter: renaming(setter),
            ballots: ballots.toReversed().map(({ judge, points }) => ({
              judge: renaming(judge),
              points: new Map([...points].map(([model, value]) => [renaming(model), value])),
            })),
          })),
        };
        const scored = figures(scoreExperiment(renamed), (model) => model);
        expect(scored).toEqual(figures(scoreExperiment(experiment), renaming));
      }),
      runs,
    );
  });
});

describe("top-k consistency", () => {
  /** Straight from the definition: put the k best one after another, count what two judges share. */
  function bruteForce(ballots: readonly JudgeBallot[], k: number): number | null {
    const shares: number[] = [];
    for (let i = 0; i < ballots.length; i += 1)
      for (let j = 0; j < i; j += 1) {
        const tops = [ballots[i]!, ballots[j]!].map(({ points }) => {
          const left = [...points.keys()];
          const top: string[] = [];
          while (top.length < k && left.length > 0) {
            let best = 0;
            for (let at = 1; at < left.length; at += 1)
              if (points.get(left[at]!)! > points.get(left[best]!)!) best = at;
            top.push(...left.splice(best, 1));
          }
          return top;
        });
        shares.push(tops[0]!.filter((model) => tops[1]!.includes(model)).length / k);
      }
    return shares.length === 0 ? null : shares.reduce((sum, share) => sum + share, 0) / shares.length;
  }

  it("is what the definition says", () => {
    fc.assert(
      fc.property(gappyExperiments, ({ judging, rounds }) => {
        const { topk } = scoreExperiment({ judging, rounds });
        for (const k of [2, 3, 4] as const) {
          const each = rounds.map(({ ballots }) => bruteForce(ballots, k)).filter((value) => value !== null);
          const due = each.length === 0 ? null : each.reduce((sum, value) => sum + value, 0) / each.length;
          if (due === null) expect(topk[k]).toBeNull();
          else expect(topk[k]).toBeCloseTo(due, 12);
        }
      }),
      runs,
    );
  });

  it("lets the one listed earlier go first among equals", () => {
    const ballots = [ballot("x", { a: 5, b: 5, c: 5 }), ballot("y", { c: 5, b: 5, a: 5 })];
    expect(topConsistencies(pairJudges(ballots))[2]).toBe(0.5);
    expect(topConsistencies(pairJudges(ballots.slice(0, 1)))[2]).toBeNull();
  });
});

describe("agreement of judges", () => {
  it("is Kendall's W as tables have it", () => {
    // Siegel & Castellan, Nonparametric Statistics (1988): three executives, six applicants, W = 0.16.
    const executives = [
      [1, 6, 3, 2, 5, 4],
      [1, 5, 6, 4, 2, 3],
      [6, 3, 2, 5, 4, 1],
    ];
    expect(kendallW(executives)).toBeCloseTo(0.162, 3);
    expect(
      kendallW([
        [1, 1, 2],
        [1, 1, 2],
      ]),
    ).toBe(1);
    expect(
      kendallW([
        [1, 1],
        [2, 2],
      ]),
    ).toBeNull();
  });

  it("takes W from pairs of judges where every answerer leaves its own out", () => {
    const alike = [ballot("s", { a: 3, b: 2, c: 1 }), ballot("a", { b: 3, c: 2 }), ballot("b", { a: 3, c: 2 })];
    expect(concordanceOf(alike)).toEqual({ value: 1, basis: "pairs", judges: 3, answers: 3 });
    const common = [ballot("s", { a: 3, b: 2 }), ballot("t", { a: 3, b: 2 }), ballot("u", { b: 3, a: 2 })];
    expect(concordanceOf(common)).toMatchObject({ basis: "common", value: expect.closeTo(1 / 9, 12) });
    expect(concordanceOf([ballot("s", { a: 3 }), ballot("t", { a: 3 })])).toBeNull();
  });

  it("gives the same W from pairs as from all, where both can be had and nothing is tied", () => {
    fc.assert(
      fc.property(fc.array(fc.shuffledSubarray([1, 2, 3, 4, 5], { minLength: 5 }), { minLength: 2 }), (rows) => {
        const whole = rows.map((row, index) =>
          ballot(`j${index}`, Object.fromEntries(row.map((p, i) => [`a${i}`, p]))),
        );
        // One judge who ranks other answers leaves nothing that all of them ranked.
        const gappy = [...whole, ballot("stranger", { z: 1 })];
        const m = gappy.length;
        const mean = (whole.length * concordanceOf(whole)!.value - 1) / (whole.length - 1);
        expect(concordanceOf(gappy)!.value).toBeCloseTo(Math.max(0, (1 + (m - 1) * mean) / m), 9);
      }),
      runs,
    );
  });

  it("α says nothing where all values are equal but for rounding", () => {
    for (const level of ["interval", "ordinal"] as const)
      for (const value of [50, 3.3, 0.1 + 0.2])
        for (const judges of [2, 3, 7])
          expect(alphaOf([[0.3 + value - 0.3, ...Array<number>(judges).fill(value)]], level)).toBeNaN();
  });

  it("is Kendall's τ and Krippendorff's α as the literature has them", () => {
    expect(kendallTau([1, 2, 3, 4], [1, 2, 4, 3])).toBeCloseTo(4 / 6, 12);
    expect(kendallTau([1, 2, 3], [1, 1, 1])).toBeNull();
    // Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), section C: four observers, twelve units.
    const units = [
      [1, 1, 1],
      [2, 2, 3, 2],
      [3, 3, 3, 3],
      [3, 3, 3, 3],
      [2, 2, 2, 2],
      [1, 2, 3, 4],
      [4, 4, 4, 4],
      [1, 1, 2, 1],
      [2, 2, 2, 2],
      [5, 5, 5],
      [1, 1],
      [3],
    ];
    expect(alphaOf(units, "interval")).toBeCloseTo(0.849, 3);
    expect(alphaOf(units, "ordinal")).toBeCloseTo(0.815, 3);
    expect(
      alphaOf(
        [
          [1, 1],
          [1, 1],
        ],
        "ordinal",
      ),
    ).toBeNaN();
  });

  it("compares two judges over the questions and answers both judged", () => {
    const { pairs, kendallTau: tau } = findAgreement({
      judging: "ranks",
      rounds: [
        { setter: "s", ballots: [ballot("s", { a: 3, b: 2, c: 1 }), ballot("a", { b: 1, c: 2 })] },
        { setter: "a", ballots: [ballot("s", { b: 2, c: 1 }), ballot("a", { b: 2, c: 1 })] },
        { setter: "a", ballots: [ballot("a", { b: 2, c: 1 })] },
      ],
    });
    expect(pairs).toEqual([{ judges: ["a", "s"], tau: 0, rounds: 2 }]);
    expect(tau).toBe(0);
  });
});

describe("small measures", () => {
  it("know how alike two texts are", () => {
    expect(findLikeness("The answer is 42.", "the  answer is 42.")).toBe(1);
    expect(findLikeness("abc", "xyz")).toBe(0);
    expect(findLikeness("abcd", "abce")).toBe(0.5);
    expect(findLikeness("", "")).toBe(1);
  });
});
