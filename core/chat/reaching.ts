/** Keeps a bot connected to its chat platform: started again whatever goes wrong, with longer and longer waits. */
import { createGrowingWaits, longestWait, pause } from "../machine/growing-waits.ts";
import type { Clock } from "../machine/clock.ts";
import type { Log } from "../machine/log.ts";
import type { Random } from "../machine/random.ts";
import { type ConnectionLease, ConnectionLost } from "./connection-lease.ts";
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

/**
 * Whether a bot is connected; `waiting`: another process of the installation is. The reason is short, such as 502 or
 * ECONNREFUSED, and holds no secret.
 */
export type Standing =
  | ({ state: "up" } & BotName)
  | { state: "waiting" }
  | { state: "trying"; trouble: PlatformTrouble; reason: string | undefined };

/** Explains an error of a platform. `wait`: the least wait that the platform asks for, in milliseconds. */
export type ReadTrouble = (error: unknown) => { trouble: PlatformTrouble; reason?: string; wait?: number };

/** A bot that is kept connected. */
export interface Reaching {
  /** Begins. @returns the state after the first try, or after a few seconds of it. Never throws. */
  open(): Promise<Standing>;
  /** For an error from which the platform does not recover by itself: it is stopped and started again. */
  fail(error: unknown): void;
  /** Ends it at once, whatever it is doing. */
  stop(): Promise<void>;
}

/** What keeping a bot connected takes. */
export type ReachingParts = {
  platform: PlatformName;
  /**
   * Every step from the first contact until the bot listens. Whatever it throws is tried again from the first step.
   * Settles soon after the signal is aborted, which also stops what it has left running.
   * @param turn resolves once this process may listen.
   */
  begin(signal: AbortSignal, turn: () => Promise<void>): Promise<BotName>;
  /** Stops what `begin` has started, as far as it came. */
  end(): Promise<void>;
  readTrouble: ReadTrouble;
  /** Keeps all processes but one from listening; null: each may. */
  lease: ConnectionLease | null;
  /** Called at every change. */
  onStanding(standing: Standing): void;
  clock: Clock;
  random: Pick<Random, "fraction">;
  log: Log;
};

/** Troubles that waiting does not mend. */
const lasting: ReadonlySet<PlatformTrouble> = new Set(["token", "intents", "bad-intents", "sharding", "version"]);

/** How far a bot is: what it was last seen to be, and how to end its present life. */
type Run = {
  readonly parts: ReachingParts;
  readonly stopping: AbortController;
  readonly waits: ReturnType<typeof createGrowingWaits>;
  standing: Standing;
  /** What was last told of it. */
  told: string;
  /** How often it has disconnected without having stayed in between. */
  drops: number;
  firstTried: () => void;
  failNow: (error: unknown) => void;
};

/** Keeps a bot connected, as soon as it is opened. */
export function createReaching(parts: ReachingParts): Reaching {
  const run: Run = {
    parts,
    stopping: new AbortController(),
    waits: createGrowingWaits(parts.random),
    standing: { state: "trying", trouble: "away", reason: undefined },
    told: "",
    drops: 0,
    firstTried: () => {},
    failNow: () => {},
  };
  let running: Promise<void> = Promise.resolve();
  return {
    async open() {
      const tried = Promise.withResolvers<void>();
      run.firstTried = tried.resolve;
      running = keepUp(run);
      const stopWaiting = parts.clock.after(patience, tried.resolve);
      await tried.promise;
      stopWaiting();
      return run.standing;
    },
    fail: (error) => run.failNow(error),
    async stop() {
      run.stopping.abort();
      run.failNow(run.stopping.signal.reason);
      await running;
    },
  };
}

async function keepUp(run: Run): Promise<void> {
  const { platform, readTrouble, lease, clock, log } = run.parts;
  const { signal } = run.stopping;
  while (!signal.aborted) {
    const error = await live(run);
    if (signal.aborted) break;
    // Then nothing is wrong, whatever the platform says of two that were there at once.
    if (error instanceof ConnectionLost || (await lease?.isLost())) continue;
    const { trouble, reason, wait = 0 } = readTrouble(error);
    // Another process may reach what this one cannot; any other trouble would be its as well.
    if (trouble === "away") await lease?.end();
    const level = trouble === "away" ? "warn" : "error";
    log[level]({ platform, trouble, error }, "the bot is not there; it is tried again");
    change(run, { state: "trying", trouble, reason });
    await pause(run.waits.next(lasting.has(trouble) ? longestWait : wait), clock, signal);
  }
  await lease?.end();
}

/** Tells that another process is connected, and says so in the log once. */
function tellWaiting(run: Run): void {
  const { platform, log } = run.parts;
  if (run.told !== "waiting") log.info({ platform }, "another process of this arena is connected; this one waits");
  change(run, { state: "waiting" });
}

/** One connection, from the first contact to its end. @returns what ended it. */
async function live(run: Run): Promise<unknown> {
  const { platform, begin, end, lease, clock, log } = run.parts;
  const ending = new AbortController();
  const failure = Promise.withResolvers<never>();
  run.failNow = failure.reject;
  const listener = { waiting: () => tellWaiting(run), lost: failure.reject };
  const turn = async () => lease?.take(ending.signal, listener);
  const beginning = ownedBy(failure.reject, () => begin(ending.signal, turn));
  try {
    const callOff = comeUp(run, await Promise.race([beginning, failure.promise]));
    const since = clock.elapsed();
    return await failure.promise.finally(() => {
      callOff();
      goDown(run, since);
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

function change(run: Run, next: Standing): void {
  run.standing = next;
  const telling = next.state === "trying" ? next.trouble : next.state;
  if (telling !== run.told) run.parts.onStanding(next);
  run.told = telling;
  run.firstTried();
}

/** A platform that comes and goes counts as back only after it has stayed a while. @returns a function that cancels this. */
function comeUp(run: Run, name: BotName): () => void {
  if (run.drops > 1) return run.parts.clock.after(proof, () => change(run, { state: "up", ...name }));
  change(run, { state: "up", ...name });
  return () => {};
}

function goDown(run: Run, since: number): void {
  const stayed = run.parts.clock.elapsed() - since >= longestWait;
  if (stayed) run.waits.reset();
  run.drops = stayed ? 1 : run.drops + 1;
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
