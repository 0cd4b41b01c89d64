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
import { dot } from "./matrices.ts";
import { gatherPairs, type PairSum, type PairTally } from "./pair-tally.ts";
import { priorPrecision } from "./prior.ts";
import type { VoteColumns } from "./vote-columns.ts";

/** The columns' cells, a number a cell: its pair, 1 where its side A is the pair's first and −1 else, and e of side A. */
type PlacedCells = { pair: Int32Array; sign: Int8Array; expected: Float64Array };

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
  const pair = first.map((model, cell) => {
    const [low, high] = [Math.min(model, second[cell]!), Math.max(model, second[cell]!)];
    return numbers.get(low * models.length + high)!;
  });
  const sign = Int8Array.from(first, (model, cell) => (model < second[cell]! ? 1 : -1));
  const expected = Float64Array.from(pair, (number, cell) => {
    const share = fit.cells[number]!.expected;
    return sign[cell] === 1 ? share : 1 - share;
  });
  const measure = (clustering: Clustering | undefined) =>
    clustering ? addUp(clustering, { pair, sign, expected }, fit, pairing.pairs) : 1;
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
function addUp({ single, entries }: Clustering, placed: PlacedCells, fit: ShareFit, pairs: readonly PairSum[]): number {
  const { pair, sign, expected } = placed;
  let sum = 0;
  for (let cell = 0; cell < pair.length; cell++) {
    const { votes, variance, leverage } = fit.cells[pair[cell]!]!;
    const e = expected[cell]!;
    // Σ (W/2 − e·n)².
    const [winsTimesVotes, votesSquared] = [single.winsTimesVotes[cell]!, single.votesSquared[cell]!];
    const squares = single.winsSquared[cell]! / 4 - e * winsTimesVotes + e * e * votesSquared;
    sum += (squares * (1 - leverage)) / (votes * variance);
  }
  const unexplained = createRest(fit, pairs);
  for (let cluster = 0; cluster + 1 < entries.starts.length; cluster++) {
    for (let entry = entries.starts[cluster]!; entry < entries.starts[cluster + 1]!; entry++) {
      const cell = entries.cell[entry]!;
      const votes = entries.votes ? entries.votes[entry]! : 1;
      unexplained.add(pair[cell]!, sign[cell]! * (entries.halfWins[entry]! / 2 - expected[cell]! * votes));
    }
    sum += unexplained.take();
  }
  const count = countClusters({ single, entries });
  return count > 1 ? (count / (count - 1)) * (sum / (fit.dispersion * fit.degrees)) : 1;
}

/** Takes the residuals of one cluster after the other, and tells φ · |(I − H)·s|² = φ · (sᵀs − gᵀ·C⁻¹·g), g = Σ r·(ei − ej). */
function createRest({ cells, covariance, size }: ShareFit, pairs: readonly PairSum[]) {
  const residuals = new Float64Array(pairs.length);
  const isTouched = new Uint8Array(pairs.length);
  const touched: number[] = [];
  return {
    add(pair: number, residual: number): void {
      if (isTouched[pair] === 0) touched.push(pair);
      isTouched[pair] = 1;
      residuals[pair]! += residual;
    },
    take(): number {
      const score = new Float64Array(size);
      let sum = 0;
      for (const pair of touched) {
        const residual = residuals[pair]!;
        const { votes, variance } = cells[pair]!;
        const { first, second } = pairs[pair]!;
        sum += (residual * residual) / (votes * variance);
        score[first]! += residual;
        score[second]! -= residual;
        residuals[pair] = 0;
        isTouched[pair] = 0;
      }
      touched.length = 0;
      for (let row = 0; row < size; row++) {
        if (score[row] !== 0) sum -= score[row]! * dot(covariance, row * size, score, 0, size);
      }
      return Math.max(0, sum);
    },
  };
}
