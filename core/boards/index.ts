/** What the product's door shows of this room. */
export { type AnswerFacts, answersSeen } from "./store.ts";
export { type Cell, type DatedTally, daysOf, groupByTask, singleVotes } from "./cell.ts";
export { type BoardChange, mayBeFirst } from "./publishing/changes.ts";
export { type Duel, findBoard, type PublicBoardOfDay, type PublicFilter, type PublishedDay } from "./publishing/day.ts";
export type { ListedDay } from "./publishing/store.ts";
export { type Period, periods } from "./period.ts";
export { scoreShare } from "./score.ts";
export {
  type AddedToSource,
  isSourceName,
  type KnownSource,
  sourceCode,
  type SourceBattle,
  type SourceModel,
  type SourceStore,
  type SourceStyle,
  type SourceVote,
} from "./sources.ts";
export { createHistory, rateBoard, type BoardRating, fittedModels } from "./board-rating.ts";
export { createReadingBoard } from "./readings/reading-board.ts";
export { createLeaderboard, createPersonalBoard, fitOwn, type Leaderboard, type LeaderboardRow } from "./standings.ts";
export { createAxes, createProfiles, findLead, winsAgainstMean } from "./profile.ts";
export { createVoterProfile } from "./voter-profile.ts";
export { findFrontier } from "./frontier.ts";
export { createBoardRater } from "./board-rater.ts";
export { createBoardSnapshots } from "./board-snapshots.ts";
