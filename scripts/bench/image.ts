/**
 * How fast pictures are drawn, and what that costs the process that serves people.
 *
 * Every second picture is a leaderboard, every other a radar with panels; no two are alike, so that none comes from the
 * cache. Some are drawn by chart.js alone as well (`image/bare-worker.ts`), in turn with ours, through the same renderer
 * and a thread of its own: times differ from machine to machine and from minute to minute, their ratio hardly. The ratio
 * is that of the slower of our two kinds.
 */
import { loadavg } from "node:os";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { createRenderer, type Picture, type Renderer, themes } from "../../core/index.ts";
import { galleryStates } from "../gallery/states.ts";
import type { BenchResult } from "./bench.ts";
import { collectGarbage } from "./measure/collect-garbage.ts";
import { median } from "./measure/quantile.ts";

/** The options that take a number. */
export const options = ["renders"] as const;

const usualRenders = 200;
const warmUp = 20;
/** Medians of more change nothing. */
const mostPairs = 100;
const limits = { ratio: 1, rssGrowthMb: 60, cachedMs: 2 };
const megabyte = 1024 * 1024;

type Kind = "leaderboard" | "radar";
type Times = Record<Kind, number[]>;

/** The states that are drawn, in turn. */
const drawn = ["leaderboard six models, some firm", "profile of one model"];

/** Makes pictures of which each is like no other. */
function createPictures(): (number: number) => Picture {
  const states = galleryStates().filter(({ name }) => drawn.includes(name));
  const shown = themes.flatMap((theme) => states.map((state) => state.show({ language: "en", theme }).picture));
  return (number) => {
    const picture = shown[number % shown.length];
    if (!picture) throw new Error(`The gallery has no state of: ${drawn.join("; ")}.`);
    return { ...picture, title: `${picture.title} ${number}` };
  };
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** Milliseconds of all threads. */
async function processorTime(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

type Draw = (renderer: Renderer) => Promise<number>;

/** Draws picture after picture, and notes how long each took. */
function createDrawing(times: Times): Draw {
  const pictures = createPictures();
  let next = 0;
  return async (renderer) => {
    const picture = pictures(next++);
    const taken = await time(() => renderer.render(picture));
    times[picture.kind === "leaderboard" ? "leaderboard" : "radar"].push(taken);
    return taken;
  };
}

/** Resident memory in bytes once this thread's garbage is collected: what is held, not what happens to lie about. */
function settledRss(): number {
  collectGarbage();
  return process.memoryUsage.rss();
}

/** What drawing costs the process that serves people: memory, and turns of its event loop. */
async function measureCosts(renders: number) {
  const renderer = createRenderer();
  const draw = createDrawing({ leaderboard: [], radar: [] });
  for (let count = 0; count < warmUp; count++) await draw(renderer);
  const rssBefore = settledRss();
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  for (let count = 0; count < renders; count++) await draw(renderer);
  delay.disable();
  const rssGrowthMb = (settledRss() - rssBefore) / megabyte;
  const last = createPictures()(warmUp + renders - 1);
  const cached: number[] = [];
  for (let count = 0; count < 50; count++) cached.push(await time(() => renderer.render(last)));
  await renderer.close();
  return { rssGrowthMb, eventLoopP99Ms: delay.percentile(99) / 1e6, cachedMs: median(cached) };
}

/** How long our pictures take, and chart.js alone in turn with them. */
async function measureTimes(pairs: number): Promise<{ own: Times; bare: Times; processorMs: number[] }> {
  const own: Times = { leaderboard: [], radar: [] };
  const bare: Times = { leaderboard: [], radar: [] };
  const renderers = [
    { renderer: createRenderer(), times: own },
    { renderer: createRenderer({ workerScript: new URL("./image/bare-worker.ts", import.meta.url) }), times: bare },
  ];
  const drawings = renderers.map(({ renderer, times }) => ({ renderer, times, draw: createDrawing(times) }));
  const processorMs = [0, 0];
  for (let count = 0; count < pairs + warmUp; count++) {
    if (count === warmUp) for (const { times } of drawings) Object.assign(times, { leaderboard: [], radar: [] });
    for (const [which, { renderer, draw }] of drawings.entries()) {
      const taken = await processorTime(() => draw(renderer));
      if (count >= warmUp) processorMs[which] = (processorMs[which] ?? 0) + taken / pairs;
    }
  }
  for (const { renderer } of renderers) await renderer.close();
  return { own, bare, processorMs };
}

/** @param given `renders`: how many pictures. */
export async function bench(given: Readonly<Record<string, number>>): Promise<BenchResult> {
  const renders = given["renders"] ?? usualRenders;
  const load = loadavg()[0] ?? Number.NaN;
  const costs = await measureCosts(renders);
  const { own, bare, processorMs } = await measureTimes(Math.min(renders, mostPairs));
  const [ownProcessorMs = Number.NaN, bareProcessorMs = Number.NaN] = processorMs;
  const [leaderboardMs, radarMs] = [median(own.leaderboard), median(own.radar)];
  const [bareLeaderboardMs, bareRadarMs] = [median(bare.leaderboard), median(bare.radar)];
  const ratio = Math.max(leaderboardMs / bareLeaderboardMs, radarMs / bareRadarMs);
  const figures = {
    ...{ leaderboardMs, radarMs, bareMs: (bareLeaderboardMs + bareRadarMs) / 2, ratio, ...costs },
    ...{ bareLeaderboardMs, bareRadarMs, load, ownProcessorMs, bareProcessorMs },
  };
  const rounded = Object.fromEntries(
    Object.entries(figures).map(([name, figure]) => [name, Number(figure.toFixed(3))]),
  );
  return {
    passed: ratio <= limits.ratio && costs.rssGrowthMb < limits.rssGrowthMb && costs.cachedMs < limits.cachedMs,
    figures: rounded,
    report: [
      `leaderboard  ${leaderboardMs.toFixed(1)} ms, ${(leaderboardMs / bareLeaderboardMs).toFixed(2)} times chart.js alone`,
      `radar        ${radarMs.toFixed(1)} ms, ${(radarMs / bareRadarMs).toFixed(2)} times chart.js alone`,
      `processor    ${ownProcessorMs.toFixed(1)} ms a picture, ${(ownProcessorMs / bareProcessorMs).toFixed(2)} times chart.js alone; load before: ${load.toFixed(1)}`,
      `cached       ${costs.cachedMs.toFixed(3)} ms`,
      `memory       grew by ${costs.rssGrowthMb.toFixed(0)} MB`,
      `event loop   99% of turns within ${costs.eventLoopP99Ms.toFixed(1)} ms`,
    ].join("\n"),
  };
}
