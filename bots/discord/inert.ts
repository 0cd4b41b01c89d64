/** Makes text harmless on Discord: it mentions nobody. */
import { changeProse } from "../../core/index.ts";

/** What Discord turns into mentions of people, roles, channels and commands, and into calls of everybody. */
const live = /<(?=[@#/]|id:)|@(?=everyone|here)/gu;

/** Breaks what would be a mention. No mention pings anyway, for none is allowed; code stays as it is. */
export function makeInert(text: string): string {
  return changeProse(text, (prose) => prose.replaceAll(live, "$&\u200b"));
}

/** A question as it reaches the models: without the mention of the bot, and naming nobody else. */
export function readMentions(text: string, bot: string): string {
  return text
    .replaceAll(`<@${bot}>`, "")
    .replaceAll(`<@!${bot}>`, "")
    .replaceAll(/<@[!&]?\d+>/gu, "@…")
    .replaceAll(/<#\d+>/gu, "#…")
    .replaceAll(/<a?:(?<name>\w+):\d+>/gu, ":$<name>:")
    .trim();
}
