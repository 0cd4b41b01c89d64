/**
 * What a jury of models does to people's ratings: in each regime, how far sharpened ratings lie from the truth against
 * people's alone (mean squared errors, the same votes), and how often 95% intervals hold it.
 *
 * Each repetition draws anew: voters of whom few vote a lot, each with a taste of their own for every model; battles with a
 * leaning of their own for either answer, some of which find no voters; two jurors who judge some of the battles, in some
 * regimes well, in others by what has nothing to do with people. The truth is what people's votes would converge to, the
 * Bradley–Terry fit to the shares of wins over endless voters and battles, found by integration.
 */
import { boardPrior, fitRatings, sharpenRatings, summarizeVotes } from "../../core/rating/index.ts";
import type { BenchResult } from "./bench.ts";
import { createChance } from "./chance/chance.ts";
import { drawWorld, findTruth, type Regime, regimes, strengths } from "./sharpened/worlds.ts";

/** The options that take a number. */
export const options = ["repetitions"] as const;

const usualRepetitions = 400;
const limits = { error: 1.02, least: 0.93, most: 0.98 };
const board = { clusters: "both", ...boardPrior } as const;
const seed = 100;

type Sums = { error: number; held: number; width: number };
type Rated = { model: string; rating: number; lower: number | null; upper: number | null };

function addErrors(sums: Sums, models: readonly Rated[], truth: ReadonlyMap<string, number>): void {
  for (const { model, rating, lower, upper } of models) {
    const value = truth.get(model) ?? Number.NaN;
    sums.error += (rating - value) ** 2;
    sums.width += (upper ?? 0) - (lower ?? 0);
    if ((lower ?? Infinity) <= value && value <= (upper ?? -Infinity)) sums.held++;
  }
}

function measureRegime(regime: Regime, repetitions: number, seed: number) {
  const chance = createChance(seed);
  const truth = findTruth(regime);
  const [alone, sharpened] = [0, 1].map((): Sums => ({ error: 0, held: 0, width: 0 })) as [Sums, Sums];
  let [lambda, moreVotes, votes, used] = [0, 0, 0, 0];
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const world = drawWorld(regime, chance);
    const statistics = summarizeVotes(world.votes);
    const fit = fitRatings(statistics, board);
    const better = sharpenRatings({
      alone: fit,
      tallies: statistics.cells,
      priorStandardDeviation: board.priorStandardDeviation,
      judged: world.judged,
    });
    addErrors(alone, fit.models, truth);
    addErrors(sharpened, better.models, truth);
    lambda += better.lambda / repetitions;
    moreVotes += (better.moreVotes ?? 0) / repetitions;
    votes += world.votes.length / repetitions;
    used += (better.by === "jury" ? 1 : 0) / repetitions;
  }
  const count = repetitions * strengths.length;
  return {
    name: regime.name,
    promised: regime.selected === undefined,
    error: sharpened.error / alone.error,
    held: { alone: alone.held / count, sharpened: sharpened.held / count },
    width: sharpened.width / alone.width,
    ...{ lambda, used, votes, moreVotes },
  };
}

/** @param given `repetitions`: how many of each regime. */
export function bench(given: Readonly<Record<string, number>>): BenchResult {
  const repetitions = given["repetitions"] ?? usualRepetitions;
  const found = regimes.map((regime, index) => measureRegime(regime, repetitions, seed + index));
  const isGood = ({ error, held, promised }: (typeof found)[number]) =>
    !promised || (error <= limits.error && held.sharpened >= limits.least && held.sharpened <= limits.most);
  return {
    passed: found.every(isGood),
    figures: { repetitions, limits, regimes: found },
    report: [
      `${repetitions} repetitions of each regime; error: mean squared, against that of people's votes alone`,
      ...found.map(describe),
      `An error of at most ${limits.error} is asked for, and intervals that hold the truth in ${100 * limits.least}% to ${100 * limits.most}%;`,
      "not where which battles find voters follows what the jury, too, sees in them (*): that is assumed not to be.",
    ].join("\n"),
  };
}

function describe({ name, promised, error, held, width, ...rest }: ReturnType<typeof measureRegime>) {
  const { lambda, used, votes, moreVotes } = rest;
  const percent = (share: number) => `${(100 * share).toFixed(1)}%`;
  return [
    `${name}${promised ? "" : " *"}`.padEnd(41),
    `error ${error.toFixed(3)}`,
    `held ${percent(held.sharpened)} (alone ${percent(held.alone)})`,
    `width ${width.toFixed(3)}`,
    `λ ${lambda.toFixed(2)} in ${percent(used)}`,
    `${votes.toFixed(0)} votes + ${moreVotes.toFixed(0)}`,
  ].join("  ");
}
