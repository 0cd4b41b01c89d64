/**
 * What visitors of the public board cost a started arena, whose record of 10,000 votes on 100 models is made up: processor time
 * of all its processes for a visit that reads the whole page, and for one whose browser has it, beside that of `/healthz`,
 * the plainest request there is, in turn in one run. The client is another process on the same processors.
 */
import { writeFile } from "node:fs/promises";
import { loadavg } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { openMadeRecord } from "../../core/index.ts";
import type { BenchResult } from "./bench.ts";
import { createVisitor, type Visitor } from "./flood/visitor.ts";
import { type Arena, startArena } from "./measure/arena-process.ts";

/** The options that take a number. */
export const options = ["visits"] as const;

const votes = 10_000;
const models = 100;
const atOnce = 32;
/** How many times the processor time of `/healthz` a visit may cost. */
const mostTimes = 3;
/** How long the first board may take to be published, in milliseconds. */
const longestWait = 300_000;

/** For one visit, in milliseconds, and how many a second there were. */
type Cost = { processorMs: number; perSecond: number; failed: number; bytes: number };

/** Has so many visitors come. */
export async function bench({ visits = 10_000 }: { visits?: number } = {}): Promise<BenchResult> {
  const load = loadavg()[0] ?? Number.NaN;
  const arena = await startArena("postgres", [], prepare);
  const people = Array.from({ length: atOnce }, (_, index) => createVisitor(arena.address, `127.0.0.${10 + index}`));
  try {
    const tag = await firstBoard(people);
    // Whoever came first would pay for what Node compiles once.
    for (const path of ["/healthz", "/board"]) await visit(arena, people, visits / 10, path);
    const figures = {
      health: await visit(arena, people, visits, "/healthz"),
      page: await visit(arena, people, visits, "/board", { "Accept-Encoding": "gzip" }),
      known: await visit(arena, people, visits, "/board", { "If-None-Match": tag }),
    };
    const { health, page, known } = figures;
    return {
      passed: [page, known].every(
        ({ processorMs, failed }) => failed === 0 && processorMs <= mostTimes * health.processorMs,
      ),
      figures: { load, visits, ...figures },
      report: [`Load before: ${load.toFixed(2)}. ${visits} visits each.`, ...Object.entries(figures).map(lineOf)].join(
        "\n",
      ),
    };
  } finally {
    people.forEach((one) => one.leave());
    await arena.end();
  }
}

/** Fills the data folder with the record, and the roster with the models that are in it. */
async function prepare(directory: string): Promise<readonly string[]> {
  const store = await openMadeRecord(votes, directory);
  await store.close();
  const named = Array.from({ length: models }, (_, index) => `model-${index}`);
  // Nobody asks them anything.
  const endpoints = { nobody: { baseURL: "http://127.0.0.1:9/v1" } };
  const list = named.map((id) => ({ id, name: id, organization: "Nobody", endpoint: "nobody", model: id }));
  const roster = join(directory, "models.json");
  await writeFile(roster, JSON.stringify({ endpoints, models: list }));
  return ["DEMO=", `ROSTER=${roster}`, "PUBLIC_BOARD=1"];
}

/** Waits until there is one. @returns the mark of its page. */
async function firstBoard([visitor]: readonly Visitor[]): Promise<string> {
  for (const end = performance.now() + longestWait; performance.now() < end; await wait(500)) {
    const answer = await visitor?.send("GET", "/board");
    if (answer?.headers.etag) return answer.headers.etag;
  }
  throw new Error("No board was published.");
}

async function visit(
  arena: Arena,
  people: readonly Visitor[],
  visits: number,
  path: string,
  headers: Record<string, string> = {},
): Promise<Cost> {
  let [left, failed, bytes] = [visits, 0, 0];
  const [began, before] = [performance.now(), await arena.processorTime()];
  await Promise.all(
    people.map(async (visitor) => {
      while (left-- > 0) {
        const answer = await ask(visitor, path, headers).catch(() => ({ status: 0, bytes: 0 }));
        bytes += answer.bytes;
        if (answer.status !== 200 && answer.status !== 304) failed += 1;
      }
    }),
  );
  const processorMs = ((await arena.processorTime()) - before) / visits;
  return { processorMs, perSecond: (1_000 * visits) / (performance.now() - began), failed, bytes: bytes / visits };
}

function ask(visitor: Visitor, path: string, headers: Record<string, string>) {
  return new Promise<{ status: number; bytes: number }>((resolve, reject) => {
    const asked = visitor.begin("GET", path, headers);
    asked.on("error", reject);
    asked.on("response", (response) => {
      let bytes = 0;
      response.on("error", reject);
      response.on("data", (chunk: Buffer) => (bytes += chunk.length));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, bytes }));
    });
    asked.end();
  });
}

function lineOf([name, { processorMs, perSecond, failed, bytes }]: [string, Cost]): string {
  return `${name.padEnd(7)} ${processorMs.toFixed(3)} ms of processor time, ${perSecond.toFixed(0)} a second, ${(bytes / 1024).toFixed(1)} KB, ${failed} failed`;
}
