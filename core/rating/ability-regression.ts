/** The likelihood of `voter-ability.ts` and its maximum. */
import { decompose, solve, dot } from "./matrices.ts";
import { winProbability } from "./regression.ts";

/** One voter's votes in one cell, by number. */
export type AbilityRow = { voter: number; a: number; b: number; votes: number; halfWins: number };
/** θ, one number a model, natural-log units; γ, one number a voter. */
export type AbilityStrengths = { strengths: Float64Array; abilities: Float64Array };
/** How many models and voters there are, and λ. */
export type AbilitySizes = { models: number; voters: number; precision: number };
/** Q's slopes, and its curvature: of θ alone, of each γ, and between each γ and θ (voter after voter). */
type Slopes = {
  strengths: Float64Array;
  abilities: Float64Array;
  own: Float64Array;
  bends: Float64Array;
  between: Float64Array;
};

const maximumSteps = 100;
const maximumHalvings = 12;
/** Natural-log units. */
const finestStep = 1e-8;

/** Σ ln p of votes, nats. Throws nothing. */
export function scoreVotes({ strengths, abilities }: AbilityStrengths, rows: readonly AbilityRow[]): number {
  let sum = 0;
  for (const { voter, a, b, votes, halfWins } of rows) {
    const eta = abilities[voter]! * (strengths[a]! - strengths[b]!);
    sum += (halfWins / 2) * eta - votes * (Math.max(eta, 0) + Math.log1p(Math.exp(-Math.abs(eta))));
  }
  return sum;
}

/**
 * Maximises Q as `voter-ability.ts` describes.
 * @param strength τ; with ∞ every ability is 1. @param start where to begin: left out, where all models are alike and
 * every ability is 1. Throws nothing.
 */
export function fitAbilities(
  rows: readonly AbilityRow[],
  sizes: AbilitySizes,
  strength: number,
  start?: AbilityStrengths,
): AbilityStrengths {
  let current = start ?? {
    strengths: new Float64Array(sizes.models),
    abilities: new Float64Array(sizes.voters).fill(1),
  };
  let value = objective(current, rows, sizes, strength);
  for (let step = 0; step < maximumSteps; step++) {
    const slopes = findSlopes(current, rows, sizes, strength);
    const joint = strength === Infinity ? undefined : jointMove(slopes, sizes);
    const moves = joint ? [joint] : [strengthMove(slopes, sizes), abilityMove(slopes, sizes)];
    // So short a step raises Q by less than its rounding.
    if (joint && lengthOf(joint) < finestStep) break;
    // Where θ rests for these γ, only the γ still move, so the best of the moves counts and not the first that rises.
    const next = moves
      .map((move) => walk(current, move, value, rows, sizes, strength))
      .filter((reached) => reached !== undefined)
      .toSorted((one, other) => other.value - one.value)[0];
    if (!next) break;
    const longest = Math.max(
      largest(next.fit.strengths, current.strengths),
      largest(next.fit.abilities, current.abilities),
    );
    ({ fit: current, value } = next);
    if (longest < finestStep) break;
  }
  return current;
}

/** Q. */
function objective(
  at: AbilityStrengths,
  rows: readonly AbilityRow[],
  { precision }: AbilitySizes,
  strength: number,
): number {
  let sum = scoreVotes(at, rows);
  for (const value of at.strengths) sum -= (precision * value * value) / 2;
  if (strength < Infinity) for (const ability of at.abilities) sum -= (strength * (ability - 1) ** 2) / 2;
  return sum;
}

function findSlopes(
  { strengths, abilities }: AbilityStrengths,
  rows: readonly AbilityRow[],
  sizes: AbilitySizes,
  strength: number,
): Slopes {
  const size = sizes.models;
  const slopes = priorSlopes({ strengths, abilities }, sizes, strength);
  for (const { voter, a, b, votes, halfWins } of rows) {
    const ability = abilities[voter]!;
    const lead = strengths[a]! - strengths[b]!;
    const p = winProbability(ability * lead);
    const residual = halfWins / 2 - votes * p;
    const information = votes * p * (1 - p);
    slopes.strengths[a]! += ability * residual;
    slopes.strengths[b]! -= ability * residual;
    slopes.abilities[voter]! += lead * residual;
    slopes.bends[voter]! += lead * lead * information;
    const cross = ability * lead * information - residual;
    slopes.between[voter * size + a]! += cross;
    slopes.between[voter * size + b]! -= cross;
    const weight = ability * ability * information;
    slopes.own[a * (size + 1)]! += weight;
    slopes.own[b * (size + 1)]! += weight;
    slopes.own[a * size + b]! -= weight;
    slopes.own[b * size + a]! -= weight;
  }
  return slopes;
}

/** The slopes and curvature that the priors alone give. */
function priorSlopes(
  { strengths, abilities }: AbilityStrengths,
  { models: size, voters, precision }: AbilitySizes,
  strength: number,
): Slopes {
  const own = new Float64Array(size * size);
  for (let row = 0; row < size; row++) own[row * (size + 1)] = precision;
  return {
    strengths: strengths.map((value) => -precision * value),
    abilities: abilities.map((ability) => (strength < Infinity ? -strength * (ability - 1) : 0)),
    own,
    bends: new Float64Array(voters).fill(strength),
    between: new Float64Array(voters * size),
  };
}

/** The Newton step in everything; undefined where Q is not concave. */
function jointMove(
  { strengths, abilities, own, bends, between }: Slopes,
  sizes: AbilitySizes,
): AbilityStrengths | undefined {
  const { models: size, voters } = sizes;
  const matrix = own.slice();
  const right = strengths.slice();
  for (let voter = 0; voter < voters; voter++) {
    const start = voter * size;
    for (let row = 0; row < size; row++) {
      const factor = between[start + row]! / bends[voter]!;
      if (factor === 0) continue;
      right[row]! -= factor * abilities[voter]!;
      for (let column = 0; column <= row; column++) matrix[row * size + column]! -= factor * between[start + column]!;
    }
  }
  try {
    const move = solve(decompose(matrix, size), right);
    const turned = abilities.map((slope, voter) => (slope - dot(between, voter * size, move, 0, size)) / bends[voter]!);
    return { strengths: move, abilities: turned };
  } catch {
    return undefined;
  }
}

/** The Newton step in θ alone. */
function strengthMove({ strengths, own }: Slopes, { models, voters }: AbilitySizes): AbilityStrengths {
  return { strengths: solve(decompose(own, models), strengths), abilities: new Float64Array(voters) };
}

/** The Newton steps in each γ alone. */
function abilityMove({ abilities, bends }: Slopes, { models }: AbilitySizes): AbilityStrengths {
  return { strengths: new Float64Array(models), abilities: abilities.map((slope, voter) => slope / bends[voter]!) };
}

/** Goes along a move as far as Q rises. @returns undefined where it does not. */
function walk(
  from: AbilityStrengths,
  move: AbilityStrengths,
  value: number,
  rows: readonly AbilityRow[],
  sizes: AbilitySizes,
  strength: number,
) {
  for (let halvings = 0, scale = 1; halvings < maximumHalvings; halvings++, scale /= 2) {
    const reached: AbilityStrengths = {
      strengths: from.strengths.map((one, index) => one + scale * move.strengths[index]!),
      abilities: from.abilities.map((one, index) => one + scale * move.abilities[index]!),
    };
    const raised = objective(reached, rows, sizes, strength);
    if (raised > value) return { fit: reached, value: raised };
  }
  return undefined;
}

function lengthOf({ strengths, abilities }: AbilityStrengths): number {
  return [strengths, abilities].reduce((most, all) => Math.max(most, largest(all, new Float64Array(all.length))), 0);
}

function largest(one: Float64Array, other: Float64Array): number {
  return one.reduce((most, value, index) => Math.max(most, Math.abs(value - other[index]!)), 0);
}

/** The same probabilities with abilities whose mean over votes is 1; as they are where that mean is not above 0. */
export function scaleToOne({ strengths, abilities }: AbilityStrengths, votesOf: Float64Array): AbilityStrengths {
  const votes = votesOf.reduce((sum, value) => sum + value, 0);
  const mean = abilities.reduce((sum, ability, voter) => sum + ability * votesOf[voter]!, 0) / votes;
  if (!(mean > 0)) return { strengths, abilities };
  return { strengths: strengths.map((value) => value * mean), abilities: abilities.map((value) => value / mean) };
}
