/** What may sway a judge although it should not. */
import type { JudgeBallot, JudgedRound } from "./ballots.ts";
import { type Effect, estimateEffect, type Group } from "./effect.ts";
import { mean } from "./mean.ts";

/** What is known of a round beside its ballots. */
export type ObservedRound = JudgedRound & {
  /** By judge: the answers in the order in which they were shown. */
  shown: ReadonlyMap<string, readonly string[]>;
  /** By model: how long its answer is, in characters. */
  lengths: ReadonlyMap<string, number>;
  /** By model: how alike its answer is to the setter's own standard answer, 0 to 1. */
  likeness: ReadonlyMap<string, number>;
};

/** Each in points; null where the ballots tell nothing about it. */
export type Bias = {
  /** From the first place shown to the last: above 0, late answers are preferred. */
  position: Effect | null;
  /** For an answer twice as long. */
  length: Effect | null;
  /** For an answer of the judge's own organization, its own being in no ballot. */
  organization: Effect | null;
  /** On the judge's own questions, from an answer unlike its standard answer (0) to one just like it (1). */
  standardAnswer: Effect | null;
};

export type BiasReport = { all: Bias; judges: { judge: string; bias: Bias }[] };

type Feature = (round: ObservedRound, judge: string, answer: string) => number | null;

/**
 * The bias of each judge and of all together: {@link estimateEffect} of four features on the points a judge gives
 * beyond the mean of what the other judges give the same answer, each feature by itself. What all judges share cannot be
 * seen this way.
 * @param organizations by model.
 * @returns judges in the order of their names. Throws nothing.
 */
export function findBias(rounds: readonly ObservedRound[], organizations: ReadonlyMap<string, string>): BiasReport {
  const judges = [...new Set(rounds.flatMap(({ ballots }) => ballots.map(({ judge }) => judge)))].toSorted();
  const features = listFeatures(organizations);
  const estimate = (feature: Feature, judge: string | null) =>
    estimateEffect(rounds.flatMap((round) => groupBallots(round, feature, judge)));
  const biasOf = (judge: string | null): Bias => ({
    position: estimate(features.position, judge),
    length: estimate(features.length, judge),
    organization: estimate(features.organization, judge),
    standardAnswer: estimate(features.standardAnswer, judge),
  });
  return { all: biasOf(null), judges: judges.map((judge) => ({ judge, bias: biasOf(judge) })) };
}

function listFeatures(organizations: ReadonlyMap<string, string>): Record<keyof Bias, Feature> {
  return {
    position(round, judge, answer) {
      const shown = round.shown.get(judge) ?? [];
      const place = shown.indexOf(answer);
      return place < 0 || shown.length < 2 ? null : place / (shown.length - 1);
    },
    length(round, _judge, answer) {
      const length = round.lengths.get(answer);
      return length === undefined ? null : Math.log2(Math.max(1, length));
    },
    organization(_round, judge, answer) {
      const [own, its] = [organizations.get(judge), organizations.get(answer)];
      return own === undefined || its === undefined ? null : Number(own === its);
    },
    standardAnswer: (round, judge, answer) => (round.setter === judge ? (round.likeness.get(answer) ?? null) : null),
  };
}

/** A group for each ballot, of the judge or of anybody, that says something about the feature. */
function groupBallots(round: ObservedRound, feature: Feature, judge: string | null): Group[] {
  const ballots = round.ballots.filter((ballot) => judge === null || ballot.judge === judge);
  return ballots.map((ballot) =>
    [...ballot.points].flatMap(([answer, points]) => {
      const value = feature(round, ballot.judge, answer);
      const others = meanOfOthers(round, ballot, answer);
      return value === null || others === null ? [] : [{ feature: value, excess: points - others }];
    }),
  );
}

function meanOfOthers(round: ObservedRound, own: JudgeBallot, answer: string): number | null {
  return mean(round.ballots.flatMap((ballot) => (ballot === own ? [] : (ballot.points.get(answer) ?? []))));
}
