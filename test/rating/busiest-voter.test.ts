import { describe, expect, it } from "vitest";
import { fitBradleyTerry } from "../../core/rating/bradley-terry.ts";
import { findTopWithout } from "../../core/rating/busiest-voter.ts";
import { type CastVote, summarizeVotes, type VoteStatistics } from "../../core/rating/vote-statistics.ts";
import { makeVotes } from "./made-votes.ts";

const options = { priorStandardDeviation: 400 };

/** Votes of one voter, a battle each. */
function cast(voter: string, modelA: string, modelB: string, choices: Partial<Record<CastVote["choice"], number>>) {
  return Object.entries(choices).flatMap(([choice, count]) =>
    Array.from({ length: count }, (_, index): CastVote => {
      const battle = `${voter} ${modelA} ${modelB} ${choice} ${index}`;
      return { battle, voter, modelA, modelB, choice: choice as CastVote["choice"] };
    }),
  );
}

/** First place with a voter left out, by a fit of its own; a rival level with `first` counts as first. */
function firstWithout(votes: readonly CastVote[], voter: string, first: string): string | null {
  const { models } = fitBradleyTerry(summarizeVotes(votes.filter((vote) => vote.voter !== voter)).cells, options);
  const own = models.find(({ model }) => model === first);
  const rival = models.find(({ model, rating }) => model !== first && rating >= (own?.rating ?? -Infinity) - 1e-7);
  return rival?.model ?? own?.model ?? null;
}

function bruteForce(votes: readonly CastVote[]) {
  const first = fitBradleyTerry(summarizeVotes(votes).cells, options).models[0]!.model;
  const voters = [...Map.groupBy(votes, ({ voter }) => voter)];
  const most = Math.max(...voters.map(([, own]) => own.length));
  return {
    first,
    most,
    busiest: voters.filter(([, own]) => own.length === most).map(([voter]) => firstWithout(votes, voter, first)),
    deciding: new Map(
      voters.flatMap(([voter, own]) => {
        const rival = firstWithout(votes, voter, first);
        return rival === first ? [] : [[voter, { voter, first, rival, votes: own.length }]];
      }),
    ),
  };
}

describe("whether one voter holds the top place", () => {
  it("is what leaving out every voter in turn finds, in communities of many sorts", () => {
    let [decided, changed] = [0, 0];
    for (let seed = 0; seed < 24; seed++) {
      const votes = makeVotes({
        seed,
        models: 3 + (seed % 4),
        voters: 8 + 2 * seed,
        battles: 40 + seed,
        ties: 0.2,
        taste: 0.8,
      });
      const found = findTopWithout(summarizeVotes(votes), options)!;
      const truth = bruteForce(votes);
      expect(found.busiest).toMatchObject({ first: truth.first, votes: truth.most, share: truth.most / votes.length });
      expect(truth.busiest).toContain(found.busiest.firstWithout);
      const { decides } = found.adminsOnly;
      if (truth.deciding.size === 0) expect(decides).toBeNull();
      else expect(decides).toEqual(truth.deciding.get(decides!.voter));
      if (truth.deciding.size > 0) decided++;
      if (found.busiest.firstWithout !== truth.first) changed++;
    }
    expect(decided).toBeGreaterThan(5);
    expect(decided).toBeLessThan(19);
    expect(changed).toBeGreaterThan(1);
  });

  it("finds one voter among many busier ones", () => {
    const busy = Array.from({ length: 60 }, (_, index) => [
      ...cast(`busy ${index}`, "x", "y", { a: 10, b: 10 }),
      ...cast(`busy ${index}`, "y", "z", { a: 8, b: 3 }),
      ...cast(`busy ${index}`, "z", "x", { a: 3, b: 8 }),
    ]).flat();
    const { busiest, adminsOnly } = findTopWithout(
      summarizeVotes([...busy, ...cast("one", "x", "y", { a: 1 })]),
      options,
    )!;
    expect(busiest).toMatchObject({ votes: 42, first: "x", firstWithout: "x" });
    expect(adminsOnly.decides).toEqual({ voter: "one", first: "x", rival: "y", votes: 1 });
  });

  it("names the rival that is first without its busiest voter", () => {
    const votes = [...cast("fan", "x", "y", { a: 30 }), ...cast("others", "y", "x", { a: 12, b: 8, tie: 3 })];
    expect(findTopWithout(summarizeVotes(votes), options)).toEqual({
      busiest: { votes: 30, share: 30 / 53, first: "x", firstWithout: "y" },
      adminsOnly: { decides: { voter: "fan", first: "x", rival: "y", votes: 30 } },
    });
  });

  it("takes a rival that draws level for first", () => {
    const votes = [...cast("one", "x", "y", { a: 1 }), ...cast("many", "y", "x", { a: 5, b: 5 })];
    expect(findTopWithout(summarizeVotes(votes), options)!.adminsOnly.decides).toMatchObject({
      voter: "one",
      rival: "y",
    });
  });

  it("knows no first where one voter cast all votes, and no model to be first without its votes", () => {
    const alone = findTopWithout(summarizeVotes(cast("one", "x", "y", { a: 3, b: 1 })), options)!;
    expect(alone.busiest).toEqual({ votes: 4, share: 1, first: "x", firstWithout: null });
    expect(alone.adminsOnly.decides).toEqual({ voter: "one", first: "x", rival: null, votes: 4 });
    const fan = [...cast("fan", "new", "y", { a: 9 }), ...cast("others", "y", "z", { a: 4, b: 1 })];
    expect(findTopWithout(summarizeVotes(fan), options)!.busiest).toMatchObject({ first: "new", firstWithout: "y" });
  });

  it("counts votes whose voter is not known, and never leaves them out", () => {
    const { cells } = summarizeVotes([...cast("gone", "x", "y", { a: 20, b: 10 }), ...cast("one", "y", "x", { a: 2 })]);
    const { voters } = summarizeVotes(cast("one", "y", "x", { a: 2 }));
    expect(findTopWithout({ cells, voters }, options)!.busiest).toEqual({
      ...{ votes: 2, share: 2 / 32, first: "x", firstWithout: "x" },
    });
    expect(findTopWithout({ cells, voters: [] }, options)).toBeNull();
  });

  it("is not asked where there is no one first", () => {
    expect(findTopWithout({ cells: [], voters: [] })).toBeNull();
    expect(findTopWithout(summarizeVotes(cast("one", "x", "y", { a: 2, b: 2 })), options)).toBeNull();
  });

  it("does not depend on the order of votes, nor on how they are spread over rows", () => {
    const votes = makeVotes({ seed: 5, models: 5, voters: 20, battles: 120, ties: 0.2 });
    const one = summarizeVotes(votes);
    const parts = [summarizeVotes(votes.slice(0, 70)), summarizeVotes(votes.slice(70))];
    const other: VoteStatistics = {
      cells: parts.flatMap(({ cells }) => cells).toReversed(),
      voters: parts.flatMap(({ voters }) => voters).toReversed(),
    };
    expect(findTopWithout(other, options)).toEqual(findTopWithout(one, options));
  });

  it("does not take voters whose votes no battle has", () => {
    const { cells } = summarizeVotes(cast("one", "x", "y", { a: 3 }));
    const { voters } = summarizeVotes(cast("one", "x", "z", { a: 3 }));
    expect(() => findTopWithout({ cells, voters })).toThrow(RangeError);
  });
});
