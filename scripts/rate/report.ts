/** What is said of a rating, for programs; the table is made from it, too. */
import type { BootstrapInterval, RatingFit } from "../../core/rating/index.ts";
import type { RateOptions } from "./options.ts";
import type { ReadVotes } from "./read-votes.ts";

/** Null: not comparable with the others, or no interval claimed. */
export type ReportedModel = {
  model: string;
  rating: number | null;
  lower: number | null;
  upper: number | null;
  rank: number | null;
  rankBest: number | null;
  rankWorst: number | null;
  battles: number;
  wins: number;
  losses: number;
  ties: number;
  bothBad: number;
  /** With `--bootstrap`: the percentile interval. */
  bootstrap?: BootstrapInterval | null;
};

/** All that is said of a rating. */
export type RatingReport = {
  /** Rows that count. */
  battles: number;
  /** In rating order, those that cannot be compared last. */
  models: ReportedModel[];
  /** By name; `points` is null where the votes do not tell. */
  effects: Record<string, { points: number | null; lower: number | null; upper: number | null }>;
  connected: boolean;
  /** Groups that cannot be compared with one another; only when not `connected`. */
  components?: string[][];
  clusters: RatingFit["clusters"];
  interval: number;
  /** Whether side, length and Markdown are taken out of the ratings. */
  style: boolean;
  /** Whether two-way clustering gave negative variances, which were set to zero. */
  repaired: boolean;
  /** Rows left out: with a tie or both-bad that is not to count, and bad ones. */
  dropped: number;
  skipped: number;
};

const nobody = { battles: 0, wins: 0, losses: 0, ties: 0, bothBad: 0 };

/** Puts a fit and what was counted together. */
export function createReport(
  votes: ReadVotes,
  fit: RatingFit,
  options: RateOptions,
  drawn: Map<string, BootstrapInterval> | undefined,
): RatingReport {
  return {
    battles: votes.table.count(),
    models: reportModels(votes, fit, drawn).slice(0, options.top),
    effects: Object.fromEntries(fit.effects.map(({ name, ...effect }) => [name, effect])),
    connected: fit.connected,
    ...(fit.connected ? {} : { components: fit.components }),
    clusters: fit.clusters,
    interval: options.interval,
    style: options.style,
    repaired: fit.repaired,
    dropped: votes.dropped,
    skipped: votes.bad.count,
  };
}

const unrated = { rating: null, lower: null, upper: null, rank: null, rankBest: null, rankWorst: null };

function reportModels(
  { table, names }: ReadVotes,
  fit: RatingFit,
  drawn: Map<string, BootstrapInterval> | undefined,
): ReportedModel[] {
  const counts = table.counts();
  const countOf = new Map(names.map((name, model) => [name, counts[model] ?? nobody]));
  const places = [
    ...fit.models.map(({ standardError: _standardError, ...place }) => place),
    ...fit.notComparable.map((model) => ({ model, ...unrated })),
  ];
  return places.map((place) => ({
    ...place,
    ...(countOf.get(place.model) ?? nobody),
    ...(drawn ? { bootstrap: drawn.get(place.model) ?? null } : {}),
  }));
}
