/** What a mistyped word was probably meant to be. */
import { distance } from "fastest-levenshtein";

/** The candidate at the smallest edit distance, if that is at most a third of the word's length (at least 2). */
export function closest(word: string, candidates: readonly string[]): string | undefined {
  const typed = word.toLowerCase();
  const limit = Math.max(2, Math.floor(typed.length / 3));
  const ranked = candidates
    .map((candidate) => ({ candidate, edits: distance(typed, candidate.toLowerCase()) }))
    .toSorted((x, y) => x.edits - y.edits);
  const best = ranked[0];
  return best && best.edits <= limit ? best.candidate : undefined;
}
