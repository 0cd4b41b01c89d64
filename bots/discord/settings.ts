/** Discord's configuration keys. What each means to the person who sets it stands in `.env.example`. */
import { z } from "zod";
import { isHttpUrl, withoutSlashes } from "../shared/settings.ts";

/** A channel or thread, as the bot posts there: its identifier. */
export const discordPlace = /^\d{5,20}$/;

/** Its keys; messages never repeat the value, for it may be a secret. */
export const discordKeys = {
  DISCORD_TOKEN: z
    .string()
    .regex(/^[\w-]+\.[\w-]+\.[\w-]+$/, "must be the bot's token as the Developer Portal shows it (Bot, Reset Token)")
    .optional(),
  DISCORD_API_URL: z
    .string()
    .refine(isHttpUrl, "must be an address such as https://discord.com/api, without /v10")
    .transform(withoutSlashes)
    .default("https://discord.com/api"),
  DISCORD_SHARDS: z
    .string()
    .toLowerCase()
    .regex(/^(?:auto|[1-9]\d{0,3})$/, "must be auto, or how many shards to open")
    .transform((word) => (word === "auto" ? ("auto" as const) : Number(word)))
    .default("auto"),
};

/** The Discord bot's settings. */
export type DiscordSettings = {
  /** A secret: never log it. */
  token: string;
  /** The interface's address up to, not including, `/v10`. */
  apiUrl: string;
  /** How many shards; `auto`: as many as Discord recommends. */
  shards: number | "auto";
};

/** @returns null where there is no token: then there is no bot. */
export function readDiscordSettings(data: z.output<z.ZodObject<typeof discordKeys>>): DiscordSettings | null {
  const { DISCORD_TOKEN: token, DISCORD_API_URL: apiUrl, DISCORD_SHARDS: shards } = data;
  return token === undefined ? null : { token, apiUrl, shards };
}
