/** Fitting words into a width: cleaning, cutting, breaking into lines. */
import { withoutPiles } from "../language/piled-marks.ts";
import type { Measure } from "./fonts.ts";

const ellipsis = "…";
const graphemes = new Intl.Segmenter("und", { granularity: "grapheme" });

/** An emoji with all that belongs to it, or a character that draws nothing by itself or turns the writing around. */
const emojiOrInvisible = new RegExp(
  [
    String.raw`(?<emoji>\p{RGI_Emoji})`,
    // In these writings a join control decides which form of a letter is drawn.
    String.raw`(?!\n)\p{Cc}|\p{Bidi_Control}|\p{Variation_Selector}|(?<![\p{Script=Arabic}\p{Script=Devanagari}])\p{Join_Control}`,
    String.raw`\u200B|\uFEFF|\u20E3|[\u{E0020}-\u{E007F}]`,
  ].join("|"),
  "gv",
);

/**
 * A text as the fonts can draw it: emoji whole, without control characters and marks that turn the writing around; runs
 * of blanks become one. Line breaks stay.
 */
export function drawableText(text: string): string {
  return withoutPiles(text)
    .replaceAll("\t", " ")
    .replaceAll(emojiOrInvisible, (_, emoji: string | undefined) => emoji ?? "")
    .replaceAll(/[^\S\n]+/g, " ")
    .replaceAll(/ ?\n ?/g, "\n")
    .trim();
}

/** The text, cut at its end with an ellipsis where it is wider than `width` pixels. */
export function cutEnd(text: string, width: number, font: string, measure: Measure): string {
  return cut(text, width, font, measure, (characters, kept) => characters.slice(0, kept).join("").trimEnd() + ellipsis);
}

/** The text, cut in its middle where it is too wide: names of models often differ only at their end. */
export function cutMiddle(text: string, width: number, font: string, measure: Measure): string {
  return cut(text, width, font, measure, (characters, kept) => {
    const head = Math.ceil(kept / 2);
    return characters.slice(0, head).join("") + ellipsis + characters.slice(characters.length - (kept - head)).join("");
  });
}

function cut(
  text: string,
  width: number,
  font: string,
  measure: Measure,
  keep: (characters: string[], kept: number) => string,
): string {
  // Nothing longer fits any picture; measuring a novel would only cost time.
  const characters = splitCharacters(text, 400);
  if (characters.length < 400 && measure(text, font) <= width) return text;
  let fits = 0;
  let tooMany = characters.length;
  while (tooMany - fits > 1) {
    const middle = (fits + tooMany) >> 1;
    if (measure(keep(characters, middle), font) <= width) fits = middle;
    else tooMany = middle;
  }
  return keep(characters, fits);
}

/**
 * The text in lines of at most `width` pixels, broken at blanks, after `-`, `/`, `_` and `:`, and between Chinese or
 * Japanese characters; a longer word is broken anywhere. What does not fit into `most` lines is cut by `cutLast`.
 */
export function wrapText(
  text: string,
  width: number,
  most: number,
  font: string,
  measure: Measure,
  cutLast: typeof cutEnd = cutEnd,
): string[] {
  const lines: string[] = [];
  const paragraphs = text.slice(0, most * longestLine).split("\n");
  for (const [index, paragraph] of paragraphs.entries()) {
    let pieces = splitPieces(paragraph);
    while (pieces.length > 0) {
      if (lines.length === most - 1) {
        const rest = [pieces.join("").trim(), ...paragraphs.slice(index + 1)].join(" ");
        return [...lines, cutLast(rest, width, font, measure)];
      }
      const [line, left] = takeLine(pieces, width, font, measure);
      lines.push(line);
      pieces = left[0] === " " ? left.slice(1) : left;
    }
  }
  return lines;
}

/** More UTF-16 units than any line of a picture holds, marks on letters included; anything beyond would be cut anyway. */
export const longestLine = 2_000;

/** A character of a script that is written without blanks. */
const dense = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]`;
/** Opening marks stay with the character after them, closing marks with the one before: no line begins or ends so. */
const pieces = new RegExp(
  String.raw` |[\p{Ps}\p{Pi}]{0,8}${dense}[\p{Pe}\p{Pf}、。，；：？！,;:?!·…ー]*|(?:(?!${dense}|[\p{Ps}\p{Pi}]{1,8}${dense})[^ \-/_:])+[-/_:]*|[-/_:]+`,
  "gu",
);

/** The unbreakable pieces of a line; joined they are the line. */
export function splitPieces(line: string): string[] {
  return line.match(pieces) ?? [];
}

/** As many pieces as fit, or as much of the first as fits; and what is left. */
function takeLine(pieces: string[], width: number, font: string, measure: Measure): [string, string[]] {
  const [first = "", ...others] = pieces;
  if (measure(first, font) > width) {
    const [head, tail] = breakWord(first, width, font, measure);
    return [head, tail === "" ? others : [tail, ...others]];
  }
  let line = first;
  let count = 0;
  while (count < others.length && measure((line + others[count]).trimEnd(), font) <= width) {
    line += others[count];
    count += 1;
  }
  return [line.trim(), others.slice(count)];
}

function breakWord(word: string, width: number, font: string, measure: Measure): [string, string] {
  const characters = splitCharacters(word);
  let count = 1;
  while (count < characters.length && measure(characters.slice(0, count + 1).join(""), font) <= width) count += 1;
  return [characters.slice(0, count).join(""), characters.slice(count).join("")];
}

function splitCharacters(text: string, most = Number.POSITIVE_INFINITY): string[] {
  const characters: string[] = [];
  for (const { segment } of graphemes.segment(text)) {
    if (characters.length === most) break;
    characters.push(segment);
  }
  return characters;
}
