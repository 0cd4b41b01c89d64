/**
 * How the work of everything that reads a stranger's or a model's text grows with its length, on texts made to be as dear
 * as they can be. Processor times differ from machine to machine; their ratio hardly.
 */
import type { BenchResult } from "./bench.ts";
import { type Work, works } from "./hostile/works.ts";
import { type HostileText, hostileTexts } from "./hostile/texts.ts";

const [short, long] = [10_000, 100_000];
/** Of processor time, for ten times the length: linear, and some room for what a machine does meanwhile. */
const mostRatio = 15;
/**
 * In milliseconds for the longer text, which is as long as any that comes: less is over before anybody notices, and the
 * collector's pauses weigh too much in it to tell a ratio by.
 */
const negligible = 25;
/** A ratio too large is looked at again at these lengths: what a machine does at some size it does once, growth goes on. */
const further = [100_000, 200_000, 400_000];
/** What takes longer than so many milliseconds, once its ratio is too large, needs no further look. */
const hopeless = 3_000;

/** In milliseconds of processor time: how long is measured at least, all rounds together. */
type Pains = { rounds: number; least: number };
const firstLook: Pains = { rounds: 2, least: 6 };
const secondLook: Pains = { rounds: 5, least: 30 };
/** After so many milliseconds two rounds are enough: chance weighs little in a long call. */
const longEnough = 500;

type Measured = {
  text: string;
  shortMs: number;
  longMs: number;
  ratio: number | null;
  verdict: "good" | "step" | "over";
};
type Row = { name: string; worst: Measured; slowest: Measured; steps: number; over: Measured[] };

/** Milliseconds of processor time since then. */
function spentSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Milliseconds of processor time for a single call. */
async function time(work: Work["work"], text: string): Promise<number> {
  const before = process.cpuUsage();
  await work(text);
  return spentSince(before);
}

/** Milliseconds of processor time for one call, in that of several rounds in which it took least. */
async function measure(work: Work["work"], text: string, { rounds, least }: Pains): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  const begun = process.cpuUsage();
  for (let round = 0; round < rounds && (round < 2 || spentSince(begun) < longEnough); round++) {
    const before = process.cpuUsage();
    let calls = 0;
    do {
      await work(text);
      calls++;
    } while (spentSince(before) < least / rounds);
    best = Math.min(best, spentSince(before) / calls);
  }
  return best;
}

/** How many times as long ten times the length takes, by the line that fits the logarithms best. */
async function growth(work: Work["work"], make: HostileText["make"]): Promise<number> {
  const points: [number, number][] = [];
  for (const length of further)
    points.push([Math.log(length), Math.log(await measure(work, make(length), secondLook))]);
  const mean = (of: (point: [number, number]) => number) =>
    points.reduce((sum, one) => sum + of(one), 0) / points.length;
  const [x, y] = [mean(([at]) => at), mean(([, at]) => at)];
  return 10 ** (mean((point) => (point[0] - x) * (point[1] - y)) / mean((point) => (point[0] - x) ** 2));
}

async function compare(
  work: Work["work"],
  { name, make }: HostileText,
  texts: { short: string; long: string },
): Promise<Measured> {
  const shortOnce = await time(work, texts.short);
  if (shortOnce > hopeless)
    return { text: name, shortMs: shortOnce, longMs: Infinity, ratio: Infinity, verdict: "over" };
  const longMs = await time(work, texts.long);
  if (longMs < negligible) return { text: name, shortMs: shortOnce, longMs, ratio: null, verdict: "good" };
  const shortMs = await measure(work, texts.short, firstLook);
  const first = { text: name, shortMs, longMs, ratio: longMs / shortMs };
  if (first.ratio <= mostRatio) return { ...first, verdict: "good" };
  if (longMs > hopeless) return { ...first, verdict: "over" };
  // A single call may have been unlucky.
  const again = await measure(work, texts.long, firstLook);
  const second = { text: name, shortMs, longMs: again, ratio: again < negligible ? null : again / shortMs };
  if (second.ratio === null || second.ratio <= mostRatio) return { ...second, verdict: "good" };
  const grown = await growth(work, make);
  // What grows, grows each time it is looked at; a collection that fell into a call does not.
  const ratio = grown > mostRatio ? Math.min(grown, await growth(work, make)) : grown;
  return { ...second, ratio, verdict: ratio > mostRatio ? "over" : "step" };
}

function describe({ name, worst, slowest, steps, over }: Row): string {
  const numbers = [worst.ratio === null ? "–" : worst.ratio.toFixed(1), slowest.longMs.toFixed(1)];
  const [ratio = "", milliseconds = ""] = numbers.map((number) => number.padStart(8));
  const row = `${name.padEnd(26)}${ratio}  ${worst.text.slice(0, 24).padEnd(24)}${milliseconds}  ${slowest.text.slice(0, 24).padEnd(24)}`;
  const failures = over.map(
    ({ text, shortMs, longMs }) => `  over: ${text}, ${shortMs.toFixed(2)} → ${longMs.toFixed(1)} ms`,
  );
  return [`${row}${steps > 0 ? String(steps).padStart(7) : ""}`.trimEnd(), ...failures].join("\n");
}

const rule = [
  `Ten times the text (${short.toLocaleString("en")} → ${long.toLocaleString("en")}) may take ${mostRatio} times the processor time.`,
  `Less than ${negligible} ms for the longer text has no ratio (–). What is over is measured at ${further.map((length) => length.toLocaleString("en")).join(", ")},`,
  `and the ratio given is that of the line through these; where it is good, there was a step, and no growth.`,
].join("\n");

/** Measures each function with every hostile text. */
async function measureWorks(works: readonly Work[]): Promise<BenchResult> {
  const made = hostileTexts.map((text) => ({ text, texts: { short: text.make(short), long: text.make(long) } }));
  const rows: Row[] = [];
  for (const { name, work } of works) {
    // Whatever is loaded or compiled once is not what is measured.
    for (const { texts } of made) await work(texts.short.slice(0, 500));
    const all: Measured[] = [];
    for (const { text, texts } of made) all.push(await compare(work, text, texts));
    const worst = all.toSorted((one, other) => (other.ratio ?? 0) - (one.ratio ?? 0))[0];
    const slowest = all.toSorted((one, other) => other.longMs - one.longMs)[0];
    if (!worst || !slowest) continue;
    const count = (wanted: Measured["verdict"]) => all.filter(({ verdict }) => verdict === wanted);
    rows.push({ name, worst, slowest, steps: count("step").length, over: count("over") });
  }
  const head = `${"function".padEnd(26)}   ratio  ${"of which text".padEnd(24)}      ms  ${"at most with which text".padEnd(24)}  steps`;
  return {
    passed: rows.every(({ over }) => over.length === 0),
    figures: { short, long, mostRatio, negligible, further, works: rows },
    report: [head, ...rows.map(describe), rule].join("\n"),
  };
}

/** Measures everything that reads what a stranger or a model has written. */
export function bench(): Promise<BenchResult> {
  return measureWorks(works);
}
