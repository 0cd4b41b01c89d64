/** The language of a question. */

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
 * Resolves with a BCP 47 tag, or `und` where nothing tells it, as in a formula. A script of one language that makes up at least a
 * fifth of the letters decides, for people mix English words into it; otherwise the n-grams of ELD do, where it calls
 * them reliable.
 */
export async function questionLanguage(question: string): Promise<string> {
  const words = question.replaceAll(code, " ").slice(0, longest);
  const letters = words.match(/\p{L}/gu)?.length ?? 0;
  const script = scripts.find(([, one]) => (words.match(one)?.length ?? 0) * 5 >= Math.max(letters, 1));
  if (script) return script[0];
  // Its data take half a second to load, which whatever asks no question need not wait for.
  const { eld } = await import("eld/small");
  const found = eld.detect(words);
  return found.isReliable() ? found.language : "und";
}
