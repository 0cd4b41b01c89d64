/** The mathematics alone, for scripts that rate files: loading it costs a hundredth of loading the whole product. */
export { type BootstrapInterval, bootstrapRatings } from "./bootstrap.ts";
export { fitBradleyTerry } from "./bradley-terry.ts";
export type { ClusterKind } from "./clustered-covariance.ts";
export { type OutcomeChances, predictOutcome } from "./davidson.ts";
export { measureDesignEffect } from "./design-effect.ts";
export { fitColumns, fitRatings, leastVoters, type RatingFit } from "./fit-ratings.ts";
export { type FitTest, testColumns } from "./fit-test.ts";
export { testGoodnessOfFit } from "./goodness-of-fit.ts";
export { twoSidedQuantile } from "./intervals.ts";
export { findCircles } from "./intransitivity.ts";
export type { JudgedBattle } from "./jury-influence.ts";
export type { LabelColumn } from "./label-column.ts";
export { createLabelTable, type LabelTable } from "./label-table.ts";
export { forecast, type Further } from "./outlook.ts";
export type { PairTally } from "./pair-tally.ts";
export { drawPair, type PairChance, pairingRule, planPairs } from "./pairing.ts";
export { sharpenRatings } from "./prediction-powered.ts";
export { boardPrior } from "./prior.ts";
export { rankAtOnce } from "./rank-sets.ts";
export { findRankable } from "./rankable.ts";
export { isAhead, settleFirst } from "./settled.ts";
export { compareStyles, measureStyle, type Style } from "./style.ts";
export { compareTieModels, type TieComparison, type TieLosses } from "./tie-models.ts";
export type { VoteColumns } from "./vote-columns.ts";
export { type CastVote, summarizeVotes } from "./vote-statistics.ts";
export { createVoteTable, type ModelCount, outcomes, type VoteTable } from "./vote-table.ts";
export type { CampaignVotes, SeenBattles } from "./campaigns/ballots.ts";
export {
  type CampaignFinding,
  type CampaignReason,
  findCampaigns,
  type JudgedVoter,
} from "./campaigns/find-campaigns.ts";
