/**
 * The readings of one board: other questions that the same votes can answer. The plain board is what everybody sees; a
 * reading is chosen, says in a line what it answers, and claims no more than it measured.
 */

/**
 * - `ranks`: ranges of places that hold all at once, not each by itself.
 * - `style`: which side an answer stood on, its length and its Markdown taken out.
 * - `weighted`: each vote weighed by how improbable its draw was, as if every pair had been drawn as often.
 * - `ability`: voters weighed by how well they agree with everybody.
 * - `sharpened`: model jurors' verdicts used where they tell what people think.
 * - `families`: near-copies of one model count as one.
 * - `fit`: whether one number a model explains the votes at all.
 */
export const readings = ["ranks", "style", "weighted", "ability", "sharpened", "families", "fit"] as const;
/** One of {@link readings}. */
export type Reading = (typeof readings)[number];

/** What a reading says of itself, for the words beside its board. */
export type ReadingFacts =
  | { reading: "ranks" }
  /** Of how many votes it is, where it is a sample. */
  | { reading: "style"; votes: number; ofVotes: number }
  /** So many votes of equal weight would be as sure. */
  | { reading: "weighted"; votes: number; ofVotes: number; effectiveVotes: number }
  /** Mean gain in ln p of a vote held out, nats, and how many were held out. */
  | { reading: "ability"; gainPerVote: number; heldOut: number }
  /** Battles that the jury judged, and as much as how many more votes of people its verdicts are worth. */
  | { reading: "sharpened"; judged: number; worthVotes: number }
  /** How many families have several models on the board, by name with their models' names. */
  | { reading: "families"; families: { name: string; models: string[] }[] };

/** A reading that ranks: all but `fit`. */
export type RankingReading = ReadingFacts["reading"];

/** What a reading that ranks makes of votes. */
export type ReadingResult = {
  /** Of models that the plain board ranks, best first; places are among them. No interval: null at both ends. */
  models: {
    model: string;
    rating: number;
    lower: number | null;
    upper: number | null;
    rank: number;
    rankBest: number;
    rankWorst: number;
  }[];
  facts: ReadingFacts;
};

/** Whether one number a model explains the votes: what the reading `fit` finds. */
export type FitFindings = {
  /** Worst first. `expected` and `observed`: shares of their votes that `one` wins, even ones as half; `z`: how far apart
   * those are, in standard errors. */
  pairs: { one: string; other: string; votes: number; expected: number; observed: number; z: number }[];
  /** How often votes that one number a model does explain would fit as badly, 0 to 1. */
  pValue: number;
  /** Each beats the next, and the last the first; with how often chance alone makes such a circle, 0 to 1. */
  circles: { models: [string, string, string]; pValue: number }[];
  /** Davidson's ν, and which way to count even votes foretells votes held out better. */
  ties: { nu: number; better: "davidson" | "half" | "same" };
};
