/** Texts with entities as Telegram takes them: cleaned, counted in UTF-16 units, and refused when they do not fit. */
import type { MessageEntity } from "grammy/types";
import { detectEntities } from "./detect-entities.ts";
import { refusals } from "./refusal.ts";

/** Formats that may be given, and what may be inside which. */
const nestable = new Set(["bold", "italic", "underline", "strikethrough", "spoiler"]);
const quotations = new Set(["blockquote", "expandable_blockquote"]);
const codes = new Set(["code", "pre"]);
const others = new Set(["text_link", "text_mention", "custom_emoji", "date_time"]);
const detected = new Set(["mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number"]);
const mostEntities = 100;

/**
 * What becomes of a text that the bot sends: white space at its ends goes, and what looks like a mention, a link or a
 * command becomes one, unless it is code.
 *
 * @throws {TelegramRefusal} for entities that do not fit the text. Telegram itself would pass over some of what is
 *   refused here: entities that cross each other or stand in code.
 */
export function readFormatted(
  given: string,
  entities: readonly MessageEntity[] = [],
): { text: string; entities: MessageEntity[] } {
  if (!given.isWellFormed()) throw refusals.bad("strings must be encoded in UTF-8");
  const known = entities.filter(({ type }) => !detected.has(type));
  for (const entity of known) checkEntity(given, entity);
  checkNesting(known);
  const { text, kept } = trimText(cleanText(given), known);
  return { text, entities: [...kept, ...detectOutsideCode(text, kept)].toSorted(byPlace) };
}

function byPlace(x: MessageEntity, y: MessageEntity): number {
  return x.offset - y.offset || y.length - x.length;
}

/** Telegram takes the same number of units here as it is given, or the entities would slip. */
function cleanText(text: string): string {
  if (/[\r\u2028-\u202e]|(?![\n\t])\p{Cc}/u.test(text)) throw refusals.bad("the peer wants texts without controls");
  return text.replaceAll("\t", " ");
}

function checkEntity(text: string, { type, offset, length }: MessageEntity): void {
  if (![nestable, quotations, codes, others].some((kinds) => kinds.has(type)))
    throw refusals.bad(`unsupported type "${type}" of the entity specified`);
  if (!Number.isInteger(offset) || !Number.isInteger(length) || offset < 0 || length <= 0)
    throw refusals.bad(`entity of ${length} units at ${offset} is none`);
  const end = offset + length;
  if (end > text.length)
    throw refusals.bad(
      `entity beginning at UTF-16 offset ${offset} ends after the end of the text at UTF-16 offset ${end}`,
    );
  for (const at of [offset, end])
    if (/^[\udc00-\udfff]/u.test(text.slice(at)))
      throw refusals.bad(`entity begins or ends in the middle of a UTF-16 symbol at offset ${at}`);
  if (text.slice(offset, end).trim() === "") throw refusals.bad(`entity at ${offset} covers nothing that is seen`);
}

function checkNesting(entities: readonly MessageEntity[]): void {
  if (entities.length > mostEntities) throw refusals.bad(`${entities.length} entities are more than are heeded`);
  const sorted = entities.toSorted(byPlace);
  for (const [index, inner] of sorted.entries()) {
    for (const outer of sorted.slice(0, index)) {
      const outerEnd = outer.offset + outer.length;
      if (outerEnd <= inner.offset) continue;
      if (inner.offset + inner.length > outerEnd) throw refusals.bad(`${outer.type} and ${inner.type} cross`);
      checkPair(outer, inner);
    }
  }
}

/** Two of which one is inside the other; where they cover the same, either may be called the outer one. */
function checkPair(outer: MessageEntity, inner: MessageEntity): void {
  const types = [outer.type, inner.type];
  if (outer.type === inner.type) throw refusals.bad(`${outer.type} in ${inner.type}`);
  const both = (kinds: ReadonlySet<string>) => types.every((type) => kinds.has(type));
  const one = (kinds: ReadonlySet<string>) => types.some((type) => kinds.has(type));
  if (both(quotations)) throw refusals.bad("a quotation in a quotation");
  if (codes.has(outer.type) && !(quotations.has(inner.type) && outer.length === inner.length))
    throw refusals.bad(`${inner.type} in ${outer.type}`);
  if (one(codes) && !one(quotations)) throw refusals.bad(`${inner.type} in ${outer.type}`);
  if (both(others)) throw refusals.bad(`${inner.type} in ${outer.type}`);
}

function trimText(text: string, entities: readonly MessageEntity[]): { text: string; kept: MessageEntity[] } {
  const first = Math.min(text.length, ...entities.map(({ offset }) => offset));
  const blank = /^[ \n]*/u.exec(text.slice(0, first))?.[0].length ?? 0;
  const trimmed = text.slice(blank).trimEnd();
  if (/^[\s\p{Default_Ignorable_Code_Point}]*$/u.test(trimmed)) return { text: "", kept: [] };
  const kept = entities.flatMap((entity) => {
    const offset = entity.offset - blank;
    const length = Math.min(entity.length, trimmed.length - offset);
    return length > 0 ? [{ ...entity, offset, length }] : [];
  });
  return { text: trimmed, kept };
}

function detectOutsideCode(text: string, kept: readonly MessageEntity[]): MessageEntity[] {
  const closed = kept.filter(({ type }) => codes.has(type) || others.has(type));
  return detectEntities(text).filter(
    (one) => !closed.some((code) => code.offset < one.offset + one.length && one.offset < code.offset + code.length),
  );
}
