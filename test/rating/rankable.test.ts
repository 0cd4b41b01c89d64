import { describe, expect, it } from "vitest";
import { findRankable, rankingRule } from "../../core/rating/rankable.ts";
import { arrangeStatistics } from "../../core/rating/vote-columns.ts";
import { type CastVote, summarizeVotes } from "../../core/rating/vote-statistics.ts";
import { createSeededRandom } from "../seeded-random.ts";
import { makeVotes } from "./made-votes.ts";

const board = { priorStandardDeviation: 400, scatterPrior: 4 };

function rank(votes: readonly CastVote[], retired: readonly string[] = []) {
  const columns = arrangeStatistics(summarizeVotes(votes));
  const { fit, unranked } = findRankable(columns, board, (model) => retired.includes(model));
  return { fit, unranked, reasons: Object.fromEntries(unranked.map(({ model, reason }) => [model, reason])) };
}

/** Votes on a model, each on a battle of its own by somebody new, which it wins as often as told. */
function votesOn(model: string, rivals: readonly string[], votes: number, wins: number): CastVote[] {
  return Array.from({ length: votes }, (_, index) => ({
    ...{ battle: `${model} ${index}`, voter: `${model}'s ${index}`, modelA: model },
    ...{ modelB: rivals[index % rivals.length]!, choice: index < wins ? ("a" as const) : ("b" as const) },
  }));
}

/** Votes between equals, each on a battle of its own, by voters in turn. */
function drawEvenly({ seed, models, voters, votes }: Record<"seed" | "models" | "voters" | "votes", number>) {
  const random = createSeededRandom(seed);
  return Array.from({ length: votes }, (_, index): CastVote => {
    const a = Math.floor(random.fraction() * models);
    const b = (a + 1 + Math.floor(random.fraction() * (models - 1))) % models;
    const choice = random.fraction() < 0.5 ? "a" : "b";
    return { battle: `${index}`, voter: `${index % voters}`, modelA: `m${a}`, modelB: `m${b}`, choice };
  });
}

const settled = makeVotes({ seed: 61, models: 4, voters: 60, battles: 400, ties: 0.2 });
const names = ["m0", "m1", "m2", "m3"];

describe("a newcomer", () => {
  it.each([
    ["one vote, won", votesOn("new", names, 1, 1), "incomparable"],
    ["nine votes, all won", votesOn("new", names, 9, 9), "incomparable"],
    ["forty votes, all won", votesOn("new", names, 40, 40), "incomparable"],
    ["nine votes, won and lost", votesOn("new", names, 9, 5), "provisional"],
    [
      "twelve votes by two people",
      votesOn("new", names, 12, 6).map((vote, i) => ({ ...vote, voter: `${i % 2}` })),
      "provisional",
    ],
    ["twelve votes, so wide an interval", votesOn("new", names, 12, 9), "provisional"],
    ["never met the others", [...votesOn("new", ["newer"], 30, 15)], "incomparable"],
  ])("with %s moves no digit of anybody's place, rating or interval", (_, votes, reason) => {
    const before = rank(settled);
    const after = rank([...settled, ...votes]);
    expect(after.fit.models).toEqual(before.fit.models);
    expect(after.fit.variances).toEqual(before.fit.variances);
    expect(after.fit.clusters).toEqual(before.fit.clusters);
    expect(after.reasons["new"]).toBe(reason);
  });

  it("has a rating and a wide interval of its own, on the scale of the ranked", () => {
    const [newcomer] = rank([...settled, ...votesOn("new", names, 1, 1)]).unranked;
    expect(newcomer!.rating).toBeGreaterThan(1000);
    expect(newcomer!.upper! - newcomer!.lower!).toBeGreaterThan(700);
    expect((newcomer!.lower! + newcomer!.upper!) / 2).toBeCloseTo(newcomer!.rating, 6);
  });

  it("is ranked once it has met enough people and others, and widens nobody much", () => {
    const before = rank(settled);
    const after = rank([...settled, ...votesOn("new", names, 60, 30)]);
    expect(after.fit.models.map(({ model }) => model).toSorted()).toEqual([...names, "new"]);
    const widths = (fit: typeof before.fit) =>
      new Map(fit.models.map(({ model, lower, upper }) => [model, upper! - lower!]));
    for (const [model, width] of widths(before.fit)) expect(widths(after.fit).get(model)! / width).toBeLessThan(1.3);
    for (const width of widths(after.fit).values()) expect(width).toBeLessThan(rankingRule.width);
  });

  it("moves nobody, whatever its few votes are: thirty times by lot", () => {
    const random = createSeededRandom(62);
    const before = rank(settled);
    for (let round = 0; round < 30; round++) {
      const few = Math.floor(random.fraction() * rankingRule.battles);
      const votes = votesOn("new", names, few, 0).map((vote) => {
        const choice = (["a", "b", "tie", "bothBad"] as const)[Math.floor(random.fraction() * 4)]!;
        return { ...vote, choice, voter: `voter ${Math.floor(random.fraction() * 60)}` };
      });
      expect(rank([...settled, ...votes]).fit.models).toEqual(before.fit.models);
    }
  });
});

describe("a newcomer that alone makes others comparable", () => {
  const group = (prefix: string, seed: number) =>
    makeVotes({ seed, models: 3, voters: 30, battles: 300, ties: 0.2 }).map((vote) => ({
      ...{ ...vote, battle: `${prefix}${vote.battle}`, modelA: `${prefix}${vote.modelA}` },
      modelB: `${prefix}${vote.modelB}`,
    }));
  const [strong, weak] = [group("a", 64), group("b", 65).slice(0, 280)];
  const link = ["am0", "bm0"].flatMap((rival, index) => [
    { ...votesOn("new", [rival], 1, index)[0]!, battle: `up ${index}` },
    { ...votesOn("new", [rival], 1, 1 - index)[0]!, battle: `down ${index}` },
  ]);

  it("brings nobody above the line by votes of its own", () => {
    // All of a have beaten all of b, and only the newcomer tells of anybody in b that could be level.
    const oneWay = votesOn("am0", ["bm0", "bm1", "bm2"], 90, 90);
    const before = rank([...strong, ...weak, ...oneWay]);
    expect(before.reasons).toEqual({ bm0: "incomparable", bm1: "incomparable", bm2: "incomparable" });
    const after = rank([...strong, ...weak, ...oneWay, ...link.filter(({ battle }) => battle !== "up 0")]);
    expect(after.fit.models).toEqual(before.fit.models);
    expect(after.reasons).toEqual({ ...before.reasons, new: "provisional" });
  });

  it("does not decide which of two groups is the board", () => {
    const newcomer = (prefix: string) => votesOn("new", [`${prefix}m0`], 8, 4);
    const more = strong.slice(0, 284);
    const before = rank([...more, ...weak]);
    expect(before.fit.models.map(({ model }) => model).toSorted()).toEqual(["am0", "am1", "am2"]);
    expect(rank([...more, ...weak, ...newcomer("b")]).fit.models).toEqual(before.fit.models);
  });
});

describe("the ranked", () => {
  it("are connected, voted on enough, and narrow enough by the votes among them alone: 40 boards", () => {
    let ranked = 0;
    for (let seed = 0; seed < 40; seed++) {
      const { fit } = rank(drawEvenly({ seed: 900 + seed, models: 8, voters: 50, votes: 100 + 20 * (seed % 5) }));
      ranked += fit.models.length;
      expect(fit.components.length).toBeLessThan(2);
      for (const { lower, upper } of fit.models) expect(upper! - lower!).toBeLessThan(rankingRule.width);
    }
    expect(ranked).toBeGreaterThan(40);
  });
});

describe("a retired model", () => {
  it("has no place, leaves no gap among places, and keeps linking the others", () => {
    const all = rank(settled).fit.models;
    const retired = all[1]!.model;
    const { fit, unranked } = rank(settled, [retired]);
    expect(fit.models.map(({ model }) => model)).toEqual(
      all.map(({ model }) => model).filter((one) => one !== retired),
    );
    expect(fit.models.map(({ rank: place }) => place)).toEqual([1, 2, 3]);
    expect(unranked).toEqual([
      {
        model: retired,
        reason: "retired",
        fitted: true,
        rating: all[1]!.rating,
        lower: all[1]!.lower,
        upper: all[1]!.upper,
      },
    ]);
    for (const { model, rating, lower, upper } of fit.models) {
      expect(all.find((one) => one.model === model)).toMatchObject({ rating, lower, upper });
    }
  });

  it("is called retired even where its votes are few", () => {
    expect(rank([...settled, ...votesOn("old", names, 3, 1)], ["old"]).reasons).toEqual({ old: "retired" });
  });
});

describe("a young board", () => {
  it("ranks nobody by a handful of votes", () => {
    const { fit, unranked } = rank(votesOn("x", ["y"], 9, 5));
    expect(fit.models).toEqual([]);
    expect(unranked.map(({ model }) => model)).toEqual(["x", "y"]);
  });

  it("by few people shows an order from ten battles on, and claims nothing", () => {
    const votes = votesOn("x", ["y"], 10, 6).map((vote) => ({ ...vote, voter: "I" }));
    const { fit } = rank(votes);
    expect(fit.models.map(({ model, lower }) => [model, lower])).toEqual([
      ["x", null],
      ["y", null],
    ]);
  });

  it("that claims nothing claims nothing of newcomers either, however many people voted on them", () => {
    const votes = votesOn("x", ["y", "z"], 60, 30).map((vote, i) => ({ ...vote, voter: `${i % 4}` }));
    const others = votesOn("y", ["z"], 30, 15).map((vote, i) => ({ ...vote, voter: `${i % 4}` }));
    const { fit, unranked } = rank([...votes, ...others, ...votesOn("new", ["x"], 30, 30)]);
    expect(fit.quantile).toBeNull();
    expect(unranked).toMatchObject([{ model: "new", reason: "incomparable", lower: null, upper: null }]);
  });

  it("whose models are all too wide does not rank a pair that happens to be left", () => {
    const votes = drawEvenly({ seed: 63, models: 12, voters: 50, votes: 150 });
    for (const { lower, upper } of rank(votes).fit.models) expect(upper! - lower!).toBeLessThan(rankingRule.width);
  });

  it("is empty without votes", () => {
    expect(rank([])).toMatchObject({ fit: { models: [] }, unranked: [] });
  });
});
