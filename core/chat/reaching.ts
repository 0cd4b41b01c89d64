/** Keeps a bot connected to its chat platform: started again whatever goes wrong, with longer and longer waits. */
import { createGrowingWaits, longestWait, pause } from "../machine/growing-waits.ts";
import type { Clock } from "../machine/clock.ts";
import type { Log } from "../machine/log.ts";
import type { Random } from "../machine/random.ts";
import type { PlatformName } from "./post.ts";
import { ownedBy } from "../machine/stray-errors.ts";

/** How long a start waits for a platform's first try, in milliseconds. */
const patience = 5_000;
/** How long a platform that keeps disconnecting must stay before it counts as back, in milliseconds. */
const proof = 60_000;

/**
 * Why a bot is not connected. `away`: the platform cannot be used just now, and waiting helps. For the others
 * somebody has to do something: `token` is refused; `intents` are not granted, `bad-intents` unknown; `sharding` is
 * wrong; `version` is too old; `sessions` are used up for today; `conflict`: another program fetches the updates;
 * `webhook`: another program has them sent elsewhere; `webhook-refused`: the platform does not take the address;
 * the `port` for the webhook cannot be used.
 */
export type PlatformTrouble =
  | "away"
  | "token"
  | "intents"
  | "bad-intents"
  | "sharding"
  | "version"
  | "sessions"
  | "conflict"
  | "webhook"
  | "webhook-refused"
  | "port";

/** What a platform calls the bot, and where people add it. */
export type BotName = { name: string; link?: string };

/** Whether a bot is connected. The reason is short, such as 502 or ECONNREFUSED, and holds no secret. */
export type Standing =
  | ({ state: "up" } & BotName)
  | { state: "trying"; trouble: PlatformTrouble; reason: string | undefined };

/** Explains an error of a platform. `wait`: the least wait that the platform asks for, in milliseconds. */
export type ReadTrouble = (error: unknown) => { trouble: PlatformTrouble; reason?: string; wait?: number };

export interface Reaching {
  /** Begins. @returns the state after the first try, or after a few seconds of it. Never throws. */
  open(): Promise<Standing>;
  /** For an error from which the platform does not recover by itself: it is stopped and started again. */
  fail(error: unknown): void;
  /** Ends it at once, whatever it is doing. */
  stop(): Promise<void>;
}

export type ReachingParts = {
  platform: PlatformName;
  /**
   * Every step from the first contact until the bot listens. Whatever it throws is tried again from the first step.
   * Settles soon after the signal is aborted, which also stops what it has left running.
   */
  begin(signal: AbortSignal): Promise<BotName>;
  /** Stops what `begin` has started, as far as it came. */
  end(): Promise<void>;
  readTrouble: ReadTrouble;
  /** Called at every change. */
  onStanding(standing: Standing): void;
  clock: Clock;
  random: Pick<Random, "fraction">;
  log: Log;
};

/** Troubles that waiting does not mend. */
const lasting: ReadonlySet<PlatformTrouble> = new Set(["token", "intents", "bad-intents", "sharding", "version"]);

export function createReaching(parts: ReachingParts): Reaching {
  const { platform, begin, end, readTrouble, onStanding, clock, random, log } = parts;
  const stopping = new AbortController();
  const waits = createGrowingWaits(random);
  let standing: Standing = { state: "trying", trouble: "away", reason: undefined };
  let told = "";
  let firstTried = () => {};
  let failNow: (error: unknown) => void = () => {};
  let running: Promise<void> = Promise.resolve();
  /** How often it has disconnected without having stayed in between. */
  let drops = 0;

  function change(next: Standing): void {
    standing = next;
    const telling = next.state === "up" ? "up" : next.trouble;
    if (telling !== told) onStanding(next);
    told = telling;
    firstTried();
  }

  /** A platform that comes and goes counts as back only after it has stayed a while. @returns a function that cancels this. */
  function comeUp(name: BotName): () => void {
    if (drops > 1) return clock.after(proof, () => change({ state: "up", ...name }));
    change({ state: "up", ...name });
    return () => {};
  }

  function goDown(since: Date): void {
    const stayed = clock.now().getTime() - since.getTime() >= longestWait;
    if (stayed) waits.reset();
    drops = stayed ? 1 : drops + 1;
  }

  /** Once from the first contact to the end. @returns what ended it. */
  async function live(): Promise<unknown> {
    const ending = new AbortController();
    const failure = Promise.withResolvers<never>();
    failNow = failure.reject;
    const beginning = ownedBy(failure.reject, () => begin(ending.signal));
    try {
      const callOff = comeUp(await Promise.race([beginning, failure.promise]));
      const since = clock.now();
      return await failure.promise.finally(() => {
        callOff();
        goDown(since);
      });
    } catch (error) {
      return error;
    } finally {
      ending.abort();
      // What is still going on must not start anything that would never be stopped.
      await beginning.catch(() => {});
      await end().catch((error: unknown) => log.warn({ platform, error }, "the bot could not be taken down in order"));
    }
  }

  async function keepUp(): Promise<void> {
    while (!stopping.signal.aborted) {
      const error = await live();
      if (stopping.signal.aborted) return;
      const { trouble, reason, wait = 0 } = readTrouble(error);
      log[trouble === "away" ? "warn" : "error"](
        { platform, trouble, error },
        "the bot is not there; it is tried again",
      );
      change({ state: "trying", trouble, reason });
      await pause(waits.next(lasting.has(trouble) ? longestWait : wait), clock, stopping.signal);
    }
  }

  return {
    async open() {
      const tried = Promise.withResolvers<void>();
      firstTried = tried.resolve;
      running = keepUp();
      const stopWaiting = clock.after(patience, tried.resolve);
      await tried.promise;
      stopWaiting();
      return standing;
    },
    fail: (error) => failNow(error),
    async stop() {
      stopping.abort();
      failNow(stopping.signal.reason);
      await running;
    },
  };
}

/** In a word or two why something failed, without addresses, which may hold secrets. */
export function shortReason(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null) return undefined;
  const { status, error_code: code = status } = error as { status?: unknown; error_code?: unknown };
  if (typeof code === "number") return String(code);
  if ("code" in error && typeof error.code === "string") return error.code;
  const { cause, error: inner = cause } = error as { cause?: unknown; error?: unknown };
  return shortReason(inner);
}
