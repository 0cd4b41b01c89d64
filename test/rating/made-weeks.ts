/** A community with a calendar: battles are shown and close, and people come when they come. Seconds. */
import { createCommunity, type MadeBallot, models } from "./made-campaigns.ts";

export const [minute, hour, day] = [60, 3600, 24 * 3600];

export type ShownBattle = {
  battle: string;
  left: string;
  right: string;
  from: number;
  until: number;
  community?: string;
};

/** Ten days of a battle an hour, each open for an hour; on the last two a new model is in nearly each. */
export function createWeeks(seed: number) {
  const { fraction, battle, judge } = createCommunity(seed);
  const battles = Array.from({ length: 10 * 24 }, (_, index): ShownBattle => {
    const pair = battle(models.slice(0, 15));
    const isNews = index >= 8 * 24 && fraction() < 0.6;
    const from = index * hour;
    return { battle: `b${index}`, ...pair, ...(isNews ? { left: "m15" } : {}), from, until: from + hour };
  });
  const vote = (voter: string, on: ShownBattle, age: number): MadeBallot => {
    const time = on.from + 5 * minute + 10 * minute * fraction();
    return { voter, left: on.left, right: on.right, outcome: judge(on), battle: on.battle, time, age };
  };
  /** Votes on so many of the battles from one to another, whatever the models. */
  const visit = (voter: string, votes: number, [from, to]: [number, number], age: number): MadeBallot[] => {
    const left = battles.slice(from, to);
    return Array.from({ length: votes }, () =>
      vote(voter, left.splice(Math.floor(fraction() * left.length), 1)[0]!, age),
    );
  };
  const regulars = Array.from({ length: 60 }, (_, index) => visit(`voter ${index}`, 12, [0, 190], 30 * day)).flat();
  return { battles, regulars, visit, vote };
}
