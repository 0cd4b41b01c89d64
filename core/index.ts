/** The one door to the product, for `bots/` and `scripts/`. */
export type { AnswerFacts } from "./boards/answer-facts.ts";
export { type Cell, daysOf } from "./boards/cell.ts";
export { rateBoard } from "./boards/board-rating.ts";
export { singleVotes } from "./boards/board-votes.ts";
export { createLeaderboard } from "./boards/leaderboard.ts";
export { createProfiles } from "./boards/profile.ts";
export { createVoterProfile } from "./boards/voter-profile.ts";
export type { VotingRecord } from "./people/voting-record.ts";
export { createAbilityBoard } from "./boards/ability-board.ts";
export { createPersonalBoard } from "./boards/personal-board.ts";
export { createHistory, type DatedTally } from "./boards/rating-history.ts";
export { historyInWords, historyPicture } from "./commands/pictures/history-picture.ts";
export { matrixInWords, matrixPicture } from "./commands/pictures/matrix-picture.ts";
export { leaderboardInWords, leaderboardPicture } from "./commands/pictures/leaderboard-picture.ts";
export { modelInWords, modelPicture } from "./commands/pictures/model-picture.ts";
export { voterInWords, voterPicture } from "./commands/pictures/voter-picture.ts";
export {
  type LeaderboardPicture,
  type Picture,
  type RadarPicture,
  type Theme,
  themes,
  type Renderer,
} from "./images/picture.ts";
export type { DrawingAnswer, DrawingRequest } from "./images/worker-messages.ts";
export { hashStatement, publishDraw } from "./battle/sealed-draw.ts";
export {
  type PublishedDraw,
  openPageCommunity,
  type PlatformName,
  type AttachedFile,
  type Button,
  type Mention,
  type Post,
  type PostFile,
  type PostImage,
  type Press,
  type PrivateReply,
  type Reaction,
  type Reply,
  type Request,
  type Sender,
} from "./chat/post.ts";
export { type CommandName, commandNames } from "./commands/command.ts";
export { type CommandOption, commandOptions, optionNames, writeCommand, writeTag } from "./commands/options.ts";
export type { Suggestion } from "./commands/suggest.ts";
export { guessTask } from "./answers/task-guess/guess.ts";
export { type Task, tasks } from "./answers/task.ts";
export { type Core, type CoreOptions, createCore } from "./product.ts";
export type { PlatformMemory } from "./chat/memory.ts";
export { untilDone } from "./machine/growing-waits.ts";
export { orAborted } from "./chat/or-aborted.ts";
export {
  type BotName,
  createReaching,
  type PlatformTrouble,
  type Reaching,
  type ReadTrouble,
  shortReason,
  type Standing,
} from "./chat/reaching.ts";
export { strayOwner, withOwner } from "./machine/stray-errors.ts";
export { createTracking, type Tracking } from "./chat/tracking.ts";
export { conductExperiment } from "./mutual/conduct.ts";
export { decideExperiment, planExperiment, UnusableExperiment } from "./mutual/decide.ts";
export { beginExperiment, readExperiment, UnusableFolder } from "./mutual/experiment-folder.ts";
export type { ExperimentResults } from "./mutual/results/results.ts";
export { OtherExperiment } from "./mutual/run/calls.ts";
export type { ExperimentSettings } from "./mutual/run/experiment.ts";
export { BrokenJournal } from "./mutual/run/journal.ts";
export type { Progress } from "./mutual/run/run-experiment.ts";
export { type Subject, subjects } from "./mutual/scoring/ballots.ts";
export { readSavedBallots, UnusableBallots } from "./mutual/saved-ballots.ts";
export { reportScores, type ScoreReport } from "./mutual/score-report.ts";
export { ConservationError } from "./mutual/scoring/conservation.ts";
export { fetchAttached } from "./arena/question.ts";
export { type BoundedMap, createBoundedMap } from "./machine/bounded-map.ts";
export { createInTurn } from "./machine/in-turn.ts";
export { builtInQuestions } from "./bank/question-bank.ts";
export { openInstallation } from "./store/open-installation.ts";
export { flushFolder, writeFlushed } from "./machine/durable-file.ts";
export { makeFolder } from "./machine/make-folder.ts";
export { isDiscordGateway } from "./doctor/discord.ts";
export {
  type CheckResult,
  type DoctorSettings,
  examine,
  type ExaminationOptions,
  type Finding,
  worstState,
} from "./doctor/index.ts";
export {
  addToRoster,
  type EndpointKey,
  findKnownEndpoint,
  type KnownEndpoint,
  knownEndpoints,
  listModels,
  setInEnvironmentFile,
  tryModels,
} from "./setup/index.ts";
export { joinAddress, splitAddress } from "./chat/address.ts";
export { changeProse } from "./language/change-prose.ts";
export { splitMarkdown } from "./language/split-markdown.ts";
export { chooseLanguage, type Language, languages, type Sentences, sentences } from "./language/index.ts";
export type { ChatPlatform } from "./chat/chat-platform.ts";
export { type Clock, systemClock } from "./machine/clock.ts";
export type { Log } from "./machine/log.ts";
export type { PageArchive } from "./chat/page-archive.ts";
export { type Random, systemRandom } from "./machine/random.ts";
export { quoteMarkdown } from "./language/quote.ts";
export { LimitReached, NeedsManager, Refusal } from "./chat/refusal.ts";
export { createDebts } from "./limits/debts.ts";
export { createPace, type Pace, type TooOften } from "./limits/pace.ts";
export type { Level, Limits, Party } from "./limits/party.ts";
export { createShares, type Shares } from "./limits/shares.ts";
export { findParticipants, MissingRoster, type Participants, UnreadableRoster } from "./models/participants.ts";
export { createModelProvider } from "./models/openai-provider.ts";
export { type Roster, RosterProblems } from "./models/roster.ts";
export { createRenderer } from "./images/renderer.ts";
export { createPseudonyms, deriveKey } from "./safety/pseudonyms.ts";
export { MissingKey, UnusableDataDirectory } from "./safety/pseudonym-key.ts";
export {
  createOperators,
  findOperator,
  type NewOperator,
  type Operator,
  operatorName,
  type Operators,
} from "./safety/operators.ts";
export { placeholder as namePlaceholder } from "./language/placeholder.ts";
export type { NamedModel } from "./answers/self-naming/roster-names.ts";
export { createSelfNamingMask, type SelfNamingMask } from "./answers/self-naming/self-naming-mask.ts";
export { createBoardRater } from "./boards/board-rater.ts";
export { createBoardSnapshots } from "./boards/board-snapshots.ts";
export { openMadeRecord } from "./store/made-record.ts";
export { type OpenStore, openStore } from "./store/open-store.ts";
export { explainStoreFailure, findStoreFailure } from "./store/store-failure.ts";
export { StoreRefusal } from "./machine/store-refusal.ts";
