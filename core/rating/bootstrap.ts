/**
 * Intervals by drawing the votes again, to compare with those by formula (B. Efron, Annals of Statistics 7, 1979;
 * percentile intervals: B. Efron & R. Tibshirani, An Introduction to the Bootstrap, §13).
 *
 * `none` draws as many single votes as there are, with replacement; `battle` and `voter` draw whole clusters; `both` draws
 * battles and voters, and a vote counts as often as its battle was drawn times as often as its voter was (A. Owen, "The
 * pigeonhole bootstrap", Annals of Applied Statistics 1, 2007; somewhat too wide by construction). Votes are drawn alike,
 * whatever they weigh, and count with their weights.
 */
import type { ClusterKind } from "./clustered-covariance.ts";
import type { NumberedLabels } from "./label-column.ts";
import { maximize, type Regression, ridge } from "./regression.ts";
import { meanRating, pointsPerNaturalUnit } from "./scale.ts";
import type { VoteColumns } from "./vote-columns.ts";
import type { VoteRows } from "./vote-table.ts";

/** The interval's ends, rating points. */
export type BootstrapInterval = { lower: number; upper: number };

type BootstrapOptions = {
  rounds: number;
  clusters: ClusterKind;
  /** How probably an interval is to hold the truth, between 0 and 1. */
  interval: number;
  /** Random numbers in [0, 1). */
  fraction: () => number;
};

/**
 * Percentile intervals, rating points, of the rated models by name: quantiles of the ratings over all rounds, by linear
 * interpolation. Side effects are not taken out.
 * @param rated the models to rate; votes on others are left aside.
 * @throws nothing. Cost: votes · rounds.
 */
export function bootstrapRatings(
  columns: VoteColumns,
  rows: VoteRows,
  rated: readonly string[],
  { rounds, clusters, interval, fraction }: BootstrapOptions,
): Map<string, BootstrapInterval> {
  const { regression, kept } = regressRated(columns, rated);
  const draw = createDraw(rows, clusters, columns.votes.length, fraction);
  const ratings = rated.map(() => new Float64Array(rounds));
  let start: Float64Array | undefined;
  for (let round = 0; round < rounds; round++) {
    const { votes, halfWins } = draw();
    for (const [place, cell] of kept.entries()) {
      regression.votes[place] = votes[cell]!;
      regression.halfWins[place] = halfWins[cell]!;
    }
    const { parameters } = maximize(regression, start?.slice());
    start ??= parameters;
    for (const [index, column] of ratings.entries())
      column[round] = meanRating + pointsPerNaturalUnit * parameters[index]!;
  }
  return new Map(rated.map((model, index) => [model, percentiles(ratings[index]!.toSorted(), interval)]));
}

function regressRated({ models, first, second }: VoteColumns, rated: readonly string[]) {
  const places = new Map(rated.map((model, place) => [model, place]));
  const placeOf = (model: number) => places.get(models[model]!);
  const kept = [...first.keys()].filter(
    (cell) => placeOf(first[cell]!) !== undefined && placeOf(second[cell]!) !== undefined,
  );
  const regression: Regression = {
    size: rated.length,
    first: Int32Array.from(kept, (cell) => placeOf(first[cell]!)!),
    second: Int32Array.from(kept, (cell) => placeOf(second[cell]!)!),
    votes: new Float64Array(kept.length),
    halfWins: new Float64Array(kept.length),
    width: 0,
    covariates: new Float64Array(),
    precision: ridge,
  };
  return { regression, kept };
}

/** Draws the votes again and adds them up by cell. */
function createDraw(rows: VoteRows, clusters: ClusterKind, cells: number, fraction: () => number) {
  const votes = new Float64Array(cells);
  const halfWins = new Float64Array(cells);
  const drawBattles = clusters === "battle" || clusters === "both" ? createWeights(rows.battles, fraction) : undefined;
  const drawVoters = clusters === "voter" || clusters === "both" ? createWeights(rows.voters, fraction) : undefined;
  const add = (row: number, times: number) => {
    const weight = rows.weights ? times * rows.weights[row]! : times;
    votes[rows.cell[row]!]! += weight;
    halfWins[rows.cell[row]!]! += weight * rows.halfWins[row]!;
  };
  return () => {
    votes.fill(0);
    halfWins.fill(0);
    if (clusters === "none") {
      for (let drawn = 0; drawn < rows.count; drawn++) add(Math.floor(fraction() * rows.count), 1);
      return { votes, halfWins };
    }
    const [battles, voters] = [drawBattles?.(), drawVoters?.()];
    for (let row = 0; row < rows.count; row++) {
      const weight = (battles?.(row) ?? 1) * (voters?.(row) ?? 1);
      if (weight > 0) add(row, weight);
    }
    return { votes, halfWins };
  };
}

/** Draws as many labels as there are. @returns how often a row's was drawn. */
function createWeights(labels: NumberedLabels | undefined, fraction: () => number) {
  if (!labels) return undefined;
  const { numbers, count } = labels;
  const weights = new Uint16Array(count);
  return () => {
    weights.fill(0);
    for (let drawn = 0; drawn < count; drawn++) weights[Math.floor(fraction() * count)]!++;
    return (row: number) => weights[numbers[row]!]!;
  };
}

function percentiles(sorted: Float64Array, interval: number): BootstrapInterval {
  const at = (share: number) => {
    const place = share * (sorted.length - 1);
    const [below, above] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!];
    return below + (place - Math.floor(place)) * (above - below);
  };
  return { lower: at((1 - interval) / 2), upper: at((1 + interval) / 2) };
}
