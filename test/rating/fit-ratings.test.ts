import { describe, expect, it } from "vitest";
import { fitColumns, fitRatings, leastVoters, type RatingFit } from "../../core/rating/fit-ratings.ts";
import { twoSidedQuantile } from "../../core/rating/intervals.ts";
import { type CastVote, mergeStatistics, summarizeVotes } from "../../core/rating/vote-statistics.ts";
import { createVoteTable, outcomes } from "../../core/rating/vote-table.ts";
import { createSeededRandom } from "../seeded-random.ts";
import { makeVotes } from "./made-votes.ts";
import { fitReference, type ReferenceVote } from "./reference-fit.ts";

const natural = 400 / Math.log(10);
const kinds = ["none", "battle", "voter", "both"] as const;
const worth = { a: 1, b: 0, tie: 0.5, bothBad: 0.5 };

/** Votes as the reference takes them. */
function toReference(votes: readonly CastVote[], covariates: (vote: CastVote) => number[]) {
  const names = [...new Set(votes.flatMap(({ modelA, modelB }) => [modelA, modelB]))].toSorted();
  const rows = votes.map((vote): ReferenceVote => ({
    a: names.indexOf(vote.modelA),
    b: names.indexOf(vote.modelB),
    y: worth[vote.choice],
    ...{ battle: vote.battle, voter: vote.voter, x: covariates(vote) },
  }));
  const worthOf = { battle: effectiveCount(rows, "battle"), voter: effectiveCount(rows, "voter") };
  return { names, ...fitReference(names.length, rows), worthOf };
}

/** (Σn)² / Σn². */
function effectiveCount(rows: readonly ReferenceVote[], label: "battle" | "voter"): number {
  const sizes = [...Map.groupBy(rows, (row) => row[label]).values()].map(({ length }) => length);
  return rows.length ** 2 / sizes.reduce((sum, size) => sum + size ** 2, 0);
}

type Textbook = ReturnType<typeof toReference>;

/** The largest variance of a sum of parameters, and its half width in standard errors, as the documentation says they are. */
function textbook(reference: Textbook, kind: (typeof kinds)[number]) {
  let row = 0;
  const alone = reference.covariance(() => `${row++}`);
  const worths = { none: [], battle: ["battle"], voter: ["voter"], both: ["battle", "voter"] } as const;
  const count = Math.min(...worths[kind].map((label) => reference.worthOf[label]));
  const scaled = (label: (vote: ReferenceVote) => string) =>
    reference.covariance(label).map((line) => line.map((value) => (value * count) / (count - 1)));
  const byBattle = () => scaled((vote) => vote.battle);
  const byVoter = () => scaled((vote) => vote.voter);
  const twoWays = () => {
    const shared = scaled((vote) => `${vote.battle} ${vote.voter}`);
    const voter = byVoter();
    return byBattle().map((line, i) => line.map((value, j) => value + voter[i]![j]! - shared[i]![j]!));
  };
  const others = { none: [], battle: [byBattle()], voter: [byVoter()], both: [byBattle(), byVoter(), twoWays()] };
  const all = [alone, ...others[kind]];
  return {
    quantile: twoSidedQuantile(0.95, count - 1),
    variance: (i: number) => Math.max(...all.map((matrix) => matrix[i]![i]!)),
    difference: (i: number, j: number) =>
      Math.max(...all.map((matrix) => matrix[i]![i]! + matrix[j]![j]! - 2 * matrix[i]![j]!)),
  };
}

function expectEqual(fit: RatingFit, reference: Textbook, kind: (typeof kinds)[number]): void {
  const { variance, difference, quantile } = textbook(reference, kind);
  expect(fit.quantile).toBeCloseTo(quantile, 12);
  expect(fit.models).toHaveLength(reference.names.length);
  for (const { model, rating, standardError, lower, upper } of fit.models) {
    const index = reference.names.indexOf(model);
    expect(rating).toBeCloseTo(1000 + natural * reference.parameters[index]!, 3);
    const error = natural * Math.sqrt(variance(index));
    expect(standardError! / error).toBeCloseTo(1, 4);
    expect((upper! - lower!) / (2 * quantile * error)).toBeCloseTo(1, 4);
  }
  for (const [i, one] of fit.models.entries()) {
    for (const [j, other] of fit.models.entries()) {
      if (i === j) continue;
      const expected = difference(reference.names.indexOf(one.model), reference.names.indexOf(other.model));
      expect(fit.variances[i * fit.models.length + j]! / (natural ** 2 * expected)).toBeCloseTo(1, 4);
    }
  }
}

describe("against the textbook, vote by vote,", () => {
  const cases = {
    "two models": { seed: 1, models: 2, voters: 30, battles: 60, ties: 0.2 },
    "no ties": { seed: 2, models: 5, voters: 60, battles: 300, ties: 0 },
    "nearly all ties": { seed: 3, models: 4, voters: 60, battles: 300, ties: 0.9 },
    "few votes a pair": { seed: 4, models: 12, voters: 80, battles: 150, ties: 0.3 },
  };
  describe.each(Object.entries(cases))("%s:", (_, options) => {
    const votes = makeVotes(options);
    const reference = toReference(votes, () => []);
    const statistics = summarizeVotes(votes);
    it.each(kinds)("ratings, covariances and intervals clustered by %s are the same", (kind) => {
      const fit = fitRatings(statistics, { clusters: kind });
      expect(fit.connected).toBe(true);
      expectEqual(fit, reference, kind);
    });
  });

  it("effects are the same, and with --style the ratings beside them", () => {
    const style = [1, -0.5, 0, 0.4] as const;
    const votes = makeVotes({ seed: 5, models: 4, voters: 60, battles: 400, ties: 0.2, sideA: 0.3, style });
    const reference = toReference(votes, ({ style: looks }) => [1, ...looks!.map((part) => part / 100)]);
    const { variance, quantile } = textbook(reference, "both");
    for (const taken of [true, false]) {
      const fit = fitRatings(summarizeVotes(votes), { style: taken });
      if (taken) expectEqual(fit, reference, "both");
      else
        expectEqual(
          fit,
          toReference(votes, () => []),
          "both",
        );
      expect(fit.effects.map(({ name }) => name)).toEqual(["sideA", "length", "headers", "lists", "bold"]);
      for (const [index, { points, lower, upper }] of fit.effects.entries()) {
        const scale = natural * (index === 0 ? 1 : 1 / 3);
        expect(points).toBeCloseTo(scale * reference.parameters[4 + index]!, 3);
        const error = scale * Math.sqrt(variance(4 + index));
        expect((upper! - lower!) / (2 * quantile * error)).toBeCloseTo(1, 4);
      }
    }
  });

  it("files whose clusters run across many pairs, and hold a voter twice, are the same", () => {
    const random = createSeededRandom(8);
    const votes = makeVotes({ seed: 6, models: 5, voters: 40, battles: 200, ties: 0.25 }).map((vote) => {
      // Questions of many battles; voters have several rows on the same one.
      return { ...vote, battle: `question ${Math.floor(random.fraction() * 30)}` };
    });
    const reference = toReference(votes, () => []);
    for (const kind of kinds) {
      const { columns } = fillTable(votes);
      expectEqual(fitColumns(columns, { clusters: kind }), reference, kind);
    }
  });
});

/** Votes through the table that rows of a file go into. */
function fillTable(votes: readonly CastVote[]) {
  const number = (names: string[]) => (name: string) => {
    if (!names.includes(name)) names.push(name);
    return names.indexOf(name);
  };
  const names: string[] = [];
  const [model, battle, voter] = [number(names), number([]), number([])];
  const table = createVoteTable({ battle: true, voter: true });
  for (const vote of votes) {
    const outcome = outcomes.indexOf(vote.choice);
    table.battles?.push(battle(vote.battle), 0);
    table.voters?.push(voter(vote.voter), 0);
    table.add(model(vote.modelA), model(vote.modelB), outcome, vote.style);
  }
  return { table, names, columns: table.columns(names) };
}

/** What must not change, by model. */
function figures(fit: RatingFit, rename = (model: string) => model) {
  const rows = fit.models.map(({ model, ...numbers }) => [rename(model), Object.values(numbers)] as const);
  return { models: new Map(rows), effects: fit.effects.map(({ points, lower, upper }) => [points, lower, upper]) };
}

function expectSame(one: ReturnType<typeof figures>, other: ReturnType<typeof figures>): void {
  expect([...one.models.keys()].toSorted()).toEqual([...other.models.keys()].toSorted());
  for (const [model, numbers] of one.models) {
    for (const [index, value] of numbers.entries()) expect(value!).toBeCloseTo(other.models.get(model)![index]!, 7);
  }
  for (const [index, numbers] of one.effects.entries()) {
    for (const [at, value] of numbers.entries()) {
      if (value === null) expect(other.effects[index]![at]).toBeNull();
      else expect(value).toBeCloseTo(other.effects[index]![at]!, 7);
    }
  }
}

describe.each([{ styled: false }, { styled: true }])("nothing changes (style known: $styled)", ({ styled }) => {
  const style = styled ? { style: [0.5, 0, 0.2, -0.3] } : {};
  const seeds = [11, 12, 13, 14, 15];
  const votesOf = (seed: number) =>
    makeVotes({ seed, models: 3 + (seed % 5), voters: 45, battles: 160, ties: 0.3, sideA: 0.2, ...style });
  const fitOf = (votes: readonly CastVote[]) => fitRatings(summarizeVotes(votes), { style: styled });

  it.each(seeds)("when models are renamed (seed %i)", (seed) => {
    const rename = (model: string) => `${9 - Number(model.slice(1))} ${model}`;
    const renamed = votesOf(seed).map((vote) => ({
      ...vote,
      modelA: rename(vote.modelA),
      modelB: rename(vote.modelB),
    }));
    expectSame(figures(fitOf(votesOf(seed)), rename), figures(fitOf(renamed)));
  });

  it.each(seeds)("when battles, voters and votes are shuffled and renamed (seed %i)", (seed) => {
    const random = createSeededRandom(seed);
    const shuffled = votesOf(seed)
      .map((vote) => ({ vote: { ...vote, battle: `x${vote.battle}`, voter: `y${vote.voter}` }, at: random.fraction() }))
      .toSorted((one, other) => one.at - other.at)
      .map(({ vote }) => vote);
    expectSame(figures(fitOf(votesOf(seed))), figures(fitOf(shuffled)));
  });

  it.each(seeds)("when statistics of split votes are merged, a battle in one part (seed %i)", (seed) => {
    const parts = [...Map.groupBy(votesOf(seed), ({ battle }) => Number(battle.slice(7)) % 3).values()];
    expect(parts).toHaveLength(3);
    const merged = mergeStatistics(parts.map((part) => summarizeVotes(part)));
    const whole = summarizeVotes(votesOf(seed));
    const sorted = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).toSorted();
    expect(sorted(merged.cells)).toEqual(sorted(whole.cells));
    expect(sorted(merged.voters)).toEqual(sorted(whole.voters));
    const strewn = {
      cells: parts.flatMap((part) => summarizeVotes(part).cells),
      voters: parts.flatMap((part) => summarizeVotes(part).voters),
    };
    expectSame(figures(fitRatings(whole, { style: styled })), figures(fitRatings(strewn, { style: styled })));
  });

  it.each(seeds)("when votes come as rows of a file instead (seed %i)", (seed) => {
    const { columns, table, names } = fillTable(votesOf(seed));
    for (const clusters of kinds) {
      const fit = fitRatings(summarizeVotes(votesOf(seed)), { clusters, style: styled });
      expectSame(figures(fit), figures(fitColumns(columns, { clusters, style: styled })));
    }
    const counts = table.counts();
    const wins = votesOf(seed).filter(
      ({ modelA, modelB, choice }) => (choice === "a" ? modelA : choice === "b" && modelB) === "m0",
    );
    expect(counts[names.indexOf("m0")]!.wins).toBe(wins.length);
  });

  it.each(seeds)(
    "but the effect of side A turns round when all sides are swapped with the winner (seed %i)",
    (seed) => {
      const other = { a: "b", b: "a", tie: "tie", bothBad: "bothBad" } as const;
      const swapped = votesOf(seed).map(({ modelA, modelB, choice, style: looks, ...vote }) => {
        const turned = looks ? { style: looks.map((part) => -part) as unknown as typeof looks } : {};
        return { ...vote, modelA: modelB, modelB: modelA, choice: other[choice], ...turned };
      });
      const [before, after] = [figures(fitOf(votesOf(seed))), figures(fitOf(swapped))];
      const [points, lower, upper] = after.effects[0]!;
      after.effects[0] = [-points!, -upper!, -lower!];
      expectSame(before, after);
    },
  );
});

describe("what cannot be rated", () => {
  const ring = makeVotes({ seed: 21, models: 4, voters: 40, battles: 200, ties: 0.3 });
  const own = (modelA: string, modelB: string, choice: CastVote["choice"]) =>
    Array.from({ length: 3 }, (_, index): CastVote => ({
      battle: `${modelA} ${index}`,
      voter: `voter ${index}`,
      modelA,
      modelB,
      choice,
    }));

  it("is shown as not comparable, and changes nothing about the others", () => {
    const fit = fitRatings(
      summarizeVotes([
        ...ring,
        ...own("never lost", "m0", "a"),
        ...own("m1", "never won", "a"),
        ...own("x", "y", "tie"),
      ]),
    );
    expect(fit.connected).toBe(false);
    expect(fit.notComparable).toEqual(["never lost", "never won", "x", "y"]);
    expect(fit.components).toContainEqual(["x", "y"]);
    expectSame(figures(fit), figures(fitRatings(summarizeVotes(ring))));
  });

  it("is rated with a prior all the same, and says that the votes alone would not do", () => {
    const fit = fitRatings(summarizeVotes([...ring, ...own("never lost", "m0", "a")]), { priorStandardDeviation: 400 });
    expect(fit.models.map(({ model }) => model)).toContain("never lost");
    expect(fit.notComparable).toEqual([]);
    expect(fit.connected).toBe(false);
  });

  it("is everything where there are no votes", () => {
    const fit = fitRatings({ cells: [], voters: [] });
    expect([fit.models, fit.notComparable, fit.components]).toEqual([[], [], []]);
    expect(fit.effects.every(({ points }) => points === null)).toBe(true);
  });

  it("is the effect of side A where every model keeps to its side", () => {
    const votes = ring.filter(({ modelA, modelB }) => modelA === "m0" && modelB === "m1");
    expect(fitRatings(summarizeVotes(votes)).effects[0]!.points).toBeNull();
  });
});

describe("under five effective voters", () => {
  const few = makeVotes({ seed: 31, models: 4, voters: 6, battles: 300, ties: 0.2 });

  it("no interval is claimed, and no rank told apart", () => {
    const fit = fitRatings(summarizeVotes(few));
    expect(fit.clusters.voters).toBe(6);
    expect(fit.clusters.effectiveVoters).toBeLessThan(leastVoters);
    expect(fit.quantile).toBeNull();
    for (const model of fit.models) {
      expect(model).toMatchObject({ standardError: null, lower: null, upper: null, rankBest: 1, rankWorst: 4 });
    }
    expect(fit.effects[0]!.points).not.toBeNull();
    expect(fit.effects[0]!.lower).toBeNull();
  });

  it("those who ask for rows taken for independent get them", () => {
    expect(fitRatings(summarizeVotes(few), { clusters: "none" }).models[0]!.lower).not.toBeNull();
  });
});

describe("votes without a voter", () => {
  it("count as voters of their own", () => {
    const votes = makeVotes({ seed: 41, models: 4, voters: 50, battles: 300, ties: 0.2 });
    const statistics = summarizeVotes(votes);
    const erased = { ...statistics, voters: statistics.voters.filter(({ voter }) => voter !== "voter 0") };
    const alone = votes.map((vote, index) => (vote.voter === "voter 0" ? { ...vote, voter: `nobody ${index}` } : vote));
    expectSame(figures(fitRatings(erased)), figures(fitRatings(summarizeVotes(alone))));
  });

  it("cannot be fewer than none", () => {
    const statistics = summarizeVotes(makeVotes({ seed: 42, models: 3, voters: 25, battles: 40, ties: 0.2 }));
    const doubled = { ...statistics, voters: [...statistics.voters, ...statistics.voters] };
    expect(() => fitRatings(doubled)).toThrow(/more votes .* than there are/);
  });
});

describe("no interval", () => {
  it("is narrower than if every vote were independent, however the votes go together", () => {
    let [wider, equal] = [0, 0];
    for (let seed = 0; seed < 20; seed++) {
      const votes = makeVotes({ seed, models: 12, voters: 22, battles: 60, ties: 0.6, taste: 0 });
      const statistics = summarizeVotes(votes);
      const options = { rateAll: true, priorStandardDeviation: 400 } as const;
      const alone = fitRatings(statistics, { ...options, clusters: "none" });
      for (const clusters of ["battle", "voter", "both"] as const) {
        const fit = fitRatings(statistics, { ...options, clusters });
        for (const [at, variance] of fit.variances.entries()) {
          expect(variance).toBeGreaterThanOrEqual(alone.variances[at]! * (1 - 1e-12));
          if (variance > alone.variances[at]! * (1 + 1e-9)) wider++;
          else equal++;
        }
      }
    }
    // Both happen: the votes of some go together, those of others do not.
    expect(Math.min(wider, equal)).toBeGreaterThan(100);
  });

  it("is claimed where one of seven people casts most of the votes", () => {
    const votes = makeVotes({ seed: 51, models: 3, voters: 40, battles: 400, ties: 0.2 });
    const even = votes.map((vote, index) => ({ ...vote, voter: `voter ${index % 6}`, battle: `${index}` }));
    expect(fitRatings(summarizeVotes(even)).quantile).toBeCloseTo(twoSidedQuantile(0.95, 5), 1);
    const whale = even.map((vote, index) => (index % 5 === 0 ? vote : { ...vote, voter: "whale" }));
    const fit = fitRatings(summarizeVotes(whale));
    expect(fit.clusters.voters).toBe(7);
    expect(fit.clusters.effectiveVoters).toBeLessThan(2);
    expect(fit.quantile).toBeNull();
  });
});
