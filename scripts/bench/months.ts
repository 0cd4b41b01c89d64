/**
 * What identifiers that sort by day, and tables divided by month, bring where there are many votes: on the embedded PostgreSQL
 * server, for votes of two years under identifiers by chance (as before 2026-12), by day, and by day in a part for each month. New
 * votes go to the newest battles, one by one, over eight connections, each durable. Told are what each writes to the log (most
 * of it whole pages that are written for the first time since a checkpoint), how long its statement takes, how large the indexes
 * are in which it is put, and how long a VACUUM takes after the newest votes were changed.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import type { BenchResult } from "./bench.ts";
import { median } from "./measure/quantile.ts";
import { type Layout, layouts, type MonthsPlace, openMonths } from "./months/place.ts";

/** The options that take a number: how many thousand votes there are, and how many more are cast. */
export const options = ["thousands", "casts"] as const;

const lanes = 8;

type Figures = { logBytesPerVote: number; medianMs: number; indexMB: number; vacuumMs: number };

/** Fails where months do not spare the log, or VACUUM. */
export async function bench({ thousands = 1_000, casts = 20_000 } = {}): Promise<BenchResult> {
  const machine = { processors: cpus().length, load: loadavg() };
  const figures: Partial<Record<Layout, Figures>> = {};
  for (const layout of layouts) figures[layout] = await measure(layout, thousands * 1_000, casts);
  const { chance, months } = figures;
  const spares = (pick: (one: Figures) => number) => !!chance && !!months && pick(months) < pick(chance);
  return {
    passed: spares((one) => one.logBytesPerVote) && spares((one) => one.vacuumMs),
    figures: { thousands, casts, layouts: figures, machine },
    report: write(figures, thousands, casts),
  };
}

async function measure(layout: Layout, votes: number, casts: number): Promise<Figures> {
  const directory = await mkdtemp(join(tmpdir(), "doubleblind-months-"));
  const place = await openMonths(directory, layout, votes);
  try {
    return await measureAt(place, casts);
  } finally {
    await place.close();
    await rm(directory, { recursive: true, force: true });
  }
}

async function measureAt(place: MonthsPlace, casts: number): Promise<Figures> {
  const before = await place.beginLog();
  const waits: number[] = [];
  let next = 0;
  async function goOn(): Promise<void> {
    for (let number = next++; number < casts; number = next++) {
      const began = performance.now();
      await place.vote(number);
      waits.push(performance.now() - began);
    }
  }
  await Promise.all(Array.from({ length: lanes }, goOn));
  const logBytesPerVote = (await place.logBytesSince(before)) / casts;
  const indexMB = (await place.newestIndexBytes()) / 1e6;
  return { logBytesPerVote, medianMs: median(waits), indexMB, vacuumMs: await place.vacuumAfterChanges() };
}

const names: Record<Layout, string> = { chance: "by chance", day: "by day", months: "by day, a part a month" };

function write(figures: Partial<Record<Layout, Figures>>, thousands: number, casts: number): string {
  const rows = layouts.map((layout) => {
    const { logBytesPerVote = NaN, medianMs = NaN, indexMB = NaN, vacuumMs = NaN } = figures[layout] ?? {};
    return (
      `${names[layout].padEnd(24)}${(logBytesPerVote / 1000).toFixed(1).padStart(9)} kB${medianMs.toFixed(2).padStart(9)} ms` +
      `${indexMB.toFixed(0).padStart(9)} MB${(vacuumMs / 1000).toFixed(2).padStart(9)} s`
    );
  });
  const head = `${"identifiers".padEnd(24)}${"log a vote".padStart(12)}${"median".padStart(12)}${"indexes".padStart(12)}${"VACUUM".padStart(11)}`;
  return [`${thousands.toLocaleString("en")},000 votes, ${casts.toLocaleString("en")} more`, head, ...rows].join("\n");
}
