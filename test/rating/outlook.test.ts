import { describe, expect, it } from "vitest";
import { fitColumns, type FitOptions } from "../../core/rating/fit-ratings.ts";
import { forecast, outlook } from "../../core/rating/outlook.ts";
import { rankAmong } from "../../core/rating/ranks.ts";
import { arrangeStatistics } from "../../core/rating/vote-columns.ts";
import {
  type CastVote,
  mergeStatistics,
  summarizeVotes,
  type VoteStatistics,
} from "../../core/rating/vote-statistics.ts";
import { foretoldWithinAFifth } from "./foretold.ts";
import { makeVotes } from "./made-votes.ts";

const prior = { priorStandardDeviation: 400, scatterPrior: 4 };

/** Votes of one voter on one pair, a battle each. */
function cast(voter: string, modelA: string, modelB: string, wins: number, losses: number): CastVote[] {
  return Array.from({ length: wins + losses }, (_, index) => ({
    ...{ battle: `${voter} ${modelA} ${modelB} ${index}`, voter, modelA, modelB },
    choice: index < wins ? "a" : "b",
  }));
}

function people(count: number, votes: (voter: string, index: number) => CastVote[]): VoteStatistics {
  return summarizeVotes(Array.from({ length: count }, (_, index) => votes(`voter ${index}`, index)).flat());
}

function look(statistics: VoteStatistics, options: FitOptions = {}, thresholdAt?: Parameters<typeof outlook>[2]) {
  const columns = arrangeStatistics(statistics);
  const fit = fitColumns(columns, { ...prior, ...options });
  return { fit, columns, ...outlook(fit, columns, { ...prior, ...options, ...thresholdAt }) };
}

/** So many communities, each of which voted as this one. */
function repeat({ cells, voters }: VoteStatistics, times: number): VoteStatistics {
  return mergeStatistics(
    Array.from({ length: times }, (_, copy) => ({
      cells,
      voters: voters.map((row) => ({ ...row, voter: `${row.voter} of ${copy}` })),
    })),
  );
}

/** People of one mind each: of every five, three are all for x, two all for y. */
const partisans = people(25, (voter, index) =>
  cast(voter, "x", "y", ...((index % 5 < 3 ? [19, 1] : [1, 19]) as [number, number])),
);
/** People of one mind all together. */
const alike = people(25, (voter) => cast(voter, "x", "y", 6, 5));

describe("how wide intervals will be", () => {
  foretoldWithinAFifth({ name: "few people", voters: 25, models: 5, activity: "pareto", votesEach: 8 });

  it("is what it is with no votes more", () => {
    const columns = arrangeStatistics(
      summarizeVotes(makeVotes({ seed: 3, models: 6, voters: 30, battles: 200, ties: 0.2 })),
    );
    for (const clusters of ["none", "battle", "voter", "both"] as const) {
      const fit = fitColumns(columns, { ...prior, clusters });
      const future = forecast(fit, columns, prior);
      for (const further of ["votes", "voters"] as const) {
        expect(future.degrees(further, 1)).toBeCloseTo(fit.degrees, 9);
        for (const [index] of fit.models.entries()) {
          for (let rival = 0; rival < index; rival++) {
            const now = fit.variances[index * fit.models.length + rival]!;
            expect(future.variance(index, rival, further, 1) / now).toBeCloseTo(1, 9);
          }
        }
      }
    }
  });

  it("shrinks with people, and with votes no further than tastes allow", () => {
    const { fit, columns } = look(partisans);
    const future = forecast(fit, columns, prior);
    const width = (further: "votes" | "voters", times: number) => Math.sqrt(future.variance(0, 1, further, times));
    expect(width("votes", 1000) / width("votes", 1)).toBeGreaterThan(0.9);
    expect(width("voters", 4) / width("voters", 1)).toBeCloseTo(0.5, 1);
    expect(future.degrees("votes", 4)).toBeCloseTo(fit.degrees, 9);
    expect(future.degrees("voters", 4)).toBeCloseTo(4 * (fit.degrees + 1) - 1, 9);
  });

  it("shrinks with the root of votes where all people are alike", () => {
    const { fit, columns } = look(alike);
    const future = forecast(fit, columns, prior);
    expect(Math.sqrt(future.variance(0, 1, "votes", 4) / future.variance(0, 1, "votes", 1))).toBeCloseTo(0.5, 1);
  });

  it("takes votes that nothing links for independent", () => {
    const columns = arrangeStatistics(alike);
    const fit = fitColumns(columns, { clusters: "none" });
    const future = forecast(fit, columns);
    expect(future.variance(0, 1, "votes", 4)).toBeCloseTo(fit.variances[1]! / 4, 6);
    expect(future.degrees("votes", 4)).toBe(Infinity);
  });

  it("can be asked of ties alone", () => {
    const ties = people(10, (voter) => cast(voter, "x", "y", 3, 0).map((vote) => ({ ...vote, choice: "tie" })));
    const { fit, columns } = look(ties);
    expect(forecast(fit, columns, { priorStandardDeviation: 400 }).variance(0, 1, "votes", 2)).toBeCloseTo(
      fit.variances[1]! / 2,
      6,
    );
    expect(look(ties).first).toEqual({ kind: "unforeseeable" });
  });

  it("rests on the votes on retired models as well", () => {
    const columns = arrangeStatistics(
      summarizeVotes(makeVotes({ seed: 4, models: 5, voters: 30, battles: 200, ties: 0.2 })),
    );
    const all = fitColumns(columns, prior);
    const isRetired = (model: string) => model === "m1" || model === "m3";
    const fit = rankAmong(all, (model) => !isRetired(model));
    const whole = forecast(all, columns, prior);
    const part = forecast(fit, columns, { ...prior, retired: all.models.filter(({ model }) => isRetired(model)) });
    expect(part.votes).toBe(whole.votes);
    const place = (index: number) => all.models.findIndex(({ model }) => model === fit.models[index]!.model);
    for (const [index, rival] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const) {
      const [one, other] = [place(index), place(rival)];
      expect(part.links[index * 3 + rival]).toBeCloseTo(whole.links[one * 5 + other]!, 6);
      for (const further of ["votes", "voters"] as const) {
        const expected = whole.variance(one, other, further, 4);
        // What battles and tastes add is measured over fewer pairs.
        expect(Math.abs(part.variance(index, rival, further, 4) / expected - 1)).toBeLessThan(0.2);
      }
    }
  });

  it("does not read columns that lack a model or the voters", () => {
    const { fit, columns } = look(alike);
    expect(() => forecast({ ...fit, models: [{ model: "z", rating: 1000 }] }, columns)).toThrow(RangeError);
    const { voter: _voter, ...rest } = columns;
    expect(() => forecast(fit, rest)).toThrow(RangeError);
  });
});

describe("what is missing", () => {
  it("is nothing where all is told apart, or there is nothing to tell", () => {
    const clear = people(20, (voter) => [...cast(voter, "x", "y", 9, 3), ...cast(voter, "y", "z", 9, 3)]);
    expect(look(clear)).toMatchObject({ first: { kind: "nothing" }, all: { kind: "nothing" } });
    expect(look({ cells: [], voters: [] })).toMatchObject({ first: { kind: "nothing" }, all: { kind: "nothing" } });
  });

  it("is votes where people agree and have cast too few", () => {
    const { first, all, fit } = look(alike);
    expect(first).toEqual(all);
    const q2 = fit.quantile! ** 2 * fit.variances[1]!;
    const root = 275 * (q2 / (fit.models[0]!.rating - fit.models[1]!.rating) ** 2 - 1);
    expect(first).toMatchObject({ kind: "votes" });
    expect((first as { votes: number }).votes / root).toBeGreaterThan(0.8);
    expect((first as { votes: number }).votes / root).toBeLessThan(1.2);
  });

  it("is people where tastes differ: with about so many more the two are told apart", () => {
    const { first, fit } = look(partisans);
    expect(first).toMatchObject({ kind: "voters" });
    const times = 1 + (first as { voters: number }).voters / fit.clusters.voters!;
    expect(times).toBeGreaterThan(2);
    expect(look(repeat(partisans, Math.ceil(1.3 * times))).first).toEqual({ kind: "nothing" });
    expect(look(repeat(partisans, Math.floor(0.7 * times))).first.kind).toBe("voters");
  });

  it("is people where too few voted for anything to be claimed", () => {
    const { first, fit } = look(people(3, (voter) => cast(voter, "x", "y", 90, 10)));
    expect(fit.quantile).toBeNull();
    expect(first).toEqual({ kind: "voters", voters: 3 });
  });

  it("is links where no votes lead from one model to another, or hardly any do", () => {
    const islands = people(20, (voter) => [...cast(voter, "w", "x", 8, 2), ...cast(voter, "y", "z", 9, 1)]);
    expect(look(islands).all.kind).toBe("links");
    expect(look(islands, {}, { thresholdAt: () => () => 0 }).all.kind).toBe("links");
    const bridged = people(20, (voter, index) => [
      ...cast(voter, "a", "b", 8, 2),
      ...cast(voter, "y", "z", 9, 1),
      ...(index === 0 ? cast(voter, "b", "z", 1, 2) : []),
    ]);
    const { all } = look(bridged);
    expect(all).toMatchObject({ kind: "links" });
    const [one, other] = all.kind === "links" ? all.models : ["", ""];
    expect("ab".includes(one)).toBe("yz".includes(other));
  });

  it("names the newcomer that has met nobody often, and asks for votes once it has", () => {
    const known = (voter: string) => [...cast(voter, "x", "y", 9, 3), ...cast(voter, "y", "z", 9, 3)];
    const newcomer = people(20, (voter, index) => [
      ...known(voter),
      ...(index < 3 ? cast(voter, "new", "x", 1, 0) : []),
    ]);
    const { first } = look(newcomer);
    expect(first.kind).toBe("links");
    expect(first).toMatchObject({ models: expect.arrayContaining(["new"]) as string[] });
    const met = people(20, (voter) => [
      ...known(voter),
      ...cast(voter, "new", "x", 5, 4),
      ...cast(voter, "new", "y", 6, 2),
    ]);
    expect(["votes", "voters"]).toContain(look(met).first.kind);
  });

  it("cannot be foreseen between equals, or almost", () => {
    expect(look(people(20, (voter) => cast(voter, "x", "y", 5, 5))).all).toEqual({ kind: "unforeseeable" });
    const almost = people(20, (voter, index) => cast(voter, "x", "y", index === 0 ? 11 : 10, index === 0 ? 9 : 10));
    expect(look(almost).all).toEqual({ kind: "unforeseeable" });
  });

  it("is of the first model less than of all", () => {
    const votes = people(30, (voter) => [
      ...cast(voter, "x", "y", 9, 3),
      ...cast(voter, "y", "z", 7, 6),
      ...cast(voter, "x", "z", 9, 3),
    ]);
    expect(look(votes)).toMatchObject({ first: { kind: "nothing" }, all: { kind: "votes" } });
  });

  it("is more where more is asked of a lead", () => {
    const usual = look(alike).first as { votes: number };
    const strict = look(alike, {}, { thresholdAt: () => (variance) => 3 * Math.sqrt(variance) }).first;
    expect(strict).toMatchObject({ kind: "votes" });
    expect((strict as { votes: number }).votes).toBeGreaterThan(usual.votes);
    const mixed = look(alike, {}, { thresholdAt: () => () => 1e6 }).first;
    expect(mixed).toEqual({ kind: "unforeseeable" });
  });

  it("asks the people there are for up to ten times their votes, and then for more people", () => {
    const { fit, columns } = look(alike);
    const future = forecast(fit, columns, prior);
    const untilAsFew = (times: number) => {
      const target = future.variance(0, 1, "votes", times);
      return look(alike, {}, { thresholdAt: () => (variance) => (variance > target * 1.0001 ? 1e6 : 0) }).first;
    };
    const votes = untilAsFew(8);
    expect(votes).toMatchObject({ kind: "votes" });
    expect((votes as { votes: number }).votes / (7 * 275)).toBeCloseTo(1, 2);
    const voters = untilAsFew(12);
    expect(voters).toMatchObject({ kind: "voters" });
    expect((voters as { voters: number }).voters / (11 * 25)).toBeCloseTo(1, 1);
    expect(untilAsFew(120)).toEqual({ kind: "unforeseeable" });
  });

  it("is votes, however many, where voters are not known", () => {
    const { columns, fit } = look(alike);
    const unknown = { ...fit, clusters: { kind: "none" as const, voters: null } };
    const close = {
      ...unknown,
      models: fit.models.map((model) => ({ ...model, rating: 1000 + (model.rating - 1000) / 4 })),
    };
    const { first } = outlook({ ...close, degrees: Infinity }, columns, prior);
    expect(first.kind).toBe("votes");
    expect((first as { votes: number }).votes).toBeGreaterThan(10 * 275);
  });
});
