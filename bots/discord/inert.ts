/** Makes text harmless on Discord: it mentions nobody. */
import { changeProse, withoutPiles } from "../../core/index.ts";

/** What Discord turns into mentions of people, roles, channels and commands, and into calls of everybody. */
const live = /<(?=[@#/]|id:)|@(?=everyone|here)/gu;

/** Breaks what would be a mention, and takes away marks that are piled up. No mention pings anyway, for none is allowed; code stays, unless it ends a link. */
export function makeInert(text: string): string {
  return changeProse(withoutPiles(text), (prose) => showAddresses(prose).replaceAll(live, "$&\u200b"), breakLinks);
}

/**
 * Breaks, in code, the end of a link that begins before it: Discord looks for links first, whatever stands in their labels.
 * Brackets that belong together stay, as they are in programs.
 */
function breakLinks(code: string): string {
  let open = 0;
  return code.replaceAll(/\[|\]\(?/gu, (bracket) => {
    if (bracket === "[") open += 1;
    else if (open > 0) open -= 1;
    else return bracket.replace("](", "]\u200b(");
    return bracket;
  });
}

/** A link whose label hides its address, and a picture, which Discord does not show. */
const masked =
  /!?\[(?<label>[^[\]\n]{0,500})\]\(\s{0,9}<?(?<address>[^\s<>()]{1,2000}(?:\([^\s<>()]{0,500}\)[^\s<>()]{0,500}){0,4})>?(?:\s{1,9}(?:"[^"\n]{0,200}"|'[^'\n]{0,200}'))?\s{0,9}\)/gu;

/** The address of a link stands beside its label, which may say anything. Where the two cannot be told apart, there is no link. */
function showAddresses(prose: string): string {
  const shown = prose.replaceAll(masked, (_link, label: string, address: string) => {
    if (withoutScheme(label) === withoutScheme(address)) return address;
    return label.trim() === "" ? address : `${label} (${address})`;
  });
  return shown.replaceAll("](", "]\u200b(");
}

function withoutScheme(address: string): string {
  return address
    .trim()
    .replace(/^https?:\/\//iu, "")
    .replace(/\/$/u, "");
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
