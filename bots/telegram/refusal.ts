/** Why Telegram does not let the bot in, for good. */
import { GrammyError } from "grammy";

/** Trying again would change nothing. */
export class TelegramRefusal extends Error {
  override readonly name = "TelegramRefusal";

  constructor(options?: ErrorOptions) {
    super("Telegram does not accept the bot's token", options);
  }
}

/** What an error says about the token; undefined when nothing. Telegram knows no such address for a wrong one. */
export function readRefusal(error: unknown): TelegramRefusal | undefined {
  const refused = error instanceof GrammyError && [401, 404].includes(error.error_code);
  return refused ? new TelegramRefusal({ cause: error }) : undefined;
}
