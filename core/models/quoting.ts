/** Whether a mark in an answer is meant, or quoted and spoken of: by what stands around it. */

/** A mark in a text, from `start` up to `end`. */
export type Place = { text: string; start: number; end: number };

const opening = new Set("\"'`“‘«„「『《（([{|");
const closing = new Set("\"'`”’»“」』》）)]}|");
/** What comes behind a mark in code and in lists of marks. */
const codeBehind = new Set("\"'`”’»」』)]}|\\/,.;:+*");
const sentenceEnd = new Set('.!?。！？…)”"」）');

/** Whether quotation marks, brackets or bars enclose the mark. */
export function isQuoted({ text, start, end }: Place): boolean {
  return opening.has(text.charAt(start - 1)) && closing.has(text.charAt(end));
}

/** Whether a quotation or a bracket opens just before `at`. */
export function isOpened(text: string, at: number): boolean {
  return opening.has(text.charAt(at - 1));
}

/** Whether a line begins at `at`, without indentation. */
export function beginsLine(text: string, at: number): boolean {
  return at === 0 || text[at - 1] === "\n";
}

/** Whether nothing but blanks follows in the line. */
export function endsLine(text: string, at: number): boolean {
  const blanks = /[^\S\n]{0,200}/y;
  blanks.lastIndex = at;
  blanks.test(text);
  return blanks.lastIndex >= text.length || text[blanks.lastIndex] === "\n";
}

/** Whether a sentence ends, or a line begins, before `at`. Looks a few blanks back. */
export function followsSentence(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 8), at).trimEnd();
  const last = before.at(-1) ?? "";
  return beginsLine(text, at) || sentenceEnd.has(last);
}

/** Whether the sentence goes on behind `at`: a small letter after a blank, or a sign of code. */
export function goesOn(text: string, at: number): boolean {
  const next = text.charAt(at);
  return codeBehind.has(next) || /^[^\S\n][\p{Ll}—–=-]/u.test(text.slice(at, at + 2));
}

const telling = /^ (?:\(|(?:is|are|was|opens?|begins?|starts?|ends?|marks?|means?|tags?|and|or|blocks?|tokens?)\b)/;

/** Whether a sentence about a mark goes on behind it at `at`, where the mark is its first word. */
export function isTold(text: string, at: number): boolean {
  return telling.test(text.slice(at, at + 12));
}

/** Words after which a mark at the end of a text is spoken of. */
const introduces =
  /(?:\b(?:with|is|are|was|tokens?|tags?|marks?|by|the|an?|uses?|used|add|append|called|named|and|or|as|to|than|in|of|emits?|always|either|not)|[=:|,(]) $/i;

/** Whether the mark stands within a sentence that speaks of it. @param last whether nothing follows. */
export function isSpoken({ text, start, end }: Place, last: boolean): boolean {
  const before = text.charAt(start - 1);
  if (beginsLine(text, start)) return !last && goesOn(text, end);
  if (before === " " || before === "\t") {
    if (last) return introduces.test(text.slice(Math.max(0, start - 20), start));
    return !followsSentence(text, start) || goesOn(text, end);
  }
  if (isHan(before) && isHan(text.charAt(end))) return true;
  return opening.has(before) && !endsLine(text, end);
}

/** Chinese words before which a mark is spoken of: "with", "and", "the tag" … */
const introducing = new Set("用以和与跟或到至把将是为在叫有个签记号符");

/**
 * The same for the end of a thought, which is spoken of more seldom than it is meant: not before a new sentence or line.
 */
export function isSpokenEnd({ text, start, end }: Place): boolean {
  const before = text.charAt(start - 1);
  if (/(?:^|\n)(?: {4,}|\t[ \t]*|[ \t]*>[ \t>]*)$/.test(text.slice(Math.max(0, start - 40), start))) return true;
  const last = text.slice(end, end + 1_000).trim() === "";
  if (beginsLine(text, start)) return !endsLine(text, end) && goesOn(text, end);
  if (before === " " || before === "\t") return last ? !followsSentence(text, start) : goesOn(text, end);
  if (isHan(before) && isHan(text.charAt(end))) return introducing.has(before);
  return opening.has(before) && !endsLine(text, end);
}

function isHan(character: string): boolean {
  return /^\p{Script=Han}$/u.test(character);
}
