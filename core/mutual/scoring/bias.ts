/** What may sway a judge although it should not. */
import { type JudgeBallot, type JudgedRound, listJudges } from "./ballots.ts";
import { twoSidedQuantile } from "../../rating/intervals.ts";

/** What is known of a round beside its ballots. */
export type ObservedRound = JudgedRound & {
  /** By judge: the answers in the order in which they were shown; null: the standard answer among them. */
  shown: ReadonlyMap<string, readonly (string | null)[]>;
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

/** The bias of all judges together, and of each. */
export type BiasReport = { all: Bias; judges: { judge: string; bias: Bias }[] };

/** What is looked at, in the order in which it is told. */
export const biasFeatures = ["position", "length", "organization", "standardAnswer"] as const satisfies (keyof Bias)[];

type Feature = (round: ObservedRound, judge: string, answer: string) => number | null;

/**
 * The bias of each judge and of all together: {@link estimateEffect} of four features on the points a judge gives
 * beyond the mean of what the other judges give the same answer, each feature by itself. What all judges share cannot be
 * seen this way.
 * @param organizations by model.
 * @returns judges in the order of their names. Throws nothing.
 */
export function findBias(rounds: readonly ObservedRound[], organizations: ReadonlyMap<string, string>): BiasReport {
  const judges = listJudges(rounds).toSorted();
  const features = listFeatures(organizations);
  const summed = rounds.map((round) => ({ ...round, sums: sumPoints(round) }));
  const estimate = (feature: Feature, judge: string | null) =>
    estimateEffect(summed.flatMap((round) => groupBallots(round, feature, judge)));
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
function groupBallots(round: SummedRound, feature: Feature, judge: string | null): Group[] {
  const ballots = round.ballots.filter((ballot) => judge === null || ballot.judge === judge);
  return ballots.map((ballot) =>
    [...ballot.points].flatMap(([answer, points]) => {
      const value = feature(round, ballot.judge, answer);
      const others = meanOfOthers(round, ballot, answer);
      return value === null || others === null ? [] : [{ feature: value, excess: points - others }];
    }),
  );
}

/** With, for each answer, the sum of its points and by how many ballots they are given. */
type SummedRound = ObservedRound & { sums: ReadonlyMap<string, { points: number; ballots: number }> };

function sumPoints({ ballots }: JudgedRound): SummedRound["sums"] {
  const sums = new Map<string, { points: number; ballots: number }>();
  for (const ballot of ballots)
    for (const [answer, points] of ballot.points) {
      const sum = sums.get(answer) ?? { points: 0, ballots: 0 };
      sums.set(answer, { points: sum.points + points, ballots: sum.ballots + 1 });
    }
  return sums;
}

function meanOfOthers({ sums }: SummedRound, own: JudgeBallot, answer: string): number | null {
  const sum = sums.get(answer);
  if (!sum || sum.ballots < 2) return null;
  return (sum.points - (own.points.get(answer) ?? 0)) / (sum.ballots - 1);
}

/** One ballot: of each answer, its feature and how many points more than from the other judges it got. */
type Group = readonly { feature: number; excess: number }[];

/** Points for one unit of the feature, with its 95% interval. */
type Effect = { effect: number; lower: number; upper: number; ballots: number };

/**
 * The slope of excess points on a feature within ballots, by least squares, each ballot's own means taken away first:
 *
 *   b = Σ x·y / Σ x²,  Var b = G/(G − 1) · Σg (Σ x·e)² / (Σ x²)²,  e = y − b·x
 *
 * The variance lets the G ballots be anything, and their answers hang together (K.-Y. Liang & S. Zeger, Biometrika 73,
 * 1986); the interval is b ∓ t(0.975; G − 1) · √Var b.
 * @param groups units: `excess` in points, `feature` in its own.
 * @returns null when fewer than two ballots differ in the feature at all. Throws nothing.
 */
export function estimateEffect(groups: readonly Group[]): Effect | null {
  const centered = groups.map(center).filter((group) => group.some(({ feature }) => feature !== 0));
  if (centered.length < 2) return null;
  const sum = (of: (one: Group[number]) => number, group: Group) => group.reduce((total, one) => total + of(one), 0);
  const all = centered.flat();
  const spread = sum(({ feature }) => feature ** 2, all);
  const effect = sum(({ feature, excess }) => feature * excess, all) / spread;
  const scatter = centered.reduce(
    (total, group) => total + sum(({ feature, excess }) => feature * (excess - effect * feature), group) ** 2,
    0,
  );
  const ballots = centered.length;
  const error = Math.sqrt((ballots / (ballots - 1)) * scatter) / spread;
  const margin = twoSidedQuantile(0.95, ballots - 1) * error;
  return { effect, lower: effect - margin, upper: effect + margin, ballots };
}

function center(group: Group): Group {
  const featureMean = group.reduce((sum, { feature }) => sum + feature, 0) / Math.max(1, group.length);
  const excessMean = group.reduce((sum, { excess }) => sum + excess, 0) / Math.max(1, group.length);
  // Rounding errors would count as a difference.
  const tidy = (value: number) => (Math.abs(value) < 1e-12 ? 0 : value);
  return group.map(({ feature, excess }) => ({
    feature: tidy(feature - featureMean),
    excess: excess - excessMean,
  }));
}
