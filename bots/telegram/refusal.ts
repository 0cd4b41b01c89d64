/** What keeps the bot from Telegram, as far as somebody has to do something about it. */
import { GrammyError } from "grammy";
import { type PlatformTrouble, type ReadTrouble, shortReason } from "../../core/index.ts";

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
