/** Why Telegram refuses something: what people can mend, what does not matter, and what keeps the bot away. */
import { GrammyError, HttpError } from "grammy";
import { type Language, type PlatformTrouble, type ReadTrouble, sentences, shortReason } from "../../core/index.ts";

/**
 * `same`: it stands there already. `closed`: the person lets the bot write nothing. `expelled`: the bot is no longer
 * in that chat. `media`: pictures and files are forbidden there. `late`: too late to answer a press.
 */
export type Obstacle = "same" | "gone" | "closed" | "expelled" | "permission" | "media" | "topic" | "late";

const patterns: readonly (readonly [RegExp, Obstacle])[] = [
  [/message is not modified/iu, "same"],
  [/bot was blocked|user is deactivated|can't initiate conversation|PEER_ID_INVALID/iu, "closed"],
  [/was kicked|is not a member|chat not found|group chat was deactivated|CHANNEL_PRIVATE/iu, "expelled"],
  [/TOPIC_CLOSED/iu, "topic"],
  [/query is too old|query ID is invalid/iu, "late"],
  [/rights to send (?!text)\w+ |CHAT_SEND_(?!PLAIN)\w+_FORBIDDEN/iu, "media"],
  [
    /not enough rights|have no rights|need administrator rights|CHAT_\w*FORBIDDEN|CHAT_RESTRICTED|CHAT_ADMIN_REQUIRED/iu,
    "permission",
  ],
  [/message to \w+ not found|message thread not found|TOPIC_DELETED|MESSAGE_ID_INVALID|can't be edited/iu, "gone"],
];

/** What kind of refusal an error is; undefined when it is none, or an unknown one. */
export function obstacleOf(error: unknown): Obstacle | undefined {
  if (!(error instanceof GrammyError)) return undefined;
  const found = patterns.find(([pattern]) => pattern.test(error.description));
  return found?.[1] ?? (error.error_code === 403 ? "expelled" : undefined);
}

/** Whether a message is there, but can never be changed again. */
export function staysAsItIs(error: unknown): boolean {
  return error instanceof GrammyError && /can't be edited/iu.test(error.description);
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

/** Whether a refusal says nothing about the next time: it came too early, or too late. */
export function isPassing(error: unknown): boolean {
  return obstacleOf(error) === "late" || (error instanceof GrammyError && error.error_code === 429);
}

/** What is in the way, and who can mend it; undefined where there is nothing to say. */
export function describeObstacle(obstacle: Obstacle | undefined, language: Language): string | undefined {
  const { obstacles } = sentences(language).telegram;
  if (obstacle === undefined || obstacle === "same" || obstacle === "late") return undefined;
  return obstacles[obstacle];
}

/** Telegram sends the updates to an address that is not this bot's. */
export class OtherWebhook extends Error {
  override readonly name = "OtherWebhook";
}

/** The port for the webhook's updates cannot be used. */
export class NoWebhookPort extends Error {
  override readonly name = "NoWebhookPort";
}

/** At most this much of what Telegram says is shown. In characters. */
const longestReason = 200;

/** Telegram answers 404 to a wrong token. */
function troubleOf(error: unknown): PlatformTrouble {
  if (error instanceof OtherWebhook) return "webhook";
  if (error instanceof NoWebhookPort) return "port";
  if (!(error instanceof GrammyError)) return "away";
  const { error_code: code, description, method } = error;
  if (code === 401 || code === 404) return "token";
  if (code === 409) return /webhook/iu.test(description) ? "webhook" : "conflict";
  return code === 400 && method === "setWebhook" ? "webhook-refused" : "away";
}

/** Whether there is no point in trying again at once. */
export function isTelling(error: unknown): boolean {
  return troubleOf(error) !== "away";
}

/** For core's `createReaching`. */
export const readTrouble: ReadTrouble = (error) => {
  const trouble = troubleOf(error);
  const refused = error instanceof GrammyError ? error : undefined;
  const reason = trouble === "webhook-refused" ? refused?.description.slice(0, longestReason) : shortReason(error);
  const wait = refused?.parameters.retry_after;
  return { trouble, ...(reason !== undefined && { reason }), ...(wait !== undefined && { wait: wait * 1_000 }) };
};
