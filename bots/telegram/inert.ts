/** Text in which Telegram sees nothing to be pressed: it has no switch for that, so what it would see is broken. */
import { commandNames, findSaid } from "../../core/index.ts";
import { type FormattedText, insertWords } from "./formatted-text.ts";

/** Seen by nobody; Telegram takes it for the end of a name, an address or a number. */
export const breaker = "\u200b";

/** Each ends where what Telegram would see is broken. They break too much rather than too little. */
const live: readonly RegExp[] = [
  // Names and e-mail addresses, commands, tags of both kinds.
  /@(?=\w)/gu,
  /(?<![\p{L}\p{N}_/<>])\/(?=\w)/gu,
  /#(?=[\p{L}\p{N}_·\u200c\u0d80-\u0dff])/gu,
  /\$(?=(?:1INCH|[A-Z]{1,8})(?![$\p{L}\p{N}_]))/gu,
  // Addresses: a scheme, any dot that may stand before a top-level domain, those of an IP address.
  /[a-z]:(?=\/\/)/giu,
  /\S\.(?=[^\s.]*\p{L})/gu,
  /\d\.(?=\d{1,3}\.\d{1,3}\.\d)/gu,
  // Numbers to call.
  /\+(?=\(?\d(?:[\s().-]{0,3}\d){5})/gu,
];

const digitsInRow = /\d[\d -]{11,}\d/gu;
const fewestOnCard = 13;
const mostOnCard = 19;

/** The bot's own commands, at the place where they would be broken. */
const ownCommand = new RegExp(`(?<=/)(?:start|${commandNames.join("|")})(?![\\w@])`, "uy");

/** Breaks what would become a mention, a command, a tag, a link or a number to call. Nothing that is seen changes. */
export function makeInert(prose: string): string {
  return makeFormattedInert({ text: prose, entities: [] }).text;
}

/**
 * As {@link makeInert}; code stays as it is, for Telegram sees nothing in it.
 * @param ours whether these are the bot's own words, in which its commands can be pressed: but for what they quote.
 */
export function makeFormattedInert({ text, entities }: FormattedText, ours = false): FormattedText {
  const code = entities.filter(({ type }) => type === "code" || type === "pre").map(rangeOf);
  const quoted = [...entities.filter(({ type }) => type === "blockquote").map(rangeOf), ...findSaid(text)];
  const within = (ranges: readonly Range[], at: number) => ranges.some(({ start, end }) => start < at && at <= end);
  const pressable = (at: number) => ours && isOwnCommand(text, at) && !within(quoted, at);
  const breaks = findLive(text).filter((at) => !within(code, at) && !pressable(at));
  return insertWords({ text, entities }, breaks, breaker);
}

type Range = { start: number; end: number };

function rangeOf({ offset, length }: FormattedText["entities"][number]): Range {
  return { start: offset, end: offset + length };
}

function isOwnCommand(text: string, at: number): boolean {
  ownCommand.lastIndex = at;
  return ownCommand.test(text);
}

/** Where to break, in ascending order. */
function findLive(text: string): number[] {
  const places = live.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match.index + match[0].length));
  for (const { 0: row, index } of text.matchAll(digitsInRow)) places.push(...breakCard(row).map((at) => index + at));
  return [...new Set(places)].toSorted((x, y) => x - y);
}

/** Where to break what may be the number of a bank card: no part has enough digits for one. */
function breakCard(row: string): number[] {
  const digits = [...row.matchAll(/\d/gu)].map(({ index }) => index);
  const onCard = digits.length >= fewestOnCard && digits.length <= mostOnCard;
  if (!onCard && !/^\d{16,19} /u.test(row)) return [];
  return digits.filter((_at, count) => count > 0 && count % (fewestOnCard - 1) === 0);
}
