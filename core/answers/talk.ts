/** Whether what somebody says in a chat is a question, talk among people, or may be either. */
import { typedFor } from "../language/index.ts";

/** What a message reads as. `maybe`: only whoever wrote it knows. */
export type ReadsAs = "question" | "maybe" | "talk";

/** The question marks of all scripts, and those among the emoji. */
const questionMark =
  /[?\u{37e}\u{55e}\u{61f}\u{1367}\u{1945}\u{203d}\u{2047}-\u{2049}\u{2753}\u{2754}\u{2cfa}\u{2cfb}\u{2e2e}\u{a60f}\u{a6f7}\u{fe16}\u{fe56}\u{ff1f}\u{11143}]/u;
/** In these a question mark asks nothing. */
const noProse = /```[\s\S]*?(?:```|$)|`[^`\n]*`|\b[a-z][a-z\d+.-]{1,15}:\/\/\S+/giu;
const words = /[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*/gu;
const readable = /[\p{L}\p{N}]/u;
/** Talk is short, and more of a text is not looked at. In UTF-16 units. */
const longestTalk = 200;

/** Laughter and applause as they are typed: `hahaha`, `lol`, `xd`, `jajaja`, `哈哈哈`, `www`, `2333`, `666`. */
const laughter =
  /^(?:(?:ha|he|hi|ho|hu|ja|je|xa|ah|bah)+[hj]?|l+o+l+(?:ol)*|lma+o+|ro+fl|x+d+|h+m+|k{3,}|w{3,}|ww|h{2,}|哈+|呵+|嘿+|嘻+|2?3{3,}|6{3,}|8{2,}|5{3,})$/u;
const han = /\p{Script=Han}/u;

const reactions: ReadonlySet<string> = new Set(typedFor(({ talk }) => talk.reactions));
const around: ReadonlySet<string> = new Set(typedFor(({ talk }) => talk.around));
/** Characters in the longest Chinese word of both. */
const longestWord = Math.max(...[...reactions, ...around].filter((word) => han.test(word)).map((word) => word.length));

/**
 * What has neither a letter nor a digit is talk, "?!" among it. Else it is a question with a question mark outside of
 * code and addresses; without one it is talk where it is short and made of nothing but smileys, laughter, thanks,
 * greetings, praise, blame and what one says around them, such as "B"; anything else may be either. Its work is linear
 * in the text's length.
 */
export function readsAs(text: string): ReadsAs {
  const prose = text.replaceAll(noProse, " ");
  if (!readable.test(text)) return "talk";
  if (questionMark.test(prose)) return "question";
  return text.length <= longestTalk && isTalk(text) ? "talk" : "maybe";
}

function isTalk(text: string): boolean {
  const said = [...text.normalize("NFKC").matchAll(words)].flatMap(([word]) => splitHan(word));
  const kinds = said.map(kindOf);
  if (kinds.includes("other")) return false;
  return kinds.includes("reaction") || said.every((word) => /^[abAB]$/u.test(word));
}

function kindOf(word: string): "reaction" | "around" | "other" {
  const typed = word.toLowerCase().replaceAll("’", "'");
  if (laughter.test(typed)) return "reaction";
  // Feelings stretch words: "wooow", "soooo coool".
  const forms = [typed, typed.replaceAll(/(.)\1{2,}/gu, "$1$1"), typed.replaceAll(/(.)\1{2,}/gu, "$1")];
  if (forms.some((form) => reactions.has(form))) return "reaction";
  return forms.some((form) => around.has(form)) ? "around" : "other";
}

/** Chinese sets no blanks between words: the longest known one is taken each time. */
function splitHan(run: string): string[] {
  const parts: string[] = [];
  for (const [stretch] of run.matchAll(/\p{Script=Han}+|\P{Script=Han}+/gu)) {
    if (!han.test(stretch)) parts.push(stretch);
    else
      for (let at = 0; at < stretch.length; at += parts.at(-1)?.length ?? 1) parts.push(firstWord(stretch.slice(at)));
  }
  return parts;
}

function firstWord(stretch: string): string {
  const [laughing] = /^(?:哈+|呵+|嘿+|嘻+)/u.exec(stretch) ?? [];
  if (laughing !== undefined) return laughing;
  for (let length = Math.min(longestWord, stretch.length); length > 1; length -= 1) {
    const word = stretch.slice(0, length);
    if (reactions.has(word) || around.has(word)) return word;
  }
  return stretch.slice(0, 1);
}
