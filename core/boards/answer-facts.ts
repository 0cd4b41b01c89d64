/** What a model's answers are like, apart from how people like them. */

/** Over a model's newest answers in battles that have closed. */
export type AnswerFacts = {
  /** How many answers that is. */
  answers: number;
  /** Mean length, characters; null without answers. */
  characters: number | null;
  /** Median time until the whole answer was there, milliseconds; null without answers. */
  milliseconds: number | null;
  /** Mean price of an answer, dollars; null where no price is known. */
  cost: number | null;
};
