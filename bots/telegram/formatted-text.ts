/** Text as Telegram takes it: plain words, and entities that say which of them are bold, code, a quotation. */
import type { MessageEntity } from "grammy/types";

/** Offsets and lengths of entities are UTF-16 units, as the lengths of strings are. */
export type FormattedText = { text: string; entities: MessageEntity[] };

/** Words that nothing is done to: the caller answers for what Telegram may see in them. */
export function plainText(text: string): FormattedText {
  return { text, entities: [] };
}

/** Puts texts one behind the other, with the same words between any two; empty ones are left out. */
export function joinFormatted(parts: readonly (FormattedText | string)[], separator = ""): FormattedText {
  const joined = plainText("");
  for (const part of parts) {
    const { text, entities } = typeof part === "string" ? plainText(part) : part;
    if (text === "") continue;
    if (joined.text !== "") joined.text += separator;
    const start = joined.text.length;
    joined.entities.push(...entities.map((entity) => ({ ...entity, offset: entity.offset + start })));
    joined.text += text;
  }
  return joined;
}

/** The entities of the units from `start` to `end`, cut where they go beyond, and counted from `start`. */
export function cutEntities(entities: readonly MessageEntity[], start: number, end: number): MessageEntity[] {
  return entities.flatMap((entity) => {
    const from = Math.max(entity.offset, start);
    const to = Math.min(entity.offset + entity.length, end);
    return from < to ? [{ ...entity, offset: from - start, length: to - from }] : [];
  });
}
