import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JudgedExperiment, JudgeBallot } from "../../core/mutual/scoring/ballots.ts";
import { bordaPoints } from "../../core/mutual/scoring/borda.ts";
import { weighJudges } from "../../core/mutual/scoring/weighed-judges.ts";
import { createSeededRandom } from "../seeded-random.ts";
import { gappyExperiments, makeExperiment } from "./experiments.ts";

const spread = { answer: 0.15, taste: 0.1, ballot: 0.15 };

/** The experiment in which one judge orders the answers in a way of its own. */
function withJudge(
  experiment: JudgedExperiment,
  judge: string,
  order: (answers: readonly string[]) => string[],
): JudgedExperiment {
  const count = experiment.models!.length;
  const alter = (ballot: JudgeBallot): JudgeBallot => {
    if (ballot.judge !== judge) return ballot;
    const ordered = order([...ballot.points.keys()]);
    return {
      judge,
      points: bordaPoints(
        ordered.map((model) => [model]),
        count,
      ),
    };
  };
  const rounds = experiment.rounds.map(({ setter, ballots }) => ({ setter, ballots: ballots.map(alter) }));
  return { ...experiment, rounds };
}

const weigh = (experiment: JudgedExperiment) => {
  const { judges, models } = weighJudges(experiment);
  const abilities = new Map(judges.map(({ judge, ability }) => [judge, ability]));
  const others = judges.filter(({ judge }) => judge !== "m1").map(({ ability }) => ability);
  return { judges, models, own: abilities.get("m1")!, least: Math.min(...others) };
};

describe("a judge's weight", () => {
  it("is small for one that answers by chance", () => {
    const { fraction } = createSeededRandom(5);
    const shuffled = (answers: readonly string[]) =>
      answers
        .map((answer) => ({ answer, at: fraction() }))
        .toSorted((one, other) => one.at - other.at)
        .map(({ answer }) => answer);
    const { own, least, judges } = weigh(withJudge(makeExperiment(7, 14, spread, 2), "m1", shuffled));
    expect(own).toBeLessThan(0.3);
    expect(own).toBeLessThan(least / 2);
    expect(judges.find(({ judge }) => judge === "m1")!.interval!.upper).toBeLessThan(0.6);
  });

  it("is none for one that ranks upside down, whose ballots then make no difference", () => {
    const experiment = makeExperiment(7, 14, spread, 3);
    const turned = withJudge(experiment, "m1", (answers) => answers.toReversed());
    const { own, least, models } = weigh(turned);
    expect(own).toBe(0);
    expect(least).toBeGreaterThan(0.7);
    const rounds = turned.rounds.map(({ setter, ballots }) => ({
      setter,
      ballots: ballots.filter(({ judge }) => judge !== "m1"),
    }));
    const without = weighJudges({ ...experiment, rounds });
    expect(models.map(({ model }) => model)).toEqual(without.models.map(({ model }) => model));
  });

  it("is smaller for one that puts its own kin first", () => {
    // m2 is the weakest but one.
    const favour = (answers: readonly string[]) =>
      answers.toSorted((one, other) => Number(other === "m2") - Number(one === "m2"));
    for (const seed of [1, 2, 3, 4]) {
      const { own, least } = weigh(withJudge(makeExperiment(7, 14, spread, seed), "m1", favour));
      expect(own).toBeLessThan(0.75);
      expect(own).toBeLessThan(least);
    }
  });

  it("leaves the order nearer to the truth, where two of seven judges answer by chance", () => {
    const { fraction } = createSeededRandom(6);
    const shuffled = (answers: readonly string[]) => answers.toSorted(() => fraction() - 0.5);
    const errors = (order: readonly string[]) =>
      order.reduce((sum, model, index) => sum + Math.abs(7 - index - Number(model.slice(1))), 0);
    let [weighed, plain] = [0, 0];
    for (let seed = 0; seed < 12; seed += 1) {
      const fair = makeExperiment(7, 7, { answer: 0.05, taste: 0.1, ballot: 0.15 }, seed);
      const spoilt = withJudge(withJudge(fair, "m1", shuffled), "m2", shuffled);
      const sums = new Map(spoilt.models!.map((model) => [model, { sum: 0, count: 0 }]));
      for (const { points } of spoilt.rounds.flatMap(({ ballots }) => ballots))
        for (const [model, value] of points) {
          const own = sums.get(model)!;
          sums.set(model, { sum: own.sum + value, count: own.count + 1 });
        }
      const byMean = [...sums].toSorted(([, one], [, other]) => other.sum / other.count - one.sum / one.count);
      plain += errors(byMean.map(([model]) => model));
      weighed += errors(weighJudges(spoilt).models.map(({ model }) => model));
    }
    expect(weighed).toBeLessThan(plain);
  });
});

/** Q, straight from its definition: ratings in natural-log units, then abilities. */
function objective(at: readonly number[], { models, rounds }: JudgedExperiment, judges: readonly string[]): number {
  const [ratings, abilities] = [at.slice(0, models!.length), at.slice(models!.length)];
  let sum = 0;
  for (const rating of ratings) sum -= ((Math.LN10 ** -1 * 400) / 400) ** 2 * (rating ** 2 / 2);
  for (const ability of abilities) sum -= 2 * (ability - 1) ** 2;
  for (const { judge, points } of rounds.flatMap(({ ballots }) => ballots))
    for (const [one, own] of points)
      for (const [other, its] of points) {
        if (one === other) continue;
        const lead = ratings[models!.indexOf(one)]! - ratings[models!.indexOf(other)]!;
        const won = own > its ? 1 : own === its ? 0.5 : 0;
        // Each pair comes twice, turned round: so a win counts here, and a loss there.
        sum += (2 / points.size) * won * Math.log(1 / (1 + Math.exp(-abilities[judges.indexOf(judge)]! * lead)));
      }
  return sum;
}

/** The highest Q that small and smaller steps in every direction find; abilities stay at 0 or above. */
function climb(start: readonly number[], value: (at: readonly number[]) => number, models: number) {
  let [at, best] = [[...start], value(start)];
  for (let step = 0.5; step > 1e-6;) {
    let moved = false;
    for (const index of at.keys())
      for (const by of [step, -step]) {
        const next = at.with(index, index < models ? at[index]! + by : Math.max(0, at[index]! + by));
        const reached = value(next);
        if (reached > best) [at, best, moved] = [next, reached, true];
      }
    if (!moved) step /= 2;
  }
  return { at, best };
}

describe("the estimate", () => {
  it("is the highest likelihood that a search from many places finds", () => {
    const turned = withJudge(makeExperiment(4, 5, spread, 9), "m1", (answers) => answers.toReversed());
    for (const experiment of [
      makeExperiment(4, 5, spread, 8),
      makeExperiment(3, 6, { ...spread, ballot: 0.6 }, 8),
      turned,
    ]) {
      const { models: names } = experiment;
      const judges = [...names!];
      const value = (at: readonly number[]) => objective(at, experiment, judges);
      const { fraction } = createSeededRandom(1);
      const starts = Array.from({ length: 4 }, (_, index) =>
        [...names!, ...judges].map((_name, place) =>
          place < names!.length ? fraction() - 0.5 : index / 2 + fraction(),
        ),
      );
      const found = starts
        .map((start) => climb(start, value, names!.length))
        .toSorted((one, other) => other.best - one.best)[0]!;
      const abilities = found.at.slice(names!.length);
      const mean = abilities.reduce((sum, one) => sum + one, 0) / abilities.length;
      const { judges: weighed, models } = weighJudges(experiment);
      for (const { judge, ability } of weighed)
        expect(ability).toBeCloseTo(abilities[judges.indexOf(judge)]! / mean, 3);
      for (const { model, rating } of models)
        expect((rating! - 1000) / 100).toBeCloseTo((found.at[names!.indexOf(model)]! * mean * 4) / Math.LN10, 2);
    }
  });

  it("has abilities of mean 1, none below 0, and ratings of mean 1000, whatever is missing", () => {
    fc.assert(
      fc.property(gappyExperiments, (experiment) => {
        const { judges, models } = weighJudges(experiment);
        const abilities = judges.map(({ ability }) => ability);
        expect(abilities.every((ability) => ability >= 0)).toBe(true);
        const sum = abilities.reduce((total, ability) => total + ability, 0);
        if (sum > 0) expect(sum).toBeCloseTo(judges.length, 9);
        const ratings = models.flatMap(({ rating }) => rating ?? []);
        if (ratings.length > 0) expect(ratings.reduce((total, one) => total + one - 1000, 0)).toBeCloseTo(0, 4);
      }),
      { numRuns: 20 },
    );
  });

  it("takes nobody for better or worse where there is nothing to compare", () => {
    const ballots = [{ judge: "a", points: new Map([["b", 1]]) }];
    const { judges, models } = weighJudges({
      judging: "ranks",
      models: ["a", "b"],
      rounds: [{ setter: "a", ballots }],
    });
    expect(judges).toEqual([{ judge: "a", ability: 1, interval: null, ballots: 1 }]);
    expect(models.every(({ rating, rank }) => rating === null && rank === null)).toBe(true);
  });
});
