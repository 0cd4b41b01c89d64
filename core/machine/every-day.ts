/** Work that is due once a day as long as the process runs. */
import type { Clock } from "./clock.ts";

const day = 24 * 60 * 60_000;

/** Does `work`, which must not throw, now and every 24 hours. Resolves after the first time. @returns what ends that. */
export async function everyDay(work: () => Promise<void>, clock: Pick<Clock, "after">): Promise<() => void> {
  let [ended, cancel] = [false, () => {}];
  async function go(): Promise<void> {
    await work();
    if (!ended) cancel = clock.after(day, () => void go());
  }
  await go();
  return () => {
    ended = true;
    cancel();
  };
}
