import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type BradleyTerryFit, fitBradleyTerry, type FitOptions } from "../../core/rating/bradley-terry.ts";
import type { PairTally } from "../../core/rating/pair-tally.ts";
import { createSeededRandom } from "../seeded-random.ts";
import { arbitraryTallies, connectedTallies, runs, swapSides, tabulate, tally } from "./tallies.ts";

const natural = 400 / Math.log(10);
const board: FitOptions = { priorStandardDeviation: 400, scatterPrior: 4 };

function ratingOf(fit: BradleyTerryFit, model: string): number {
  return fit.models.find((one) => one.model === model)!.rating;
}

/** Of the difference between two models, natural-log units. */
function naturalError(fit: BradleyTerryFit, one: string, other: string): number {
  const size = fit.models.length;
  const i = fit.models.findIndex(({ model }) => model === one);
  const j = fit.models.findIndex(({ model }) => model === other);
  return Math.sqrt(fit.variances[i * size + j]!) / natural;
}

describe("two models", () => {
  it.each([
    [30, 10],
    [1, 1],
    [999, 1],
    [17, 400],
  ])("are apart by 400·log10(wins/losses) with a robust error of √(1/wins + 1/losses): %i to %i", (wins, losses) => {
    const fit = fitBradleyTerry([tally("x", "y", wins, losses)]);
    const lead = 400 * Math.log10(wins / losses);
    // The ridge (10⁻⁶) moves the most one-sided of these by 10⁻³ points.
    expect(ratingOf(fit, "x") - ratingOf(fit, "y")).toBeCloseTo(lead, 2);
    expect(ratingOf(fit, "x") + ratingOf(fit, "y")).toBeCloseTo(2000, 9);
    expect(naturalError(fit, "x", "y")).toBeCloseTo(Math.sqrt(1 / wins + 1 / losses), 4);
  });

  it("count ties and both-bad as half a win each", () => {
    const halves = fitBradleyTerry([tally("x", "y", 20, 4, 6, 10)]);
    const wholes = fitBradleyTerry([tally("x", "y", 28, 12)]);
    expect(ratingOf(halves, "x")).toBeCloseTo(ratingOf(wholes, "x"), 9);
    expect(ratingOf(halves, "x")).toBeCloseTo(1000 + 200 * Math.log10(28 / 12), 3);
  });

  it("have smaller errors with ties than without: the votes scatter less", () => {
    // p = 0.7; meat 20·0.3² + 4·0.7² + 16·0.2² = 4.4; information 40·0.21 = 8.4.
    const fit = fitBradleyTerry([tally("x", "y", 20, 4, 6, 10)]);
    expect(naturalError(fit, "x", "y")).toBeCloseTo(Math.sqrt(4.4) / 8.4, 5);
  });

  it("match the docstring's example", () => {
    const [x] = fitBradleyTerry([tally("x", "y", 30, 10)]).models;
    expect(x!.rating).toBeCloseTo(1095.42, 2);
    expect(x!.lower).toBeCloseTo(1033.3, 1);
    expect(x!.upper).toBeCloseTo(1157.6, 1);
  });

  it("solve wins·(1−p) − losses·p = λ·lead/2 under a prior", () => {
    const [x, y] = fitBradleyTerry([tally("x", "y", 5, 0)], { priorStandardDeviation: 400 }).models;
    const lead = (x!.rating - y!.rating) / natural;
    const precision = (natural / 400) ** 2;
    expect(x!.model).toBe("x");
    expect(5 / (1 + Math.exp(lead))).toBeCloseTo((precision * lead) / 2, 10);
  });
});

describe("American League baseball 1987 (A. Agresti, Categorical Data Analysis, 2nd edition, table 10.10)", () => {
  const teams = ["Milwaukee", "Detroit", "Toronto", "New York", "Boston", "Cleveland", "Baltimore"];
  const games = tabulate(teams, [
    [0, 7, 9, 7, 7, 9, 11],
    [6, 0, 7, 5, 11, 9, 9],
    [4, 6, 0, 7, 7, 8, 12],
    [6, 8, 6, 0, 6, 7, 10],
    [6, 2, 6, 7, 0, 7, 12],
    [4, 4, 5, 6, 6, 0, 6],
    [2, 4, 1, 3, 1, 7, 0],
  ]);
  // Estimates and standard errors against Baltimore, as published with R's BradleyTerry2.
  const published = [
    ["Milwaukee", 1.5814, 0.3433],
    ["Detroit", 1.4364, 0.3396],
    ["Toronto", 1.2945, 0.3367],
    ["New York", 1.2476, 0.3359],
    ["Boston", 1.1077, 0.3339],
    ["Cleveland", 0.6839, 0.3319],
  ] as const;

  it.each(published)("%s lies %f above Baltimore", (team, lead) => {
    const fit = fitBradleyTerry(games);
    expect((ratingOf(fit, team) - ratingOf(fit, "Baltimore")) / natural).toBeCloseTo(lead, 4);
  });

  it.each(published)("%s has its published model-based error when the scatter is all the model's", (team, _, error) => {
    expect(naturalError(fitBradleyTerry(games, { scatterPrior: 1e12 }), team, "Baltimore")).toBeCloseTo(error, 4);
  });

  it("ranks the teams as the table does", () => {
    const fit = fitBradleyTerry(games);
    expect(fit.models.map(({ model }) => model)).toEqual(teams);
    expect(fit.connected).toBe(true);
  });
});

describe("at the optimum", () => {
  it.each([
    ["without prior", {}, connectedTallies()],
    ["with the board's prior", board, arbitraryTallies()],
  ])("every model has won as much as it was to expect: %s", (_, options, tallies) => {
    fc.assert(
      fc.property(tallies, (votes) => {
        const fit = fitBradleyTerry(votes, options);
        const precision = "priorStandardDeviation" in options ? (natural / 400) ** 2 : 1e-6;
        for (const { model, rating } of fit.models) {
          let surplus = (-precision * (rating - 1000)) / natural;
          for (const vote of votes.flatMap((one) => [one, swapSides(one)])) {
            if (vote.modelA !== model || vote.a + vote.b + vote.tie + vote.bothBad === 0) continue;
            const expected = 1 / (1 + 10 ** ((ratingOf(fit, vote.modelB) - rating) / 400));
            const halves = (vote.tie + vote.bothBad) / 2;
            surplus += (vote.a + halves) * (1 - expected) - (vote.b + halves) * expected;
          }
          expect(Math.abs(surplus)).toBeLessThan(1e-8);
        }
        expect(fit.converged).toBe(true);
      }),
      runs,
    );
  });

  it("the mean is 1000, and the variances are those of a centred covariance, symmetric and never negative", () => {
    fc.assert(
      fc.property(
        arbitraryTallies(),
        fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 7, maxLength: 7 }),
        (votes, direction) => {
          const { models, variances } = fitBradleyTerry(votes, board);
          const size = models.length;
          if (size > 0) expect(models.reduce((sum, { rating }) => sum + rating, 0) / size).toBeCloseTo(1000, 9);
          const own = (row: number) => variances[row * (size + 1)]!;
          const covariance = (row: number, column: number) =>
            row === column ? own(row) : (own(row) + own(column) - variances[row * size + column]!) / 2;
          let quadratic = 0;
          for (let row = 0; row < size; row++) {
            const cells = models.map((_, column) => covariance(row, column));
            expect(Math.abs(cells.reduce((sum, cell) => sum + cell, 0))).toBeLessThan(1e-6);
            for (const [column, cell] of cells.entries()) {
              expect(variances[row * size + column]).toBe(variances[column * size + row]);
              quadratic += cell * direction[row]! * direction[column]!;
            }
            expect(models[row]!.standardError).toBeCloseTo(Math.sqrt(own(row)), 9);
          }
          expect(quadratic).toBeGreaterThan(-1e-6);
        },
      ),
      runs,
    );
  });
});

/** What must not change, by model. */
function figures(fit: BradleyTerryFit, rename = (model: string) => model): Map<string, number[]> {
  return new Map(
    fit.models.map((one) => [
      rename(one.model),
      [one.rating, one.standardError, one.lower, one.upper, one.rank, one.rankBest, one.rankWorst],
    ]),
  );
}

function expectSame(one: Map<string, number[]>, other: Map<string, number[]>): void {
  expect([...one.keys()].toSorted()).toEqual([...other.keys()].toSorted());
  for (const [model, numbers] of one) {
    for (const [index, number] of numbers.entries()) {
      const difference = Math.abs(number - other.get(model)![index]!);
      expect(difference / Math.max(1, Math.abs(number))).toBeLessThan(1e-9);
    }
  }
}

describe.each([
  ["without prior", {}, connectedTallies()],
  ["with the board's prior", board, arbitraryTallies()],
])("nothing changes, %s,", (_, options, tallies) => {
  const check = (change: (votes: PairTally[]) => PairTally[]) =>
    fc.assert(
      fc.property(tallies, (votes) => {
        expectSame(figures(fitBradleyTerry(votes, options)), figures(fitBradleyTerry(change(votes), options)));
      }),
      runs,
    );

  it("when models are renamed", () => {
    const rename = (model: string) => `${9 - Number(model.slice(6))} ${model}`;
    fc.assert(
      fc.property(tallies, (votes) => {
        const renamed = votes.map((one) => ({ ...one, modelA: rename(one.modelA), modelB: rename(one.modelB) }));
        expectSame(figures(fitBradleyTerry(votes, options), rename), figures(fitBradleyTerry(renamed, options)));
      }),
      runs,
    );
  });

  it("when sides are swapped together with the winner", () => {
    check((votes) => votes.map((one, index) => (index % 2 === 0 ? swapSides(one) : one)));
  });

  it("when tallies are shuffled", () => {
    check((votes) => votes.toReversed().toSorted((one, other) => ((one.a * 7) % 5) - ((other.a * 7) % 5)));
  });

  it("when tallies are split, empty ones strewn in", () => {
    check((votes) =>
      votes.flatMap((one) => {
        const half = { ...one, a: Math.floor(one.a / 2), b: 0, tie: Math.ceil(one.tie / 3), bothBad: 0 };
        const rest = { ...one, a: one.a - half.a, tie: one.tie - half.tie };
        return [swapSides(half), tally("nobody", one.modelB, 0, 0), rest];
      }),
    );
  });

  it("when tallies of a pair are merged", () => {
    check((votes) => {
      const merged = new Map<string, PairTally>();
      for (const one of votes) {
        const key = `${one.modelA} ${one.modelB}`;
        const sum = merged.get(key) ?? tally(one.modelA, one.modelB, 0, 0);
        merged.set(
          key,
          tally(one.modelA, one.modelB, sum.a + one.a, sum.b + one.b, sum.tie + one.tie, sum.bothBad + one.bothBad),
        );
      }
      return [...merged.values()];
    });
  });
});

describe("what the votes cannot say", () => {
  it("is nothing at all without votes", () => {
    for (const votes of [[], [tally("x", "y", 0, 0)]]) {
      const fit = fitBradleyTerry(votes, board);
      expect(fit.models).toEqual([]);
      expect(fit.islands).toEqual([]);
      expect(fit.converged).toBe(true);
    }
  });

  it("shows as enormous intervals, not as certainty, when a model never lost and there is no prior", () => {
    const fit = fitBradleyTerry([tally("x", "y", 10, 0)]);
    expect(fit.connected).toBe(false);
    expect(fit.components).toEqual([["x"], ["y"]]);
    expect(fit.islands).toEqual([["x", "y"]]);
    expect(fit.models[0]!.standardError).toBeGreaterThan(2000);
    expect(fit.models[0]!.rankWorst).toBe(2);
  });

  it("never sets models apart that no vote links, however well each is known", () => {
    const votes = [tally("a", "b", 9000, 1000), tally("c", "d", 7000, 3000)];
    for (const options of [{}, board, { priorStandardDeviation: 1 }]) {
      const fit = fitBradleyTerry(votes, options);
      expect(fit.islands).toEqual([
        ["a", "b"],
        ["c", "d"],
      ]);
      const [first] = fit.models;
      expect(first!.model).toBe("a");
      // a is above b for certain; about c and d, which it never met by any chain, nothing is known.
      expect([first!.rank, first!.rankBest, first!.rankWorst]).toEqual([1, 1, 3]);
    }
  });
});

describe("votes so lopsided that whole Newton steps overshoot", () => {
  const votes = [
    tally("m4", "m2", 1874149, 29),
    tally("m3", "m0", 3587471, 65881),
    tally("m3", "m2", 29, 2765048),
    tally("m1", "m5", 1119360, 48354),
    tally("m3", "m1", 194, 76943),
    tally("m4", "m1", 221, 666),
  ];

  it.each([{}, board])("are fitted all the same: %j", (options) => {
    const fit = fitBradleyTerry(votes, options);
    expect(fit.converged).toBe(true);
    expect(fit.iterations).toBeLessThan(40);
    for (const [one, other, share] of [
      ["m1", "m5", 1119360 / 1167714],
      ["m3", "m0", 3587471 / 3653352],
    ] as const) {
      // Each of these two meets the rest through the other only, so its pair is fitted exactly.
      const expected = 1 / (1 + 10 ** ((ratingOf(fit, other) - ratingOf(fit, one)) / 400));
      expect(expected).toBeCloseTo(share, 5);
    }
  });
});

describe("a newcomer", () => {
  it("is not known well because its rivals are", () => {
    const known = tally("a", "b", 6000, 4000);
    const error = (wins: number, options: FitOptions) => {
      const fit = fitBradleyTerry([known, tally("new", "a", wins, 0)], options);
      return fit.models.find(({ model }) => model === "new")!.standardError;
    };
    for (const wins of [1, 3, 10]) {
      const posterior = error(wins, { priorStandardDeviation: 400, scatterPrior: 1e12 });
      expect(error(wins, board) / posterior).toBeGreaterThan(0.95);
      // What its few votes show of their own scatter would promise far more.
      expect(error(wins, { priorStandardDeviation: 400 }) / posterior).toBeLessThan(0.85);
    }
  });
});

describe("ranks", () => {
  it("are shared by equal ratings, and the places after them stay empty", () => {
    const votes = [tally("b", "a", 50, 50), tally("a", "c", 90, 10), tally("b", "c", 90, 10)];
    const { models } = fitBradleyTerry(votes);
    expect(models.map(({ model, rank, rankBest, rankWorst }) => [model, rank, rankBest, rankWorst])).toEqual([
      ["a", 1, 1, 2],
      ["b", 1, 1, 2],
      ["c", 3, 3, 3],
    ]);
  });

  it("always lie between the best and the worst the votes allow", () => {
    fc.assert(
      fc.property(arbitraryTallies(), (votes) => {
        const { models } = fitBradleyTerry(votes, board);
        for (const { rank, rankBest, rankWorst } of models) {
          expect(rankBest).toBeLessThanOrEqual(rank);
          expect(rank).toBeLessThanOrEqual(rankWorst);
          expect(rankBest).toBeGreaterThanOrEqual(1);
          expect(rankWorst).toBeLessThanOrEqual(models.length);
        }
      }),
      runs,
    );
  });
});

describe("many models", () => {
  it.each([
    ["everyone against everyone", 100, 1, 5],
    ["one in twenty pairs", 120, 0.05, 5],
    ["two in a hundred pairs, one vote each", 300, 0.02, 1],
  ])("come to rest: %s", (_, count, density, perPair) => {
    const random = createSeededRandom(7);
    const strengths = Array.from({ length: count }, () => 4 * (random.fraction() - 0.5));
    const votes: PairTally[] = [];
    for (const [i, one] of strengths.entries()) {
      for (const [j, other] of strengths.entries()) {
        if (i === j || random.fraction() >= density) continue;
        const vote = tally(`model-${i}`, `model-${j}`, 0, 0);
        for (let drawn = 0; drawn < perPair; drawn++) {
          if (random.fraction() < 1 / (1 + Math.exp(other - one))) vote.a++;
          else vote.b++;
        }
        votes.push(vote);
      }
    }
    const fit = fitBradleyTerry(votes, board);
    expect(fit.models).toHaveLength(count);
    expect(fit.converged).toBe(true);
    expect(fit.iterations).toBeLessThan(10);
    // Errors in units of what the intervals promise: near 1 when both rating and interval are right.
    const mean = strengths.reduce((sum, strength) => sum + strength, 0) / strengths.length;
    const errors = fit.models.map(({ model, rating, standardError }) => {
      const truth = 1000 + natural * (strengths[Number(model.slice(6))]! - mean);
      return (rating - truth) / standardError;
    });
    const spread = Math.sqrt(errors.reduce((sum, error) => sum + error ** 2, 0) / errors.length);
    expect(spread).toBeGreaterThan(0.6);
    expect(spread).toBeLessThan(1.15);
  });
});

describe("bad input", () => {
  it.each([
    [[tally("x", "y", -1, 2)], {}, /-1/],
    [[tally("x", "y", 1, Number.NaN)], {}, /NaN/],
    [[tally("x", "y", 1, 0, Infinity)], {}, /Infinity/],
    [[tally("x", "x", 1, 0)], {}, /against itself/],
    [[tally("x", "y", 1, 0)], { priorStandardDeviation: 0 }, /priorStandardDeviation is 0/],
    [[tally("x", "y", 1, 0)], { priorStandardDeviation: Number.NaN }, /priorStandardDeviation is NaN/],
    [[tally("x", "y", 1, 0)], { scatterPrior: -1 }, /scatterPrior is -1/],
  ])("is refused by name: %j %j", (votes, options, message) => {
    expect(() => fitBradleyTerry(votes, options)).toThrow(RangeError);
    expect(() => fitBradleyTerry(votes, options)).toThrow(message);
  });
});
