/**
 * Presses on all three platforms, at two processes on one PostgreSQL, at a rate that waits for nobody: each is a vote of its
 * own, and counts as answered once whoever pressed has been told. `npm run -s bench -- load [--rate 1000] [--seconds 30]
 * [--telegram webhook|polling]`: by webhook, as a large arena would, Telegram's presses go to both processes, through what
 * divides connections among them; by polling one process fetches them all. Those who press, and the platforms they press on,
 * are one more process on the same processors.
 */
import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import type { Bench, Choices } from "./bench.ts";

/** The options that take a number. */
export const options = ["rate", "seconds"];

/** How Telegram's updates come. */
export const choices = { telegram: ["webhook", "polling"] } as const satisfies Choices;

const root = fileURLToPath(new URL("../..", import.meta.url));
/** The tests have what speaks as the platforms do, so the program stands with them. */
const program = "test/bots/load/main.ts";

/** In milliseconds: how long the slowest hundredth may wait. */
const mostP99 = 1_000;

type Waits = { p50Ms: number; p99Ms: number };
type Result = Waits & {
  rate: number;
  seconds: number;
  telegram: string;
  load: number;
  presses: number;
  answered: number;
  kept: number;
  platforms: Record<string, Waits>;
  /** For a press, in milliseconds. */
  processorMs: { arenas: number[]; database: number; peers: number };
  ended: string[];
};

/** Runs it. @param given `rate`: presses a second; `seconds`: for how long. Each platform is held to the limit. */
export const bench: Bench = async ({ rate = 1_000, seconds = 30 }, { telegram = "webhook" }) => {
  const child = spawn(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", program, String(rate), String(seconds), telegram],
    { cwd: root, stdio: ["ignore", "pipe", "inherit"] },
  );
  const result = JSON.parse((await text(child.stdout)) || "null") as Result | null;
  if (!result) return { passed: false, figures: { passed: false }, report: "The run did not get to its end." };
  const { presses, answered, kept, platforms, ended } = result;
  const inTime = Object.values(platforms).every(({ p99Ms }) => p99Ms <= mostP99);
  const passed = answered === presses && kept === presses && inTime && ended.length === 0;
  return { passed, figures: { ...result, passed }, report: describe(result) };
};

function describe({
  rate,
  seconds,
  telegram,
  load,
  presses,
  answered,
  kept,
  platforms,
  processorMs,
  ended,
  ...all
}: Result): string {
  const waits = ({ p50Ms, p99Ms }: Waits) => `half within ${p50Ms} ms, 99 of 100 within ${p99Ms} ms`;
  return [
    `${rate} presses a second for ${seconds} s, Telegram by ${telegram} (load before: ${load.toFixed(1)}).`,
    `${presses} presses, ${answered} answered, ${kept} votes in the database; answered ${waits(all)}.`,
    ...Object.entries(platforms).map(([platform, one]) => `- ${platform}: ${waits(one)}`),
    `Processor time for a press: ${processorMs.arenas.map((time) => time.toFixed(2)).join(" and ")} ms of the two processes, ${processorMs.database.toFixed(2)} ms of the database, ${processorMs.peers.toFixed(2)} ms of those who press and their platforms.`,
    ...ended,
  ].join("\n");
}
