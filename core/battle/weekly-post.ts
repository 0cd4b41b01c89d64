/** The digest that a community can have posted every week, and when it is due. */
import type { PlatformName } from "../chat/post.ts";

/** Where it is posted, and for which week last. */
export type WeeklyPost = {
  platform: PlatformName;
  /** Where exactly, encrypted: see `DeliverySeal`. */
  delivery: string;
  /** The Monday (midnight, UTC) that was taken last: nobody posts for it, or an earlier one, any more. */
  taken: Date;
};

/** The part of the record that says which communities want it. */
export interface WeeklyStore {
  /** That of a community (a pseudonym); null where it is off. It is changed with the other settings. */
  weeklyPost(community: string): Promise<WeeklyPost | null>;
  /** Those on a platform for which a Monday has not been taken yet, by community. */
  dueWeekly(platform: PlatformName, monday: Date): Promise<(WeeklyPost & { community: string })[]>;
  /** Takes a Monday for whoever asks, unless it was taken: one of all processes may post then. @returns whether it is theirs. */
  takeWeekly(community: string, monday: Date): Promise<boolean>;
  /** Switches it off, unless it is posted elsewhere by now. */
  endWeekly(community: string, delivery: string): Promise<void>;
}

const hour = 60 * 60_000;
const day = 24 * hour;
const week = 7 * day;
/** After midnight of a Monday. */
const dueAt = 9 * hour;
/** The first Monday there was: 5 January 1970. */
const firstMonday = 4 * day;

/** The Monday (midnight, UTC) whose post is due, or was due last: on Mondays from 09:00 on the same day. */
export function lastMonday(now: Date): Date {
  const weeks = Math.floor((now.getTime() - firstMonday - dueAt) / week);
  return new Date(firstMonday + weeks * week);
}

/** Whether it is still that Monday: later its post is left out. */
export function isStillDue(monday: Date, now: Date): boolean {
  return now.getTime() < monday.getTime() + day;
}

/** Milliseconds until the next post is due. */
export function untilNextDue(now: Date): number {
  return lastMonday(now).getTime() + week + dueAt - now.getTime();
}
