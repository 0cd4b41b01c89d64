/** Why Discord does not let the bot in, for good. */
import { DiscordAPIError, type RESTGetAPIGatewayBotResult } from "discord.js";

/** Discord does not let the bot in; trying again would change nothing. */
export class DiscordRefusal extends Error {
  override readonly name = "DiscordRefusal";
  readonly kind: "token" | "intents";

  constructor(kind: "token" | "intents", options?: ErrorOptions) {
    super(`Discord does not accept the bot's ${kind}`, options);
    this.kind = kind;
  }
}

/**
 * Takes Discord's answer about its gateway before discord.js reads it, which would break off with a TypeError.
 * @throws {Error} when it is not one.
 */
export function checkGateway(answer: unknown): void {
  const { url, shards, session_start_limit: limit } = (answer ?? {}) as Partial<RESTGetAPIGatewayBotResult>;
  const numbers = [shards, limit?.total, limit?.remaining, limit?.reset_after];
  if (typeof url === "string" && numbers.every((one) => typeof one === "number")) return;
  throw new Error("Discord's answer about its gateway cannot be used. If this lasts, check DISCORD_API_URL.");
}

/** What an error of logging in says about token and intents; undefined when nothing. */
export function readRefusal(error: unknown): DiscordRefusal | undefined {
  const said = error instanceof Error ? error.message : "";
  if (/disallowed intents/i.test(said)) return new DiscordRefusal("intents", { cause: error });
  const unauthorized = error instanceof DiscordAPIError && error.status === 401;
  if (unauthorized || /invalid token|authentication failed/i.test(said))
    return new DiscordRefusal("token", { cause: error });
  return undefined;
}
