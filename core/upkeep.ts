/** What an arena sees to by itself as long as it runs: nobody asks for it, and nobody waits. */
import { keepNotesTidy } from "./chat/memory.ts";
import type { CommandContext } from "./commands/command.ts";
import { createWeeklyPosts } from "./commands/digest/weekly-posts.ts";
import type { Log } from "./machine/log.ts";
import { keepMonthsReady } from "./store/monthly/keep-months-ready.ts";

/** Old notes are forgotten, months made ready, older texts encrypted and weekly digests posted. */
export interface Upkeep {
  /** A platform can be reached now. */
  reach(): void;
  start(): Promise<void>;
  settled(): Promise<void>;
  /** Begins nothing more. */
  stop(): void;
}

const stillOpenTexts = "what was written before ENCRYPT_TEXT is not all encrypted yet: the next start goes on";

/** Nothing is done before the start. */
export function createUpkeep(context: CommandContext & { log: Log }): Upkeep {
  const { store, clock, log } = context;
  const weekly = createWeeklyPosts(context);
  const stopping = new AbortController();
  let ends: (() => void)[] = [];
  let sealing = Promise.resolve();
  return {
    reach: weekly.look,
    async start() {
      ends = [await keepNotesTidy(store.notes, clock, log), await keepMonthsReady(store, clock, log)];
      sealing = store.sealOlderTexts(stopping.signal).catch((error: unknown) => log.warn({ error }, stillOpenTexts));
      weekly.start();
    },
    async settled() {
      await Promise.all([sealing, weekly.settled()]);
    },
    stop() {
      for (const end of ends) end();
      weekly.stop();
      stopping.abort();
    },
  };
}
