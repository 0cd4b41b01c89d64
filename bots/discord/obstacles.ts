/** Why Discord refuses what the arena sends, as far as that decides what is done next. */
import { DiscordAPIError, RESTJSONErrorCodes as codes } from "discord.js";
import { Refusal } from "../../core/index.ts";

/** Discord's code for a refusal; undefined for other errors. */
export function codeOf(error: unknown): number | undefined {
  return error instanceof DiscordAPIError && typeof error.code === "number" ? error.code : undefined;
}

/** Why Discord refuses something for good, as far as people can mend it. */
export type Obstacle =
  | "gone"
  | "permission"
  | "locked"
  | "archived"
  | "full"
  | "closed"
  | "slow"
  | "empty"
  | "kind"
  | "blocked";

const obstacles: Partial<Record<number, Obstacle>> = {
  [codes.UnknownChannel]: "gone",
  [codes.UnknownGuild]: "gone",
  [codes.UnknownMessage]: "gone",
  [codes.UnknownWebhook]: "gone",
  [codes.UnknownInteraction]: "gone",
  [codes.InvalidWebhookToken]: "gone",
  [codes.MissingAccess]: "permission",
  [codes.MissingPermissions]: "permission",
  [codes.CannotReplyWithoutPermissionToReadMessageHistory]: "permission",
  [codes.CannotSendMessagesToThisUser]: "closed",
  [codes.InvalidActionOnArchivedThread]: "archived",
  [codes.ThreadLocked]: "locked",
  [codes.MaximumActiveThreads]: "full",
  [codes.ActionCannotBePerformedDueToSlowmodeRateLimit]: "slow",
  [codes.CannotSendAnEmptyMessage]: "empty",
  [codes.CannotExecuteActionOnThisChannelType]: "kind",
  [codes.CloudflareIsBlockingYourRequest]: "blocked",
  [codes.MessageWasBlockedByAutomaticModeration]: "blocked",
  [codes.TitleWasBlockedByAutomaticModeration]: "blocked",
  [codes.MessageBlockedByHarmfulLinksFilter]: "blocked",
  [codes.ExplicitContentCannotBeSentToTheDesiredRecipient]: "blocked",
};

/** Refusals of what a message says or has, which the same message meets every time. */
const ofMessage: readonly (number | undefined)[] = [
  codes.CannotSendAnEmptyMessage,
  codes.MessageWasBlockedByAutomaticModeration,
  codes.TitleWasBlockedByAutomaticModeration,
  codes.MessageBlockedByHarmfulLinksFilter,
  codes.ExplicitContentCannotBeSentToTheDesiredRecipient,
  codes.InvalidFormBodyOrContentType,
  codes.RequestEntityTooLarge,
  codes.FileUploadedExceedsMaximumSize,
];

/** Whether sending the same again cannot help, wherever and whenever that is. */
export function isOfMessage(error: unknown): boolean {
  return ofMessage.includes(codeOf(error));
}

/** What kind of refusal an error is; undefined when trying again may help. */
export function obstacleOf(error: unknown): Obstacle | undefined {
  const code = codeOf(error);
  if (code === undefined) return undefined;
  const { status } = error as DiscordAPIError;
  return obstacles[code] ?? (status === 403 ? "permission" : status === 404 ? "gone" : undefined);
}

/** As {@link obstacleOf}, of an error or of what has led to core's refusal. */
export function obstacleBehind(error: unknown): Obstacle | undefined {
  return obstacleOf(error) ?? obstacleOf(error instanceof Refusal ? error.cause : undefined);
}
