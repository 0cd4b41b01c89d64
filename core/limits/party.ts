/** For whom something counts, in all limits. */
import type { Sender } from "../chat/post.ts";

/** Somebody, by themselves and by where they come from. */
export type Party = {
  /** One person; null: unknown. */
  person: string | null;
  /** Where they come from: at the page their network address, elsewhere the channel or chat. */
  origin: string;
};

/** What the arena does by itself, such as a mutual evaluation: a party like any other. */
export const arenaItself: Party = { person: null, origin: "arena" };

/** @param sender with the channel that its place belongs to, if there is one. */
export function partyOf({ person, origin, platform, place, within }: Sender & { within?: string }): Party {
  return { person, origin: origin ?? `${platform} ${within ?? place}` };
}

/** How much may be had at once, or within a time: by one person, from one origin, and in all. */
export type Limits = { person: number; origin: number; all: number };

/** Which of the limits was reached. */
export type Level = keyof Limits;

/**
 * The first limit that a party has reached. An origin gets no more than is still free for others, so that a few origins
 * together cannot take everything: somebody who has nothing yet is let in before them.
 * @param used how much each of them has now.
 */
export function levelInTheWay(limits: Limits, used: Limits, amount: number): Level | null {
  if (amount === 0) return null;
  if (used.person + amount > limits.person) return "person";
  if (used.origin + amount > limits.origin) return "origin";
  return used.origin + amount > limits.all - used.all ? "all" : null;
}
