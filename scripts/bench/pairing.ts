/**
 * How many votes drawing pairs by what they are expected to tell saves against drawing them evenly, on boards whose truth
 * is known. Both ways see the same strengths; what is measured is how far ratings lie from the truth (root mean square,
 * rating points), after as many votes. Whatever comes out is the answer: nothing here can fail.
 */
import {
  drawPair,
  fitBradleyTerry,
  type PairChance,
  pairingRule,
  type PairTally,
  planPairs,
} from "../../core/rating/index.ts";
import type { BenchResult } from "./bench.ts";
import { createChance } from "./chance/chance.ts";

/** The options that take a number. */
export const options = ["repetitions"] as const;

const usualRepetitions = 60;
const modelCount = 12;
const checkpoint = 50;
const priorStandardDeviation = 400;
const ties = 0.2;

type Scenario = {
  name: string;
  /** Standard deviation of the true ratings, points. */
  spread: number;
  /** Votes cast evenly among all models but the last before either way begins: the last one is new. */
  before: number;
  votes: number;
  /** Whose errors count: all models', or the newcomer's. */
  measured: "all" | "newcomer";
};

const scenarios: readonly Scenario[] = [
  { name: "a new board, models alike", spread: 60, before: 0, votes: 1500, measured: "all" },
  { name: "a new board, models far apart", spread: 250, before: 0, votes: 1500, measured: "all" },
  { name: "a newcomer on a settled board", spread: 100, before: 3000, votes: 600, measured: "newcomer" },
];

type World = { truth: number[]; names: string[]; fraction: () => number };

function createWorld(seed: number, spread: number): World {
  const { fraction, normal } = createChance(seed);
  const drawn = Array.from({ length: modelCount }, () => spread * normal());
  const mean = drawn.reduce((sum, value) => sum + value, 0) / modelCount;
  return {
    truth: drawn.map((value) => 1000 + value - mean),
    names: drawn.map((_, model) => `model ${String(model).padStart(2, "0")}`),
    fraction,
  };
}

function castVote({ truth, names, fraction }: World, { first, second }: PairChance): PairTally {
  const rating = (name: string) => truth[names.indexOf(name)] ?? 1000;
  const wins = fraction() < 1 / (1 + 10 ** ((rating(second) - rating(first)) / 400));
  const tie = fraction() < ties ? 1 : 0;
  const sides = tie === 1 ? { a: 0, b: 0 } : { a: wins ? 1 : 0, b: wins ? 0 : 1 };
  return { modelA: first, modelB: second, ...sides, tie, bothBad: 0 };
}

function planEvenly(names: readonly string[]): PairChance[] {
  return names.flatMap((first, place) => names.slice(place + 1).map((second) => ({ first, second, chance: 1 })));
}

/** Mean of squared errors. */
function measureError({ truth, names }: World, tallies: readonly PairTally[], measured: Scenario["measured"]): number {
  const { models } = fitBradleyTerry(tallies, { priorStandardDeviation });
  const ratings = new Map(models.map(({ model, rating }) => [model, rating]));
  const squares = names.map((name, model) => ((ratings.get(name) ?? 1000) - (truth[model] ?? 1000)) ** 2);
  if (measured === "newcomer") return squares.at(-1) ?? Number.NaN;
  return squares.reduce((sum, square) => sum + square, 0) / squares.length;
}

/** Squared errors at every checkpoint. */
function follow(
  seed: number,
  scenario: Scenario,
  plan: (names: readonly string[], tallies: PairTally[]) => PairChance[],
) {
  const world = createWorld(seed, scenario.spread);
  const tallies: PairTally[] = [];
  const settled = planEvenly(world.names.slice(0, -1));
  const cast = (pairs: PairChance[]) => {
    const pair = drawPair(pairs, world.fraction());
    if (pair) addVote(tallies, castVote(world, pair));
  };
  for (let vote = 0; vote < scenario.before; vote++) cast(settled);
  const errors: number[] = [];
  for (let vote = 0; vote < scenario.votes; vote += checkpoint) {
    // As the arena does: a plan holds for a while.
    const pairs = plan(world.names, tallies);
    for (let next = 0; next < checkpoint; next++) cast(pairs);
    errors.push(measureError(world, tallies, scenario.measured));
  }
  return errors;
}

function addVote(tallies: PairTally[], vote: PairTally): void {
  const known = tallies.find(({ modelA, modelB }) => modelA === vote.modelA && modelB === vote.modelB);
  if (!known) tallies.push(vote);
  else for (const kind of ["a", "b", "tie"] as const) known[kind] += vote[kind];
}

/** Roots of the means over all repetitions, at every checkpoint. */
function average(runs: readonly (readonly number[])[]): number[] {
  const [first = []] = runs;
  return first.map((_, at) => Math.sqrt(runs.reduce((sum, run) => sum + (run[at] ?? Number.NaN), 0) / runs.length));
}

/** Votes after which errors are as small as `error`, between checkpoints by straight lines; ∞ when they never are. */
function votesUntil(errors: readonly number[], error: number): number {
  const at = errors.findIndex((value) => value <= error);
  if (at < 0) return Infinity;
  const [before, after] = [errors[at - 1], errors[at] ?? error];
  if (before === undefined) return checkpoint;
  return checkpoint * (at + (before - error) / (before - after));
}

/** @param given `repetitions`: how many boards of each kind. */
export function bench(given: Readonly<Record<string, number>>): BenchResult {
  const repetitions = given["repetitions"] ?? usualRepetitions;
  const seeds = Array.from({ length: repetitions }, (_, index) => index + 1);
  const results = scenarios.map((scenario) => {
    const even = average(seeds.map((seed) => follow(seed, scenario, planEvenly)));
    const planned = average(seeds.map((seed) => follow(seed, scenario, (names, tallies) => planPairs(names, tallies))));
    const target = even.at(-1) ?? Number.NaN;
    const needed = votesUntil(planned, target);
    const saved = needed === Infinity ? null : 1 - needed / scenario.votes;
    return {
      ...scenario,
      evenError: target,
      plannedError: planned.at(-1) ?? Number.NaN,
      votesNeeded: saved === null ? null : needed,
      saved,
    };
  });
  return {
    passed: true,
    figures: { repetitions, rule: pairingRule, scenarios: results },
    report: [
      ...results.map(({ name, votes, evenError, plannedError, votesNeeded, saved }) => {
        const verdict =
          saved === null || votesNeeded === null
            ? `saves nothing: after as many votes it is still further off`
            : `reaches the same after ${votesNeeded.toFixed(0)}: ${(100 * saved).toFixed(0)}% of the votes saved`;
        return `${name}: after ${votes} even draws ratings are ${evenError.toFixed(1)} points off; by plan ${plannedError.toFixed(1)}; it ${verdict}`;
      }),
      `(${repetitions} boards of ${modelCount} models each, the same for both ways)`,
    ].join("\n"),
  };
}
