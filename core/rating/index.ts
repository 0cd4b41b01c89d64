/** The mathematics alone, for scripts that rate files: loading it costs a hundredth of loading the whole product. */
export { bootstrapRatings, type BootstrapInterval } from "./bootstrap.ts";
export type { ClusterKind } from "./clustered-covariance.ts";
export type { Effect } from "./effects.ts";
export {
  fitColumns,
  fitRatings,
  type FitOptions,
  type FittedModel,
  leastVoters,
  type RatingFit,
} from "./fit-ratings.ts";
export type { LabelColumn } from "./label-column.ts";
export { createLabelTable, type LabelTable } from "./label-table.ts";
export { type CloneRobustFit, type CloneRobustModel, type CloneRobustOptions, fitCloneRobust } from "./clone-robust.ts";
export { fitBradleyTerry } from "./bradley-terry.ts";
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
export { compareStyles, measureStyle, type Style } from "./style.ts";
export { type CastVote, summarizeVotes, type VoteStatistics } from "./vote-statistics.ts";
export { createVoteTable, outcomes, type ModelCount, type VoteTable } from "./vote-table.ts";
