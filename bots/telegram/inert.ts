/** Text in which Telegram sees nothing to be pressed: it has no switch for that, so what it would see is broken. */
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

/** Breaks what would become a mention, a command, a tag, a link or a number to call. Nothing that is seen changes. */
export function makeInert(prose: string): string {
  return makeFormattedInert({ text: prose, entities: [] }).text;
}

/** As {@link makeInert}; code stays as it is, for Telegram sees nothing in it. */
export function makeFormattedInert({ text, entities }: FormattedText): FormattedText {
  const code = entities.filter(({ type }) => type === "code" || type === "pre");
  const inCode = (at: number) => code.some(({ offset, length }) => offset < at && at <= offset + length);
  return insertWords(
    { text, entities },
    findLive(text).filter((at) => !inCode(at)),
    breaker,
  );
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
