/** How far a jury of models agrees with the people who voted on the same battles. */
import { fitBradleyTerry, type RatedModel } from "../../rating/bradley-terry.ts";
import type { JudgedBattle } from "../../rating/jury-influence.ts";
import type { PairTally } from "../../rating/pair-tally.ts";
import { kendallTau } from "./agreement.ts";
import { twoSidedQuantile } from "../../rating/intervals.ts";

const choices = ["a", "b", "tie", "both-bad"] as const;
/** What can be said of two answers. */
export type Verdict = (typeof choices)[number];

/** One battle: how people voted, and what each juror said when shown the answers in each order. */
export type JuryCase = {
  modelA: string;
  modelB: string;
  votes: Record<Verdict, number>;
  ballots: { juror: string; shown: "ab" | "ba"; choice: Verdict | null }[];
};

/** A figure with its 95% interval; `battles`: how many it rests on. */
export type Estimate = { value: number; lower: number; upper: number; battles: number };

/** What the comparison of jury and crowd has found. */
export type JuryReport = {
  battles: number;
  /** Votes of people on them, and verdicts of jurors. */
  votes: number;
  verdicts: number;
  /** Share of verdicts that changed with the order in which the answers were shown; null without any. */
  swayedByOrder: number | null;
  /** How often a juror agrees with a voter, and two voters with each other, 0 to 1. */
  jurorAndVoter: Estimate | null;
  twoVoters: Estimate | null;
  /** Cohen's κ of jurors and voters, −1 to 1. */
  kappa: Estimate | null;
  /** Of the two rankings below: Kendall's τ, −1 to 1, and the overlap of their best three, 0 to 1. */
  tau: Estimate | null;
  topOverlap: Estimate | null;
  /** Bradley–Terry ratings from the same battles, by model, with a weak prior. */
  ratings: { model: string; human: RatedModel | null; jury: RatedModel | null }[];
};

/** Models compared at the top of the two rankings. */
const topSize = 3;
/** Keeps ratings of few votes finite: standard deviation in rating points. */
const priorStandardDeviation = 350;
/** Battles are left out in so many groups to find how sure the rankings' agreement is. */
const groups = 20;

/**
 * A juror's verdicts on a battle: shown both orders, it must say the same both times; where it does not, the order and
 * not the answers decided, and its verdict is a tie. A juror heard in one order only has none.
 */
export function findVerdicts({ ballots }: JuryCase): { juror: string; verdict: Verdict; swayed: boolean }[] {
  const jurors = [...new Set(ballots.map(({ juror }) => juror))].toSorted();
  return jurors.flatMap((juror) => {
    const heard = (shown: "ab" | "ba") => ballots.find((one) => one.juror === juror && one.shown === shown)?.choice;
    const [first, second] = [heard("ab"), heard("ba")];
    if (!first || !second) return [];
    const swayed = first !== second;
    return [{ juror, verdict: swayed ? ("tie" as const) : first, swayed }];
  });
}

/** By verdict: what it is worth to the answer on side A. */
const worth: Record<Verdict, number> = { a: 1, b: 0, tie: 0.5, "both-bad": 0.5 };

/**
 * The battles as `sharpenRatings` takes them: the jury's score is the mean of its verdicts, a tie half a win. A battle on
 * which no juror has a verdict is left out. Throws nothing.
 */
export function scoreCases(cases: readonly JuryCase[]): JudgedBattle[] {
  return cases.flatMap((one) => {
    const verdicts = findVerdicts(one);
    if (verdicts.length === 0) return [];
    const { modelA, modelB, votes } = one;
    const score = (of: (choice: Verdict) => number) => choices.reduce((total, choice) => total + of(choice), 0);
    const jury = verdicts.reduce((total, { verdict }) => total + worth[verdict], 0) / verdicts.length;
    return [
      {
        modelA,
        modelB,
        votes: score((choice) => votes[choice]),
        wins: score((choice) => worth[choice] * votes[choice]),
        jury,
      },
    ];
  });
}

/**
 * Compares jury and crowd. Agreement is counted over all pairs of a verdict and a vote, or of two votes, on the same
 * battle; κ = (po − pe) / (1 − pe) (J. Cohen, Educational and Psychological Measurement 20, 1960), pe from the choices
 * of each side overall. Intervals are jackknives over battles (M. Quenouille 1956; J. Tukey 1958): with θ(i) the figure
 * without battle i, or without one group of them where rankings are compared,
 *
 *   SE² = (G − 1)/G · Σ (θ(i) − θ̄)²,  θ ∓ t(0.975; G − 1) · SE
 *
 * Throws nothing.
 */
export function compareJury(cases: readonly JuryCase[]): JuryReport {
  const judged = cases
    .map((one) => ({ ...one, verdicts: findVerdicts(one) }))
    .filter(({ verdicts, votes }) => verdicts.length > 0 && choices.some((choice) => votes[choice] > 0));
  const verdicts = judged.flatMap((one) => one.verdicts);
  const mixed = judged.map(({ verdicts: given, votes }) => countPairs(tallyVerdicts(given), votes, false));
  const human = judged.map(({ votes }) => countPairs(votes, votes, true)).filter((table) => sum(table) > 0);
  return {
    battles: judged.length,
    votes: judged.reduce((total, { votes }) => total + choices.reduce((count, choice) => count + votes[choice], 0), 0),
    verdicts: verdicts.length,
    swayedByOrder: verdicts.length === 0 ? null : verdicts.filter(({ swayed }) => swayed).length / verdicts.length,
    jurorAndVoter: jackknife(mixed, (tables) => agreement(add(tables))),
    twoVoters: jackknife(human, (tables) => agreement(add(tables))),
    kappa: jackknife(mixed, (tables) => kappa(add(tables))),
    tau: jackknife(intoGroups(judged), (some) => compareRankings(some.flat()).tau),
    topOverlap: jackknife(intoGroups(judged), (some) => compareRankings(some.flat()).overlap),
    ratings: rateBoth(judged),
  };
}

type Judged = JuryCase & { verdicts: ReturnType<typeof findVerdicts> };
/** Sixteen counts: choice of the one, choice of the other. */
type Table = number[];

function tallyVerdicts(verdicts: Judged["verdicts"]): Record<Verdict, number> {
  const counts = { a: 0, b: 0, tie: 0, "both-bad": 0 };
  for (const { verdict } of verdicts) counts[verdict] += 1;
  return counts;
}

/** Pairs of one of the first and one of the second; `among`: both are the same votes, and no vote is paired with itself. */
function countPairs(first: Record<Verdict, number>, second: Record<Verdict, number>, among: boolean): Table {
  return choices.flatMap((one) =>
    choices.map((other) => first[one] * (second[other] - (among && one === other ? 1 : 0))),
  );
}

const sum = (table: Table): number => table.reduce((total, count) => total + count, 0);

function add(tables: readonly Table[]): Table {
  return Array.from({ length: 16 }, (_, index) => tables.reduce((total, table) => total + table[index]!, 0));
}

const diagonal = (table: Table): number => choices.reduce((total, _, index) => total + table[index * 5]!, 0);

function agreement(table: Table): number | null {
  const all = sum(table);
  return all === 0 ? null : diagonal(table) / all;
}

function kappa(table: Table): number | null {
  const all = sum(table);
  const observed = agreement(table);
  if (observed === null) return null;
  const share = (index: number, across: boolean) =>
    choices.reduce((total, _, other) => total + table[across ? index * 4 + other : other * 4 + index]!, 0) / all;
  const expected = choices.reduce((total, _, index) => total + share(index, true) * share(index, false), 0);
  return expected >= 1 ? null : (observed - expected) / (1 - expected);
}

function jackknife<Item>(items: readonly Item[], estimate: (items: readonly Item[]) => number | null): Estimate | null {
  const value = estimate(items);
  const without = items.flatMap((_, left) => estimate(items.filter((__, index) => index !== left)) ?? []);
  const count = without.length;
  if (value === null || count < 2) return null;
  const center = without.reduce((total, one) => total + one, 0) / count;
  const scatter = without.reduce((total, one) => total + (one - center) ** 2, 0);
  const margin = twoSidedQuantile(0.95, count - 1) * Math.sqrt(((count - 1) / count) * scatter);
  return { value, lower: Math.max(-1, value - margin), upper: Math.min(1, value + margin), battles: items.length };
}

function intoGroups(judged: readonly Judged[]): Judged[][] {
  const count = Math.min(groups, judged.length);
  return Array.from({ length: count }, (_, group) => judged.filter((__, index) => index % count === group));
}

function tallies(judged: readonly Judged[], of: (one: Judged) => Record<Verdict, number>): PairTally[] {
  return judged.map((one) => {
    const { a, b, tie, "both-bad": bothBad } = of(one);
    return { modelA: one.modelA, modelB: one.modelB, a, b, tie, bothBad };
  });
}

function rateBoth(judged: readonly Judged[]): JuryReport["ratings"] {
  const fit = (of: (one: Judged) => Record<Verdict, number>) =>
    fitBradleyTerry(tallies(judged, of), { priorStandardDeviation }).models;
  const human = fit(({ votes }) => votes);
  const jury = fit(({ verdicts }) => tallyVerdicts(verdicts));
  const models = [...new Set([...human, ...jury].map(({ model }) => model))];
  const find = (rated: readonly RatedModel[], model: string) => rated.find((one) => one.model === model) ?? null;
  return models.map((model) => ({ model, human: find(human, model), jury: find(jury, model) }));
}

function compareRankings(judged: readonly Judged[]): { tau: number | null; overlap: number | null } {
  const both = rateBoth(judged).flatMap(({ human, jury }) => (human && jury ? [{ human, jury }] : []));
  const top = (of: (one: (typeof both)[number]) => number) =>
    both
      .toSorted((one, other) => of(other) - of(one))
      .slice(0, topSize)
      .map(({ human }) => human.model);
  const [crowd, panel] = [top(({ human }) => human.rating), top(({ jury }) => jury.rating)];
  const shared = crowd.filter((model) => panel.includes(model)).length;
  return {
    tau: kendallTau(
      both.map(({ human }) => human.rating),
      both.map(({ jury }) => jury.rating),
    ),
    overlap: crowd.length < 2 ? null : shared / crowd.length,
  };
}
