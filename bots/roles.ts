/** Which parts of the arena a process runs, where several share a database. */
import { z } from "zod";
import { type discordKeys, type DiscordSettings, readDiscordSettings } from "./discord/settings.ts";
import type { BotPlatform } from "./standings.ts";
import { readTelegramSettings, type telegramKeys, type TelegramSettings } from "./telegram/settings.ts";
import { publicBoardKeys, type PublicBoardSetting } from "./web/board/settings.ts";

/** A part: the page, the bot of a platform, or work that takes long. */
type Role = "page" | BotPlatform | "work";

/** The key that each part cannot do without. */
const needed: Readonly<Record<Role, string | null>> = {
  page: null,
  discord: "DISCORD_TOKEN",
  telegram: "TELEGRAM_TOKEN",
  work: null,
};

const all = Object.keys(needed) as Role[];

/** @returns undefined where something else is named, or nothing. */
function findRoles(text: string): ReadonlySet<Role> | undefined {
  const names = text.split(",").map((name) => name.trim().toLowerCase());
  const roles = all.filter((role) => names.includes(role));
  return names.every((name) => all.some((role) => role === name)) ? new Set(roles) : undefined;
}

/** Its key, and that of what the page shows to everybody. */
export const roleKeys = {
  ...publicBoardKeys,
  ROLES: z
    .string()
    .transform((text, context) => {
      const roles = findRoles(text);
      if (!roles)
        context.addIssue("must name what this process runs: page, discord, telegram or work, separated by commas");
      return roles ?? z.NEVER;
    })
    .optional(),
};

/** What this process runs. */
export type Parts = {
  /** Whether people can open the page here; where not, programs alone can ask at its port whether the process is well. */
  page: boolean;
  /** Whether that shows boards to everybody, without a code; null: to nobody. */
  publicBoard: PublicBoardSetting;
  /** The Discord bot; null: there is none in this process. */
  discord: DiscordSettings | null;
  /** The Telegram bot; null: there is none in this process. */
  telegram: TelegramSettings | null;
  /** Whether it does what takes long, such as mutual evaluations; one that is alone on its database does so in any case. */
  work: boolean;
};

type Given = z.output<z.ZodObject<typeof roleKeys & typeof discordKeys & typeof telegramKeys>>;

/** Everything that is configured, unless it was said what. */
export function readParts(data: Given): Parts {
  const roles = data.ROLES ?? new Set(all);
  return {
    page: roles.has("page"),
    publicBoard: roles.has("page") ? (data.PUBLIC_BOARD ?? null) : null,
    discord: roles.has("discord") ? readDiscordSettings(data) : null,
    telegram: roles.has("telegram") ? readTelegramSettings(data) : null,
    work: roles.has("work"),
  };
}

/** The key of a platform's bot. */
export function tokenOf(platform: BotPlatform): string {
  return needed[platform] ?? "";
}

/** What keeps the chosen parts from running. @param text of ROLES. */
export function findRoleProblems(text: string, isSet: (key: string) => boolean): { key: string; problem: string }[] {
  return [...(findRoles(text) ?? [])].flatMap((role) => {
    const key = needed[role];
    return key === null || isSet(key) ? [] : [{ key: "ROLES", problem: `names ${role}, so set ${key} as well` }];
  });
}
