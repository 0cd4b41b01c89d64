/** Discord's configuration keys. What each means to the person who sets it stands in `.env.example`. */
import { z } from "zod";
import { isHttpUrl, withoutSlashes } from "../shared/settings.ts";

/** A channel or thread, as the bot posts there: its identifier. */
export const discordPlace = /^\d{5,20}$/;

const shardForms =
  "must be auto, how many shards there are (16), which of how many (0-3/16), or how many that no other process has (4 of 16)";

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
    .transform(readShards)
    .refine((shards) => shards !== null, shardForms)
    .default("auto"),
};

/** The Discord bot's settings. */
export type DiscordSettings = {
  /** A secret: never log it. */
  token: string;
  /** The interface's address up to, not including, `/v10`. */
  apiUrl: string;
  shards: ShardChoice;
};

/** The first and the last of some shards, of how many. */
export type ShardRange = { first: number; last: number; of: number };

/**
 * Which shards this process opens; `auto`: all, as many as Discord recommends; `each`: so many that no other process has.
 */
export type ShardChoice = "auto" | ShardRange | { each: number; of: number };

/** @returns null for what says no such thing. */
function readShards(word: string): ShardChoice | null {
  if (word === "auto") return word;
  const [, each, all] = /^([1-9]\d{0,3}) of ([1-9]\d{0,3})$/u.exec(word) ?? [];
  if (each !== undefined) return Number(each) <= Number(all) ? { each: Number(each), of: Number(all) } : null;
  const { count, first, last, of } =
    /^(?:(?<count>[1-9]\d{0,3})|(?<first>\d{1,4})(?:-(?<last>\d{1,4}))?\/(?<of>[1-9]\d{0,3}))$/u.exec(word)?.groups ??
    {};
  if (count !== undefined) return { first: 0, last: Number(count) - 1, of: Number(count) };
  const range = { first: Number(first), last: Number(last ?? first), of: Number(of) };
  return range.first <= range.last && range.last < range.of ? range : null;
}

/** @returns null where there is no token: then there is no bot. */
export function readDiscordSettings(data: z.output<z.ZodObject<typeof discordKeys>>): DiscordSettings | null {
  const { DISCORD_TOKEN: token, DISCORD_API_URL: apiUrl, DISCORD_SHARDS: shards } = data;
  return token === undefined || shards === null ? null : { token, apiUrl, shards };
}
