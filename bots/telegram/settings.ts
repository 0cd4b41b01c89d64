/** Telegram's configuration keys. What each means to the person who sets it stands in `.env.example`. */
import { z } from "zod";
import { isHttpUrl, portProblem, withoutSlashes } from "../shared/settings.ts";

/** A chat, as the bot posts there: its identifier, with a colon and a topic behind it where it has topics. */
export const telegramPlace = /^-?\d{1,20}(?::\d{1,20})?$/;

/** Telegram's own Bot API server. */
export const publicServer = "https://api.telegram.org";

/** Its keys; messages never repeat the value, for it may be a secret. */
export const telegramKeys = {
  TELEGRAM_TOKEN: z
    .string()
    .regex(/^\d+:[\w-]+$/, "must be the bot's token as BotFather shows it, such as 123456:ABC…")
    .optional(),
  TELEGRAM_API_URL: z
    .string()
    .refine(isHttpUrl, "must be an address such as https://api.telegram.org, without /bot")
    .transform(withoutSlashes)
    .default(publicServer),
  TELEGRAM_WEBHOOK_URL: z
    .string()
    .refine(isHttpUrl, "must be the address at which Telegram reaches this bot, such as https://arena.example/telegram")
    .optional(),
  TELEGRAM_WEBHOOK_PORT: z
    .string()
    .regex(/^\d{1,5}$/, portProblem)
    .transform(Number)
    .refine((port) => port <= 65_535, portProblem)
    .default(8788),
};

/** The Telegram bot's settings. */
export type TelegramSettings = {
  /** A secret: never log it. */
  token: string;
  /** Address of a Bot API server, without `/bot`. */
  apiUrl: string;
  /** The address to which Telegram sends updates, and the port on which they come in; null: they are fetched. */
  webhook: { url: string; port: number } | null;
};

/** @returns null where there is no token: then there is no bot. */
export function readTelegramSettings(data: z.output<z.ZodObject<typeof telegramKeys>>): TelegramSettings | null {
  const { TELEGRAM_TOKEN: token, TELEGRAM_API_URL: apiUrl } = data;
  const { TELEGRAM_WEBHOOK_URL: url, TELEGRAM_WEBHOOK_PORT: port } = data;
  return token === undefined ? null : { token, apiUrl, webhook: url === undefined ? null : { url, port } };
}
