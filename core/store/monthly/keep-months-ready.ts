/** Parts for the months to come, made by whichever process runs. */
import type { Clock } from "../../machine/clock.ts";
import { everyDay } from "../../machine/every-day.ts";
import type { Log } from "../../machine/log.ts";
import type { Store } from "../store.ts";

const rowsElsewhere = "rows of these months lie among the others already, and stay there";

/**
 * Where tables are divided by month, makes the parts for the months to come, now and once a day. What fails is tried again the next
 * day: there are parts for months ahead, and a place for what has none. @returns what ends that.
 */
export function keepMonthsReady(
  store: Pick<Store, "keepMonths">,
  clock: Pick<Clock, "now" | "after">,
  log: Log,
): Promise<() => void> {
  async function keep(): Promise<void> {
    const { made, left } = await store.keepMonths(clock.now());
    if (made.length > 0) log.info({ made }, "made tables for the months to come");
    if (left.length > 0) log.warn({ left }, rowsElsewhere);
  }
  return everyDay(
    () => keep().catch((error: unknown) => log.warn({ error }, "tables for the months to come were not made")),
    clock,
  );
}
