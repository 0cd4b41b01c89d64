/**
 * How much better a campaign explains a voter's votes on one model than honesty does.
 *
 * Who campaigns for model m goes out of their way for a share q of their votes: to battles in which they recognise it. All
 * other votes hide that: they are on battles as these come, and where m is in one it is favoured, too. With e the chance
 * that a battle shows m, c the chance of a campaigner's win, tie or loss of m, k of n votes on battles with m:
 *
 *   campaign  P(k; q + (1 − q)·e) · Π k c
 *   honest    P(k; e) · Σ u w(u) Π k p(u)                 (P: `exposure.ts`; w: `taste.ts`; p: `fit-without.ts`)
 *
 * Battles against the same opponents come equally often in both, so only m matters. A campaign against m is the same with m
 * losing. With q = 0 it is an enthusiast, who is honest. That a voter ties as often as they do is taken for a habit of theirs.
 */
import type { Exposure } from "./exposure.ts";
import { createTasteSum, type Tastes } from "./taste.ts";

/** Shares q that are tried; which of them a campaign uses is found by EM. */
const efforts = [0.09, 0.14, 0.2, 0.3, 0.45, 0.65, 0.85, 0.95] as const;
/** How sure campaigners are of their model: c of a vote in the campaign's favour, of a tie, of one against it. */
const zeals = [
  [0.95, 0.03, 0.02],
  [0.75, 0.1, 0.15],
] as const;
const logZeals = zeals.map(([favour, tie, neglect]) => [Math.log(favour), Math.log(tie), Math.log(neglect)] as const);

/** How many explanations a campaign has: each zeal with each effort. An enthusiast has as many zeals, and no effort. */
export const levels = zeals.length * efforts.length;

/** A vote as one of its models sees it: half wins (2, 1, 0), and the odds against it, (1 − p)/p, by everybody else's votes. */
export type SeenVote = { halfWins: number; against: number };

/** What explains the votes: a campaign, or an enthusiast; for the model, or against it. */
export type Told = (isHonest: boolean, isAgainst: boolean, level: number, logarithm: number) => void;

/** Creates two pans without votes: honesty, and everything else. */
export function createScale(exposure: Exposure) {
  const taste = createTasteSum();
  /** By half wins of the model. */
  const counts = new Float64Array(3);
  let habit = 0;
  return {
    clear() {
      counts.fill(0);
      habit = 0;
    },
    /** @param tied the voter's share of ties. */
    take({ halfWins, against }: SeenVote, tied: number) {
      counts[halfWins]!++;
      habit += Math.log(halfWins === 1 ? tied : 1 - tied);
      if (halfWins !== 1) taste.take(halfWins === 2 ? against : 1 / against, halfWins === 2 ? 1 : -1);
    },
    /** ln of the votes' chance with an honest voter, but for P(k; e); `counted` is added what tastes they show. */
    weighHonest: (tastes: Tastes, counted: Float64Array, weight: number) =>
      habit + taste.finish(tastes, counted, weight),
    /** Tells ln of everything else's chance: the votes on the model, of chance e, and `rest` others. */
    weighOthers: (rest: number, e: number, tell: Told) => weighOthers(counts, exposure, rest, e, tell),
  };
}

function weighOthers(counts: Float64Array, exposure: Exposure, rest: number, e: number, tell: Told): void {
  const [losses = 0, ties = 0, wins = 0] = counts;
  const met = wins + ties + losses;
  const exposed = efforts.map((effort) => exposure.logChance(met, rest, effort + (1 - effort) * e));
  const usual = exposure.logChance(met, rest, e);
  for (const isAgainst of [false, true]) {
    const [favour, neglect] = isAgainst ? [losses, wins] : [wins, losses];
    const chosen = logZeals.map((zeal) => favour * zeal[0] + ties * zeal[1] + neglect * zeal[2]);
    for (let level = 0; level < levels; level++) {
      const zeal = Math.floor(level / efforts.length);
      tell(false, isAgainst, level, chosen[zeal]! + exposed[level % efforts.length]!);
    }
    for (const [zeal, logarithm] of chosen.entries()) tell(true, isAgainst, zeal, logarithm + usual);
  }
}
