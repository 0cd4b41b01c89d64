/** What is being written just now, where endpoints send answers piece by piece. */
import { type Role, roleOf } from "./roles.ts";

/** An answer, a question or a ballot that is being written. */
export type Writing = {
  model: string;
  role: Role;
  /** Of Chinese and Japanese, characters. None yet: the model thinks. */
  words: number;
  /** All of it so far. */
  text: string;
};

/** Is told what a call has brought so far, and null once it has ended. */
export type HearCall = (call: { key: string; model: string }, text: string | null) => void;

/** Follows what calls bring. @param tell is told all that is being written, what has grown last at the end. */
export function followWriting(tell: (all: readonly Writing[]) => void): HearCall {
  const all = new Map<string, Writing>();
  return ({ key, model }, text) => {
    const known = all.get(key);
    all.delete(key);
    const role = roleOf(key);
    if (text !== null && role) all.set(key, { model, role, text, words: countOn(known, text) });
    else if (!known) return;
    tell([...all.values()]);
  };
}

/** Only what has come since is looked at, unless the text began anew. */
function countOn(known: Writing | undefined, text: string): number {
  const goesOn = known !== undefined && text.length >= known.text.length;
  return goesOn ? known.words + countWords(text, known.text.length) : countWords(text, 0);
}

const wordBegins =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]|(?<![[\p{L}\p{M}\p{N}]--[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]])[[\p{L}\p{N}]--[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]]/gv;

/** Words that begin there or later. @param from a place in the text, in UTF-16 units. */
function countWords(text: string, from: number): number {
  wordBegins.lastIndex = from;
  let words = 0;
  while (wordBegins.test(text)) words += 1;
  return words;
}
