/** Makes text harmless on Discord: it mentions nobody. */
import { changeProse } from "../../core/index.ts";

/** What Discord turns into mentions of people, roles, channels and commands, and into calls of everybody. */
const live = /<(?=[@#/]|id:)|@(?=everyone|here)/gu;

/** Breaks what would be a mention. No mention pings anyway, for none is allowed; code stays as it is. */
export function makeInert(text: string): string {
  return changeProse(text, (prose) => prose.replaceAll(live, "$&\u200b"));
}

/** How the bot is named in a text: by its own mention, or by that of the role that it has to itself. */
export function namesOf(bot: string, role?: string): string[] {
  return [`<@${bot}>`, `<@!${bot}>`, ...(role === undefined ? [] : [`<@&${role}>`])];
}

/** A question as it reaches the models: without the names of the bot, and naming nobody else. */
export function readMentions(text: string, bot: string, role?: string): string {
  return namesOf(bot, role)
    .reduce((rest, name) => rest.replaceAll(name, ""), text)
    .replaceAll(/<@[!&]?\d+>/gu, "@…")
    .replaceAll(/<#\d+>/gu, "#…")
    .replaceAll(/<a?:(?<name>\w+):\d+>/gu, ":$<name>:")
    .trim();
}
