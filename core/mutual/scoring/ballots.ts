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
export type JudgeBallot = {
  judge: string;
  points: Points;
  /** Where the standard answer stood among the others: those that the judge holds to be worse. */
  belowStandard?: readonly string[] | undefined;
};

/** One question: its setter and the ballots that exist. */
export type JudgedRound = {
  setter: string;
  ballots: readonly JudgeBallot[];
  /** In incomplete blocks those that were to answer it and, with its setter, to judge it; left out: all models. */
  answerers?: readonly string[] | undefined;
  /** Which answers are right and which wrong, by model, as far as a machine has told. */
  right?: ReadonlyMap<string, boolean> | undefined;
};

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
  const named = rounds.flatMap(({ setter, answerers = [], ballots }) => [
    setter,
    ...answerers,
    ...ballots.flatMap(({ points }) => [...points.keys()]),
  ]);
  return [...new Set([...models, ...named])];
}

/** Everybody with a ballot, in the order of first mention. */
export function listJudges(rounds: readonly JudgedRound[]): string[] {
  return [...new Set(rounds.flatMap(({ ballots }) => ballots.map(({ judge }) => judge)))];
}

/** Whether questions are answered by some of the models only, as planned: in incomplete blocks. */
export function isInBlocks({ rounds }: JudgedExperiment): boolean {
  return rounds.some(({ answerers }) => answerers !== undefined);
}

/**
 * The most points that an answer can get: 100 where judges score; where they rank one less than answer each question, which is
 * N − 2 where all N models but the setter do. Throws nothing.
 */
export function mostPoints({ judging, models, rounds }: JudgedExperiment): number {
  if (judging === "scores") return 100;
  const block = Math.max(...rounds.map(({ answerers = [] }) => answerers.length));
  return Math.max(0, block > 0 ? block - 1 : listModels({ judging, models, rounds }).length - 2);
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
