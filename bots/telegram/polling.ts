/**
 * Long polling through grammY's runner. An update is confirmed to Telegram once it has been worked on, a press once it has
 * been stored, and all before it: what a sudden end leaves undone comes again.
 */
import { createConcurrentSink, createRunner, createSource, type RunnerHandle } from "@grammyjs/runner";
import { type Api, GrammyError } from "grammy";
import type { Update } from "grammy/types";
import type { Clock, Log } from "../../core/index.ts";
import { isTelling } from "./refusal.ts";

/** All that the bot listens to. Telegram remembers the last list it was given, so each is named. */
export const wantedUpdates = [
  "message",
  "edited_message",
  "callback_query",
  "inline_query",
  "chosen_inline_result",
  "stopped_message_generation",
  "message_reaction",
  "message_reaction_count",
  "my_chat_member",
] as const;

/** Fetches updates. */
export interface Polling {
  /** Fetches once, then keeps fetching. @throws what grammY throws if the first fetch fails. */
  start(signal: AbortSignal): Promise<void>;
  /** Stops fetching, waits a while for what is being worked on, and confirms it. Does nothing if fetching has ended by itself. */
  stop(): Promise<void>;
}

type PollingParts = {
  api: Api;
  /** Works on an update, and resolves when it need not be told again; never throws. */
  handle(update: Update): Promise<void>;
  /** Called with the reason if fetching ends by itself. */
  onEnd(error: unknown): void;
  clock: Clock;
  log: Log;
};

const longestPoll = 30;
const mostAtOnce = 100;
/** Work that takes longer than this no longer holds back the confirmation of other updates. Milliseconds. */
const patience = 10_000;
/** While something is worked on, Telegram is asked for more after this time at the latest. Milliseconds. */
const breath = 250;
const firstRetry = 1_000;
/** If fetching fails for longer than this, it ends. Milliseconds. */
const longestTrouble = 60_000;
/** How long stopping may wait for what is being worked on, and take to confirm it, in milliseconds. */
const lastPatience = 2_000;

type Fetching = PollingParts & {
  /** What has been handed out, by its number, until it is confirmed. A press is `pressed` until it is done. */
  handed: Map<number, "pressed" | "underway" | "done">;
  /** The number behind the last that was handed out. */
  next: number;
  /** Ends a pause. */
  wake: () => void;
  runner: RunnerHandle | undefined;
  retry: number;
  failingSince: number | undefined;
  /** What the first fetch brought. */
  first: Update[];
};

/** Fetches nothing yet. */
export function createPolling(parts: PollingParts): Polling {
  const here: Fetching = {
    ...parts,
    handed: new Map(),
    next: 0,
    wake: () => {},
    runner: undefined,
    retry: firstRetry,
    failingSince: undefined,
    first: [],
  };
  return { start: (signal) => start(here, signal), stop: () => stop(here) };
}

async function start(here: Fetching, signal: AbortSignal): Promise<void> {
  const { log, onEnd } = here;
  here.failingSince = undefined;
  here.first = await fetchOnce(here, signal, true);
  const source = createSource<Update>({ supply: (_size, given) => supply(here, given as never) });
  const consume = (update: Update) => work(here, update);
  const sink = createConcurrentSink<Update>({ consume }, async (error) =>
    log.error({ platform: "telegram", error }, "an update could not be worked on"),
  );
  here.runner = createRunner(source, sink);
  here.runner.start();
  here.runner.task()?.catch(onEnd);
}

async function stop(here: Fetching): Promise<void> {
  const { api, clock, runner } = here;
  if (!runner?.isRunning()) return;
  const controller = new AbortController();
  const stopWaiting = clock.after(lastPatience, () => {
    controller.abort();
    here.wake();
  });
  await runner.stop();
  while (underway(here).length > 0 && !controller.signal.aborted)
    await new Promise<void>((resolve) => (here.wake = resolve));
  // So that nothing of it is told again at the next start.
  const rest = { offset: confirm(here), limit: 1, timeout: 0 };
  await api.getUpdates(rest, controller.signal as never).catch(() => {});
  stopWaiting();
}

function underway({ handed }: Fetching): number[] {
  return [...handed].filter(([, state]) => state !== "done").map(([id]) => id);
}

/** Forgets what needs not be told again. @returns the number before which all has been worked on. */
function confirm(here: Fetching): number {
  const offset = Math.min(here.next, ...underway(here));
  for (const id of here.handed.keys()) if (id < offset) here.handed.delete(id);
  return offset;
}

/**
 * Telegram tells of no more than so many that are not confirmed: the oldest must not hide those that come behind. Presses
 * are stored soon, and those that are not yet must come again after a sudden end.
 */
function makeRoom(here: Fetching): void {
  for (const id of underway(here)) {
    if (here.next - id < mostAtOnce || here.handed.get(id) === "pressed") return;
    settle(here, id);
  }
}

async function work(here: Fetching, update: Update): Promise<void> {
  const { update_id: id } = update;
  const cancel = here.clock.after(patience, () => settle(here, id));
  await here.handle(update);
  cancel();
  settle(here, id);
}

function settle(here: Fetching, id: number): void {
  const state = here.handed.get(id);
  if (state === undefined || state === "done") return;
  here.handed.set(id, "done");
  // Whatever is not confirmed is told of again with the next: who asks after each press is sent all the others each time.
  if (state === "underway" || ![...here.handed.values()].includes("pressed")) here.wake();
}

function pause(here: Fetching, milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const cancel = here.clock.after(milliseconds, resolve);
    here.wake = () => {
      cancel();
      resolve();
    };
    signal.addEventListener("abort", here.wake, { once: true });
  });
}

async function fetchOnce(here: Fetching, signal: AbortSignal, atOnce = false): Promise<Update[]> {
  const { api, handed } = here;
  const busy = atOnce || underway(here).length > 0;
  makeRoom(here);
  const updates = await api.getUpdates(
    { offset: confirm(here), limit: mostAtOnce, timeout: busy ? 0 : longestPoll, allowed_updates: wantedUpdates },
    signal as never,
  );
  const fresh = updates.filter(({ update_id: id }) => !handed.has(id));
  for (const { update_id: id, callback_query: press } of fresh) {
    handed.set(id, press ? "pressed" : "underway");
    here.next = Math.max(here.next, id + 1);
  }
  here.retry = firstRetry;
  here.failingSince = undefined;
  return fresh;
}

/** Waits for updates, and while something is worked on looks for more. @throws when fetching has to end. */
async function supply(here: Fetching, signal: AbortSignal): Promise<Update[]> {
  const ahead = here.first;
  here.first = [];
  if (ahead.length > 0) return ahead;
  for (;;) {
    if (signal.aborted) throw new Error("the bot listens no more");
    if (underway(here).length > 0) await pause(here, breath, signal);
    try {
      const fresh = await fetchOnce(here, signal);
      if (fresh.length > 0) return fresh;
    } catch (error) {
      if (signal.aborted) throw error;
      await waitAfter(here, error, signal);
    }
  }
}

/** @throws the error if waiting does not help, or has not helped. */
async function waitAfter(here: Fetching, error: unknown, signal: AbortSignal): Promise<void> {
  const now = here.clock.elapsed();
  here.failingSince ??= now;
  if (isTelling(error) || now - here.failingSince >= longestTrouble) throw error;
  const again = (error instanceof GrammyError ? (error.parameters.retry_after ?? 0) * 1_000 : 0) || here.retry;
  here.log.warn({ platform: "telegram", error }, "updates could not be fetched; it is tried again");
  here.retry *= 2;
  await pause(here, again, signal);
}
