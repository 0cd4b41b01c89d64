/**
 * How an answer looks, whatever it says: what may please voters apart from its worth.
 *
 * The four are those of LMArena's style control (T. Li, A. Angelopoulos & W.-L. Chiang, "Does style matter?", 2024;
 * `add_markdown_info.py` in FastChat and in arena-hard-auto). There, regular expressions count what is left of the text
 * without its fenced code, and length is in tokens. On text without code, nesting and East Asian signs both count the same.
 * Here Markdown is read as it is shown: code indented, in tildes or in the line is code as well; underlined headings,
 * `1)`, and signs such as "•" or "1、" count; a thematic break is no item; `**a *b* c**` is bold once.
 */
import { countMarkdown } from "./markdown.ts";

/** What is counted in one answer. */
type AnswerStyle = {
  /** Code points. */
  length: number;
  /** Headings of any level, with `#` or underlined. */
  headers: number;
  /** List items, with numbers or without. */
  lists: number;
  /** Stretches of bold. */
  bold: number;
};

/** The names of the four, in the order in which {@link Style} holds them. */
export const styleNames = ["length", "headers", "lists", "bold"] as const;

/**
 * How answer A differs from answer B in length, headers, lists and bold: (a − b) / (a + b) in whole hundredths, from
 * −100 to 100, and 0 where neither has any.
 */
export type Style = readonly [length: number, headers: number, lists: number, bold: number];

/** Counts what an answer looks like; Markdown only outside its code. Throws nothing. Cost: linear, whatever the text. */
export function measureStyle(answer: string): AnswerStyle {
  let length = 0;
  for (let index = 0; index < answer.length; index++) {
    // The second half of a surrogate pair is no code point of its own.
    if ((answer.charCodeAt(index) & 0xfc00) !== 0xdc00) length++;
  }
  return { length, ...countMarkdown(answer) };
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
