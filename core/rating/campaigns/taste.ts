/**
 * Taste as a random effect: an honest voter may like a model, or a side, u natural-log units more than everybody else does.
 *
 * With ηi the log odds of the i-th decided vote, an honest voter's votes on one model have probability
 *
 *   Σ u  w(u) · Π i  σ(±(ηi + u))
 *
 * on a grid of u. Its weights w are estimated from the voters themselves by EM (N. Laird, JASA 73, 1978: the
 * nonparametric maximum likelihood of a mixing distribution), made symmetric, and mixed with a wide normal distribution: an
 * enthusiast is rare, and not impossible.
 */

/** u, natural-log units: from ten to one against to ten to one for, and beyond. */
const grid = Float64Array.from({ length: 17 }, (_, node) => (node - 8) / 2);
const factors = grid.map(Math.exp);
const enthusiasm = 2;
const share = 0.1;

/** w(u), by the places of the grid; they add up to 1. */
export type Tastes = Float64Array;

function normalize(weights: Float64Array): Float64Array {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  return weights.map((weight) => weight / sum);
}

function spread(deviation: number): Float64Array {
  return normalize(grid.map((value) => Math.exp(-((value / deviation) ** 2) / 2)));
}

const wide = spread(enthusiasm);

/** Leanings to a side: half a unit, and nobody is an enthusiast. */
export const leanings: Float64Array = spread(0.5);

/** Tastes before anything is known: mostly half a unit, 87 rating points, from everybody's. Throws nothing. */
export function firstTastes(): Tastes {
  return mixIn(spread(0.5));
}

function mixIn(weights: Float64Array): Tastes {
  return weights.map((weight, node) => (1 - share) * weight + share * wide[node]!);
}

/** The votes of one voter on one model (or side) are taken in one after the other, then summed up. */
export type TasteSum = {
  /** @param oddsAgainst (1 − p)/p without taste, p the chance of what the voter chose. @param sign of what u adds to p. */
  take: (oddsAgainst: number, sign: 1 | -1) => void;
  /** ln Σ w Π of what was taken, and then forgotten; with `into`, the voter's share in every w, times `weight`, is added. */
  finish: (tastes: Tastes, into?: Float64Array, weight?: number) => number;
};

/** So many chances can be multiplied before a number becomes too small: each is above 1e-6 or so. */
const mostProducts = 30;

/** Creates a sum without votes. */
export function createTasteSum(): TasteSum {
  const products = new Float64Array(grid.length).fill(1);
  const logarithms = new Float64Array(grid.length);
  const shares = new Float64Array(grid.length);
  let taken = 0;
  return {
    take(oddsAgainst, sign) {
      for (let node = 0; node < grid.length; node++) {
        products[node]! /= 1 + oddsAgainst * factors[sign > 0 ? grid.length - 1 - node : node]!;
      }
      if (++taken % mostProducts === 0) moveLogarithms(products, logarithms);
    },
    finish(tastes, into, weight = 1) {
      let highest = 0;
      if (taken >= mostProducts) {
        moveLogarithms(products, logarithms);
        highest = logarithms.reduce((most, value) => Math.max(most, value), -Infinity);
        for (let node = 0; node < grid.length; node++) products[node] = Math.exp(logarithms[node]! - highest);
      }
      let sum = 0;
      for (let node = 0; node < grid.length; node++) sum += shares[node] = tastes[node]! * products[node]!;
      if (into) for (let node = 0; node < grid.length; node++) into[node]! += (weight * shares[node]!) / sum;
      products.fill(1);
      logarithms.fill(0);
      taken = 0;
      return highest + Math.log(sum);
    },
  };
}

function moveLogarithms(products: Float64Array, logarithms: Float64Array): void {
  for (let node = 0; node < products.length; node++) logarithms[node]! += Math.log(products[node]!);
  products.fill(1);
}

/** An empty count for {@link TasteSum.finish} to add to. Throws nothing. */
export function countTastes(): Float64Array {
  return new Float64Array(grid.length);
}

/** The weights that a count shows; few counted, and they stay near the first ones. Throws nothing. */
export function estimateTastes(counted: Float64Array): Tastes {
  const first = spread(0.5);
  const known = 20;
  return mixIn(
    normalize(counted.map((value, node) => (value + counted[grid.length - 1 - node]!) / 2 + known * first[node]!)),
  );
}
