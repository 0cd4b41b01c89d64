/** Words that are not the arena's own, inside its own sentences. */

/** Isolate what stands between them from the text around it: invisible, and so that it cannot turn the reading direction. */
const [begin, end] = ["\u2068", "\u2069"];
const isolates = /[\u2066-\u2069]/gu;

/** Marks what somebody else has said inside a sentence of the arena's, so that platforms can make it harmless. */
export function asSaid(words: string): string {
  return `${begin}${String(words).replaceAll(isolates, "")}${end}`;
}

/** Where words of others stand in a sentence, see {@link asSaid}: from the first place to before the second. */
export function findSaid(sentence: string): { start: number; end: number }[] {
  return [...sentence.matchAll(/\u2068[^\u2069]*\u2069?/gu)].map(({ 0: words, index }) => ({
    start: index,
    end: index + words.length,
  }));
}

/** Seen by nobody and no part of any word: break signs of platforms, which come along when a text is copied. */
const zeroWidth = /[\u200b\u2060\u2066-\u2069\ufeff]/gu;

/** What somebody has sent, without characters of no width. Those that join letters or emoji stay. */
export function withoutZeroWidth(text: string): string {
  return text.replaceAll(zeroWidth, "");
}
