/** Account of what is being worked on, so that a bot can stop without dropping any of it. */

import { createBackground } from "../machine/background.ts";
import type { Clock } from "../machine/clock.ts";
import type { Log } from "../machine/log.ts";
import type { PlatformName } from "./post.ts";

/** What a bot is working on. */
export interface Tracking {
  /** Begins work, unless the bot has stopped listening. What it throws is logged, because it concerns one event only. */
  track(work: () => Promise<void>): void;
  /** Resolves when nothing that came in is being worked on. */
  settled(): Promise<void>;
  /** Takes in nothing more, and waits a while for what came in before: not for a platform that does not answer. */
  stopListening(): Promise<void>;
}

/** How long the end waits for what is being worked on, in milliseconds. */
const lastPatience = 2_000;

/** Starts with nothing under way. @param platform as the log calls it. */
export function createTracking(platform: PlatformName, log: Log, clock: Clock): Tracking {
  const { run, settled } = createBackground((error) =>
    log.error({ platform, error }, "something that came in could not be worked on"),
  );
  let listening = true;
  return {
    settled,
    track(work) {
      if (!listening) return;
      const begun = async () => work();
      run(begun());
    },
    async stopListening() {
      listening = false;
      const patience = Promise.withResolvers<void>();
      const stopWaiting = clock.after(lastPatience, patience.resolve);
      await Promise.race([settled(), patience.promise]);
      stopWaiting();
    },
  };
}
