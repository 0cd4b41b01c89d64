import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findAgreement } from "../../core/mutual/scoring/agreement.ts";
import type { JudgedExperiment } from "../../core/mutual/scoring/ballots.ts";
import { createAlpha } from "../../core/mutual/scoring/alpha.ts";
import { pairJudges, topSizes } from "../../core/mutual/scoring/judge-pairs.ts";
import { findMargin, resample } from "../../core/mutual/scoring/resampling.ts";
import { createScoreStatistics, createTauStatistics, scorePlaces } from "../../core/mutual/scoring/score-statistics.ts";
import { listJudges, listModels } from "../../core/mutual/scoring/ballots.ts";
import { scoreExperiment } from "../../core/mutual/scoring/scores.ts";
import {
  alphaByHand,
  answerByHand,
  concordanceByHand,
  copyDrawn,
  rhoByHand,
  tauByHand,
  topByHand,
} from "./drawn-by-hand.ts";
import { gappyExperiments, makeExperiment, namesOf } from "./experiments.ts";

/** How often each question and each judge counts, taken from a stream. */
function drawFrom(stream: fc.Stream<number>, experiment: JudgedExperiment) {
  const judges = listJudges(experiment.rounds);
  const take = (length: number) => Float64Array.from({ length }, () => stream.next().value as number);
  return { judges, drawn: { rounds: take(experiment.rounds.length), judges: take(judges.length) } };
}

const drawings = fc.infiniteStream(fc.constantFrom(0, 1, 1, 2, 3));

function expectClose(found: number, due: number) {
  if (Number.isNaN(due)) expect(found).toBeNaN();
  else expect(found).toBeCloseTo(due, 9);
}

describe("figures of questions and judges that count several times", () => {
  it("are those of an experiment with so many copies of them, a judge's own copies being no pair", () => {
    fc.assert(
      fc.property(gappyExperiments, drawings, (experiment, stream) => {
        const { judges, drawn } = drawFrom(stream, experiment);
        const copies = copyDrawn(experiment, judges, drawn);
        const pairs = experiment.rounds.map(({ ballots }) => pairJudges(ballots));
        const models = listModels(experiment);
        const scores = createScoreStatistics(experiment, pairs).statistics(drawn);
        const places = scorePlaces(models.length);
        const ballots = experiment.rounds.flatMap((round, index) =>
          Array.from({ length: drawn.rounds[index]! }, () => round.ballots.length),
        );
        const sizes = new Map(copies.map((round, index) => [round, ballots[index]!]));
        for (const [index, model] of models.entries()) {
          expectClose(scores[places.answer(index)]!, answerByHand(copies, model));
          expectClose(scores[places.question(index)]!, concordanceByHand(copies, model, sizes));
        }
        for (const [index, k] of topSizes.entries()) expectClose(scores[places.top(index)]!, topByHand(copies, k));
        const times = new Map(judges.map((judge, index) => [judge, drawn.judges[index]!]));
        expectClose(createTauStatistics(experiment, pairs).statistics(drawn)[0]!, tauByHand(copies, times));
      }),
      { numRuns: 60 },
    );
  });

  it("are so for Krippendorff's α at both levels", () => {
    fc.assert(
      fc.property(gappyExperiments, drawings, (experiment, stream) => {
        const { judges, drawn } = drawFrom(stream, experiment);
        const units = experiment.rounds.flatMap(({ ballots }, round) =>
          listModels(experiment).map((model) => {
            const own = ballots.filter(({ points }) => points.has(model));
            return {
              round,
              judges: own.map(({ judge }) => judges.indexOf(judge)),
              values: own.map(({ points }) => points.get(model)!),
            };
          }),
        );
        for (const level of ["ordinal", "interval"] as const)
          expectClose(createAlpha(units, level)(drawn), alphaByHand(copyDrawn(experiment, judges, drawn), level));
      }),
      { numRuns: 60 },
    );
  });

  it("compare each two judges as the definitions of τ and ρ say", () => {
    fc.assert(
      fc.property(gappyExperiments, ({ rounds }) => {
        for (const { ballots } of rounds) {
          const { rho } = pairJudges(ballots);
          let at = 0;
          for (const [index, one] of ballots.entries())
            for (const other of ballots.slice(index + 1))
              expectClose(rho[at++]!, rhoByHand({ ...one, copy: 0 }, { ...other, copy: 0 }));
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe("intervals over questions and judges", () => {
  it("are told from four questions and three judges on, and are the same for the same seed", () => {
    const spread = { answer: 0.5, taste: 0.5, ballot: 0.5 };
    const experiment = makeExperiment(5, 5, spread, 1);
    const { models, topkInterval } = scoreExperiment(experiment);
    expect(models.every(({ interval, rankRange }) => interval && rankRange)).toBe(true);
    // Each has set one question.
    expect(models.every(({ questionInterval }) => questionInterval === null)).toBe(true);
    expect(topkInterval[2]!.lower).toBeLessThan(topkInterval[2]!.upper);
    expect(scoreExperiment(experiment)).toEqual(scoreExperiment(structuredClone(experiment)));
    expect(scoreExperiment({ ...experiment, seed: 2 }).models).not.toEqual(models);
    const short = scoreExperiment({ ...experiment, rounds: experiment.rounds.slice(0, 4) });
    // The fifth has answered four questions, the others three.
    expect(short.models.filter(({ interval }) => interval).map(({ model }) => model)).toEqual(["m5"]);
    const lone = experiment.rounds.map(({ setter, ballots }) => ({ setter, ballots: ballots.slice(0, 2) }));
    expect(scoreExperiment({ ...experiment, rounds: lone }).models.some(({ interval }) => interval)).toBe(false);
    const { interval, each } = findAgreement({ ...experiment, rounds: experiment.rounds.slice(0, 3) });
    expect([interval.kendallTau, interval.krippendorffAlpha, each[0]!.interval]).toEqual([null, null, null]);
    const many = scoreExperiment(makeExperiment(5, 20, spread, 1));
    expect(many.models.every(({ questionInterval }) => questionInterval)).toBe(true);
    expect([many.isSketch, scoreExperiment(experiment).isSketch]).toEqual([false, true]);
  });

  it("are as wide as questions alone make them where judges are alike, and the other way round", () => {
    const rows = [3, 5, 4, 9, 7, 1];
    const margin = (points: (question: number, judge: number) => number) => {
      const rounds = rows.map((_, question) => ({
        setter: "s",
        ballots: rows.map((_row, judge) => ({ judge: `j${judge}`, points: new Map([["a", points(question, judge)]]) })),
      }));
      const experiment: JudgedExperiment = { judging: "scores", models: ["s", "a"], rounds };
      const { statistics } = createScoreStatistics(
        experiment,
        rounds.map(({ ballots }) => pairJudges(ballots)),
      );
      // By its number, so that the accuracy of the draws does not matter.
      return findMargin(resample(statistics, experiment, rows.length, 1), (all) => all[1]!)!;
    };
    // s² = 8.1667; the draws find (n − 1)/n of it; t(0.975; 5) = 2.5706.
    const due = 2.5706 * Math.sqrt(((5 / 6) * 8.1667) / 6);
    expect(margin((question) => rows[question]!) / due).toBeCloseTo(1, 1);
    expect(margin((_, judge) => rows[judge]!) / due).toBeCloseTo(1, 1);
    expect(margin(() => 50)).toBe(0);
  });

  it("hold the truth about as often as they say, however judges' tastes differ; rank ranges hold the rank", () => {
    const [count, questions, times] = [6, 12, 40];
    const spread = { answer: 0.7, taste: 0.5, ballot: 0.5 };
    const all = Array.from({ length: times }, (_, seed) =>
      scoreExperiment(makeExperiment(count, questions, spread, seed)),
    );
    let held = 0;
    for (const model of namesOf(count)) {
      const own = all.map(({ models }) => models.find((one) => one.model === model)!);
      const truth = own.reduce((sum, { answer }) => sum + answer!, 0) / times;
      held += own.filter(({ interval }) => interval!.lower <= truth && truth <= interval!.upper).length;
      expect(own.every(({ rank, rankRange }) => rankRange!.best <= rank! && rank! <= rankRange!.worst)).toBe(true);
    }
    expect(held / (times * count)).toBeGreaterThan(0.9);
    expect(held / (times * count)).toBeLessThan(0.99);
    const clear = scoreExperiment(makeExperiment(count, 24, { answer: 0.05, taste: 0.05, ballot: 0.05 }, 1));
    expect(clear.models.map(({ rankRange }) => rankRange)).toEqual(
      [1, 2, 3, 4, 5, 6].map((n) => ({ best: n, worst: n })),
    );
  });
});
