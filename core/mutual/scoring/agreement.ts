/** How far the judges agree with one another, over a whole experiment. */
import { type JudgedExperiment, listAnswers, listCommonAnswers } from "./ballots.ts";
import { krippendorffAlpha } from "./krippendorff.ts";
import { kendallTau } from "./kendall-tau.ts";
import { meanOfExisting } from "./mean.ts";

/** Two judges: the mean of their τ over the questions both judged, and on how many it rests. */
export type JudgePair = { judges: [string, string]; tau: number | null; rounds: number };

export type Agreement = {
  judges: string[];
  pairs: JudgePair[];
  /** The mean over all pairs of judges that have one, −1 to 1. */
  kendallTau: number | null;
  /** Units are answers, values the points of each judge: ordinal in mathematics, interval in programming. */
  krippendorffAlpha: number | null;
};

/**
 * The agreement of judges, by pairs ({@link kendallTau} on each question, over the answers both judged, then the mean
 * over questions) and of all together ({@link krippendorffAlpha}). Own answers are in no ballot, so they never count.
 * Throws nothing.
 */
export function findAgreement(experiment: JudgedExperiment): Agreement {
  const judges = [...new Set(experiment.rounds.flatMap(({ ballots }) => ballots.map(({ judge }) => judge)))].toSorted();
  const pairs = judges.flatMap((judge, index) =>
    judges.slice(index + 1).map((other) => comparePair(experiment, judge, other)),
  );
  const units = experiment.rounds.flatMap((round) =>
    listAnswers(round).map((answer) => round.ballots.flatMap(({ points }) => points.get(answer) ?? [])),
  );
  return {
    judges,
    pairs,
    kendallTau: meanOfExisting(pairs.map(({ tau }) => tau)),
    krippendorffAlpha: krippendorffAlpha(units, experiment.subject === "math" ? "ordinal" : "interval"),
  };
}

function comparePair({ rounds }: JudgedExperiment, one: string, other: string): JudgePair {
  const taus = rounds.flatMap(({ ballots }) => {
    const first = ballots.find(({ judge }) => judge === one);
    const second = ballots.find(({ judge }) => judge === other);
    if (!first || !second) return [];
    const both = listCommonAnswers([first, second]);
    const tau = kendallTau(
      both.map((model) => first.points.get(model)!),
      both.map((model) => second.points.get(model)!),
    );
    return tau === null ? [] : [tau];
  });
  return { judges: [one, other], tau: meanOfExisting(taus), rounds: taus.length };
}
