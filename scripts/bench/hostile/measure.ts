/** Measures how the work of a function grows with what it is given to read. */
import type { BenchResult } from "../bench.ts";
import { hostileTexts } from "./texts.ts";

/** A function under test. What it gives back is not looked at. */
export type Work = { name: string; work: (text: string) => unknown };

const [short, long] = [10_000, 100_000];
/** Of processor time, for ten times the length: linear, and some room for what a machine does meanwhile. */
const mostRatio = 15;
/** In milliseconds for the longer text: less is over before anybody notices, and too little to tell a ratio by. */
const negligible = 3;
/** What takes longer with the shorter text is not tried with the longer one. */
const hopeless = 3_000;
/** A ratio too large is looked at again so often: chance makes ratios large now and then, growth every time. */
const looks = 4;

/** The fastest of so many counts. */
const batches = 2;

type Measured = { text: string; shortMs: number; longMs: number; ratio: number | null };
type Row = { name: string; worst: Measured; slowest: Measured; over: Measured[] };

/** Milliseconds of processor time for one call: the least of several batches, each long enough to be measured. */
async function measure(work: Work["work"], text: string): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let batch = 0, spent = 0; batch < batches && spent < hopeless; batch++) {
    const before = process.cpuUsage();
    let [calls, milliseconds] = [0, 0];
    do {
      await work(text);
      calls++;
      const { user, system } = process.cpuUsage(before);
      milliseconds = (user + system) / 1000;
    } while (milliseconds < negligible && calls < 200);
    spent += milliseconds;
    least = Math.min(least, milliseconds / calls);
  }
  return least;
}

/** Milliseconds of processor time for a single call. */
async function time(work: Work["work"], text: string): Promise<number> {
  const before = process.cpuUsage();
  await work(text);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

async function compare(work: Work["work"], text: string, texts: { short: string; long: string }): Promise<Measured> {
  const first = await time(work, texts.short);
  if (first > hopeless) return { text, shortMs: first, longMs: Infinity, ratio: Infinity };
  const once = await time(work, texts.long);
  if (once < negligible) return { text, shortMs: first, longMs: once, ratio: null };
  const start = await measure(work, texts.short);
  // Whatever else the machine does only makes a call longer, so one that is short enough need not be measured again.
  let least = { text, shortMs: start, longMs: once, ratio: once / start };
  for (let look = 0; look < looks && least.ratio > mostRatio; look++) {
    const longMs = await measure(work, texts.long);
    if (longMs < negligible) return { text, shortMs: start, longMs, ratio: null };
    const shortMs = await measure(work, texts.short);
    if (longMs / shortMs < least.ratio) least = { text, shortMs, longMs, ratio: longMs / shortMs };
  }
  return least;
}

function describe({ name, worst, slowest, over }: Row): string {
  const numbers = [worst.ratio === null ? "–" : worst.ratio.toFixed(1), slowest.longMs.toFixed(1)];
  const [ratio = "", milliseconds = ""] = numbers.map((number) => number.padStart(8));
  const row = `${name.padEnd(26)}${ratio}  ${worst.text.slice(0, 24).padEnd(24)}${milliseconds}  ${slowest.text.slice(0, 24)}`;
  const failures = over.map(
    ({ text, shortMs, longMs }) => `  over: ${text}, ${shortMs.toFixed(2)} → ${longMs.toFixed(1)} ms`,
  );
  return [row.trimEnd(), ...failures].join("\n");
}

/** Measures each function with every hostile text at 10,000 and 100,000 UTF-16 units. */
export async function measureWorks(works: readonly Work[]): Promise<BenchResult> {
  const made = hostileTexts.map(({ name, make }) => ({ name, texts: { short: make(short), long: make(long) } }));
  const rows: Row[] = [];
  for (const { name, work } of works) {
    // Whatever is loaded or compiled once is not what is measured.
    for (const { texts } of made) await work(texts.short.slice(0, 500));
    const all: Measured[] = [];
    for (const { name: text, texts } of made) all.push(await compare(work, text, texts));
    const worst = all.toSorted((one, other) => (other.ratio ?? 0) - (one.ratio ?? 0))[0];
    const slowest = all.toSorted((one, other) => other.longMs - one.longMs)[0];
    if (!worst || !slowest) continue;
    rows.push({ name, worst, slowest, over: all.filter(({ ratio }) => (ratio ?? 0) > mostRatio) });
  }
  const head = `${"function".padEnd(26)}   ratio  ${"of which text".padEnd(24)}      ms  at most with which text`;
  return {
    passed: rows.every(({ over }) => over.length === 0),
    figures: { short, long, mostRatio, negligible, works: rows },
    report: [head, ...rows.map(describe), `Ten times the text may take ${mostRatio} times as long.`].join("\n"),
  };
}
