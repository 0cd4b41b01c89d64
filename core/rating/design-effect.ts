/**
 * How much more the votes of a pair scatter around what its ratings say than independent votes would.
 *
 * The squared residuals of all pairs, ratings taken out, add up to X² (`goodness-of-fit.ts`). Where votes go together in
 * clusters g, a battle or a voter, X² has not k for its mean but d · k, and d is the first-order correction of
 * J. Rao & A. Scott (Annals of Statistics 12, 1984):
 *
 *   d = G / (G − 1) · Σ clusters |(I − H)·sg|² / k,   sg = Σ votes of g (y − e) / √(φ · n · e · (1 − e)), a number a pair
 *
 * H is the projection on what ratings can explain. It matters: a voter who likes one model better than others do shifts
 * shares as ratings shift them, so the design effect of the ratings themselves (clustered over unclustered variance) is
 * larger than this one, and would hide misfits and circles.
 */
import { type Clustering, countClusters } from "./clustering.ts";
import { fitShares, type ShareFit } from "./goodness-of-fit.ts";
import { gatherPairs, type PairTally } from "./pair-tally.ts";
import { priorPrecision } from "./prior.ts";
import type { VoteColumns } from "./vote-columns.ts";

/** A column's cell: its pair, whether its side A is the pair's first, and what is expected of side A. */
type PlacedCell = { pair: number; sign: 1 | -1; expected: number };

/**
 * Measures d from the clusters there are: by battle, by voter, or both (the sum of the two less that of battle and voter
 * at once, as in `clustered-covariance.ts`), whichever is largest.
 * @param options the prior of the board, as in `testGoodnessOfFit`.
 * @returns 1 or more; 1 where nothing is known of clusters, or any votes would fit. Cost: linear in cells and in each
 * voter's cells, O(n³) in models.
 * @throws {RangeError} when a count is negative or not finite, a model meets itself, or an option is out of range.
 */
export function measureDesignEffect(columns: VoteColumns, options: { priorStandardDeviation?: number } = {}): number {
  const { models, first, second } = columns;
  const pairing = gatherPairs(tallyColumns(columns));
  const fit = fitShares(pairing, priorPrecision(options.priorStandardDeviation));
  if (!(fit.degrees > 0 && fit.dispersion > 0)) return 1;
  const numbers = new Map(pairing.pairs.map((pair, index) => [pair.first * models.length + pair.second, index]));
  const placed = Array.from(first, (model, cell): PlacedCell => {
    const [low, high] = [Math.min(model, second[cell]!), Math.max(model, second[cell]!)];
    const pair = numbers.get(low * models.length + high)!;
    const { expected } = fit.cells[pair]!;
    return model === low ? { pair, sign: 1, expected } : { pair, sign: -1, expected: 1 - expected };
  });
  const measure = (clustering: Clustering | undefined) =>
    clustering ? addUp(clustering, placed, fit, pairing.pairs) : 1;
  const [battle, voter] = [measure(columns.battle), measure(columns.voter)];
  return Math.max(1, battle, voter, battle + voter - measure(columns.battleAndVoter));
}

/** The votes of each cell, ties and both-bad not told apart. Throws nothing. */
export function tallyColumns({ models, first, second, votes, halfWins, squares }: VoteColumns): PairTally[] {
  return Array.from(first, (model, cell) => {
    // 2 half wins a win and 1 a tie; squared, 4 and 1.
    const tie = 2 * halfWins[cell]! - squares[cell]!;
    const a = (halfWins[cell]! - tie) / 2;
    const names = { modelA: models[model]!, modelB: models[second[cell]!]! };
    return { ...names, a, b: votes[cell]! - a - tie, tie, bothBad: 0 };
  });
}

/** d of one sort of clusters. */
function addUp(
  clustering: Clustering,
  placed: readonly PlacedCell[],
  fit: ShareFit,
  pairs: readonly { first: number; second: number }[],
): number {
  const { single, entries } = clustering;
  let sum = 0;
  for (const [cell, { pair, expected }] of placed.entries()) {
    const { votes, variance, leverage } = fit.cells[pair]!;
    // Σ (W/2 − e·n)².
    const squares =
      single.winsSquared[cell]! / 4 -
      expected * single.winsTimesVotes[cell]! +
      expected ** 2 * single.votesSquared[cell]!;
    sum += (squares * (1 - leverage)) / (votes * variance);
  }
  for (let cluster = 0; cluster + 1 < entries.starts.length; cluster++) {
    const residuals = new Map<number, number>();
    for (let entry = entries.starts[cluster]!; entry < entries.starts[cluster + 1]!; entry++) {
      const { pair, sign, expected } = placed[entries.cell[entry]!]!;
      const residual = sign * (entries.halfWins[entry]! / 2 - expected * (entries.votes?.[entry] ?? 1));
      residuals.set(pair, (residuals.get(pair) ?? 0) + residual);
    }
    sum += unexplained(residuals, fit, pairs);
  }
  const count = countClusters(clustering);
  return count > 1 ? (count / (count - 1)) * (sum / (fit.dispersion * fit.degrees)) : 1;
}

/** φ · |(I − H)·s|² = φ · (sᵀs − gᵀ·C⁻¹·g), g the residuals added up by model. */
function unexplained(
  residuals: ReadonlyMap<number, number>,
  { cells, covariance, size }: ShareFit,
  pairs: readonly { first: number; second: number }[],
): number {
  const score = new Map<number, number>();
  let sum = 0;
  for (const [pair, residual] of residuals) {
    const { votes, variance } = cells[pair]!;
    const { first, second } = pairs[pair]!;
    sum += residual ** 2 / (votes * variance);
    score.set(first, (score.get(first) ?? 0) + residual);
    score.set(second, (score.get(second) ?? 0) - residual);
  }
  for (const [row, one] of score)
    for (const [column, other] of score) sum -= one * other * covariance[row * size + column]!;
  return Math.max(0, sum);
}
