/** A journal that waits while nothing can be written: what was answered is paid for, and must not be lost. */
import type { Clock } from "../../machine/clock.ts";
import { pause } from "../../machine/growing-waits.ts";
import { Stopped } from "./calls.ts";
import type { Journal } from "./journal.ts";

const retryEvery = 1_000;

type Patience = {
  clock: Clock;
  /** Ends the waiting. */
  signal: AbortSignal;
  /** Told of each record that is kept. */
  appended(): void;
};

/** The same journal, whose {@link Journal.append} tries again until the record is kept, or the signal is aborted. */
export function patientJournal(journal: Journal, { clock, signal, appended }: Patience): Journal {
  return {
    ...journal,
    async append(record) {
      for (;;) {
        try {
          await journal.append(record);
          return appended();
        } catch (error) {
          if (error instanceof Stopped || signal.aborted) throw error;
          await pause(retryEvery, clock, signal);
        }
      }
    },
  };
}
