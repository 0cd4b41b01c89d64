/**
 * What a battle costs beside its models: the time from the end of the slower answer to the ballot, and processor time,
 * beside a bare `openai` client that reads the same two streams of the same local server, as many at a time, in the same
 * run. The models are a process of their own (`battle/model-server.ts`) and not counted; on a machine of two cores they
 * still take some of them from the arena, and from the bare client alike.
 */
import { loadavg } from "node:os";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as wait } from "node:timers/promises";
import { type Asker, createBareClient, createWholeArena } from "./battle/askers.ts";
import { type Models, startModels } from "./battle/models.ts";
import type { BenchResult } from "./bench.ts";
import { processorTime } from "./measure/processor-time.ts";
import { quantile } from "./measure/quantile.ts";

/** The options that take a number: battles at a time, battles in all, tokens a second of each answer. */
export const options = ["concurrency", "battles", "pace"] as const;

/** As fast as quick services are; with many at a time no more tokens in all than half a processor can send. */
const usualPace = 150;
const mostTokensASecond = 16_000;
const warmUp = { battles: 150, atOnce: 20, pace: 3_000 };

/** How many milliseconds the median battle may add, by how many there are at a time. */
const mostAdded = (concurrency: number): number => (concurrency <= 1 ? 10 : concurrency <= 20 ? 25 : 60);
/** In milliseconds. Finer, and looking would cost more than a battle when there is but one at a time. */
const resolution = 20;
const limits = { failed: 0, eventLoopP99Ms: 30, ratio: 1.5, processorMs: 40 };

/** Milliseconds, but for counts. `processorMs` is a battle's, all processes together; `ownMs` this process's part of it. */
type Figures = {
  addedP50Ms: number;
  addedP99Ms: number;
  eventLoopP99Ms: number;
  processorMs: number;
  ownMs: number;
  battlesPerSecond: number;
  failed: number;
};

type Plan = { concurrency: number; battles: number; pace: number };

/** Measures the bare client, and the arena on both embedded databases, in turn. */
export async function bench(given: Readonly<Record<string, number>>): Promise<BenchResult> {
  const concurrency = given["concurrency"] ?? 1;
  const usual = Math.min(usualPace, Math.floor(mostTokensASecond / (2 * concurrency)));
  const battles = given["battles"] ?? Math.max(30, Math.min(15 * concurrency, 1_000));
  const plan: Plan = { concurrency, battles, pace: given["pace"] ?? usual };
  const load = loadavg()[0] ?? Number.NaN;
  const models = await startModels();
  try {
    const arena = (pglite: boolean) => () =>
      createWholeArena(models.address, Math.max(concurrency, warmUp.atOnce), pglite);
    const bare = await measure(async () => createBareClient(models.address), models, plan);
    const server = await measure(arena(false), models, plan);
    const pglite = await measure(arena(true), models, plan);
    return report(plan, load, { bare, server, pglite });
  } finally {
    await models.close();
  }
}

async function measure(open: () => Promise<Asker>, models: Models, plan: Plan): Promise<Figures> {
  const asker = await open();
  try {
    models.setPace(warmUp.pace);
    await askMany(asker, { concurrency: warmUp.atOnce, battles: warmUp.battles, pace: warmUp.pace });
    models.setPace(plan.pace);
    const delay = monitorEventLoopDelay({ resolution });
    delay.enable();
    const [before, began] = [await cost(models), performance.now()];
    const asked = await askMany(asker, plan);
    const [after, ended] = [await cost(models), performance.now()];
    delay.disable();
    const ends = await models.ends();
    const had = asked.filter(({ at }) => at !== null);
    const added = had.map(({ question, at }) => Number(at) - (ends.get(question) ?? Number.NaN));
    return {
      addedP50Ms: quantile(added, 0.5),
      addedP99Ms: quantile(added, 0.99),
      eventLoopP99Ms: delay.percentile(99) / 1e6 - resolution,
      processorMs: (after.all - before.all) / plan.battles,
      ownMs: (after.own - before.own) / plan.battles,
      battlesPerSecond: (1000 * plan.battles) / (ended - began),
      failed: plan.battles - had.length,
    };
  } finally {
    await asker.close();
  }
}

async function cost(models: Models): Promise<{ all: number; own: number }> {
  const { user, system } = process.cpuUsage();
  return { all: await processorTime(models.process), own: (user + system) / 1000 };
}

type Asked = { question: number; at: number | null };

/** No question has the number of another. */
let questions = 0;

/** Asks as many at a time as planned; they begin one after the other within the time of one answer, as people do. */
async function askMany(asker: Asker, { concurrency, battles, pace }: Plan): Promise<Asked[]> {
  const asked: Asked[] = [];
  let begun = 0;
  const spread = (1000 * 300) / pace;
  async function askOn(lane: number): Promise<void> {
    await wait((spread * lane) / concurrency);
    while (begun < battles) {
      begun += 1;
      const question = (questions += 1);
      const at = await asker.ask(question).catch((error: unknown) => {
        console.error(error);
        return null;
      });
      asked.push({ question, at });
    }
  }
  await Promise.all(Array.from({ length: concurrency }, (_, lane) => askOn(lane)));
  return asked;
}

function report(plan: Plan, load: number, arms: Record<"bare" | "server" | "pglite", Figures>): BenchResult {
  const { bare, server } = arms;
  const ratio = server.processorMs / bare.processorMs;
  const passed =
    server.addedP50Ms <= mostAdded(plan.concurrency) &&
    server.failed <= limits.failed &&
    server.eventLoopP99Ms < limits.eventLoopP99Ms &&
    ratio <= limits.ratio &&
    server.processorMs <= limits.processorMs;
  const tell = ([name, one]: [string, Figures]): string =>
    `${name.padEnd(7)} added ${one.addedP50Ms.toFixed(1)} ms (p99 ${one.addedP99Ms.toFixed(1)}), event loop p99 ${one.eventLoopP99Ms.toFixed(1)} ms, processor ${one.processorMs.toFixed(1)} ms a battle (${one.ownMs.toFixed(1)} in this process): ${(one.processorMs / bare.processorMs).toFixed(2)} times the bare client's; ${one.battlesPerSecond.toFixed(1)} battles/s, ${one.failed} failed`;
  return {
    passed,
    figures: { ...plan, load, ratio, ...arms },
    report: [
      `${plan.battles} battles, ${plan.concurrency} at a time, ${plan.pace} tokens a second in each answer; load before: ${load.toFixed(2)}`,
      ...Object.entries(arms).map(tell),
    ].join("\n"),
  };
}
