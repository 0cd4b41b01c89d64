import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dropUndecided, rankQuestions } from "../../core/mutual/results/questions.ts";
import type { ExperimentResults } from "../../core/mutual/results/results.ts";
import type { JudgedExperiment, JudgedRound } from "../../core/mutual/scoring/ballots.ts";
import { findTwins } from "../../core/mutual/scoring/likeness.ts";
import { scoreExperiment } from "../../core/mutual/scoring/scores.ts";
import { varianceRatioTail } from "../../core/rating/variance-ratio.ts";
import { solve } from "./brute-force.ts";
import { completeExperiments, gappyExperiments } from "./experiments.ts";

const runs = { numRuns: 20 };
const round = (setter: string, ballots: Record<string, Record<string, number>>, below?: string[]): JudgedRound => ({
  setter,
  ballots: Object.entries(ballots).map(([judge, points]) => ({
    ...{ judge, points: new Map(Object.entries(points)) },
    ...(below && { belowStandard: below.filter((model) => model in points) }),
  })),
});
const tellOne = (judging: JudgedExperiment["judging"], one: JudgedRound) =>
  scoreExperiment({ judging, rounds: [one] }).rounds[0]!;
const asScores = ({ rounds }: JudgedExperiment): JudgedExperiment => ({ judging: "scores", rounds });

describe("a ratio of variances", () => {
  it("lies as far out as tables have it", () => {
    for (const [ratio, between, within, tail] of [
      [3.7083, 3, 10, 0.05],
      [6.6079, 1, 5, 0.05],
      [4.1027, 5, 20, 0.01],
      [2.2281 ** 2, 1, 10, 0.05],
      [1, 7, 7, 0.5],
    ] as const)
      expect(varianceRatioTail(ratio, between, within)).toBeCloseTo(tail, 4);
    expect([varianceRatioTail(0, 1, 1), varianceRatioTail(Infinity, 1, 1)]).toEqual([1, 0]);
  });
});

describe("the judges' variance between answers", () => {
  it("of scores is the intraclass correlation of Shrout and Fleiss's own example", () => {
    const table = [
      [9, 2, 5, 8],
      [6, 1, 3, 2],
      [8, 4, 6, 8],
      [7, 1, 2, 6],
      [10, 5, 6, 9],
      [6, 2, 4, 7],
    ];
    const ballots = Object.fromEntries(
      [0, 1, 2, 3].map((judge) => [
        `judge ${judge}`,
        Object.fromEntries(table.map((row, target) => [`target ${target}`, row[judge]!])),
      ]),
    );
    const { between, undecided, difficulty } = tellOne("scores", round("s", ballots));
    expect(between).toBeCloseTo(0.7148, 4);
    expect(undecided).toBe(false);
    expect(difficulty).toBeCloseTo(1 - table.flat().reduce((sum, one) => sum + one, 0) / 2400, 9);
  });

  it("of scores with some missing is what brute force makes of the sums of squares", () => {
    fc.assert(
      fc.property(gappyExperiments, (experiment) => {
        const scored = scoreExperiment(asScores(experiment)).rounds;
        for (const [index, { ballots }] of experiment.rounds.entries()) {
          const answers = [...new Set(ballots.flatMap(({ points }) => [...points.keys()]))];
          const cells = ballots.flatMap(({ points }, judge) =>
            [...points].map(([model, value]) => ({ round: judge, model: answers.indexOf(model), points: value })),
          );
          const within = cells.length - ballots.length - answers.length + 1;
          if (answers.length < 2 || within < 1 || scored[index]!.between === null) continue;
          const effects = solve(cells, ballots.length, answers.length);
          const chance = cells.reduce(
            (sum, cell) => sum + (cell.points - effects[cell.round]! - effects[ballots.length + cell.model]!) ** 2,
            0,
          );
          const all = ballots.reduce((sum, { points }) => {
            const own = [...points.values()];
            const mean = own.reduce((total, one) => total + one, 0) / own.length;
            return sum + own.reduce((total, one) => total + (one - mean) ** 2, 0);
          }, 0);
          const [error, ofAnswers] = [chance / within, (all - chance) / (answers.length - 1)];
          const variance = Math.max(0, ((ofAnswers - error) * (answers.length - 1)) / (cells.length - ballots.length));
          expect(scored[index]!.between).toBeCloseTo(variance / (variance + error), 5);
        }
      }),
      runs,
    );
  });

  it("of ranks is the judges' concordance, and too small a one is no difference", () => {
    const alike = { s: { a: 3, b: 2, c: 1, d: 0 }, t: { a: 3, b: 2, c: 1, d: 0 }, u: { a: 3, b: 2, c: 1, d: 0 } };
    expect(tellOne("ranks", round("s", alike))).toMatchObject({ between: 1, undecided: false });
    const torn = { ...alike, u: { d: 3, c: 2, b: 1, a: 0 } };
    expect(tellOne("ranks", round("s", torn))).toMatchObject({ between: expect.closeTo(1 / 9, 9), undecided: true });
    const equal = { s: { a: 2, b: 2 }, t: { a: 2, b: 2 } };
    for (const judging of ["ranks", "scores"] as const)
      expect(tellOne(judging, round("s", equal))).toMatchObject({ between: null, undecided: true });
    expect(tellOne("ranks", round("s", { s: { a: 1, b: 0 } }))).toMatchObject({ between: null, undecided: null });
    expect(tellOne("scores", round("s", { s: { a: 90, b: 10 } }))).toMatchObject({ between: null, undecided: null });
    // Judges who are as one leave nothing to chance.
    const sure = { s: { a: 90, b: 10, c: 40 }, t: { a: 80, b: 0, c: 30 } };
    expect(tellOne("scores", round("s", sure))).toMatchObject({ between: 1, undecided: false });
  });
});

describe("a question's discrimination", () => {
  it("is the correlation with the rest, as brute force has it", () => {
    fc.assert(
      fc.property(completeExperiments, (experiment) => {
        const { rounds } = scoreExperiment(experiment);
        for (const [index, { answers, discrimination }] of rounds.entries()) {
          const pairs = answers.map(({ model, points }) => {
            const rest = rounds.flatMap((other, at) =>
              at === index ? [] : other.answers.flatMap((one) => (one.model === model ? one.points : [])),
            );
            return [points, rest.reduce((sum, one) => sum + one, 0) / rest.length, rest.length] as const;
          });
          if (pairs.length < 4 || pairs.some(([, , count]) => count < 4)) {
            expect(discrimination).toBeNull();
            continue;
          }
          const mean = (place: 0 | 1) => pairs.reduce((sum, pair) => sum + pair[place], 0) / pairs.length;
          const product = (one: 0 | 1, other: 0 | 1) =>
            pairs.reduce((sum, pair) => sum + (pair[one] - mean(one)) * (pair[other] - mean(other)), 0);
          const due = product(0, 1) / Math.sqrt(product(0, 0) * product(1, 1));
          if (Number.isFinite(due) && discrimination !== null) expect(discrimination).toBeCloseTo(due, 6);
        }
      }),
      runs,
    );
  });
});

describe("how hard a question is", () => {
  it("is the share of answers below the standard answer where judges rank", () => {
    const ballots = { s: { a: 2, b: 1, c: 0 }, a: { b: 2, c: 1 }, b: { a: 2, c: 1 } };
    expect(tellOne("ranks", round("s", ballots, ["c"])).difficulty).toBeCloseTo(3 / 7, 9);
    expect(tellOne("ranks", round("s", ballots)).difficulty).toBeNull();
  });
});

describe("questions", () => {
  it("that are undecided are dropped on request, and the ranking without them keeps all models", () => {
    const clear = (setter: string) =>
      round(setter, {
        s: { a: 90, b: 60, c: 10 },
        t: { a: 95, b: 55, c: 12 },
        u: { a: 88, b: 61, c: 11 },
      });
    const equal = round("t", { s: { a: 50, b: 50, c: 50 }, t: { a: 60, b: 60, c: 60 } });
    const experiment: JudgedExperiment = { judging: "scores", rounds: [clear("s"), equal, clear("u")] };
    const { undecided, models } = dropUndecided(experiment, scoreExperiment(experiment));
    expect(undecided).toEqual([2]);
    expect(models!.map(({ model, answer }) => [model, answer])).toEqual([
      ["a", 91],
      ["b", 176 / 3],
      ["c", 11],
      ["s", null],
      ["t", null],
      ["u", null],
    ]);
    const all = { ...experiment, rounds: [equal] };
    expect(dropUndecided(all, scoreExperiment(all))).toEqual({ undecided: [1], models: null });
  });

  it("that ask the same with other numbers are found", () => {
    const tank = (hours: number) =>
      `A tank is filled by two pipes in ${hours} and 6 hours. How long do both take together?`;
    expect(findTwins([tank(4), "Prove that the square root of two is irrational.", tank(5), tank(4)])).toEqual([
      null,
      null,
      0,
      0,
    ]);
    expect(findTwins([tank(4)], ["Name a prime.", tank(3)])).toEqual([-2]);
    expect(findTwins(["", "a", "ab"])).toEqual([null, null, null]);
  });

  it("are ordered by what they tell", () => {
    const telling = (discrimination: number | null, between: number, undecided: boolean | null = false) => ({
      ...{ difficulty: null, between, undecided, discrimination },
    });
    const questions = ["Add the odd ones.", "Count all trees.", "", "Which way is longest?", "Fold it twice."];
    const told = rankQuestions({
      rounds: questions.map((question, index) => ({
        number: index + 1,
        setting: { setter: "s", set: { question } },
      })),
      scores: {
        rounds: [telling(0.9, 0.1, true), telling(0.5, 0.2), telling(1, 1), telling(null, 0.9), telling(0.5, 0.4)],
      },
      standards: questions.map((_, index) => ({ answers: [], beaten: index === 4 })),
    } as unknown as ExperimentResults);
    expect(told.map(({ round: number }) => number)).toEqual([5, 2, 4, 1]);
    expect(told.map(({ beaten }) => beaten)).toEqual([true, false, false, false]);
  });
});
