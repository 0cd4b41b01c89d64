/** The jury at work in the background, once at a time. */
import type { Log } from "../../machine/log.ts";
import { judgeBattles, type JudgingOptions, type JudgingOutcome } from "./judge-battles.ts";

export interface JuryWork {
  /**
   * Begins to judge, unless that goes on already. @param ended is told what came of it, unless it failed.
   * @returns whether it began.
   */
  begin(limit: number, ended: (outcome: JudgingOutcome) => Promise<void>): boolean;
  settled(): Promise<void>;
  /** Stops at the next call. */
  stop(): Promise<void>;
}

export function createJuryWork(options: Omit<JudgingOptions, "limit" | "signal"> & { log: Log }): JuryWork {
  let stopping = new AbortController();
  let going: Promise<void> | undefined;
  const judge = async (limit: number, ended: (outcome: JudgingOutcome) => Promise<void>): Promise<void> => {
    try {
      const outcome = await judgeBattles({ ...options, limit, signal: stopping.signal });
      if (outcome.ending !== "stopped") await ended(outcome);
    } catch (error) {
      options.log.error({ error }, "the jury could not judge");
    } finally {
      going = undefined;
    }
  };
  return {
    begin(limit, ended) {
      if (going) return false;
      stopping = new AbortController();
      going = judge(limit, ended);
      return true;
    },
    settled: () => going ?? Promise.resolve(),
    async stop() {
      stopping.abort();
      await going;
    },
  };
}
