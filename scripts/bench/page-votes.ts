/**
 * How many votes a second people get through the page of a started arena, beside the plainest request of the same
 * process: both in turn, by the same client over the same connections, with as many in flight. Each embedded database
 * gets an arena of its own. The client is another process on the same processors.
 */
import { loadavg } from "node:os";
import type { BenchResult } from "./bench.ts";
import { type Arena, type EmbeddedStore, startArena, stores } from "./measure/arena-process.ts";
import { quantile } from "./measure/quantile.ts";
import { type Crowd, gatherCrowd, type Paces } from "./page-votes/crowd.ts";

/** The options that take a number. */
export const options = ["rounds", "seconds"] as const;

const people = 600;
const battles = 12;
const crowds = [16, 64] as const;
/** What part of the plainest requests votes must reach, and how many times its median the slowest hundredth may take. */
const [leastRatio, mostSpread] = [0.4, 5];

/** Times in milliseconds; `processorMs` is what all processes of the arena spend on a vote. */
type Figures = {
  votesPerSecond: number;
  healthzPerSecond: number;
  ratio: number;
  p50Ms: number;
  p99Ms: number;
  refused: number;
  processorMs: number;
};

type ByCrowd = Record<string, Figures>;

/** Takes `rounds` of some `seconds` for each crowd and each of the two requests. */
export async function bench({ rounds = 3, seconds = 4 } = {}): Promise<BenchResult> {
  const load = loadavg()[0] ?? Number.NaN;
  const measured: [EmbeddedStore, ByCrowd][] = [];
  for (const store of stores) measured.push([store, await measureStore(store, rounds, seconds * 1_000)]);
  const all = measured.flatMap(([, figures]) => Object.values(figures));
  const good = ({ ratio, p50Ms, p99Ms, refused }: Figures): boolean =>
    ratio >= leastRatio && p99Ms <= mostSpread * p50Ms && refused === 0;
  return {
    passed: all.every(good),
    figures: { load, people, battles, stores: Object.fromEntries(measured) },
    report: [`Load before: ${load.toFixed(2)}.`, ...measured.flatMap(([store, one]) => linesOf(store, one))].join("\n"),
  };
}

async function measureStore(store: EmbeddedStore, rounds: number, milliseconds: number): Promise<ByCrowd> {
  const arena = await startArena(store);
  try {
    const crowd = await gatherCrowd(arena.address, people, battles);
    // Whoever came first would pay for what Node compiles once.
    await crowd.vote(16, milliseconds / 2);
    await crowd.askHealth(16, milliseconds / 2);
    const figures: ByCrowd = {};
    for (const atOnce of crowds) figures[atOnce] = await measureCrowd(arena, crowd, atOnce, rounds, milliseconds);
    crowd.leave();
    return figures;
  } finally {
    await arena.end();
  }
}

async function measureCrowd(arena: Arena, crowd: Crowd, atOnce: number, rounds: number, milliseconds: number) {
  const [votes, health]: [Paces[], Paces[]] = [[], []];
  let processor = 0;
  for (let round = 0; round < rounds; round += 1) {
    health.push(await crowd.askHealth(atOnce, milliseconds / 2));
    const before = await arena.processorTime();
    votes.push(await crowd.vote(atOnce, milliseconds));
    processor += (await arena.processorTime()) - before;
  }
  const took = votes.flatMap((one) => one.took);
  const [votesPerSecond, healthzPerSecond] = [rateOf(votes), rateOf(health)];
  return {
    votesPerSecond,
    healthzPerSecond,
    ratio: votesPerSecond / healthzPerSecond,
    p50Ms: quantile(took, 0.5),
    p99Ms: quantile(took, 0.99),
    refused: sum(votes.map(({ refused }) => refused)),
    processorMs: processor / took.length,
  };
}

/** Carried out within a second. */
function rateOf(rounds: readonly Paces[]): number {
  const done = sum(rounds.map(({ took, refused }) => took.length - refused));
  return (1_000 * done) / sum(rounds.map(({ elapsed }) => elapsed));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function linesOf(store: EmbeddedStore, byCrowd: ByCrowd): string[] {
  return Object.entries(byCrowd).map(([atOnce, one]) => {
    const rates = `${one.votesPerSecond.toFixed(0)} votes/s beside ${one.healthzPerSecond.toFixed(0)} /healthz/s`;
    const times = `half within ${one.p50Ms.toFixed(1)} ms, 99 of 100 within ${one.p99Ms.toFixed(1)} ms`;
    return `${store}, ${atOnce} in flight: ${rates} (${one.ratio.toFixed(3)}); ${times}; ${one.processorMs.toFixed(2)} ms of processor time a vote; ${one.refused} refused`;
  });
}
