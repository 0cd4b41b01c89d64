/** How an answer looks, whatever it says: what may please voters apart from its worth. */

/** What is counted in one answer. */
type AnswerStyle = {
  /** Code points. */
  length: number;
  /** Markdown headings: lines that begin with one to six `#` and a blank. */
  headers: number;
  /** Markdown list items: lines that begin with `-`, `*`, `+`, `1.` or `1)` and a blank. */
  lists: number;
  /** Stretches of bold: `**…**` or `__…__` within a line. */
  bold: number;
};

/** The names of the four, in the order in which {@link Style} holds them. */
export const styleNames = ["length", "headers", "lists", "bold"] as const;

/**
 * How answer A differs from answer B in length, headers, lists and bold: (a − b) / (a + b) in whole hundredths, from
 * −100 to 100, and 0 where neither has any.
 */
export type Style = readonly [length: number, headers: number, lists: number, bold: number];

const heading = /^ {0,3}#{1,6}[ \t]/gmu;
const listItem = /^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]/gmu;
const boldStretch = /\*\*[^\s*](?:[^\n*]*[^\s*])?\*\*|__[^\s_](?:[^\n_]*[^\s_])?__/gu;

/** Counts what an answer looks like. Throws nothing. */
export function measureStyle(answer: string): AnswerStyle {
  let length = 0;
  for (let index = 0; index < answer.length; index++) {
    // The second half of a surrogate pair is no code point of its own.
    if ((answer.charCodeAt(index) & 0xfc00) !== 0xdc00) length++;
  }
  const count = (pattern: RegExp) => {
    let found = 0;
    for (pattern.lastIndex = 0; pattern.test(answer);) found++;
    return found;
  };
  return { length, headers: count(heading), lists: count(listItem), bold: count(boldStretch) };
}

/** The style of a battle's two answers. Throws nothing. */
export function compareStyles(a: AnswerStyle, b: AnswerStyle): Style {
  const compare = (name: (typeof styleNames)[number]) => {
    const [lead, sum] = [a[name] - b[name], a[name] + b[name]];
    // Rounded alike on both sides of zero: exchanging the answers must change nothing but the sign.
    return lead === 0 ? 0 : Math.sign(lead) * Math.round((100 * Math.abs(lead)) / sum);
  };
  return [compare("length"), compare("headers"), compare("lists"), compare("bold")];
}
