/**
 * By what a question is known again when it is asked once more, in nearly the same words. A sketch tells neither the words
 * nor a way to guess them: all in it is hashed under the installation's key.
 */
import { createHash, createHmac, createSecretKey } from "node:crypto";
import type { QuestionPicture } from "../../models/completion.ts";
import { cutIntoBands, leastHashes, mixBits } from "../../rating/min-hash.ts";
import { deriveKey } from "../../safety/pseudonyms.ts";
import { countWords, readUnits } from "./reading.ts";

/** What is kept of a question. */
export type QuestionSketch = {
  /** Questions that are nearly the same have one of these in common, in any place: whole numbers of 32 bits. */
  bands: number[];
  /** Those of two questions are the same in as many places as the questions have in common: whole numbers of 16 bits. */
  least: number[];
};

/** Makes sketches. */
export interface QuestionSketcher {
  /** Of a question with the pictures that belong to it; the work is linear in their length. */
  sketch(question: string, pictures?: readonly QuestionPicture[]): QuestionSketch;
}

/** With this many hashes J is estimated with a standard error of 0.04, and at J = 0.8 a band is in common 95 times in 100. */
const [hashes, rowsOfBand] = [128, 8];
/** From here on two questions are the same. One of 20 words changed leaves J = 0.86, and is found 99 times in 100; two leave 0.73. */
const leastAlike = 0.78;
/** Shorter ones are the same only where all words are. */
const fewestWords = 12;
/** What stands after so many words of a question must be the same to the letter, so that a long one costs no more. */
const mostUnits = 2_000;

/** Whether two questions, of any length, are nearly the same. */
export function isSameQuestion(one: Pick<QuestionSketch, "least">, other: Pick<QuestionSketch, "least">): boolean {
  let same = 0;
  for (let place = 0; place < hashes; place++) same += one.least[place] === other.least[place] ? 1 : 0;
  return same >= leastAlike * hashes;
}

/** @param key the installation's secret, which is kept outside the database. */
export function createQuestionSketcher(key: string): QuestionSketcher {
  const sketchKey = createSecretKey(deriveKey(key, "doubleblind question sketch v1"));
  const hash = (kind: string, text: string) =>
    createHmac("sha256", sketchKey).update(`${kind}\n${text}`).digest().readInt32LE();

  function shinglesOf(question: string, pictures: readonly QuestionPicture[]): Set<number> {
    const { units: all, fixed } = readUnits(question);
    const units = all.slice(0, mostUnits);
    const seen = pictures.map(({ bytes }) => createHash("sha256").update(bytes).digest("hex"));
    if (countWords(units) < fewestWords) return new Set([hash("whole", JSON.stringify([units, seen]))]);
    // What must be the same to the letter is part of every shingle: with other numbers nothing is left in common.
    const apart = hash("fixed", JSON.stringify([fixed, all.slice(mostUnits), seen]));
    const known = new Map(Array.from(new Set(units), (unit) => [unit, hash("unit", unit)]));
    const hashed = units.map((unit) => known.get(unit) ?? 0);
    // Words by themselves and with the next one: so their order counts as well.
    const pairs = hashed.slice(1).map((next, place) => mixBits(mixBits(hashed[place] ?? 0, next), apart));
    return new Set([...hashed.map((unit) => mixBits(unit, apart)), ...pairs]);
  }

  return {
    sketch(question, pictures = []) {
      const least = leastHashes(shinglesOf(question, pictures), hashes);
      return {
        bands: cutIntoBands(least, rowsOfBand).map(
          (band, place) => band.reduce((all, one) => mixBits(one, all), place) | 0,
        ),
        least: Array.from(least, (one) => (one << 16) >> 16),
      };
    },
  };
}
