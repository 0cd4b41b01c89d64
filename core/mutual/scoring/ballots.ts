/** What is scored: who judged whose answers to whose question, and with how many points. */

/** The ways of judging there are. */
export const judgings = ["ranks", "scores"] as const;

/**
 * How answers are judged. With `ranks` judges rank them and points are Borda points; with `scores` judges give each
 * answer a score from 0 to 100, and those are its points.
 */
export type Judging = (typeof judgings)[number];

/** Points by model, in the order in which the judge listed them. Never the judge's own answer. */
export type Points = ReadonlyMap<string, number>;

/** One judge's valid ballot on one question. A ballot that is missing or invalid is simply not there. */
export type JudgeBallot = { judge: string; points: Points };

/** One question: its setter and the ballots that exist. */
export type JudgedRound = { setter: string; ballots: readonly JudgeBallot[] };

/** All that is scored of an experiment. */
export type JudgedExperiment = {
  judging: Judging;
  rounds: readonly JudgedRound[];
  /** All that took part, where that is known apart from the ballots. */
  models?: readonly string[] | undefined;
  /** Fixes how questions and judges are drawn anew for intervals; 0 where left out. */
  seed?: number | undefined;
};

/**
 * Every model that took part, in the order of first mention: declared ones, then setters and those judged. One that only
 * judges is not among them.
 */
export function listModels({ models = [], rounds }: JudgedExperiment): string[] {
  const named = rounds.flatMap(({ setter, ballots }) => [
    setter,
    ...ballots.flatMap(({ points }) => [...points.keys()]),
  ]);
  return [...new Set([...models, ...named])];
}

/** The answers that at least one ballot of the round judges, in the order of first mention. */
export function listAnswers({ ballots }: JudgedRound): string[] {
  return [...new Set(ballots.flatMap(({ points }) => [...points.keys()]))];
}

/** The answers that every ballot of the round judges. Without ballots: none. */
export function listCommonAnswers(ballots: readonly JudgeBallot[]): string[] {
  const [first, ...others] = ballots;
  return [...(first?.points.keys() ?? [])].filter((model) => others.every(({ points }) => points.has(model)));
}
