/** What every bot but the page is given, and gives. */
import type { ChatPlatform, Clock, Core, Log, Random, Standing } from "../../core/index.ts";

/** What `main.ts` gives to each bot. */
export type BotParts = {
  core: Core;
  clock: Clock;
  random: Random;
  log: Log;
  /** Called at every change of the connection to the platform. */
  onStanding: (standing: Standing) => void;
  /** Called each time the platform refuses a request because it has too many. */
  onLimited: () => void;
};

/** A bot on a chat platform that can be away. */
export type PlatformBot = {
  /** To be given to core's `connect` before {@link PlatformBot.open}. */
  platform: ChatPlatform;
  /**
   * Connects, tells its platform what commands there are, and listens. Whatever fails, then or later, is tried again until
   * it works.
   * @returns the state after the first try, or after a few seconds of it. Never throws.
   */
  open(): Promise<Standing>;
  /** Resolves when nothing that came in is being worked on. */
  settled(): Promise<void>;
  /** Takes in nothing more, and waits a while for what came in before. What core has to say can still be said. */
  stopListening(): Promise<void>;
  /** Hangs up. */
  close(): Promise<void>;
};
