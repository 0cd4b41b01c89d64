/** The last net under everything: an error that nothing caught costs its platform, or where it is nobody's, the process. */
import { type Log, strayOwner } from "../core/index.ts";

/**
 * Catches what nothing else caught. What a platform owns takes that platform down, to be begun again; anything else
 * ends the process: nobody can say what state it left things in.
 * @param end hears of the first error that is nobody's.
 */
export function endOnStrayErrors(log: Log, end: () => void): void {
  let ending = false;
  const take = (error: unknown) => {
    const owner = strayOwner();
    log.error(
      { error },
      owner ? "an error of a platform's was caught by nothing else" : "an error was caught by nothing",
    );
    if (owner) return owner(error);
    if (!ending) end();
    ending = true;
  };
  process.on("uncaughtException", take);
  process.on("unhandledRejection", take);
}
