/** What a mistyped word was probably meant to be. */
import { distance } from "fastest-levenshtein";

/** From how many letters on the beginning of a word stands for the word. */
const shortestPrefix = 3;

/** From how many letters on two neighbours may have changed places, which is two edits. */
const shortestToSwap = 4;

/**
 * The only candidate that begins with the word; else the one at the smallest edit distance, if that is at most a third
 * of the word's length, or two edits (one in words under four letters).
 */
export function closest(word: string, candidates: readonly string[]): string | undefined {
  const typed = word.toLowerCase();
  const begun = [...new Set(candidates)].filter((candidate) => candidate.toLowerCase().startsWith(typed));
  if (typed.length >= shortestPrefix && begun.length === 1) return begun[0];
  const limit = typed.length < shortestToSwap ? 1 : Math.max(2, Math.floor(typed.length / 3));
  // Each letter of difference in length is an edit, so longer words are too far away and need not be measured.
  const ranked = candidates
    .filter((candidate) => Math.abs(candidate.length - typed.length) <= limit)
    .map((candidate) => ({ candidate, edits: distance(typed, candidate.toLowerCase()) }))
    .toSorted((x, y) => x.edits - y.edits);
  const best = ranked[0];
  return best && best.edits <= limit && best.edits < typed.length ? best.candidate : undefined;
}
