/** How votes fell, seen from one model. */
import type { PairTally } from "../rating/pair-tally.ts";

/** Counts of votes. */
export type Score = { votes: number; wins: number; losses: number; ties: number; bothBad: number };

/** No votes yet. */
export function emptyScore(): Score {
  return { votes: 0, wins: 0, losses: 0, ties: 0, bothBad: 0 };
}

/** Adds a tally to a score, seen from the side on which the model stood. */
export function addTally(score: Score, tally: PairTally, side: "a" | "b"): void {
  score.wins += side === "a" ? tally.a : tally.b;
  score.losses += side === "a" ? tally.b : tally.a;
  score.ties += tally.tie;
  score.bothBad += tally.bothBad;
  score.votes += tally.a + tally.b + tally.tie + tally.bothBad;
}

/** A model's score over all tallies it stands in. */
export function scoreOf(tallies: readonly PairTally[], model: string): Score {
  const score = emptyScore();
  for (const tally of tallies) {
    if (tally.modelA === model) addTally(score, tally, "a");
    if (tally.modelB === model) addTally(score, tally, "b");
  }
  return score;
}

/** (wins + ½ ties + ½ both-bad) / votes, from 0 to 1; null without votes. */
export function scoreShare({ votes, wins, ties, bothBad }: Score): number | null {
  return votes === 0 ? null : (wins + (ties + bothBad) / 2) / votes;
}

/** bothBad / votes, from 0 to 1; null without votes. */
export function bothBadShare({ votes, bothBad }: Score): number | null {
  return votes === 0 ? null : bothBad / votes;
}
