/**
 * What incomplete blocks (`mutual run --judges K`) lose: experiments of models whose strengths are known, with all judging all
 * and with few, and how far each order lies from the true one. An answer is worth its model's strength and what the question
 * does to it; each judge sees that with an error of its own. Whatever comes out is the answer: nothing here can fail.
 */
import { bordaPoints, type JudgedRound, planBlocks, scoreExperiment } from "../../core/index.ts";
import type { BenchResult } from "./bench.ts";
import { type Chance, createChance } from "./chance/chance.ts";

/** The options that take a number. */
export const options = ["repetitions"] as const;

const usualRepetitions = 10;
const modelCounts = [12, 20, 60] as const;
const judgeCounts = [3, 5, 8] as const;
/** Standard deviations, strengths having 1: what a question does to an answer, and a judge's error. */
const [ofQuestion, ofJudge] = [1, 0.7];

type Scores = ReturnType<typeof scoreExperiment>;

/** Strengths by model, and what each model's answer to each question is worth. */
type World = { models: string[]; strengths: number[]; worth: number[][]; chance: Chance };

function createWorld(count: number, seed: number): World {
  const chance = createChance(seed);
  const strengths = Array.from({ length: count }, chance.normal);
  const worth = strengths.map(() => strengths.map((strength) => strength + ofQuestion * chance.normal()));
  return { models: strengths.map((_, model) => `model ${model}`), strengths, worth, chance };
}

function judge({ models, worth, chance }: World, round: number, answerers: readonly string[]): JudgedRound {
  const setter = models[round] ?? "";
  const ballots = [setter, ...answerers].map((own) => {
    const seen = answerers.filter((model) => model !== own);
    const valued = seen.map((model) => {
      const value = worth[round]?.[models.indexOf(model)] ?? 0;
      return { model, value: value + ofJudge * chance.normal() };
    });
    const ranking = valued.toSorted((one, other) => other.value - one.value).map(({ model }) => [model]);
    return { judge: own, points: bordaPoints(ranking, answerers.length + 1) };
  });
  return { setter, answerers, ballots };
}

/** The mean number of places that models stand from their true ones, and Spearman's rank correlation. */
type Distance = { places: number; correlation: number };

function measure({ models, strengths }: World, scores: readonly number[]): Distance {
  const rank = (values: readonly number[]) => values.map((own) => values.filter((other) => other > own).length);
  const [truth, found] = [rank(strengths), rank(scores)];
  const gaps = truth.map((place, model) => Math.abs(place - (found[model] ?? 0)));
  const squares = gaps.reduce((sum, gap) => sum + gap ** 2, 0);
  return {
    places: gaps.reduce((sum, gap) => sum + gap, 0) / models.length,
    correlation: 1 - (6 * squares) / (models.length ** 3 - models.length),
  };
}

function adjusted(world: World, { models }: Scores): Distance {
  const scores = new Map(models.map(({ model, answer }) => [model, answer ?? 0]));
  return measure(
    world,
    world.models.map((model) => scores.get(model) ?? 0),
  );
}

/** The same by plain means, whose company is what the lot gave. */
function plain(world: World, { rounds }: Scores): Distance {
  const answers = rounds.flatMap((round) => round.answers);
  const means = world.models.map((model) => {
    const own = answers.filter((answer) => answer.model === model);
    return own.reduce((sum, { points }) => sum + points, 0) / own.length;
  });
  return measure(world, means);
}

type Compared = { judges: number; calls: number; adjusted: Distance; plain: Distance };

function compare(count: number, judges: number, seed: number): Compared {
  const world = createWorld(count, seed);
  const { models } = world;
  const blocks = planBlocks({ models, rounds: count, judges, seed });
  const rounds = blocks.map((answerers, round) => judge(world, round, answerers));
  const scores = scoreExperiment({ judging: "ranks", models, rounds });
  const calls = count * 2 * (judges + 1);
  return { judges, calls, adjusted: adjusted(world, scores), plain: plain(world, scores) };
}

function averageOf(distances: readonly Distance[]): Distance {
  const of = (part: keyof Distance) => distances.reduce((sum, one) => sum + one[part], 0) / distances.length;
  return { places: of("places"), correlation: of("correlation") };
}

/** @param given `repetitions`: how many experiments of each kind. */
export function bench(given: Readonly<Record<string, number>>): BenchResult {
  const repetitions = given["repetitions"] ?? usualRepetitions;
  const seeds = Array.from({ length: repetitions }, (_, index) => index + 1);
  const rows = modelCounts.flatMap((models) =>
    [...judgeCounts, models - 1].map((judges) => {
      const all = seeds.map((seed) => compare(models, judges, seed));
      return {
        ...{ models, judges, calls: models * 2 * (judges + 1) },
        adjusted: averageOf(all.map((one) => one.adjusted)),
        plain: averageOf(all.map((one) => one.plain)),
      };
    }),
  );
  const cell = (value: string | number) => String(value).padStart(8);
  const figures = ({ places, correlation }: Distance) => cell(correlation.toFixed(3)) + cell(places.toFixed(2));
  return {
    passed: true,
    figures: { repetitions, ofQuestion, ofJudge, rows },
    report: [
      "  models  judges   calls    rank correlation with the truth, mean places off; the same by plain means",
      ...rows.map((row) => {
        const judges = row.judges === row.models - 1 ? "all" : row.judges;
        return `${cell(row.models)}${cell(judges)}${cell(row.calls)}${figures(row.adjusted)}  |${figures(row.plain)}`;
      }),
      `(${repetitions} experiments of each kind; every model sets one question)`,
    ].join("\n"),
  };
}
