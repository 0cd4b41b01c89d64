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
  const counts = votes.table.counts();
  const countOf = new Map(votes.names.map((name, model) => [name, counts[model] ?? nobody]));
  const rated = fit.models.map(({ model, rating, lower, upper, rank, rankBest, rankWorst }) => ({
    model,
    rating,
    lower,
    upper,
    rank,
    rankBest,
    rankWorst,
    ...(countOf.get(model) ?? nobody),
    ...(drawn ? { bootstrap: drawn.get(model) ?? null } : {}),
  }));
  const unrated = fit.notComparable.map((model) => ({
    model,
    rating: null,
    lower: null,
    upper: null,
    rank: null,
    rankBest: null,
    rankWorst: null,
    ...(countOf.get(model) ?? nobody),
    ...(drawn ? { bootstrap: null } : {}),
  }));
  return {
    battles: votes.table.count(),
    models: [...rated, ...unrated].slice(0, options.top),
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
