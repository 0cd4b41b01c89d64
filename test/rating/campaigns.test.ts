/** Campaigns among votes: who is found, why, and who is left alone. */
import { describe, expect, it } from "vitest";
import { gatherBallots } from "../../core/rating/campaigns/ballots.ts";
import { foretellVotes } from "../../core/rating/campaigns/fit-without.ts";
import { createCompany } from "../../core/rating/campaigns/company.ts";
import { describeVoters } from "../../core/rating/campaigns/traits.ts";
import { boardPrior, findCampaigns, fitBradleyTerry } from "../../core/rating/index.ts";
import { pointsPerNaturalUnit } from "../../core/rating/scale.ts";
import { createCommunity, layOut, type MadeBallot } from "./made-campaigns.ts";

const busy = (index: number) => 4 + ((7 * index) % 23);

function setAside(ballots: readonly MadeBallot[], options = {}) {
  const { voters } = findCampaigns(layOut(ballots), options);
  return voters.filter((voter) => voter.setAside);
}

describe("campaigns", () => {
  it.each([
    ["for", true],
    ["against", false],
  ] as const)("%s a model are found, with the reason, and nobody else is", (kind, wins) => {
    const { people, campaign } = createCommunity(1);
    const bad = ["x", "y"].flatMap((voter) => campaign(voter, 15, "m6", { hiding: 1, wins }));
    const found = setAside([...people(60, busy), ...bad]);
    expect(found.map(({ voter, votes }) => [voter, votes])).toEqual([
      ["x", 30],
      ["y", 30],
    ]);
    expect(found[0]).toMatchObject({ reason: { kind, model: "m6", votes: 15, matching: 15 } });
    expect(found[0]!.probability + found[0]!.weight).toBeCloseTo(1, 12);
  });

  it("are found behind three honest votes for every bad one", () => {
    const { people, campaign } = createCommunity(2);
    const bad = ["x", "y", "z"].flatMap((voter) => campaign(voter, 30, "m6", { hiding: 2 }));
    const hidden = [...bad, ...createCommunity(3).campaign("w", 40, "m6", { hiding: 3 })];
    expect(setAside([...people(60, busy), ...hidden]).map(({ voter }) => voter)).toEqual(["x", "y", "z", "w"]);
  });

  it("are not an enthusiast, who always prefers one model in the battles that come", () => {
    const { people, honest } = createCommunity(4);
    const fans = ["f", "g", "h"].flatMap((voter) => honest(voter, 40, "m6"));
    expect(setAside([...people(60, busy), ...fans])).toEqual([]);
  });

  it("say the same whatever the order of the votes", () => {
    const { people, campaign, fraction } = createCommunity(5);
    const ballots = [...people(40, busy), ...campaign("x", 12, "m5", { hiding: 1 })];
    const shuffled = ballots.map((ballot) => ({ ballot, at: fraction() })).toSorted((a, b) => a.at - b.at);
    const byName = (all: readonly MadeBallot[]) =>
      new Map(findCampaigns(layOut(all)).voters.map(({ voter, probability }) => [voter, probability]));
    const [one, other] = [byName(ballots), byName(shuffled.map(({ ballot }) => ballot))];
    for (const [voter, probability] of one) expect(other.get(voter)).toBeCloseTo(probability, 6);
  });

  it("know what a voter has seen: one who saw little but a new model chose nothing", () => {
    const { people, campaign } = createCommunity(6);
    const ballots = [...people(60, busy), ...campaign("x", 14, "m6")];
    expect(setAside(ballots).map(({ voter }) => voter)).toEqual(["x"]);
    const own = ballots.filter(({ voter }) => voter === "x");
    const seen = { voter: own.map(() => "x"), left: own.map(({ left }) => left), right: own.map(({ right }) => right) };
    expect(setAside(ballots, { seen: { ...seen, count: own.map(() => 10) } })).toEqual([]);
  });
});

describe("the company that voters keep", () => {
  it("tells for a kind whose voters are of one class, and nothing of its only voter", () => {
    const voters = 40;
    const traits = describeVoters(gatherBallots(layOut(createCommunity(7).people(voters, () => 1))), {
      ...layOut([]),
      age: Array.from({ length: voters }, (_, voter) => (voter < 4 ? 60 : 1e7)),
    });
    const age = traits.at(-1)!;
    expect([...new Set(age.classOf.subarray(0, 4))]).toEqual([1]);
    const company = createCompany(2, [age]);
    // The first four are of the one kind, the fifth of the other.
    const evidence = {
      starts: Int32Array.from({ length: voters + 1 }, (_, voter) => Math.min(voter, 5)),
      kind: Int32Array.of(0, 0, 0, 0, 1),
      explanation: Int32Array.of(0, 0, 0, 0, 1),
      logRatio: new Float64Array(5),
    };
    const honest = Float64Array.from({ length: voters }, (_, voter) => (voter < 5 ? 0 : 1));
    company.count(evidence, { honest, parts: new Float64Array(5).fill(1) });
    expect(company.compare(0, 0, 1)).toBeGreaterThan(5);
    expect(company.compare(4, 1, 1)).toBeCloseTo(1, 12);
    expect(company.compare(5, 0, 0)).toBeLessThan(1);
  });
});

describe("habits", () => {
  it("always one side", () => {
    const { people, honest } = createCommunity(8);
    const left = honest("x", 60).map((ballot) => ({ ...ballot, outcome: "a" as const }));
    expect(setAside([...people(60, busy), ...left])).toMatchObject([
      { voter: "x", reason: { kind: "side", side: "a", votes: 60, matching: 60 } },
    ]);
  });

  it("votes before anybody can have read", () => {
    const { people, honest } = createCommunity(9);
    const slow = people(60, busy).map((ballot, index) => ({ ...ballot, reading: 8 + (index % 50) }));
    const fast = honest("x", 20).map((ballot) => ({ ...ballot, reading: 0.4 }));
    const found = setAside([...slow, ...fast]);
    expect(found).toMatchObject([{ voter: "x", reason: { kind: "haste", votes: 20, matching: 20 } }]);
  });

  it("copies of an earlier voter's ballots, of whom the first counts", () => {
    const { battle, judge } = createCommunity(10);
    const battles = Array.from({ length: 60 }, (_, index) => ({ ...battle(), battle: `b${index}` }));
    const honest = Array.from({ length: 12 }, (_, index) =>
      battles.map((one): MadeBallot => ({ voter: `voter ${index}`, ...one, outcome: judge(one) })),
    );
    const copy = honest[3]!.map((ballot) => ({ ...ballot, voter: "x" }));
    expect(setAside([...honest.flat(), ...copy])).toMatchObject([
      { voter: "x", reason: { kind: "copy", of: "voter 3", votes: 60, matching: 60 } },
    ]);
  });
});

describe("the fit without a voter", () => {
  it("is as if the voter had never voted", () => {
    const { people, campaign } = createCommunity(11);
    // One voter with much of all votes, who is left out by a fit, and one with little.
    const ballots = gatherBallots(layOut([...people(60, busy), ...campaign("x", 60, "m6"), ...campaign("y", 5, "m2")]));
    const weights = new Float64Array(ballots.voters.length).fill(1);
    const { odds } = foretellVotes(ballots, weights);
    for (const name of ["x", "y"]) {
      const voter = ballots.voters.indexOf(name);
      const tallies = [...ballots.first.keys()].flatMap((vote) => {
        if (ballots.voter[vote] === voter) return [];
        const half = ballots.halfWins[vote]!;
        const pair = { modelA: ballots.models[ballots.first[vote]!]!, modelB: ballots.models[ballots.second[vote]!]! };
        return [{ ...pair, a: half === 2 ? 1 : 0, b: half === 0 ? 1 : 0, tie: half === 1 ? 1 : 0, bothBad: 0 }];
      });
      const fit = fitBradleyTerry(tallies, boardPrior);
      const rating = (model: number) => fit.models.find((one) => one.model === ballots.models[model])!.rating;
      for (let vote = ballots.starts[voter]!; vote < ballots.starts[voter + 1]!; vote++) {
        const exact = (rating(ballots.first[vote]!) - rating(ballots.second[vote]!)) / pointsPerNaturalUnit;
        expect(Math.abs(odds[vote]! - exact)).toBeLessThan(0.02);
      }
    }
  });
});

describe("what the finder takes", () => {
  it("is nothing, or columns that fit together", () => {
    expect(findCampaigns(layOut([]))).toEqual({ voters: [] });
    const votes = layOut(createCommunity(12).honest("x", 3));
    expect(findCampaigns(votes).voters).toMatchObject([{ voter: "x", votes: 3, setAside: false }]);
    expect(() => findCampaigns({ ...votes, time: [1] })).toThrow(
      "The column time has 1 entries, and there are 3 votes.",
    );
    expect(() => findCampaigns({ ...votes, left: votes.right })).toThrow("meets itself");
    expect(() => findCampaigns(votes, { bound: 0 })).toThrow(RangeError);
  });
});
