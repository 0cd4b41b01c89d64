/**
 * How often intervals hold what they are to hold, on votes that go together as real ones do.
 *
 * Each repetition draws anew: voters of whom few vote a lot (weights 1/√k), each with a taste of their own for every
 * model; battles with a leaning of their own for either answer; one to six votes a battle. The value to hold is not the
 * strengths that were put in: tastes and leanings draw all shares of wins towards one half. It is what the same design
 * converges to, the Bradley–Terry fit to the shares of wins over endless voters and battles, found by integration.
 */
import { type ClusterKind, createVoteTable, fitBradleyTerry, fitColumns } from "../../core/rating/index.ts";
import { createSeededFraction } from "../rate/seeded-fraction.ts";
import type { BenchResult } from "./bench.ts";

/** The options that take a number. */
export const options = ["repetitions"] as const;

const usualRepetitions = 500;
const limits = { least: 0.93, most: 0.97 };
const seed = 8;
/** Natural-log units. */
const strengths = [0.8, 0.45, 0.15, -0.15, -0.45, -0.8];
const deviations = { taste: 0.5, leaning: 0.6 };
const voterCount = 150;
const battleCount = 700;
const mostVotes = 6;
const ties = 0.2;
const kinds: readonly ClusterKind[] = ["both", "none", "battle", "voter"];

const names = strengths.map((_, model) => `model ${model}`);
const weights = Array.from({ length: voterCount }, (_, voter) => 1 / Math.sqrt(voter + 1));
const weightSum = weights.reduce((sum, weight) => sum + weight, 0);
/** (Σ w)² / Σ w²: so many voters who all vote alike often would tell as much. */
const effectiveVoters = weightSum ** 2 / weights.reduce((sum, weight) => sum + weight ** 2, 0);

type Chance = { fraction: () => number; normal: () => number };

function createChance(): Chance {
  const fraction = createSeededFraction(seed);
  // Box and Muller.
  const normal = () => Math.sqrt(-2 * Math.log(1 - fraction())) * Math.cos(2 * Math.PI * fraction());
  return { fraction, normal };
}

const logistic = (value: number) => 1 / (1 + Math.exp(-value));

/** The mean of σ(lead + noise) over all noise, by the midpoint rule. */
function meanShare(lead: number): number {
  // Two tastes, one for each model, and the battle's leaning.
  const deviation = Math.sqrt(2 * deviations.taste ** 2 + deviations.leaning ** 2);
  const steps = 2000;
  let [sum, mass] = [0, 0];
  for (let step = 0; step < steps; step++) {
    const at = -8 + (16 * (step + 0.5)) / steps;
    const density = Math.exp(-(at * at) / 2);
    sum += density * logistic(lead + deviation * at);
    mass += density;
  }
  return sum / mass;
}

/** What the design converges to, rating points by model. */
function findLimits(): Map<string, number> {
  const tallies = strengths.flatMap((own, first) =>
    strengths.slice(first + 1).map((other, place) => {
      const share = (1 - ties) * meanShare(own - other) + ties / 2;
      const counts = { a: 1e6 * share, b: 1e6 * (1 - share), tie: 0, bothBad: 0 };
      return { modelA: names[first] ?? "", modelB: names[first + 1 + place] ?? "", ...counts };
    }),
  );
  return new Map(fitBradleyTerry(tallies).models.map(({ model, rating }) => [model, rating]));
}

/** A voter by weight. */
function drawVoter({ fraction }: Chance): number {
  let rest = fraction() * weightSum;
  const voter = weights.findIndex((weight) => (rest -= weight) < 0);
  return voter < 0 ? voterCount - 1 : voter;
}

function drawVotes(chance: Chance) {
  const { fraction, normal } = chance;
  const table = createVoteTable({ battle: true, voter: true });
  const tastes = weights.map(() => strengths.map((strength) => strength + deviations.taste * normal()));
  for (let battle = 0; battle < battleCount; battle++) {
    const a = Math.floor(fraction() * strengths.length);
    const b = (a + 1 + Math.floor(fraction() * (strengths.length - 1))) % strengths.length;
    const leaning = deviations.leaning * normal();
    const voters = new Set<number>();
    for (let count = Math.ceil(fraction() * mostVotes); count > 0; count--) voters.add(drawVoter(chance));
    for (const voter of voters) {
      const lead = (tastes[voter]?.[a] ?? 0) - (tastes[voter]?.[b] ?? 0) + leaning;
      const outcome = fraction() < ties ? 2 : fraction() < logistic(lead) ? 0 : 1;
      table.battles?.push(battle, 0);
      table.voters?.push(voter, 0);
      table.add(a, b, outcome);
    }
  }
  return table;
}

/** @param given `repetitions`: how many. */
export function bench(given: Readonly<Record<string, number>>): BenchResult {
  const repetitions = given["repetitions"] ?? usualRepetitions;
  const chance = createChance();
  const truth = findLimits();
  const held = new Map(kinds.map((kind) => [kind, { held: 0, intervals: 0, width: 0 }]));
  let votes = 0;
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const table = drawVotes(chance);
    votes += table.count();
    const columns = table.columns(names);
    for (const [kind, sums] of held) {
      for (const { model, lower, upper } of fitColumns(columns, { clusters: kind }).models) {
        const value = truth.get(model) ?? Number.NaN;
        sums.intervals++;
        sums.width += (upper ?? 0) - (lower ?? 0);
        if ((lower ?? Infinity) <= value && value <= (upper ?? -Infinity)) sums.held++;
      }
    }
  }
  const coverage = Object.fromEntries([...held].map(([kind, sums]) => [kind, sums.held / sums.intervals]));
  const width = Object.fromEntries([...held].map(([kind, sums]) => [kind, sums.width / sums.intervals]));
  const both = coverage["both"] ?? 0;
  const meanVotes = votes / repetitions;
  return {
    passed: both >= limits.least && both <= limits.most,
    figures: { repetitions, coverage, width, effectiveVoters, voters: voterCount, battles: battleCount, meanVotes },
    report: [
      `${repetitions} repetitions of ${battleCount} battles, ${meanVotes.toFixed(0)} votes, ${voterCount} voters (worth ${effectiveVoters.toFixed(0)})`,
      ...kinds.map((kind) => describe(kind, coverage[kind] ?? 0, width[kind] ?? 0)),
      `95% is claimed; clustered by both, ${limits.least * 100}% to ${limits.most * 100}% are asked for.`,
    ].join("\n"),
  };
}

function describe(kind: ClusterKind, coverage: number, width: number): string {
  return `${kind.padEnd(6)}  holds the value in ${(100 * coverage).toFixed(1)}%, mean width ${width.toFixed(1)} points`;
}
