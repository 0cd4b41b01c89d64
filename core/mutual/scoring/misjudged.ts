/** How often judges set what is wrong above what is right, where a machine has told which is which. */
import { estimateShare } from "../../rating/intervals.ts";
import { type JudgedRound, listJudges, type Points } from "./ballots.ts";

/** A share with its 95% interval, all from 0 to 1; of how many cases, on how many questions. */
export type MisjudgedShare = { share: number; lower: number; upper: number; cases: number; questions: number };

/** What a judge, or all of them, got wrong; null where there was nothing to get wrong. */
export type Misjudged = {
  /** Of all pairs of a right and a wrong answer in a ballot, those in which the wrong one has more points. */
  wrongAbove: MisjudgedShare | null;
  /** Of all ballots with right and wrong answers, those in which none of those with the most points is right. */
  wrongFirst: MisjudgedShare | null;
};

/** Of all judges together, and of each. */
export type MisjudgedReport = { all: Misjudged; judges: ({ judge: string } & Misjudged)[] };

/** Of one question: how many cases there were, and how many of them went wrong. */
type Count = { wrong: number; cases: number };

/**
 * Counts over all questions with right and wrong answers ({@link JudgedRound.right}). A ballot tells of the answers it
 * judges alone.
 * @returns judges in the order of their names. Throws nothing.
 */
export function findMisjudged(rounds: readonly JudgedRound[]): MisjudgedReport {
  const judges = listJudges(rounds).toSorted();
  const counted = rounds.map(({ ballots, right = new Map() }) =>
    ballots.map(({ judge, points }) => ({ judge, pairs: countPairs(points, right), first: countFirst(points, right) })),
  );
  const of = (judge: string | null): Misjudged => {
    const mine = counted.map((ballots) => ballots.filter((ballot) => judge === null || ballot.judge === judge));
    return {
      wrongAbove: clusteredShare(mine.map((ballots) => add(ballots.map(({ pairs }) => pairs)))),
      wrongFirst: clusteredShare(mine.map((ballots) => add(ballots.map(({ first }) => first)))),
    };
  };
  return { all: of(null), judges: judges.map((judge) => ({ judge, ...of(judge) })) };
}

function add(counts: readonly Count[]): Count {
  return counts.reduce((sum, { wrong, cases }) => ({ wrong: sum.wrong + wrong, cases: sum.cases + cases }), {
    wrong: 0,
    cases: 0,
  });
}

/** In one pass over the ballot by points, so that many answers cost little. */
function countPairs(points: Points, right: ReadonlyMap<string, boolean>): Count {
  const known = [...points].filter(([model]) => right.has(model)).toSorted(([, one], [, other]) => one - other);
  const rights = known.filter(([model]) => right.get(model)).length;
  const count = { wrong: 0, cases: rights * (known.length - rights) };
  let below = 0;
  for (let at = 0; at < known.length;) {
    let end = at + 1;
    while (end < known.length && known[end]![1] === known[at]![1]) end += 1;
    const equal = known.slice(at, end).filter(([model]) => right.get(model)).length;
    count.wrong += below * (end - at - equal);
    below += equal;
    at = end;
  }
  return count;
}

function countFirst(points: Points, right: ReadonlyMap<string, boolean>): Count {
  const known = [...points].filter(([model]) => right.has(model));
  const isMixed = new Set(known.map(([model]) => right.get(model))).size === 2;
  const most = Math.max(...points.values());
  const first = [...points].filter(([, value]) => value === most).map(([model]) => model);
  // Where it is not known whether one of the first is right, nothing is told.
  if (!isMixed || (!first.some((model) => right.get(model)) && !first.every((model) => right.has(model))))
    return { wrong: 0, cases: 0 };
  return { wrong: first.some((model) => right.get(model)) ? 0 : 1, cases: 1 };
}

/**
 * A share over questions whose cases hang together: Wilson's interval with the effective number of cases
 *
 *   n* = p(1 − p) / Var p,  Var p = G/(G − 1) · Σg (w − p·c)² / (Σg c)²
 *
 * of G questions with w of c cases gone wrong (E. L. Korn & B. I. Graubard, Survey Methodology 24, 1998), at most the number
 * of cases. Where Var p is 0 or unknown each question counts as one case.
 * @returns null without cases. Throws nothing.
 */
export function clusteredShare(questions: readonly Count[]): MisjudgedShare | null {
  const told = questions.filter(({ cases }) => cases > 0);
  const { wrong, cases } = add(told);
  if (cases === 0) return null;
  const share = wrong / cases;
  const scatter = told.reduce((sum, one) => sum + (one.wrong - share * one.cases) ** 2, 0) / cases ** 2;
  // One question tells nothing of how questions differ: what is left of it is rounding.
  const variance = told.length < 2 ? 0 : (told.length / (told.length - 1)) * scatter;
  const effective = variance > 1e-12 ? Math.min(cases, (share * (1 - share)) / variance) : told.length;
  const interval = estimateShare(Math.min(share * effective, effective), effective);
  // Without the rounding errors at the ends.
  const lower = wrong === 0 ? 0 : (interval?.lower ?? 0);
  const upper = wrong === cases ? 1 : (interval?.upper ?? 1);
  return { share, lower, upper, cases, questions: told.length };
}
