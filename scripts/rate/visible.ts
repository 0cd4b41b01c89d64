/** Text of a stranger's file as a terminal may show it. */

const unseen = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu;

/** Writes control characters, and those that turn the writing around, as `\u001b`; inside JSON that means the same. */
export function makeVisible(text: string): string {
  return text.replaceAll(unseen, escape);
}

/** The same for text of several lines. */
export function makeLinesVisible(text: string): string {
  return text.replaceAll(unseen, (character) => (character === "\n" ? character : escape(character)));
}

function escape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** Shows a value in a sentence, short and on one line. */
export function quoteValue(value: string): string {
  return makeVisible(JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value));
}
