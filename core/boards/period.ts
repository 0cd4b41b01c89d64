/** How far back the battles of a board may have closed. */
export const periods = ["all", "30d", "7d"] as const;
/** One of {@link periods}. */
export type Period = (typeof periods)[number];

const day = 24 * 60 * 60 * 1000;
const lengths: Record<Exclude<Period, "all">, number> = { "30d": 30, "7d": 7 };

/** A moment's day (UTC, `2026-03-14`). */
export function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}

/** The first day (UTC) of a period that ends today; null: there is none. @param now a moment of today. */
export function firstDayOf(period: Period, now: Date): string | null {
  return period === "all" ? null : dayOf(new Date(now.getTime() - (lengths[period] - 1) * day));
}
