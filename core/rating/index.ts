/** The mathematics alone, for scripts that rate files: loading it costs a hundredth of loading the whole product. */
export { bootstrapRatings, type BootstrapInterval } from "./bootstrap.ts";
export type { ClusterKind } from "./clustered-covariance.ts";
export {
  type DavidsonFit,
  type DavidsonOptions,
  fitDavidson,
  type OutcomeChances,
  predictOutcome,
} from "./davidson.ts";
export { measureDesignEffect } from "./design-effect.ts";
export type { Effect } from "./effects.ts";
export {
  fitColumns,
  fitRatings,
  type FitOptions,
  type FittedModel,
  leastVoters,
  type RatingFit,
} from "./fit-ratings.ts";
export { type FitTest, testColumns, testFit } from "./fit-test.ts";
export { type GoodnessOfFit, type GoodnessOptions, type PairMisfit, testGoodnessOfFit } from "./goodness-of-fit.ts";
export { type Circle, circleModelLimit, type CircleSide, type CircleTest, findCircles } from "./intransitivity.ts";
export { twoSidedQuantile } from "./intervals.ts";
export type { LabelColumn } from "./label-column.ts";
export { createLabelTable, type LabelTable } from "./label-table.ts";
export { type CloneRobustFit, type CloneRobustModel, type CloneRobustOptions, fitCloneRobust } from "./clone-robust.ts";
export { fitBradleyTerry } from "./bradley-terry.ts";
export { forecast, type Further } from "./outlook.ts";
export type { JudgedBattle } from "./jury-influence.ts";
export {
  sharpenRatings,
  type SharpenedBy,
  type SharpenedFit,
  type SharpenedModel,
  type ToSharpen,
} from "./prediction-powered.ts";
export { drawPair, type PairChance, pairingRule, planPairs } from "./pairing.ts";
export type { PairTally } from "./pair-tally.ts";
export { findRankable } from "./rankable.ts";
export { compareStyles, measureStyle, type Style } from "./style.ts";
export { type CastVote, summarizeVotes, type VoteStatistics } from "./vote-statistics.ts";
export type { VoteColumns } from "./vote-columns.ts";
export { compareTieModels, dealOutPairs, type TieComparison, type TieLosses } from "./tie-models.ts";
export { rankAtOnce } from "./rank-sets.ts";
export type { Rank } from "./ranks.ts";
export { isAhead, settleFirst } from "./settled.ts";
export { createVoteTable, outcomes, type ModelCount, type VoteTable } from "./vote-table.ts";
