/**
 * What a jury of models does to people's ratings: in each regime, how far sharpened ratings lie from the truth against
 * people's alone (mean squared errors, the same votes), and how often 95% intervals hold it.
 *
 * Each repetition draws anew: voters of whom few vote a lot, each with a taste of their own for every model; battles with a
 * leaning of their own for either answer, some of which find no voters; two jurors who judge some of the battles, in some
 * regimes well, in others by what has nothing to do with people. The truth is what people's votes would converge to, the
 * Bradley–Terry fit to the shares of wins over endless voters and battles, found by integration.
 */
import {
  type CastVote,
  fitBradleyTerry,
  fitRatings,
  type JudgedBattle,
  sharpenRatings,
  summarizeVotes,
} from "../../core/rating/index.ts";
import { createSeededFraction } from "../rate/seeded-fraction.ts";
import type { BenchResult } from "./bench.ts";

/** The options that take a number. */
export const options = ["repetitions"] as const;

const usualRepetitions = 400;
const limits = { error: 1.02, least: 0.93, most: 0.98 };
/** Natural-log units. */
const strengths = [0.8, 0.45, 0.15, -0.15, -0.45, -0.8];
const names = strengths.map((_, model) => `model ${model}`);
const deviations = { taste: 0.4, leaning: 1.2 };
const ties = 0.2;
const board = { clusters: "both", priorStandardDeviation: 400, scatterPrior: 4 } as const;

/** How a world differs from the usual one. */
type Regime = {
  name: string;
  battles: number;
  /** Share of battles that find voters, and share of battles that the jury judges. */
  voted: number;
  judged: number;
  mostVotes: number;
  voters: number;
  /** Voter k votes in proportion to k^−activity. */
  activity: number;
  /** What a juror's verdict follows, natural-log units for each: a battle's leaning, strengths, and what else it likes. */
  jury: { leaning: number; strength: number; favourite: number; sideA: number; length: number };
  /** Whether people vote rather on battles that lean towards the first model: what the method assumes not to be. */
  selected?: boolean;
};

const goodJury = { leaning: 1.2, strength: 1, favourite: 0, sideA: 0, length: 0 };
const usual: Omit<Regime, "name"> = {
  ...{ battles: 900, voted: 0.5, judged: 1, mostVotes: 3, voters: 150, activity: 0.5, jury: goodJury },
};

const regimes: readonly Regime[] = [
  { name: "a good jury", ...usual },
  { name: "a good jury that judges half", ...usual, judged: 0.5 },
  { name: "a jury of noise", ...usual, jury: { ...goodJury, leaning: 0, strength: 0 } },
  { name: "a jury that knows models, not answers", ...usual, jury: { ...goodJury, leaning: 0, strength: 2 } },
  { name: "a jury with a favourite", ...usual, jury: { ...goodJury, favourite: 2 } },
  { name: "a jury that prefers side A", ...usual, jury: { ...goodJury, sideA: 1.5 } },
  { name: "a jury that prefers long answers", ...usual, jury: { ...goodJury, leaning: 0.3, length: 2 } },
  { name: "a jury against people", ...usual, jury: { ...goodJury, leaning: -1.2, strength: -1 } },
  { name: "few battles with votes", ...usual, battles: 450, voted: 0.15 },
  { name: "few with votes, a jury of noise", ...usual, battles: 450, voted: 0.15, jury: { ...goodJury, leaning: 0 } },
  { name: "few without votes", ...usual, battles: 500, voted: 0.95 },
  { name: "none without votes", ...usual, battles: 450, voted: 1 },
  { name: "few busy voters", ...usual, voters: 60, activity: 0.7 },
  { name: "votes where the first model does well", ...usual, selected: true },
];

type Chance = { fraction: () => number; normal: () => number };

function createChance(seed: number): Chance {
  const fraction = createSeededFraction(seed);
  // Box and Muller.
  const normal = () => Math.sqrt(-2 * Math.log(1 - fraction())) * Math.cos(2 * Math.PI * fraction());
  return { fraction, normal };
}

const logistic = (value: number) => 1 / (1 + Math.exp(-value));

/** How probably a battle finds voters. @param towards its leaning towards the first model; 0 without that model. */
function chanceOfVotes({ voted, selected }: Regime, towards: number): number {
  return selected && towards !== 0 ? voted * (towards > 0 ? 1.5 : 0.5) : voted;
}

/** The mean of σ(lead + tastes + leaning) over all that people vote on, by the midpoint rule. */
function meanShare(regime: Regime, lead: number, sign: number): number {
  const steps = 120;
  const at = (step: number) => -6 + (12 * (step + 0.5)) / steps;
  const density = (value: number) => Math.exp(-(value * value) / 2);
  let [sum, mass] = [0, 0];
  for (let step = 0; step < steps; step++) {
    const leaning = deviations.leaning * at(step);
    const weight = density(at(step)) * chanceOfVotes(regime, sign * leaning);
    for (let other = 0; other < steps; other++) {
      const taste = Math.SQRT2 * deviations.taste * at(other);
      sum += weight * density(at(other)) * logistic(lead + leaning + taste);
      mass += weight * density(at(other));
    }
  }
  return sum / mass;
}

/** What people's votes converge to, rating points by model. */
function findTruth(regime: Regime): Map<string, number> {
  const tallies = strengths.flatMap((own, first) =>
    strengths.slice(first + 1).map((other, place) => {
      const share = (1 - ties) * meanShare(regime, own - other, first === 0 ? 1 : 0) + ties / 2;
      const counts = { a: 1e6 * share, b: 1e6 * (1 - share), tie: 0, bothBad: 0 };
      return { modelA: names[first] ?? "", modelB: names[first + 1 + place] ?? "", ...counts };
    }),
  );
  return new Map(fitBradleyTerry(tallies).models.map(({ model, rating }) => [model, rating]));
}

/** Draws a voter by activity. */
function createDraw({ voters, activity }: Regime, { fraction }: Chance): () => number {
  const weights = Array.from({ length: voters }, (_, voter) => (voter + 1) ** -activity);
  const sum = weights.reduce((before, weight) => before + weight, 0);
  return () => {
    let rest = fraction() * sum;
    const voter = weights.findIndex((weight) => (rest -= weight) < 0);
    return voter < 0 ? voters - 1 : voter;
  };
}

/** Two jurors' mean score of side A. */
function judge({ jury }: Regime, { fraction, normal }: Chance, a: number, b: number, leaning: number): number {
  const favourite = (a === 0 ? 1 : 0) - (b === 0 ? 1 : 0);
  const lead = (strengths[a] ?? 0) - (strengths[b] ?? 0);
  const likes = jury.favourite * favourite + jury.sideA + jury.length * normal();
  const chance = logistic(jury.leaning * leaning + jury.strength * lead + likes);
  const verdict = () => (fraction() < ties ? 0.5 : fraction() < chance ? 1 : 0);
  return (verdict() + verdict()) / 2;
}

type Drawn = { votes: CastVote[]; judged: JudgedBattle[] };

function drawWorld(regime: Regime, chance: Chance): Drawn {
  const { fraction, normal } = chance;
  const drawVoter = createDraw(regime, chance);
  const tastes = Array.from({ length: regime.voters }, () => strengths.map((own) => own + deviations.taste * normal()));
  const drawn: Drawn = { votes: [], judged: [] };
  for (let battle = 0; battle < regime.battles; battle++) {
    const a = Math.floor(fraction() * strengths.length);
    const b = (a + 1 + Math.floor(fraction() * (strengths.length - 1))) % strengths.length;
    const [modelA, modelB] = [names[a] ?? "", names[b] ?? ""];
    const leaning = deviations.leaning * normal();
    const sign = (a === 0 ? 1 : 0) - (b === 0 ? 1 : 0);
    const voters = new Set<number>();
    const count = fraction() < chanceOfVotes(regime, sign * leaning) ? Math.ceil(fraction() * regime.mostVotes) : 0;
    for (let vote = 0; vote < count; vote++) voters.add(drawVoter());
    let wins = 0;
    for (const voter of voters) {
      const lead = (tastes[voter]?.[a] ?? 0) - (tastes[voter]?.[b] ?? 0) + leaning;
      const choice = fraction() < ties ? "tie" : fraction() < logistic(lead) ? "a" : "b";
      wins += choice === "a" ? 1 : choice === "tie" ? 0.5 : 0;
      drawn.votes.push({ battle: `${battle}`, voter: `${voter}`, modelA, modelB, choice });
    }
    if (fraction() >= regime.judged) continue;
    drawn.judged.push({ modelA, modelB, votes: voters.size, wins, jury: judge(regime, chance, a, b, leaning) });
  }
  return drawn;
}

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
    const { priorStandardDeviation } = board;
    const better = sharpenRatings({
      alone: fit,
      tallies: statistics.cells,
      priorStandardDeviation,
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
    error: sharpened.error / alone.error,
    held: { alone: alone.held / count, sharpened: sharpened.held / count },
    width: sharpened.width / alone.width,
    ...{ lambda, used, votes, moreVotes },
  };
}

/** @param given `repetitions`: how many of each regime. */
export function bench(given: Readonly<Record<string, number>>): BenchResult {
  const repetitions = given["repetitions"] ?? usualRepetitions;
  const found = regimes.map((regime, index) => measureRegime(regime, repetitions, 100 + index));
  const kept = found.slice(0, -1);
  const isGood = ({ error, held }: (typeof found)[number]) =>
    error <= limits.error && held.sharpened >= limits.least && held.sharpened <= limits.most;
  return {
    passed: kept.every(isGood),
    figures: { repetitions, regimes: found },
    report: [...found.map(describe)].join("\n"),
  };
}

function describe({ name, error, held, width, lambda, used, votes, moreVotes }: ReturnType<typeof measureRegime>) {
  const percent = (share: number) => `${(100 * share).toFixed(1)}%`;
  return [
    name.padEnd(40),
    `error ${error.toFixed(3)}`,
    `held ${percent(held.sharpened)} (alone ${percent(held.alone)})`,
    `width ${width.toFixed(3)}`,
    `λ ${lambda.toFixed(2)} in ${percent(used)}`,
    `${votes.toFixed(0)} votes + ${moreVotes.toFixed(0)}`,
  ].join("  ");
}
