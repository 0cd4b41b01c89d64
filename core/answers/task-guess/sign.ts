/** The building blocks of signs. All patterns are bounded, so that a search takes linear time. */
import { foldLetters, type Reading } from "./reading.ts";

/** Something in a question that speaks for a task, or against it when its weight is below zero. */
export type Sign = {
  weight: number;
  /** From 0 (not there) to 1 (where it tells most). */
  strength: (reading: Reading) => number;
};

const inClosing = 0.9;
/** Between the first sentence and the last stands more of what is handed over than of what is asked. */
const inRest = 0.35;

/**
 * A sign of words in any part of what is asked. Its sources are folded like questions, so they must not use `\W` and the
 * like, which would become small.
 */
export function says(weight: number, ...sources: readonly string[]): Sign {
  const pattern = new RegExp(foldLetters(sources.join("|")), "m");
  return {
    weight,
    strength: ({ opening, closing, rest }) => {
      if (pattern.test(opening)) return 1;
      if (pattern.test(closing)) return inClosing;
      return pattern.test(rest) ? inRest : 0;
    },
  };
}

/** A sign of whole words in Latin letters, in any part of what is asked. */
export function saysWords(weight: number, ...sources: readonly string[]): Sign {
  return says(weight, `\\b(?:${sources.join("|")})\\b`);
}

/** A sign at the beginning of what is asked; courtesies do not count. */
export function begins(weight: number, ...sources: readonly string[]): Sign {
  return says(weight, `^(?:${sources.join("|")})`);
}

/** A sign of whole words in Latin letters at the beginning of what is asked. */
export function beginsWords(weight: number, ...sources: readonly string[]): Sign {
  return says(weight, `^(?:${sources.join("|")})\\b`);
}

/** A sign of Russian words by their beginnings. */
export function saysStems(weight: number, ...sources: readonly string[]): Sign {
  return says(weight, `(?<![а-яё])(?:${sources.join("|")})`);
}

/** A sign anywhere, quoted and handed-over text included. Its sources are taken as they are. */
export function holds(weight: number, ...sources: readonly string[]): Sign {
  const pattern = new RegExp(sources.join("|"), "m");
  return { weight, strength: ({ whole }) => (pattern.test(whole) ? 1 : 0) };
}

/** A sign in the form of a question. */
export function looks(weight: number, fits: (reading: Reading) => boolean): Sign {
  return { weight, strength: (reading) => (fits(reading) ? 1 : 0) };
}

/** Several signs of which only the strongest counts: words that several languages share must not count twice. */
export function strongestOf(...signs: readonly Sign[]): Sign {
  return {
    weight: 1,
    strength: (reading) => Math.max(...signs.map(({ weight, strength }) => weight * strength(reading))),
  };
}
