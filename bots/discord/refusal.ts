/** Why Discord does not let the bot in, for good. */
import { DiscordAPIError } from "discord.js";

/** Discord does not let the bot in; trying again would change nothing. */
export class DiscordRefusal extends Error {
  override readonly name = "DiscordRefusal";
  readonly kind: "token" | "intents";

  constructor(kind: "token" | "intents", options?: ErrorOptions) {
    super(`Discord does not accept the bot's ${kind}`, options);
    this.kind = kind;
  }
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
