/** What has been answered already: Telegram tells of things again when it does not know whether it was heard. */
import type { Log, PlatformMemory } from "../../core/index.ts";

/** @returns whether nobody has answered that event yet; from then on, somebody has. */
export type Answered = (event: string) => Promise<boolean>;

export function createAnswered(memory: PlatformMemory, log: Log): Answered {
  return async (event) => {
    try {
      return (await memory.keep(`answered ${event}`, "")) === null;
    } catch (error) {
      // Where nothing can be kept, people are told so at least.
      log.warn({ platform: "telegram", error }, "what has been answered cannot be noted");
      return true;
    }
  };
}
