/** Ratings in which near-copies of one model count as one. */
import { describe, expect, it } from "vitest";
import { singleVotes } from "../../core/boards/cell.ts";
import { fitCloneRobust } from "../../core/rating/clone-robust.ts";
import { fitRatings } from "../../core/rating/fit-ratings.ts";
import { type CastVote, summarizeVotes, type VoteStatistics } from "../../core/rating/vote-statistics.ts";
import { createSeededRandom } from "../seeded-random.ts";
import { makeVotes } from "./made-votes.ts";

const board = { priorStandardDeviation: 400, scatterPrior: 4 };
const logistic = (value: number) => 1 / (1 + Math.exp(-value));

/** Two sorts of people, of whom 63% are of the first, and what each sort thinks of a model, natural-log units. */
const firstSort = 0.63;
const opinions: Record<string, readonly [number, number]> = {
  F: [-2.2, 0.9],
  W: [1.1, -0.2],
  X: [3, -1.5],
  Y: [-0.4, 2.3],
  Z: [0.5, -2.6],
};
const others = ["W", "X", "Y", "Z"];
const copies = Array.from({ length: 10 }, (_, copy) => `F ${copy}`);
const familyOf = (model: string) => model.split(" ", 1).join("");

/** Votes on each pair of some models; a near-copy is liked almost as its original by either sort. */
function castOn(pairs: readonly (readonly [string, string])[], votes: number, seed: number): CastVote[] {
  const { fraction } = createSeededRandom(seed);
  const likes = new Map<string, readonly [number, number]>();
  const opinion = (model: string, sort: 0 | 1) => {
    const near = () => (model === familyOf(model) ? 0 : 0.2 * (fraction() - 0.5));
    if (!likes.has(model)) {
      const [first, second] = opinions[familyOf(model)]!;
      likes.set(model, [first + near(), second + near()]);
    }
    return likes.get(model)![sort];
  };
  return pairs.flatMap(([modelA, modelB]) =>
    Array.from({ length: votes }, (_, vote): CastVote => {
      const voter = Math.floor(300 * fraction());
      const sort = voter < 300 * firstSort ? 0 : 1;
      const choice = fraction() < logistic(opinion(modelA, sort) - opinion(modelB, sort)) ? "a" : "b";
      return { battle: `${seed} ${modelA} ${modelB} ${vote}`, voter: `${voter}`, modelA, modelB, choice };
    }),
  );
}

const pairsOf = (models: readonly string[]) =>
  models.flatMap((one, index) => models.slice(index + 1).map((other) => [one, other] as const));

/** With `F` as the only one of its family, and with ten near-copies. */
const before = castOn(pairsOf(["F", ...others]), 200, 1);
const after = [
  ...before,
  ...castOn(
    copies.flatMap((copy) => others.map((other) => [copy, other] as const)),
    200,
    2,
  ),
  ...castOn(pairsOf(["F", ...copies]), 20, 3),
];

const summaries = new Map<readonly CastVote[], VoteStatistics>();
function summarize(votes: readonly CastVote[]): VoteStatistics {
  const known = summaries.get(votes) ?? summarizeVotes(votes);
  summaries.set(votes, known);
  return known;
}
const plain = (votes: readonly CastVote[]) => fitRatings(summarize(votes), board).models;
const robust = (votes: readonly CastVote[], family = familyOf) =>
  fitCloneRobust(summarize(votes), family, board).models;
const amongOthers = (models: readonly { model: string }[]) =>
  models.map(({ model }) => model).filter((model) => others.includes(model));
const ratingOf = (models: readonly { model: string; rating: number }[], model: string) =>
  models.find((one) => one.model === model)!.rating;

/** How far the others' ratings move, one by one, rating points. */
function move(from: readonly { model: string; rating: number }[], to: readonly { model: string; rating: number }[]) {
  return Math.max(...others.map((model) => Math.abs(ratingOf(to, model) - ratingOf(from, model))));
}

describe("ten near-copies of one model, where tastes differ", () => {
  it("change places on the plain board", () => {
    expect(amongOthers(plain(before))).toEqual(["X", "W", "Y", "Z"]);
    expect(amongOthers(plain(after))[0]).toBe("Y");
    expect(move(plain(before), plain(after))).toBeGreaterThan(50);
  });

  it("move nobody's place, and no rating by more than a few points, where a family counts as one", () => {
    expect(amongOthers(robust(before))).toEqual(["X", "W", "Y", "Z"]);
    expect(amongOthers(robust(after))).toEqual(["X", "W", "Y", "Z"]);
    expect(move(robust(before), robust(after))).toBeLessThan(8);
    expect(move(robust(before), robust(after))).toBeLessThan(8);
  });

  it("are rated each by itself, about as their original", () => {
    const rated = robust(after).filter(({ family }) => family === "F");
    expect(rated).toHaveLength(11);
    for (const { rating, weight } of rated) {
      expect(weight).toBeCloseTo(1 / 11, 12);
      expect(Math.abs(rating - ratingOf(robust(before), "F"))).toBeLessThan(60);
    }
  });
});

describe("in any mixture of tastes", () => {
  /** What endless votes by such people would say of each pair, so many of them. */
  function shares(models: readonly string[], likes: (model: string) => readonly number[], votes: number) {
    return singleVotes(
      pairsOf(models).map(([modelA, modelB]) => {
        const [one, other] = [likes(modelA), likes(modelB)];
        const wins = one.map((value, sort) => logistic(value - other[sort]!));
        const share = wins.reduce((sum, win) => sum + win / wins.length, 0);
        return { modelA, modelB, a: votes * share, b: votes * (1 - share), tie: 0, bothBad: 0 };
      }),
    );
  }

  it("ten copies move every other rating on the plain board, and none where a family counts as one", () => {
    const { fraction } = createSeededRandom(11);
    for (let mixture = 0; mixture < 6; mixture++) {
      const drawn = new Map(Object.keys(opinions).map((model) => [model, [0, 1, 2].map(() => 5 * (fraction() - 0.5))]));
      const likes = (model: string) => drawn.get(familyOf(model))!;
      const one = shares(["F", ...others], likes, 400);
      const many = shares(["F", ...copies, ...others], likes, 400);
      const differences = (models: readonly { model: string; rating: number }[]) =>
        others.map((model) => ratingOf(models, model) - ratingOf(models, "W"));
      const moved = (rate: (votes: VoteStatistics) => readonly { model: string; rating: number }[]) => {
        const [from, to] = [differences(rate(one)), differences(rate(many))];
        return Math.max(...from.map((value, at) => Math.abs(to[at]! - value)));
      };
      expect(moved((votes) => fitRatings(votes, { rateAll: true }).models)).toBeGreaterThan(1);
      expect(moved((votes) => fitCloneRobust(votes, familyOf).models)).toBeLessThan(0.001);
      expect(moved((votes) => fitCloneRobust(votes, familyOf, board).models)).toBeLessThan(1);
    }
  });
});

describe("exact copies", () => {
  const original = makeVotes({ seed: 5, models: 5, voters: 60, battles: 500, ties: 0.2, taste: 0.8 });
  const copyFirst = (votes: readonly CastVote[]) =>
    [0, 1, 2, 3, 4].flatMap((copy) => {
      const rename = (name: string) => (name === "m0" ? `m0 ${copy}` : name);
      return votes
        .filter(({ modelA, modelB }) => copy === 0 || modelA === "m0" || modelB === "m0")
        .map((vote) => ({
          ...vote,
          battle: `${copy} ${vote.battle}`,
          modelA: rename(vote.modelA),
          modelB: rename(vote.modelB),
        }));
    });
  const copied = copyFirst(original);

  it("change nothing about the others but the prior's pull", () => {
    const fit = (votes: readonly CastVote[], prior: number) =>
      fitCloneRobust(summarizeVotes(votes), familyOf, { priorStandardDeviation: prior }).models;
    for (const [prior, most] of [
      [Infinity, 0.001],
      [400, 2],
    ] as const) {
      const [one, many] = [fit(original, prior), fit(copied, prior)];
      for (const { model, rating } of one.filter(({ family }) => family !== "m0")) {
        expect(Math.abs(ratingOf(many, model) - rating)).toBeLessThan(most);
      }
    }
  });

  it("by the same voters leave the others as uncertain as they were", () => {
    const alike = makeVotes({ seed: 9, models: 5, voters: 200, battles: 500, ties: 0.2, taste: 0 });
    const [one, many] = [robust(alike), robust(copyFirst(alike))];
    for (const { model, standardError } of one.filter(({ family }) => family !== "m0")) {
      const own = many.find((rated) => rated.model === model)!.standardError!;
      expect(Math.abs(own / standardError! - 1), model).toBeLessThan(0.15);
    }
  });

  it("with a single vote move the others by less than two points, and one with many weighs as much as it did", () => {
    const [vote] = original.filter(({ modelA }) => modelA === "m0");
    const one = robust(original);
    const both = robust([...original, { ...vote!, battle: "new", modelA: "m0 new", choice: "b" }]);
    for (const { model, rating } of one) expect(Math.abs(ratingOf(both, model) - rating)).toBeLessThan(2);
    expect(both.find(({ model }) => model === "m0")!.weight).toBeGreaterThan(0.99);
  });
});

describe("without relatives", () => {
  const votes = makeVotes({ seed: 6, models: 6, voters: 80, battles: 400, ties: 0.3 });
  const alone = fitCloneRobust(summarizeVotes(votes), (model) => model, board);

  it("ratings are those of the plain board", () => {
    for (const { model, rating, weight } of alone.models) {
      expect(rating).toBeCloseTo(ratingOf(plain(votes), model), 6);
      expect(weight).toBe(1);
    }
    expect(alone.families).toBe(6);
  });

  it("intervals are at least as wide as those by battle, by voter, or by single votes", () => {
    for (const clusters of ["none", "battle", "voter"] as const) {
      for (const model of fitRatings(summarizeVotes(votes), { ...board, clusters }).models) {
        const own = alone.models.find((one) => one.model === model.model)!;
        expect(own.standardError! * (1 + 1e-9)).toBeGreaterThan(model.standardError!);
        expect(own.standardError!).toBeLessThan(1.5 * model.standardError!);
      }
    }
  });
});

describe("whatever the families", () => {
  it("the mean over families is 1000, and a family's name is no matter", () => {
    const models = robust(after);
    const families = [...Map.groupBy(models, ({ family }) => family).values()];
    // Every member of the one large family has about as many votes.
    const means = families.map((rated) => rated.reduce((sum, { rating }) => sum + rating, 0) / rated.length);
    expect(means.reduce((sum, mean) => sum + mean / means.length, 0)).toBeCloseTo(1000, 6);
    const renamed = robust(after, (model) => `other ${familyOf(model)}`);
    expect(renamed.map(({ rating }) => rating)).toEqual(models.map(({ rating }) => rating));
  });

  it("one family of all models is rated as it is among itself", () => {
    const votes = makeVotes({ seed: 7, models: 3, voters: 50, battles: 300, ties: 0.2 });
    const models = fitCloneRobust(summarizeVotes(votes), () => "all").models;
    for (const { model, rating } of models)
      expect(rating).toBeCloseTo(ratingOf(fitRatings(summarizeVotes(votes)).models, model), 2);
  });

  it("no votes are no models, few voters claim no interval, and a prior is above 0", () => {
    expect(fitCloneRobust({ cells: [], voters: [] }, familyOf)).toMatchObject({
      models: [],
      families: 0,
      quantile: null,
    });
    const few = makeVotes({ seed: 8, models: 4, voters: 3, battles: 100, ties: 0.2 });
    const fit = fitCloneRobust(summarizeVotes(few), familyOf, board);
    expect(fit.effectiveVoters).toBeLessThan(5);
    for (const { lower, upper } of fit.models) expect([lower, upper]).toEqual([null, null]);
    expect(() => fitCloneRobust(summarizeVotes(few), familyOf, { priorStandardDeviation: 0 })).toThrow(RangeError);
  });
});
