/** Marks that are piled on one character until they lie over the lines around it. */

/** As many as any language puts on one character, and some to spare. */
const piled = /(\p{M}{6})\p{M}+/gu;

/** A text with at most six combining marks on a character. */
export function withoutPiles(text: string): string {
  return text.replaceAll(piled, "$1");
}
