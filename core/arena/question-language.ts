/** The language of a question. */
import { eld } from "eld/small";

const scripts: readonly (readonly [string, RegExp])[] = [
  ["ja", /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ["ko", /\p{Script=Hangul}/gu],
  ["zh", /\p{Script=Han}/gu],
];

/** Code is written in nobody's language. */
const code = /```[\s\S]*?(?:```|$)|`[^`\n]*`/gu;
/** More tells nothing more, in UTF-16 units. */
const longest = 2_000;

/**
 * A BCP 47 tag, or `und` where nothing tells it, as in a formula. A script of one language that makes up at least a
 * fifth of the letters decides, for people mix English words into it; otherwise the n-grams of ELD do, where it calls
 * them reliable.
 */
export function questionLanguage(question: string): string {
  const words = question.replaceAll(code, " ").slice(0, longest);
  const letters = words.match(/\p{L}/gu)?.length ?? 0;
  const script = scripts.find(([, one]) => (words.match(one)?.length ?? 0) * 5 >= Math.max(letters, 1));
  if (script) return script[0];
  const found = eld.detect(words);
  return found.isReliable() ? found.language : "und";
}
