/** What a month will have cost, if it goes on as lately. Amounts are US dollars. */

const day = 24 * 60 * 60_000;

/** Over how many days, today included, it is looked at how much is spent. */
const projectedFrom = 7;

/** What was spent on a day (2026-11-29, of UTC). */
export type DaySpent = { period: string; spent: number };

/** The first day that counts in a projection, as days are written. */
export function firstProjectedDay(at: Date): string {
  return new Date(at.getTime() - (projectedFrom - 1) * day).toISOString().slice(0, 10);
}

/**
 * `month + rate · left`: the rate is what the last days have cost by the time since their beginning, or since the first of them
 * on which anything was spent, at least a whole day; left is the time until the month is over.
 * @param month what it has cost so far. @param days those of {@link firstProjectedDay} and later; others do not count.
 */
export function projectMonth(month: number, days: readonly DaySpent[], at: Date): number {
  const since = firstProjectedDay(at);
  const counted = days.filter(({ period, spent }) => period >= since && spent > 0);
  const begins = counted.map(({ period }) => period).toSorted((one, other) => (one < other ? -1 : 1))[0];
  if (begins === undefined) return month;
  const lasted = Math.max(day, at.getTime() - Date.parse(begins));
  const rate = counted.reduce((sum, { spent }) => sum + spent, 0) / lasted;
  const ends = Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1);
  return month + rate * (ends - at.getTime());
}
