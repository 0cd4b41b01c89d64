/**
 * Votes that tell nothing of models, whoever they help: always one side, cast before anybody can have read, copied.
 *
 * Each is weighed against honesty as campaigns are (`evidence.ts`), ln P(votes | habit) − ln P(votes | honest):
 *
 * - side: decided votes for it with 0.97; honestly Σ u w(u) Π σ(±(ηi + u)), u a leaning to that side (`taste.ts`).
 * - haste: of n votes whose reading time is known, h were too fast. With it each is with 0.9; honestly beta-binomial, 1% on
 *   average, voters differing as widely as Beta(0.1, 9.9).
 * - copies: `copies.ts`.
 */
import { logGamma } from "../intervals.ts";
import type { Ballots, CampaignVotes } from "./ballots.ts";
import { type Copy, findCopies } from "./copies.ts";
import { createTasteSum, leanings } from "./taste.ts";

/** In the order of their numbers. */
export const habits = ["side-a", "side-b", "haste", "copy"] as const;

/** Whether the habit of this number is to choose one side. Throws nothing. */
export function isSide(habit: number): boolean {
  return habits[habit] === "side-a" || habits[habit] === "side-b";
}

/** What habits explain of each voter's votes; what does not change from one fit to the next. */
export type Habits = { fast: readonly Fast[]; copies: readonly (Copy | undefined)[] };

/** Votes of known reading time, those of them that were too fast, and ln of how much better haste explains them. */
export type Fast = { known: number; fast: number; logRatio: number };

const sure = 0.97;
const hasty = 0.9;
/** Honest voters vote before they can have read now and then: by shape, seldom, and some of them often. */
const [seldom, mostly] = [0.1, 9.9];
/** Nobody reads so much: about fifteen times as fast as people read English, so skimming is no haste. */
const charactersPerSecond = 300;
const leastSeconds = 1;

/** Finds what haste and copying explain. Cost: linear in votes. Throws nothing. */
export function findHabits(ballots: Ballots, votes: CampaignVotes): Habits {
  const fast = ballots.voters.map((_, voter) => countFast(ballots, votes, voter));
  return { fast, copies: votes.battle ? findCopies(ballots, votes.battle) : [] };
}

function countFast({ starts, row }: Ballots, { reading, length }: CampaignVotes, voter: number): Fast {
  let [fast, known] = [0, 0];
  for (let vote = starts[voter]!; reading && vote < starts[voter + 1]!; vote++) {
    const seconds = reading[row[vote]!]!;
    if (Number.isNaN(seconds)) continue;
    const characters = length?.[row[vote]!] ?? Number.NaN;
    known++;
    // Nothing is as fast as NaN: where the length is not known, a second must do.
    if (seconds < leastSeconds || seconds < characters / charactersPerSecond) fast++;
  }
  const slow = known - fast;
  const honest = logBeta(fast + seldom, slow + mostly) - logBeta(seldom, mostly);
  const logRatio = fast === 0 ? -Infinity : fast * Math.log(hasty) + slow * Math.log(1 - hasty) - honest;
  return { known, fast, logRatio };
}

function logBeta(one: number, other: number): number {
  return logGamma(one) + logGamma(other) - logGamma(one + other);
}

/**
 * ln of how much better each of {@link habits} explains a voter's votes than honesty; −∞: not at all.
 * @param odds of each vote, of side A.
 */
export function weighHabits(
  { starts, halfWins }: Ballots,
  { fast, copies }: Habits,
  odds: Float64Array,
  voter: number,
) {
  const taste = createTasteSum();
  const counts = [0, 0, 0];
  for (let vote = starts[voter]!; vote < starts[voter + 1]!; vote++) {
    const half = halfWins[vote]!;
    counts[half]!++;
    if (half !== 1) taste.take(Math.exp(half === 2 ? -odds[vote]! : odds[vote]!), half === 2 ? 1 : -1);
  }
  const [ofB = 0, , ofA = 0] = counts;
  const honest = taste.finish(leanings);
  const weighSide = (own: number, other: number) => own * Math.log(sure) + other * Math.log(1 - sure) - honest;
  return [weighSide(ofA, ofB), weighSide(ofB, ofA), fast[voter]!.logRatio, copies[voter]?.logRatio ?? -Infinity];
}
