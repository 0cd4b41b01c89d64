/** The language of a question, as far as its script tells. */

const scripts: readonly (readonly [string, RegExp])[] = [
  ["ja", /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ["ko", /\p{Script=Hangul}/gu],
  ["zh", /\p{Script=Han}/gu],
];

/**
 * A BCP 47 tag when a script of one language makes up at least a fifth of the letters, else `und`: the script of
 * English is also that of a hundred other languages.
 */
export function questionLanguage(question: string): string {
  const letters = question.match(/\p{L}/gu)?.length ?? 0;
  return scripts.find(([, script]) => (question.match(script)?.length ?? 0) * 5 >= Math.max(letters, 1))?.[0] ?? "und";
}
