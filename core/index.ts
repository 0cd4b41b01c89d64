/** The one door to the product, for `bots/` and `scripts/`. */
export type { VotingRecord } from "./people/store.ts";
export { costInPlainWords, costPicture, priceRows } from "./commands/leaderboard/cost-picture.ts";
export { historyInWords, historyPicture, matrixInWords, matrixPicture } from "./commands/leaderboard/other-pictures.ts";
export {
  describePublished,
  type PublishedWords,
  type ShownPublicBoard,
} from "./commands/leaderboard/published-board.ts";
export {
  boardTable,
  type BoardView,
  countPages,
  leaderboardInWords,
  leaderboardPicture,
} from "./commands/leaderboard/leaderboard-picture.ts";
export { altText } from "./images/alt-text.ts";
export { drawReportPage, drawReportPdf } from "./images/report/draw-report.ts";
export type { Report, ReportPicture, Section, Source } from "./images/report/section.ts";
export type { ShownModel } from "./commands/profile/model-tasks.ts";
export { writeWholeFolder } from "./machine/whole-folder.ts";
export type { FigurePicture, PanelsPicture, PictureWords } from "./images/picture.ts";
export { juryInWords, juryPicture } from "./commands/leaderboard/jury-board.ts";
export { modelInWords, modelPicture } from "./commands/profile/model-picture.ts";
export { voterInWords, voterPicture } from "./commands/profile/voter-profile.ts";
export {
  type LeaderboardPicture,
  type Picture,
  type RadarPicture,
  type RenderedImage,
  type Theme,
  themes,
  type Renderer,
} from "./images/picture.ts";
export { decodeAction, encodeAction } from "./arena/ballot-buttons.ts";
export { battleIdPattern } from "./battle/battle-id.ts";
export { hashStatement, publishDraw } from "./battle/sealed-draw.ts";
export {
  type PublishedDraw,
  openPageCommunity,
  type AttachedFile,
  type BoardTable,
  type Button,
  bytesOf,
  type Choice,
  forSenderAlone,
  type Mention,
  type Post,
  type PostImage,
  type Press,
  type PrivateReply,
  type Reaction,
  type Reveal,
  type Reply,
  type Request,
  type Sender,
  textPost,
  type Written,
} from "./chat/post.ts";
export type { CommandName, CommandOption } from "./commands/command.ts";
export { firstButtons } from "./commands/help/command.ts";
export { commandNames, commandOptions, commandsThatAre, namesPosting, writeCommand } from "./commands/index.ts";
export { askingAction } from "./commands/battle/command.ts";
export { taskNamed, writeTag } from "./commands/typed-names.ts";
export { guessTask } from "./answers/task-guess/guess.ts";
export { type Task, tasks } from "./answers/task.ts";
export type { PlatformRecord } from "./platform-record.ts";
export { type Core, type CoreOptions, createCore } from "./product.ts";
export type { Observer, ServedModel } from "./observer.ts";
export { describeStatus } from "./commands/status/describe-status.ts";
export type { ArenaStatus } from "./commands/status/arena-status.ts";
export { type ArenaRules, defaultRules } from "./battle/rules.ts";
export { type ConnectionLease, ConnectionLost, leaseOneOf } from "./chat/connection-lease.ts";
export type { PlatformMemory } from "./chat/memory.ts";
export type { ArchivedPost, PageArchive, PageFiles, SavedPosts } from "./chat/page-archive.ts";
export { pause, untilDone } from "./machine/growing-waits.ts";
export {
  Hindered,
  Unshowable,
  orAborted,
  joinAddress,
  splitAddress,
  type ChatPlatform,
  type KnownCommunity,
  type KnownPlace,
} from "./chat/chat-platform.ts";
export {
  type BotName,
  createReaching,
  type PlatformTrouble,
  type ReadTrouble,
  shortReason,
  type Standing,
} from "./chat/reaching.ts";
export { strayOwner, withOwner } from "./machine/stray-errors.ts";
export { createTracking } from "./chat/tracking.ts";
export { fetchAttached, largestFile } from "./arena/question.ts";
export { OversizedResponse } from "./machine/bounded-fetch.ts";
export { type BoundedMap, createBoundedMap } from "./machine/bounded-map.ts";
export { createInTurn, type InTurn } from "./machine/in-turn.ts";
export { watchFile } from "./machine/file-watch.ts";
export { builtInQuestions } from "./bank/question-bank.ts";
export { openInstallation } from "./store/open-installation.ts";
export { flushFolder, writeFlushed } from "./machine/durable-file.ts";
export { makeFolder } from "./machine/make-folder.ts";
export { isDiscordGateway } from "./doctor/discord.ts";
export {
  type CheckResult,
  createPlatformChecks,
  examine,
  type ExaminationOptions,
  worstState,
} from "./doctor/index.ts";
export {
  addToRoster,
  type ChosenModel,
  type EndpointKey,
  findInRoster,
  findKnownEndpoint,
  highestTrialCost,
  type KnownEndpoint,
  keyVariableOf,
  knownEndpoints,
  type ListedModel,
  listModels,
  nameModels,
  proveModels,
  type ProvenModels,
  readGeneration,
  setInEnvironmentFile,
} from "./setup/index.ts";
export { languageName } from "./language/language-names.ts";
export { leastPeople } from "./people/demographics.ts";
export { compareNames } from "./rating/pair-tally.ts";
export { meanRating } from "./rating/scale.ts";
export { type PlatformName, platformNames } from "./language/platforms.ts";
export { changeProse, splitMarkdown, quoteMarkdown } from "./language/markdown.ts";
export {
  changeFormulas,
  createFormulaReader,
  findFormula,
  formulaAt,
  formulaText,
  insideFormula,
  isMathematical,
} from "./language/formulas.ts";
export {
  canList,
  cellWords,
  changeTables,
  countColumns,
  drawTable,
  hasStrayCells,
  isWide,
  type TableForm,
  tableFormOf,
  type WrittenTable,
} from "./language/tables.ts";
export { withoutPiles } from "./language/piled-marks.ts";
export { findSaid, withoutZeroWidth } from "./language/said.ts";
export { showsNothing } from "./language/shows-nothing.ts";
export { languageCodes } from "./language/language-names.ts";
export { chooseLanguage, type Language, languages, type Sentences, sentences } from "./language/index.ts";
export { arenaVersion } from "./machine/version.ts";
export { type Clock, systemClock } from "./machine/clock.ts";
export { aboutBattle, battleInHand, type Log } from "./machine/log.ts";
export { type Random, systemRandom } from "./machine/random.ts";
export { LimitReached, NeedsManager, NoMoreFollowUps, Refusal } from "./chat/refusal.ts";
export { createDebts } from "./limits/debts.ts";
export { createFairLine, type FairLine } from "./limits/fair-line.ts";
export { createPace, type Pace, type TooOften } from "./limits/pace.ts";
export type { Level, Limits, Party } from "./limits/party.ts";
export { createShares, type Shares } from "./limits/shares.ts";
export { findParticipants, MissingRoster, type Participants, UnreadableRoster } from "./models/participants.ts";
export { readAnswerText } from "./models/answer-text.ts";
export type { Budget } from "./costs/budget.ts";
export { readAmounts, readDollars } from "./costs/amounts.ts";
export type { SpendingLimits } from "./costs/spending.ts";
export { usualPrice } from "./costs/price.ts";
export { measureStyle } from "./rating/style.ts";
export type { Price } from "./models/model.ts";
export { minutesLeft, reasonOf as outageReason } from "./models/breaker.ts";
export { createLineups, type Lineup } from "./models/lineup.ts";
export { createModelProvider } from "./models/openai-provider.ts";
export { findChanges, type RosterChanges } from "./models/roster-changes.ts";
export { parseRoster, type Roster, RosterProblems } from "./models/roster.ts";
export { pictureSize } from "./images/picture-size.ts";
export { createRenderer } from "./images/renderer.ts";
export { createPseudonyms, deriveKey, shortPseudonym } from "./safety/pseudonyms.ts";
export { MissingKey, UnusableDataDirectory } from "./safety/pseudonym-key.ts";
export {
  createOperators,
  findOperator,
  type NewOperator,
  type Operator,
  operatorName,
  type Operators,
  type OperatorStore,
} from "./safety/operators.ts";
export { createOperatorFolder } from "./safety/operator-folder.ts";
export { openOperators, withOperators } from "./store/open-operators.ts";
export type { ModerationEndpoint } from "./safety/moderation/endpoint.ts";
export { placeholder as namePlaceholder } from "./language/placeholder.ts";
export type { NamedModel } from "./answers/self-naming/families.ts";
export { createSelfNamingMask } from "./answers/self-naming/self-naming-mask.ts";
export { exportFormats } from "./export/formats.ts";
export type { ExportSummary } from "./export/summary.ts";
export type { ToldRows } from "./store/copy-record.ts";
export {
  partitionRecord,
  planPartition,
  type PartitionPlan,
  type PartitionStep,
  worthDividing,
} from "./store/monthly/partition.ts";
export { openDurablePGlite } from "./store/durable-pglite.ts";
export { hasEmbeddedDatabase } from "./store/embedded-engine.ts";
export { openMadeRecord } from "./store/made-record.ts";
export { type OpenStore, openStore } from "./store/open-store.ts";
export { explainStoreFailure } from "./store/store-failure.ts";
export { explainUnfit } from "./store/unfit-server.ts";
export { UnreadableText } from "./store/kept-texts.ts";
export { StoreRefusal } from "./machine/store-refusal.ts";
export * from "./boards/index.ts";
export * from "./mutual/index.ts";
export * from "./store/carrying/index.ts";
