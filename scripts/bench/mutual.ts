/**
 * How often the intervals of mutual evaluations hold, what weighing judges is worth, and how long sixty models take.
 *
 * Each design is drawn anew many times. An interval holds when the mean over all those lies in it; a range of ranks when the
 * model's place by those means does. Beside it stands what an interval over questions alone would do, Student's t of the
 * points by question: it takes the judges for all there are. A ranking is off by the mean distance of a model's place from
 * that by its strength.
 */
import { findAgreement, reportScores, type ScoreReport, scoreExperiment } from "../../core/index.ts";
import { twoSidedQuantile } from "../../core/rating/index.ts";
import { createSeededFraction } from "../rate/seeded-fraction.ts";
import type { BenchResult } from "./bench.ts";
import { type Design, makeExperiment } from "./mutual/made-experiments.ts";

/** The options that take a number: evaluations a design; models in the one that is timed. */
export const options = ["repetitions", "models"] as const;

const usual = { repetitions: 200, models: 60 };
/** What coverage is to be between, and the most seconds of a processor that the timed one may take. */
const limits = { least: 0.9, most: 0.995, seconds: 15 } as const;

const fair = { careless: 0 };
const designs: readonly Design[] = [
  { models: 4, questions: 12, answer: 0.6, taste: 0.4, ballot: 0.4, ...fair },
  { models: 6, questions: 6, answer: 0.8, taste: 0.4, ballot: 0.4, ...fair },
  { models: 6, questions: 24, answer: 0.6, taste: 0.6, ballot: 0.6, ...fair },
  { models: 8, questions: 8, answer: 0.2, taste: 0.8, ballot: 0.2, ...fair },
  { models: 8, questions: 8, answer: 0.8, taste: 0.1, ballot: 0.8, ...fair },
  { models: 12, questions: 12, answer: 0.8, taste: 0.4, ballot: 0.4, ...fair },
];
const weighedDesigns: readonly Design[] = [
  { models: 7, questions: 7, answer: 0.3, taste: 0.3, ballot: 0.6, ...fair },
  { models: 7, questions: 7, answer: 0.3, taste: 0.3, ballot: 0.6, careless: 2 },
];

/** @param given see {@link options}. */
export function bench(given: Readonly<Record<string, number>>): BenchResult {
  const { repetitions, models } = { ...usual, ...given };
  const coverage = designs.map((design) => measureCoverage(design, repetitions));
  const weighing = weighedDesigns.map((design) => measureWeighing(design, repetitions));
  const seconds = timeOne(models);
  const shares = coverage.flatMap(({ score, ranks, tau, alpha, top2 }) => [score, ranks, tau, alpha, top2]);
  const isHeld = shares.every((share) => share >= limits.least) && coverage.every(({ score }) => score <= limits.most);
  return {
    passed: isHeld && seconds <= limits.seconds,
    figures: { repetitions, coverage, weighing, models, seconds },
    report: [
      `| ${repetitions} evaluations each: models × questions; answer, taste, ballot | scores | over questions alone | ranks | tau | alpha | top-2 |`,
      "|---|---|---|---|---|---|---|",
      ...coverage.map(describeCoverage),
      "",
      ...weighing.map(({ design, plain, weighed }) => {
        const who = `${design.careless} of ${design.models} judges by chance`;
        return `${who}: places off by ${plain.toFixed(3)} by points, ${weighed.toFixed(3)} with judges weighed`;
      }),
      `${models} models, a question each, all figures: ${seconds.toFixed(1)} s of a processor`,
    ].join("\n"),
  };
}

type Interval = ScoreReport["models"][number]["interval"];
type Coverage = Record<"score" | "questionsAlone" | "ranks" | "tau" | "alpha" | "top2", number> & { design: Design };

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const holds = (interval: Interval, truth: number) =>
  interval !== null && interval.lower <= truth && truth <= interval.upper;

function measureCoverage(design: Design, repetitions: number): Coverage {
  const fraction = createSeededFraction(20_261_130);
  const all = Array.from({ length: repetitions }, () => {
    const experiment = makeExperiment(design, fraction);
    return { scores: scoreExperiment(experiment), agreement: findAgreement(experiment) };
  });
  const models = all[0]?.scores.models.map(({ model }) => readModel(all, model)) ?? [];
  const told = models.flatMap(({ truth, own }) => {
    const place = 1 + models.filter((other) => other.truth > truth).length;
    return own.map(({ interval, rankRange: range, points }) => ({
      score: holds(interval, truth),
      questionsAlone: holds(overQuestions(points), truth),
      ranks: range !== null && range.best <= place && place <= range.worst,
    }));
  });
  const share = (of: (one: (typeof told)[number]) => boolean) => mean(told.map((one) => Number(of(one))));
  return {
    design,
    score: share(({ score }) => score),
    questionsAlone: share(({ questionsAlone }) => questionsAlone),
    ranks: share(({ ranks }) => ranks),
    tau: shareOf(all, ({ agreement }) => [agreement.kendallTau, agreement.interval.kendallTau]),
    alpha: shareOf(all, ({ agreement }) => [agreement.krippendorffAlpha, agreement.interval.krippendorffAlpha]),
    top2: shareOf(all, ({ scores }) => [scores.topk[2], scores.topkInterval[2]]),
  };
}

type Drawn = { scores: ReturnType<typeof scoreExperiment>; agreement: ReturnType<typeof findAgreement> };

/** A model's score in each evaluation, with its points by question, and the mean of those scores. */
function readModel(all: readonly Drawn[], name: string) {
  const own = all.flatMap(({ scores: { models, rounds } }) => {
    const mine = rounds.flatMap(({ answers }) => answers.filter(({ model }) => model === name));
    const points = mine.map((answer) => answer.points);
    return models.flatMap((one) => (one.model === name ? [{ ...one, points }] : []));
  });
  return { own, truth: mean(own.flatMap(({ answer }) => answer ?? [])) };
}

/** How often an interval holds the mean of its figure over all evaluations. */
function shareOf(all: readonly Drawn[], of: (one: Drawn) => [value: number | null, interval: Interval]): number {
  const told = all.map((one) => of(one));
  const truth = mean(told.flatMap(([value]) => value ?? []));
  return mean(told.map(([, interval]) => Number(holds(interval, truth))));
}

function overQuestions(points: readonly number[]): Interval {
  const center = mean(points);
  const variance = points.reduce((sum, value) => sum + (value - center) ** 2, 0) / (points.length - 1);
  const margin = twoSidedQuantile(0.95, points.length - 1) * Math.sqrt(variance / points.length);
  return { lower: center - margin, upper: center + margin };
}

function describeCoverage({ design, ...shares }: Coverage): string {
  const { models, questions, answer, taste, ballot } = design;
  const { score, questionsAlone, ranks, tau, alpha, top2 } = shares;
  const cells = [score, questionsAlone, ranks, tau, alpha, top2].map((value) => `${(100 * value).toFixed(1)}%`);
  return `| ${models} × ${questions}; ${answer}, ${taste}, ${ballot} | ${cells.join(" | ")} |`;
}

/** How far places are off, by points and with judges weighed. */
function measureWeighing(design: Design, repetitions: number): { design: Design; plain: number; weighed: number } {
  const fraction = createSeededFraction(20_261_201);
  const off = (order: readonly { model: string }[]) =>
    mean(order.map(({ model }, index) => Math.abs(design.models - index - Number(model.slice(1)))));
  const all = Array.from({ length: repetitions }, () => {
    const { models, weighed } = reportScores(makeExperiment(design, fraction));
    return { plain: off(models), weighed: off(weighed.models) };
  });
  return { design, plain: mean(all.map(({ plain }) => plain)), weighed: mean(all.map(({ weighed }) => weighed)) };
}

/** Seconds of a processor that all figures of an evaluation take in which each model sets a question. */
function timeOne(models: number): number {
  const design = { models, questions: models, answer: 0.6, taste: 0.4, ballot: 0.4, ...fair };
  const experiment = makeExperiment(design, createSeededFraction(1));
  const begun = process.cpuUsage();
  reportScores(experiment);
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1e6;
}
