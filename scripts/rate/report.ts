/** What is said of a rating, for programs; the table is made from it, too. */
import type { BootstrapInterval, FitTest, ModelCount, RatingFit } from "../../core/rating/index.ts";
import { type ApartModels, explainApart } from "./apart.ts";
import type { RateOptions } from "./options.ts";
import type { ReadVotes } from "./read-votes.ts";
import type { SetAside } from "./set-aside.ts";

/** Null: not comparable with the others, or no interval claimed; then the range of ranks holds all that is possible. */
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
  /** How many rows of one weight tell as much: `battles`, unless rows are weighed by the probability of their draw. */
  effectiveSampleSize: number;
  /** In rating order, those that cannot be compared last. */
  models: ReportedModel[];
  /** By name; `points` is null where the votes do not tell. */
  effects: Record<string, { points: number | null; lower: number | null; upper: number | null }>;
  connected: boolean;
  /** Groups that cannot be compared with one another; only when not `connected`. */
  components?: string[][];
  /** Why models are not rated, group by group; only when not `connected`. */
  apart?: ApartModels[];
  /** Models whose votes do not scatter at all, so that no interval can be claimed for them; only when there are any. */
  withoutScatter?: { models: string[]; onlyTies: boolean };
  clusters: RatingFit["clusters"];
  interval: number;
  /** Whether side, length and Markdown are taken out of the ratings. */
  style: boolean;
  /** Whether ranges of ranks hold each by itself, or all at once. */
  ranks: "each" | "at-once";
  /** With `--fit`: whether one number a model explains the votes. */
  fit?: FitTest;
  /** Rows left out: with a tie or both-bad that is not to count, and bad ones. */
  dropped: number;
  skipped: number;
  /** Rows that hold no comparison, by what is said of them; only where there are any. */
  passedOver?: ReadVotes["passedOver"];
  /** With `--set-aside`: whose votes were left out, why, and what that moved. All else is without them. */
  setAside?: SetAside;
};

/** With `--board`: models with too few votes to be ranked, and what their votes say of them all the same. */
type Unranked = readonly Pick<ReportedModel & { rating: number }, "model" | "rating" | "lower" | "upper">[] | undefined;

const nobody = { battles: 0, wins: 0, losses: 0, ties: 0, bothBad: 0 };

/** Puts a fit and what was counted together. */
export function createReport(
  votes: ReadVotes,
  columns: ReturnType<ReadVotes["table"]["columns"]>,
  fit: RatingFit & { unranked?: Unranked },
  options: RateOptions,
  drawn: Map<string, BootstrapInterval> | undefined,
): RatingReport {
  const still = new Set(findWithoutScatter(votes, fit));
  const models = reportModels(votes, fit, still, drawn);
  const onlyTies = models.every(({ model, wins, losses }) => !still.has(model) || wins + losses === 0);
  // Where no model's votes scatter, no effect has an error, either.
  const effectInterval = still.size > 0 && still.size === fit.models.length ? unclaimed : {};
  return {
    battles: votes.table.count(),
    effectiveSampleSize: votes.table.effectiveCount(),
    models: models.slice(0, options.top),
    effects: Object.fromEntries(fit.effects.map(({ name, ...effect }) => [name, { ...effect, ...effectInterval }])),
    connected: fit.connected,
    ...(fit.connected ? {} : { components: fit.components, apart: explainApart(columns, fit) }),
    ...(still.size > 0 ? { withoutScatter: { models: [...still], onlyTies } } : {}),
    clusters: fit.clusters,
    interval: options.interval,
    style: options.style,
    ranks: options.ranks,
    dropped: votes.dropped,
    skipped: votes.bad.count,
    ...(votes.passedOver.length > 0 ? { passedOver: votes.passedOver } : {}),
  };
}

/**
 * The least share of the scatter of a fair coin, in standard errors, that votes must show for an interval. Below it lies
 * what the fit's own ridge leaves where votes do not scatter at all, such as ties alone: nothing to estimate an error from.
 */
const leastScatter = 0.005;
/** Standard error of a model whose one vote is a fair coin, rating points: 2 · 400 / ln 10. */
const coinError = 800 / Math.LN10;

/** The rated models whose votes do not scatter. */
function findWithoutScatter(votes: ReadVotes, fit: RatingFit): string[] {
  const countOf = countModels(votes);
  const isStill = ({ model, standardError }: RatingFit["models"][number]) => {
    const ofCoins = coinError / Math.sqrt(Math.max(1, countOf(model).battles));
    return standardError !== null && standardError < leastScatter * ofCoins;
  };
  return fit.models.filter(isStill).map(({ model }) => model);
}

/** Tells how each model's votes fell. */
function countModels({ table, names }: ReadVotes): (model: string) => ModelCount {
  const counts = table.counts();
  const countOf = new Map(names.map((name, model) => [name, counts[model] ?? nobody]));
  return (model) => countOf.get(model) ?? nobody;
}

const unclaimed = { lower: null, upper: null };
const unrated = { rating: null, lower: null, upper: null, rank: null, rankBest: null, rankWorst: null };

function reportModels(
  votes: ReadVotes,
  fit: RatingFit & { unranked?: Unranked },
  still: ReadonlySet<string>,
  drawn: Map<string, BootstrapInterval> | undefined,
): ReportedModel[] {
  const countOf = countModels(votes);
  const anyRank = { ...unclaimed, rankBest: 1, rankWorst: fit.models.length };
  const places = [
    ...fit.models.map(({ standardError: _standardError, ...place }) => ({
      ...place,
      ...(still.has(place.model) ? anyRank : {}),
    })),
    ...fit.notComparable.map((model) => ({ model, ...unrated })),
    ...(fit.unranked ?? []).map(({ model, rating, lower, upper }) => ({ ...unrated, model, rating, lower, upper })),
  ];
  return places.map((place) => ({
    ...place,
    ...countOf(place.model),
    ...(drawn ? { bootstrap: still.has(place.model) ? null : (drawn.get(place.model) ?? null) } : {}),
  }));
}
