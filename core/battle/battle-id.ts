/** What battles are called: identifiers that sort by day, so that whatever is kept by battle grows at its end. */
import type { Random } from "../machine/random.ts";

/**
 * A fresh identifier for a battle: `~`, the day on which it begins (UTC, `YYYYMMDD`), and 16 characters of [0-9a-z] that nobody
 * can guess (80 bits). In the order of bytes it stands after those of earlier days, and after those of before 2026-12, which had no
 * day: `~` comes after all that they can begin with.
 * @param now of the years 1000 to 9999.
 */
export function newBattleId(now: Date, random: Pick<Random, "id">): string {
  return `~${now.toISOString().slice(0, 10).replaceAll("-", "")}${random.id()}`;
}

/** What every identifier of a battle matches, with and without a day; to be put into larger patterns. */
export const battleIdPattern = String.raw`(?:~\d{8})?[0-9a-z]{16}`;

/**
 * A text that no identifier of an earlier month comes after, and none of this month or a later one before, in the order of bytes.
 * @param month any moment in it, read in UTC.
 */
export function firstBattleIdOf(month: Date): string {
  return `~${month.toISOString().slice(0, 7).replace("-", "")}`;
}
