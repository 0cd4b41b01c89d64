/**
 * What it costs to bring a post of a started arena to a thousand listeners, in processor time of all its processes:
 * battles with them listening, less battles without. Beside it, in the same run, the plainest server that writes as
 * many bytes to as many.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { loadavg } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import type { BenchResult } from "./bench.ts";
import { createVisitor, type Visitor } from "./flood/visitor.ts";
import { type Audience, enterPeople, gatherAudience, openCount } from "./listeners/audience.ts";
import { type Arena, startArena } from "./measure/arena-process.ts";
import { processorTimeOf } from "./measure/processor-time.ts";

/** The options that take a number. */
export const options = ["rounds", "battles"] as const;

/** All that a page has places for, but one: that is for who counts. */
const listeners = 999;
/** How many times what the plainest server spends a post may cost. */
const mostRatio = 2;

/** Processor time by listener and event: what remains is that of the battles themselves. */
type Spent = { events: number; processor: number };

/** Asks `battles` questions in each of `rounds`, once with nobody listening and once with everybody. */
export async function bench({ rounds = 3, battles = 10 } = {}): Promise<BenchResult> {
  const load = loadavg()[0] ?? Number.NaN;
  const arena = await startArena("postgres");
  try {
    const people = await enterPeople(arena.address, listeners);
    const [alone, crowded]: [Spent[], Spent[]] = [[], []];
    const { count, stream } = await openCount(createVisitor(arena.address, "127.0.0.9"));
    await ask(arena, people, battles, count);
    for (let round = 0; round < rounds; round += 1) {
      alone.push(await ask(arena, people, battles, count));
      const audience = await gatherAudience(people, "/api/events", listeners);
      crowded.push(await ask(arena, people, battles, count));
      await end(audience);
    }
    const postMs = perEvent(crowded) - perEvent(alone);
    const bytes = Math.round(stream.heard().length / count());
    const bareMs = await measureBare(bytes, rounds * battles);
    const ratio = postMs / bareMs;
    return {
      passed: ratio <= mostRatio,
      figures: { load, listeners, bytes, postMs, bareMs, ratio },
      report: `Load before: ${load.toFixed(2)}. A post of ${bytes} bytes on average to ${listeners} listeners: ${postMs.toFixed(1)} ms of processor time; the plainest server: ${bareMs.toFixed(1)} ms (${ratio.toFixed(2)} times).`,
    };
  } finally {
    await arena.end();
  }
}

/** Has so many battles opened, one after the other, and waits until all has been sent. */
async function ask(arena: Arena, people: readonly Visitor[], battles: number, count: () => number): Promise<Spent> {
  await quiet(arena);
  const [before, heard] = [await arena.processorTime(), count()];
  for (let battle = 0; battle < battles; battle += 1) {
    const asker = people[battle % people.length];
    await asker?.send("POST", "/api/messages", { text: `Why is it so, for the time ${battle}?` });
  }
  // The question, the line of progress, and the ballot.
  while (count() < heard + 3 * battles) await wait(50);
  const after = await quiet(arena);
  return { events: count() - heard, processor: after - before };
}

/** Waits until the arena has nothing to do. @returns its processor time. */
async function quiet(arena: Arena): Promise<number> {
  for (let before = Number.NaN; ;) {
    const now = await arena.processorTime();
    if (now - before <= 10) return now;
    before = now;
    await wait(500);
  }
}

async function end(audience: Audience): Promise<void> {
  audience.leave();
  await wait(500);
}

function perEvent(rounds: readonly Spent[]): number {
  const sum = (pick: (one: Spent) => number): number => rounds.reduce((total, one) => total + pick(one), 0);
  return sum(({ processor }) => processor) / sum(({ events }) => events);
}

async function measureBare(bytes: number, posts: number): Promise<number> {
  const child = fork(new URL("./listeners/bare-sender.ts", import.meta.url));
  const [port] = (await once(child, "message")) as [number];
  const people = Array.from({ length: 50 }, () => createVisitor(`http://127.0.0.1:${port}`, "127.0.0.1"));
  const audience = await gatherAudience(people, "/", listeners);
  const send = async (): Promise<void> => {
    child.send("x".repeat(bytes));
    await once(child, "message");
    await wait(20);
  };
  for (let post = 0; post < 10; post += 1) await send();
  const before = await processorTimeOf(child.pid ?? 0);
  for (let post = 0; post < posts; post += 1) await send();
  const spent = (await processorTimeOf(child.pid ?? 0)) - before;
  audience.leave();
  child.disconnect();
  return spent / posts;
}
