/**
 * How often `core/rating/fit-test.ts` finds a misfit or a circle where there is none, and how often where there is one: in
 * made-up communities in which one number a model does explain the votes, and in ones with a circle of three. Voters have
 * tastes of their own, few vote a lot, and up to six vote on a battle; the design effect is measured from the votes.
 */
import {
  createVoteTable,
  findCircles,
  measureDesignEffect,
  type OutcomeChances,
  type PairTally,
  predictOutcome,
  testGoodnessOfFit,
} from "../../core/rating/index.ts";
import type { BenchResult } from "./bench.ts";
import { type Chance, createChance } from "./chance/chance.ts";

/** The options that take a number. */
export const options = ["repetitions"] as const;

const usualRepetitions = 200;
const level = 0.05;
const seed = 19;
const mostVotes = 6;
/** ν. */
const tieParameter = 0.8;
/** Rating points in one natural-log unit. */
const points = 400 / Math.LN10;

type Regime = {
  name: string;
  models: number;
  votes: number;
  voters: number;
  /** Standard deviations, natural-log units: strengths; voters' likings of models, and of one model against another; battles. */
  spread: number;
  taste: number;
  quirk: number;
  leaning: number;
  /** How far each of the first three beats the next, natural-log units; 0 for no circle. */
  circle: number;
  /** Leads count for no more than this, natural-log units: an order of the models, but no numbers that add up. */
  most: number;
};

const usual = { spread: 0.5, taste: 0.5, quirk: 0, leaning: 0, circle: 0, most: Infinity };
const regimes: readonly Regime[] = [
  { ...usual, name: "small", models: 6, votes: 1000, voters: 30 },
  { ...usual, name: "few votes", models: 12, votes: 300, voters: 20 },
  { ...usual, name: "far apart", models: 10, votes: 2000, voters: 40, spread: 1.5 },
  { ...usual, name: "quirks", models: 6, votes: 1000, voters: 30, quirk: 0.5 },
  { ...usual, name: "few voters, quirks", models: 6, votes: 600, voters: 15, taste: 0.7, quirk: 0.7 },
  { ...usual, name: "battles lean", models: 8, votes: 1500, voters: 60, quirk: 0.3, leaning: 0.7 },
  { ...usual, name: "many models", models: 30, votes: 6000, voters: 60, quirk: 0.5, leaning: 0.4 },
  { ...usual, name: "an order, no numbers", models: 8, votes: 4000, voters: 60, spread: 1, most: 0.4 },
  { ...usual, name: "a circle of 62%", models: 6, votes: 1000, voters: 30, circle: 0.5 },
  { ...usual, name: "a circle of 62%, far more votes", models: 6, votes: 4000, voters: 60, circle: 0.5 },
  { ...usual, name: "a circle of 73% among 20", models: 20, votes: 8000, voters: 60, circle: 1 },
];

/** What each voter adds to the lead of one model over another: the same every time the same two meet. */
function createVoters({ voters, models, taste, quirk }: Regime, { normal }: Chance) {
  return Array.from({ length: voters }, () => {
    const tastes = Array.from({ length: models }, () => taste * normal());
    const quirks = new Map<number, number>();
    return (a: number, b: number): number => {
      const [low, high] = a < b ? [a, b] : [b, a];
      const key = low * models + high;
      const own = quirks.get(key) ?? quirk * normal();
      quirks.set(key, own);
      return (tastes[a] ?? 0) - (tastes[b] ?? 0) + (a < b ? own : -own);
    };
  });
}

/** A community's votes: by pairs, and how they go together. */
function drawVotes(regime: Regime, chance: Chance) {
  const { fraction } = chance;
  const names = Array.from({ length: regime.models }, (_, model) => `model ${model}`);
  const strengths = names.map(() => regime.spread * chance.normal());
  const voters = createVoters(regime, chance);
  const table = createVoteTable({ battle: true, voter: true });
  const tallies: PairTally[] = [];
  for (let battle = 0; table.count() < regime.votes; battle++) {
    const a = Math.floor(fraction() * names.length);
    const b = (a + 1 + Math.floor(fraction() * (names.length - 1))) % names.length;
    const lead = leadOf(regime, strengths, a, b) + regime.leaning * chance.normal();
    const turnout = Math.ceil(fraction() * mostVotes);
    for (const voter of new Set(Array.from({ length: turnout }, () => Math.floor(fraction() ** 2 * voters.length)))) {
      const chances = predictOutcome(points * (lead + (voters[voter]?.(a, b) ?? 0)), tieParameter);
      const kind = drawKind(chances, fraction());
      tallies.push({ modelA: names[a] ?? "", modelB: names[b] ?? "", a: 0, b: 0, tie: 0, bothBad: 0, [kind]: 1 });
      table.battles?.push(battle, 0);
      table.voters?.push(voter, 0);
      table.add(a, b, kinds.indexOf(kind));
    }
  }
  return { tallies, columns: table.columns(names) };
}

const kinds = ["a", "b", "tie"] as const;

/** How far one model is ahead of another for everybody. */
function leadOf({ circle, most }: Regime, strengths: readonly number[], a: number, b: number): number {
  if (circle > 0 && a < 3 && b < 3) return (b - a + 3) % 3 === 1 ? circle : -circle;
  return Math.max(-most, Math.min(most, (strengths[a] ?? 0) - (strengths[b] ?? 0)));
}

function drawKind(chances: OutcomeChances, drawn: number): (typeof kinds)[number] {
  if (drawn < chances.a) return "a";
  return drawn < chances.a + chances.b ? "b" : "tie";
}

function measure(regime: Regime, repetitions: number, chance: Chance) {
  const sums = { designEffect: 0, goodness: 0, circles: 0 };
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const { tallies, columns } = drawVotes(regime, chance);
    const designEffect = measureDesignEffect(columns);
    const { pValue } = testGoodnessOfFit(tallies, { designEffect });
    const { circles } = findCircles(tallies, { designEffect });
    sums.designEffect += designEffect / repetitions;
    if ((pValue ?? 1) <= level) sums.goodness += 1 / repetitions;
    if (circles.some((circle) => circle.pValue <= level)) sums.circles += 1 / repetitions;
  }
  return { ...regime, ...sums };
}

/** @param given `repetitions`: how many communities of each kind. */
export function bench(given: Readonly<Record<string, number>>): BenchResult {
  const repetitions = given["repetitions"] ?? usualRepetitions;
  const chance = createChance(seed);
  const results = regimes.map((regime) => measure(regime, repetitions, chance));
  // What a true 5% stays below 98 times of 100.
  const limit = level + 2 * Math.sqrt((level * (1 - level)) / repetitions);
  const percent = (share: number) => `${(100 * share).toFixed(1)}%`.padStart(6);
  const lines = results.map(
    ({ name, designEffect, goodness, circles }) =>
      `${name.padEnd(32)} design effect ${designEffect.toFixed(2)}   misfit ${percent(goodness)}   circle ${percent(circles)}`,
  );
  return {
    passed: results.every(
      ({ circle, most, goodness, circles }) =>
        circle > 0 || (circles <= limit && (most < Infinity || goodness <= limit)),
    ),
    figures: { repetitions, limit, regimes: results },
    report: [
      ...lines,
      `(share of ${repetitions} communities in which it is found at 5%; where there is neither, at most ${percent(limit).trim()} is asked for)`,
    ].join("\n"),
  };
}
