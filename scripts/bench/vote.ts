/**
 * Votes through the whole core, beside bare durable inserts of single rows by the driver alone, on both embedded
 * databases, in turn in one run: how many a second, how long people wait, what is said to the database for each, and
 * what each costs all processes of this program together.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import type { BenchResult } from "./bench.ts";
import { processorTime } from "./measure/processor-time.ts";
import { median, quantile } from "./measure/quantile.ts";
import { type BenchArena, openArena } from "./vote/arena.ts";
import { type BareInserts, openBarePGlite, openBarePostgres } from "./vote/bare-inserts.ts";
import { countMessages } from "./vote/messages.ts";

/** The options that take a number. */
export const options = ["rounds", "people"] as const;

const stores = ["pglite", "postgres"] as const;
const crowds = [16, 64] as const;
const [leastRatio, mostWait] = [2, { 16: 25, 64: 60 }] as const;
const [battles, choices] = [12, ["a", "b", "tie", "both-bad"]] as const;
/** The arena lets in so many presses within ten seconds and no more. In milliseconds. */
const pause = 11_000;

/** Both ways to write, on one database. */
type Place = { arena: BenchArena; bare: BareInserts; close(): Promise<void> };

/** How many a second, what each costs in processor milliseconds, how long each took, and what was said for each. */
type Run = { perSecond: number; cost: number; waits: number[]; messages: number };

/** Writes number such and such. */
type Write = (number: number) => Promise<void>;

type Crowd = { votesPerSecond: number; insertsPerSecond: number; ratio: number; p50Ms: number; p99Ms: number } & {
  messagesPerVote: number;
  millisecondsPerVote: number;
  millisecondsPerInsert: number;
};

/** Measures both stores. @param people each votes once on each of twelve battles, `rounds` times on new ones. */
export async function bench({ rounds = 3, people = 700 } = {}): Promise<BenchResult> {
  const machine = { processors: cpus().length, load: loadavg() };
  const messages = countMessages();
  const figures: Record<string, Crowd & { with64: Crowd }> = {};
  for (const store of stores) {
    const place = await openPlace(store);
    // Whoever came first would pay for what Node compiles once.
    await measure(place, 16, 50, messages);
    const measured: Record<(typeof crowds)[number], { votes: Run; inserts: Run }[]> = { 16: [], 64: [] };
    for (let round = 0; round < rounds; round += 1)
      for (const crowd of crowds) measured[crowd].push(await measure(place, crowd, people, messages));
    await place.close();
    figures[store] = { ...summarise(measured[16]), with64: summarise(measured[64]) };
  }
  const passed = Object.values(figures).every((one) => isGood(one, 16) && isGood(one.with64, 64));
  return { passed, figures: { stores: figures, machine }, report: write(figures, machine, rounds) };
}

async function openPlace(store: (typeof stores)[number]): Promise<Place> {
  const directory = await mkdtemp(join(tmpdir(), "doubleblind-vote-"));
  const arena = await openArena(join(directory, "arena"), { pglite: store === "pglite" });
  const bare = await (store === "pglite"
    ? openBarePGlite(join(directory, "bare"))
    : openBarePostgres(join(directory, "arena")));
  return {
    ...{ arena, bare },
    async close() {
      await bare.close();
      await arena.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function measure({ arena, bare }: Place, crowd: number, people: number, messages: () => number) {
  const [known = "", ...ids] = await arena.openBattles(battles + 1);
  arena.pass(pause);
  // Whoever votes for the first time has their language read once: not what is measured here.
  await inFlight(crowd, people, (person) => arena.vote(person, known, "a"));
  arena.pass(pause);
  const votes = await run(crowd, people * battles, messages, (number) => {
    const [battle, person] = [ids[number % battles] ?? "", Math.floor(number / battles)];
    return arena.vote(person, battle, choices[(number * 7 + person) % 4] ?? "a");
  });
  const inserts = await run(crowd, people * battles, messages, (number) => bare.insert(known, `${crowd} ${number}`));
  return { votes, inserts };
}

/** Writes so many, always `crowd` of them at once. @returns how long each took, in milliseconds. */
async function inFlight(crowd: number, count: number, one: Write): Promise<number[]> {
  const waits: number[] = [];
  let next = 0;
  async function goOn(): Promise<void> {
    for (let number = next++; number < count; number = next++) {
      const began = performance.now();
      await one(number);
      waits.push(performance.now() - began);
    }
  }
  await Promise.all(Array.from({ length: crowd }, goOn));
  return waits;
}

async function run(crowd: number, count: number, messages: () => number, one: Write): Promise<Run> {
  const [processor, said, began] = [await processorTime(), messages(), performance.now()];
  const waits = await inFlight(crowd, count, one);
  const elapsed = performance.now() - began;
  return {
    perSecond: (1000 * count) / elapsed,
    cost: ((await processorTime()) - processor) / count,
    waits,
    messages: (messages() - said) / count,
  };
}

/** Medians of the rounds; the waits of all of them together. */
function summarise(rounds: readonly { votes: Run; inserts: Run }[]): Crowd {
  const middle = (pick: (round: { votes: Run; inserts: Run }) => number) => median(rounds.map(pick));
  const waits = rounds.flatMap(({ votes }) => votes.waits);
  return {
    votesPerSecond: middle(({ votes }) => votes.perSecond),
    insertsPerSecond: middle(({ inserts }) => inserts.perSecond),
    ratio: middle(({ votes, inserts }) => votes.perSecond / inserts.perSecond),
    p50Ms: quantile(waits, 0.5),
    p99Ms: quantile(waits, 0.99),
    messagesPerVote: middle(({ votes }) => votes.messages),
    millisecondsPerVote: middle(({ votes }) => votes.cost),
    millisecondsPerInsert: middle(({ inserts }) => inserts.cost),
  };
}

function isGood({ ratio, p99Ms }: Crowd, crowd: (typeof crowds)[number]): boolean {
  return ratio >= leastRatio && p99Ms <= mostWait[crowd];
}

function write(
  figures: Record<string, Crowd & { with64: Crowd }>,
  { processors, load }: { processors: number; load: number[] },
  rounds: number,
): string {
  const lines = Object.entries(figures).flatMap(([store, figure]) =>
    ([figure, figure.with64] as const).map((one, index) => {
      const each = `${one.millisecondsPerVote.toFixed(3)} ms of processor each (insert ${one.millisecondsPerInsert.toFixed(3)})`;
      return `${store.padEnd(8)} ${crowds[index]}: ${one.votesPerSecond.toFixed(0)} votes/s, ${one.insertsPerSecond.toFixed(0)} inserts/s, ratio ${one.ratio.toFixed(2)}; p50 ${one.p50Ms.toFixed(1)} ms, p99 ${one.p99Ms.toFixed(1)} ms; ${one.messagesPerVote.toFixed(2)} messages a vote, ${each}`;
    }),
  );
  const before = load.map((one) => one.toFixed(2)).join(" ");
  return [
    `Medians of ${rounds} rounds, by how many are in flight. ${processors} processors, load before ${before}.`,
    ...lines,
  ].join("\n");
}
