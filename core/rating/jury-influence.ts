/** What each judged battle adds to people's ratings and to the jury's: the sums behind `prediction-powered.ts`. */
import { decompose, invert, multiply } from "./matrices.ts";
import { gatherPairs, type PairTally } from "./pair-tally.ts";
import { priorPrecision } from "./prior.ts";
import {
  addUpCells,
  cellInformation,
  curvature,
  maximize,
  predict,
  regressPairs,
  type Regression,
  winProbability,
} from "./regression.ts";
import { meanRating, pointsPerNaturalUnit } from "./scale.ts";

/** A battle that the jury has judged. */
export type JudgedBattle = {
  /** Stood on side A. */
  modelA: string;
  modelB: string;
  /** People's votes on it, 0 or more, and how many of them side A won, a tie half a win. */
  votes: number;
  wins: number;
  /** The jury's score of side A, 0 to 1. */
  jury: number;
};

/** The jury's own fit is kept finite by this prior, rating points. People's ratings do not feel it. */
const juryDeviation = 400;

/** Strengths by people's votes, natural-log units, and C⁻¹, n · n numbers, models in the order of their names. */
export type People = { indexes: ReadonlyMap<string, number>; strengths: Float64Array; bread: Float64Array };

/**
 * What is known of people's ratings.
 * @param ratings points, by model. @param tallies the votes they rest on.
 * @param priorStandardDeviation of the prior they were rated with, rating points. Throws nothing.
 */
export function weighPeople(
  ratings: ReadonlyMap<string, number>,
  tallies: readonly PairTally[],
  priorStandardDeviation: number,
): People {
  const rated = tallies.filter(({ modelA, modelB }) => ratings.has(modelA) && ratings.has(modelB));
  const { models, pairs } = gatherPairs(rated);
  const precision = priorPrecision(priorStandardDeviation);
  const regression = regressPairs(models.length, pairs, precision);
  const strengths = Float64Array.from(models, (model) => (ratings.get(model)! - meanRating) / pointsPerNaturalUnit);
  const information = addUpCells(regression, cellInformation(regression, predict(regression, strengths)));
  const bread = invert(decompose(curvature(regression, information), models.length));
  return { indexes: new Map(models.map((model, index) => [model, index])), strengths, bread };
}

/** A judged battle in numbers: a row of the regressions. */
type Row = { a: number; b: number; votes: number; wins: number; jury: number; weight: number };

function toRows({ indexes }: People, judged: readonly JudgedBattle[]): Row[] {
  const voted = judged.filter(({ votes }) => votes > 0);
  const mean = voted.reduce((sum, { votes }) => sum + votes, 0) / voted.length;
  return judged.map(({ modelA, modelB, votes, wins, jury }) => {
    return { a: indexes.get(modelA)!, b: indexes.get(modelB)!, votes, wins, jury, weight: votes || mean };
  });
}

/** The jury's scores as a regression on models and side A; `weightOf`: which battles, and how much of each. */
function regressJury(size: number, rows: readonly Row[], weightOf: (row: Row) => number): Regression {
  return {
    size,
    first: Int32Array.from(rows, ({ a }) => a),
    second: Int32Array.from(rows, ({ b }) => b),
    votes: Float64Array.from(rows, weightOf),
    halfWins: Float64Array.from(rows, (row) => 2 * weightOf(row) * row.jury),
    width: 1,
    covariates: new Float64Array(rows.length).fill(1),
    precision: (pointsPerNaturalUnit / juryDeviation) ** 2,
  };
}

/** Sums over judged battles, with u = C⁻¹·s and e = C⁻¹·d of each. */
export type InfluenceSums = {
  /** By model: Σ e, Σ u·e, Σ e². */
  shift: Float64Array;
  shared: Float64Array;
  squared: Float64Array;
  /** Σ e·eᵀ, n · n numbers. */
  scatter: Float64Array;
  /** Of each battle u·e and e·e, summed over the models. */
  products: { shared: number; squared: number }[];
};

/**
 * Sums up what judged battles add. At least one must have votes.
 * @param judged between rated models. Throws nothing.
 */
export function sumInfluences(people: People, judged: readonly JudgedBattle[]): InfluenceSums {
  const size = people.strengths.length;
  const rows = toRows(people, judged);
  const all = regressJury(size, rows, ({ weight }) => weight);
  const { parameters } = maximize(all);
  const expected = predict(all, parameters).map(winProbability);
  const spread = spreadOf(
    people,
    all,
    regressJury(size, rows, ({ votes }) => votes),
    parameters,
  );
  const column = () => new Float64Array(size);
  const sums: InfluenceSums = {
    ...{ shift: column(), shared: column(), squared: column() },
    ...{ scatter: new Float64Array(size * size), products: [] },
  };
  for (const [at, row] of rows.entries()) addBattle(sums, people, spread, row, row.jury - expected[at]!);
  return sums;
}

/** K = C⁻¹·B·A⁻¹, n rows of n + 1 numbers. */
function spreadOf({ bread }: People, all: Regression, voted: Regression, parameters: Float64Array): Float64Array {
  const { size } = all;
  const wide = size + 1;
  const information = (regression: Regression) =>
    addUpCells(regression, cellInformation(regression, predict(regression, parameters)));
  const inverse = invert(decompose(curvature(all, information(all)), wide));
  const inner = multiply(information(voted), inverse, size, wide, wide);
  return multiply(bread, inner, size, size, wide);
}

function addBattle(sums: InfluenceSums, people: People, spread: Float64Array, row: Row, residual: number): void {
  const { bread, strengths } = people;
  const { a, b, votes, wins, weight } = row;
  const size = strengths.length;
  const score = wins - votes * winProbability(strengths[a]! - strengths[b]!);
  const control = new Float64Array(size);
  const products = { shared: 0, squared: 0 };
  for (let model = 0; model < size; model++) {
    const own = bread[model * size + a]! - bread[model * size + b]!;
    const place = model * (size + 1);
    const drawn = spread[place + a]! - spread[place + b]! + spread[place + size]!;
    const amount = residual * (votes * own - weight * drawn);
    control[model] = amount;
    sums.shift[model]! += amount;
    sums.shared[model]! += score * own * amount;
    sums.squared[model]! += amount * amount;
    products.shared += score * own * amount;
    products.squared += amount * amount;
  }
  sums.products.push(products);
  for (let model = 0; model < size; model++) {
    for (let other = 0; other < size; other++) sums.scatter[model * size + other]! += control[model]! * control[other]!;
  }
}
