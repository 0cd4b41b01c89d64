/** Errors that nothing caught: one of a platform restarts that platform, any other ends the process. */
import { type Log, strayOwner } from "../core/index.ts";

/**
 * Catches what nothing else caught. An error of a platform stops that platform, which is then started again; any other
 * ends the process, because nobody can say in what state it left things.
 * @param end called at the first error that belongs to no platform.
 */
export function endOnStrayErrors(log: Log, end: () => void): void {
  let ending = false;
  const take = (error: unknown) => {
    const owner = strayOwner();
    log.error({ error }, owner ? "an error of this platform was not caught" : "an error was not caught");
    if (owner) return owner(error);
    if (!ending) end();
    ending = true;
  };
  process.on("uncaughtException", take);
  process.on("unhandledRejection", take);
}
