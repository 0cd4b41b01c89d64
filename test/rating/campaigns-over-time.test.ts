/** Campaigns where it is known when votes were cast, on which battles, and by how old accounts: who was there, and saw what. */
import { describe, expect, it } from "vitest";
import { findCampaigns, recallSeen, type ShownBattles } from "../../core/rating/index.ts";
import { createCommunity, layOut, type MadeBallot } from "./made-campaigns.ts";
import { createWeeks, day, hour, minute, type ShownBattle } from "./made-weeks.ts";

function findAside(ballots: readonly MadeBallot[], options = {}): string[] {
  const { voters } = findCampaigns(layOut(ballots), options);
  return voters.filter((voter) => voter.setAside).map(({ voter }) => voter);
}

/** With what voters had before them, as the arena asks. */
function findSeeing(ballots: readonly MadeBallot[], battles: readonly ShownBattle[]): string[] {
  const votes = {
    voter: ballots.map(({ voter }) => voter),
    battle: ballots.map(({ battle = "" }) => battle),
    time: ballots.map(({ time = Number.NaN }) => time),
  };
  return findAside(ballots, { seen: recallSeen(votes, shelve(battles)) });
}

function shelve(battles: readonly ShownBattle[]): ShownBattles {
  return {
    battle: battles.map(({ battle }) => battle),
    left: battles.map(({ left }) => left),
    right: battles.map(({ right }) => right),
    community: battles.map(({ community }) => community ?? "here"),
    from: battles.map(({ from }) => from),
    until: battles.map(({ until }) => until),
  };
}

describe("what voters had before them", () => {
  const shown = shelve([
    { battle: "long gone", left: "a", right: "b", from: 0, until: hour },
    { battle: "passed by", left: "a", right: "c", from: 20 * hour, until: 21 * hour },
    { battle: "voted", left: "a", right: "d", from: 24 * hour, until: 25 * hour },
    { battle: "meanwhile", left: "b", right: "c", from: 24.2 * hour, until: 25 * hour },
    { battle: "elsewhere", left: "c", right: "d", from: 24 * hour, until: 25 * hour, community: "there" },
    { battle: "after", left: "b", right: "d", from: 24.6 * hour, until: 26 * hour },
    { battle: "next day", left: "c", right: "b", from: 40 * hour, until: 41 * hour },
  ]);
  const recall = (battle: string[], time: number[]) => {
    const { left, right } = recallSeen({ voter: battle.map(() => "x"), battle, time }, shown);
    return left.map((one, index) => one + right[index]!).toSorted();
  };

  it("is what was open around a sitting in their community, voted on or not, each once", () => {
    expect(recall(["voted", "meanwhile"], [24.1 * hour, 24.5 * hour])).toEqual(["ac", "ad", "bc"]);
    expect(recall(["voted", "next day"], [24.1 * hour, 40.1 * hour])).toEqual(["ac", "ad", "cb"]);
    expect(
      recallSeen({ voter: ["x", "x"], battle: ["voted", "next day"], time: [24.1 * hour, 40.1 * hour] }, shown).count,
    ).toEqual([0.75, 0.75, 1.5]);
    expect(recall(["nobody knows"], [24 * hour])).toEqual([]);
  });

  it("is the last 250 battles of a sitting, what they chose among them no more than the rest", () => {
    const many = Array.from({ length: 1_000 }, (_, index) => ({
      left: "a",
      right: "b",
      from: index,
      until: day,
      battle: `${index}`,
    }));
    const votes = { voter: ["x", "x"], battle: ["3", "999"], time: [2_000, 2_001] };
    expect(recallSeen(votes, shelve(many)).left).toHaveLength(250);
  });
});

describe("honest people who come together", () => {
  it("are no campaign for a new model that was in most of what they saw", () => {
    const { battles, regulars, visit } = createWeeks(1);
    const late = Array.from({ length: 30 }, (_, index) => visit(`late ${index}`, 12, [8 * 24, 10 * 24], 0)).flat();
    const ballots = [...regulars, ...late];
    expect(findAside(ballots).length).toBeGreaterThan(10);
    expect(findSeeing(ballots, battles)).toEqual([]);
  });

  it("are none where all follow a link to one battle, and prefer the same answer", () => {
    const { battles, regulars, vote } = createWeeks(2);
    const linked = Array.from({ length: 100 }, (_, index): MadeBallot => {
      return { ...vote(`newcomer ${index}`, battles[150]!, 0), outcome: index % 10 === 0 ? "b" : "a" };
    });
    expect(findSeeing([...regulars, ...linked], battles)).toEqual([]);
  });

  it("are none where everybody is new, nor where a hundred come within an hour", () => {
    const { regulars, visit, battles } = createWeeks(3);
    const fresh = regulars.map((ballot) => ({ ...ballot, age: 0, time: (ballot.time ?? 0) / 10 }));
    expect(findAside(fresh)).toEqual([]);
    const wave = Array.from({ length: 100 }, (_, index) => visit(`newcomer ${index}`, 4, [140, 146], 0)).flat();
    const ballots = [...regulars, ...wave];
    expect(findSeeing(ballots, battles)).toEqual([]);
  });
});

describe("accounts of one campaign", () => {
  it("are found sooner where they were made within one hour than where they are of any age", () => {
    const count = (seed: number, ageOf: (index: number) => number) => {
      const { honest, campaign, fraction } = createCommunity(seed);
      const people = Array.from({ length: 100 }, (_, index) =>
        honest(`voter ${index}`, 20).map((ballot) => ({ ...ballot, age: 400 * day * fraction() })),
      );
      const bad = Array.from({ length: 50 }, (_, index) =>
        campaign(`account ${index}`, 5, "m6", { hiding: 3 }).map((ballot) => ({ ...ballot, age: ageOf(index) })),
      );
      return findAside([...people, ...bad].flat()).filter((voter) => voter.startsWith("account")).length;
    };
    const all = (ageOf: (index: number) => number) => [4, 5, 6].reduce((sum, seed) => sum + count(seed, ageOf), 0);
    expect(all((index) => index * minute)).toBe(150);
    expect(all((index) => 8 * index * day)).toBeLessThan(120);
  });
});
