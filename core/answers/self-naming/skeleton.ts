/** A text reduced to what phrases are looked for in: plain words, and one sign for each name. */
import type { Mention } from "./mentions.ts";
import type { Shadow } from "./shadow.ts";

/** The signs that stand for names in a skeleton. */
export const signs = { hidden: "\uE000", telling: "\uE001", commonModel: "\uE002", commonMaker: "\uE003" } as const;

/** A reduced text, and what its signs stand for. */
export type Skeleton = {
  /** Lower case, without Markdown's emphasis, spaces single, names as {@link signs}. */
  text: string;
  /** The mention at the index of each sign. */
  mentions: ReadonlyMap<number, Mention>;
};

/** @param mentions in order, none inside another; only they become signs. */
export function reduceToSkeleton(shadow: Shadow, mentions: readonly Mention[]): Skeleton {
  const places = new Map<number, Mention>();
  const parts: string[] = [];
  let length = 0;
  let index = 0;
  const add = (part: string): void => {
    parts.push(part);
    length += part.length;
  };
  for (const mention of mentions) {
    add(tidy(shadow.text.slice(index, mention.start)));
    places.set(length, mention);
    add(signOf(mention));
    index = mention.end;
  }
  add(tidy(shadow.text.slice(index)));
  return { text: parts.join(""), mentions: places };
}

function tidy(text: string): string {
  return text
    .replace(/[*_`]+|~~+/g, "")
    .replace(/[‘’ʼ]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/ {2,}/g, " ");
}

function signOf(mention: Mention): string {
  if (mention.family === null) return signs.hidden;
  if (mention.telling) return signs.telling;
  return mention.role === "model" ? signs.commonModel : signs.commonMaker;
}
