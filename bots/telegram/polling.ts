/**
 * Long polling through grammY's runner. An update is confirmed to Telegram once it has been worked on, and all before
 * it: what a sudden end leaves undone comes again.
 */
import { createConcurrentSink, createRunner, createSource, type RunnerHandle } from "@grammyjs/runner";
import { type Api, GrammyError } from "grammy";
import type { Update } from "grammy/types";
import type { Clock, Log } from "../../core/index.ts";
import { isTelling } from "./refusal.ts";

/** All that the bot listens to. Telegram remembers the last list it was given, so each is named. */
export const wantedUpdates = [
  "message",
  "callback_query",
  "message_reaction",
  "message_reaction_count",
  "my_chat_member",
] as const;

export interface Polling {
  /** Fetches for the first time, and then again and again. @throws what grammY throws when the first time fails. */
  start(signal: AbortSignal): Promise<void>;
  /** Fetches no more, waits a while for what is being worked on, and confirms it. Does nothing where it has ended itself. */
  stop(): Promise<void>;
}

type PollingParts = {
  api: Api;
  /** Works on an update; never throws. */
  handle(update: Update): Promise<void>;
  /** Hears why fetching has ended by itself. */
  onEnd(error: unknown): void;
  clock: Clock;
  log: Log;
};

const longestPoll = 30;
const mostAtOnce = 100;
/** Whatever takes longer than this keeps nothing else from being confirmed. Milliseconds. */
const patience = 10_000;
/** While something is worked on, Telegram is asked for more after this time at the latest. Milliseconds. */
const breath = 250;
const firstRetry = 1_000;
/** Whatever fails for longer than this ends the fetching. Milliseconds. */
const longestTrouble = 60_000;
/** How long the end may wait for what is being worked on, and take to confirm it, in milliseconds. */
const lastPatience = 2_000;

export function createPolling({ api, handle, onEnd, clock, log }: PollingParts): Polling {
  /** What has been handed out, by its number, until it is confirmed. */
  const handed = new Map<number, "underway" | "done">();
  let next = 0;
  let wake = () => {};
  let runner: RunnerHandle | undefined;
  let retry = firstRetry;
  let failingSince: number | undefined;
  /** What was fetched for the first time. */
  let first: Update[] = [];

  const underway = () => [...handed].filter(([, state]) => state === "underway").map(([id]) => id);

  /** Everything before it has been worked on. */
  function confirmed(): number {
    const offset = Math.min(next, ...underway());
    for (const id of handed.keys()) if (id < offset) handed.delete(id);
    return offset;
  }

  function settle(id: number): void {
    if (handed.get(id) !== "underway") return;
    handed.set(id, "done");
    wake();
  }

  async function consume(update: Update): Promise<void> {
    const cancel = clock.after(patience, () => settle(update.update_id));
    await handle(update);
    cancel();
    settle(update.update_id);
  }

  function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const cancel = clock.after(milliseconds, resolve);
      wake = () => {
        cancel();
        resolve();
      };
      signal.addEventListener("abort", wake, { once: true });
    });
  }

  async function fetchOnce(signal: AbortSignal, atOnce = false): Promise<Update[]> {
    const busy = atOnce || underway().length > 0;
    const updates = await api.getUpdates(
      { offset: confirmed(), limit: mostAtOnce, timeout: busy ? 0 : longestPoll, allowed_updates: wantedUpdates },
      signal as never,
    );
    const fresh = updates.filter(({ update_id: id }) => !handed.has(id));
    for (const { update_id: id } of fresh) {
      handed.set(id, "underway");
      next = Math.max(next, id + 1);
    }
    retry = firstRetry;
    failingSince = undefined;
    return fresh;
  }

  /** @throws the error where waiting is of no use, or has been of none. */
  async function waitAfter(error: unknown, signal: AbortSignal): Promise<void> {
    const now = clock.now().getTime();
    failingSince ??= now;
    if (isTelling(error) || now - failingSince >= longestTrouble) throw error;
    const again = (error instanceof GrammyError ? (error.parameters.retry_after ?? 0) * 1_000 : 0) || retry;
    log.warn({ platform: "telegram", error }, "updates could not be fetched; it is tried again");
    retry *= 2;
    await pause(again, signal);
  }

  async function supply(_size: number, signal: AbortSignal): Promise<Update[]> {
    const ahead = first;
    first = [];
    if (ahead.length > 0) return ahead;
    for (;;) {
      if (signal.aborted) throw new Error("the bot listens no more");
      if (underway().length > 0) await pause(breath, signal);
      try {
        const fresh = await fetchOnce(signal);
        if (fresh.length > 0) return fresh;
      } catch (error) {
        if (signal.aborted) throw error;
        await waitAfter(error, signal);
      }
    }
  }

  return {
    async start(signal) {
      failingSince = undefined;
      first = await fetchOnce(signal, true);
      const source = createSource<Update>({ supply: (size, given) => supply(size, given as never) });
      const sink = createConcurrentSink<Update>({ consume }, async (error) =>
        log.error({ platform: "telegram", error }, "an update could not be worked on"),
      );
      runner = createRunner(source, sink);
      runner.start();
      runner.task()?.catch(onEnd);
    },
    async stop() {
      if (!runner?.isRunning()) return;
      const controller = new AbortController();
      const stopWaiting = clock.after(lastPatience, () => {
        controller.abort();
        wake();
      });
      await runner.stop();
      while (underway().length > 0 && !controller.signal.aborted)
        await new Promise<void>((resolve) => (wake = resolve));
      // So that nothing of it is told again at the next start.
      const rest = { offset: confirmed(), limit: 1, timeout: 0 };
      await api.getUpdates(rest, controller.signal as never).catch(() => {});
      stopWaiting();
    },
  };
}
