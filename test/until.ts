/** Waits for what other parts of this process, or a peer on this machine, are about to do. */
import { setTimeout as wait } from "node:timers/promises";

/** In milliseconds: short for the test, long enough to leave the machine to whoever is waited for. */
const betweenLooks = 2;

/** Looks again and again until the condition holds; the test's own time limit ends what never comes. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await wait(betweenLooks);
}
