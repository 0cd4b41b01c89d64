/** Why Telegram refuses something, as far as people can mend it or it does not matter. */
import { GrammyError, HttpError } from "grammy";
import { type Language, sentences } from "../../core/index.ts";

/**
 * `same`: it stands there already. `closed`: the person lets the bot write nothing. `expelled`: the bot is in that chat
 * no more. `late`: too late to answer a press.
 */
export type Obstacle = "same" | "gone" | "closed" | "expelled" | "permission" | "topic" | "late";

const patterns: readonly (readonly [RegExp, Obstacle])[] = [
  [/message is not modified/iu, "same"],
  [/bot was blocked|user is deactivated|can't initiate conversation|PEER_ID_INVALID/iu, "closed"],
  [/was kicked|is not a member|chat not found|group chat was deactivated|CHANNEL_PRIVATE/iu, "expelled"],
  [/TOPIC_CLOSED/iu, "topic"],
  [/query is too old|query ID is invalid/iu, "late"],
  [/not enough rights|have no rights|need administrator rights|CHAT_\w*FORBIDDEN|CHAT_RESTRICTED/iu, "permission"],
  [/message to \w+ not found|message thread not found|TOPIC_DELETED|MESSAGE_ID_INVALID|can't be edited/iu, "gone"],
];

/** What kind of refusal an error is; undefined when it is none, or an unknown one. */
export function obstacleOf(error: unknown): Obstacle | undefined {
  if (!(error instanceof GrammyError)) return undefined;
  const found = patterns.find(([pattern]) => pattern.test(error.description));
  return found?.[1] ?? (error.error_code === 403 ? "expelled" : undefined);
}

/** The identifier that a group has had since it became a supergroup, when that is what is in the way. */
export function movedTo(error: unknown): number | undefined {
  return error instanceof GrammyError ? error.parameters.migrate_to_chat_id : undefined;
}

/** Whether Telegram refused the words themselves, so that plainer ones may do. */
export function refusesFormat(error: unknown): boolean {
  if (!(error instanceof GrammyError) || error.error_code !== 400) return false;
  return obstacleOf(error) === undefined && movedTo(error) === undefined;
}

/** Whether nobody knows if a request was carried out. */
export function isUnclear(error: unknown): boolean {
  return error instanceof HttpError || (error instanceof GrammyError && error.error_code >= 500);
}

/** What is in the way, and who can mend it; undefined where there is nothing to say. */
export function describeObstacle(obstacle: Obstacle | undefined, language: Language): string | undefined {
  const { obstacles } = sentences(language).telegram;
  if (obstacle === undefined || obstacle === "same" || obstacle === "late") return undefined;
  return obstacles[obstacle];
}
