/**
 * Which battles an honest voter votes on: those that come their way, whoever wrote the answers, for names are hidden.
 *
 * Of the n votes of honest voter v, k are on battles with model m: beta-binomial (J. Skellam, JRSS B 10, 1948),
 *
 *   P(k) ∝ B(k + κ·e, n − k + κ·(1 − e)) / B(κ·e, κ·(1 − e))
 *
 * e the chance that a battle before this voter shows m: its share among the battles they are known to have seen, or
 * among all other people's votes. κ = 1/ρ − 1 says how much more than by chance honest voters differ (some came in the week
 * when m was new), ρ being the intraclass correlation: by moments for each model, and of those the median, which a campaign
 * for a few models cannot move.
 */
import { logGamma } from "../intervals.ts";
import type { Ballots, Meetings, SeenBattles } from "./ballots.ts";

/** How honest voters come by their battles. */
export type Exposure = {
  /** e of voter and model. */
  chance: (voter: number, model: number) => number;
  /**
   * ln P, but for what depends on n alone: `met` votes with a model of this chance, `rest` without it. For comparing
   * chances only.
   */
  logChance: (met: number, rest: number, chance: number) => number;
};

/** A voter's own battles outweigh the others' from so many on that are known. */
const knownBattles = 10;
const [leastCorrelation, mostCorrelation] = [0.0005, 0.5];

/** Battles with each model before a voter, and all of theirs. */
export type SeenCounts = { of: (voter: number, model: number) => number; all: Float64Array };

/** Counts what was seen. Voters and models that no vote knows are passed over. Throws nothing. */
export function countSeen({ voters, models }: Ballots, seen: SeenBattles): SeenCounts {
  const voterOf = new Map(voters.map((name, index) => [name, index]));
  const modelOf = new Map(models.map((name, index) => [name, index]));
  const all = new Float64Array(voters.length);
  const counts = new Map<number, number>();
  for (const [row, name] of seen.voter.entries()) {
    const voter = voterOf.get(name);
    if (voter === undefined) continue;
    const count = seen.count?.[row] ?? 1;
    all[voter]! += count;
    for (const model of [modelOf.get(seen.left[row]!), modelOf.get(seen.right[row]!)]) {
      if (model === undefined) continue;
      const key = voter * models.length + model;
      counts.set(key, (counts.get(key) ?? 0) + count);
    }
  }
  return { all, of: (voter, model) => counts.get(voter * models.length + model) ?? 0 };
}

/** Of each voter and model, how many votes; −1 for the model past the last: all of them. */
type Counts = { of: (voter: number, model: number) => number; all: Float64Array };

function countVotes({ voters, models, starts }: Ballots, meetings: Meetings): Counts {
  const counts = new Map<number, number>();
  for (let voter = 0; voter < voters.length; voter++) {
    for (let entry = meetings.starts[voter]!; entry < meetings.starts[voter + 1]!; entry++) {
      const key = voter * models.length + meetings.model[entry]!;
      counts.set(key, meetings.votesFrom[entry + 1]! - meetings.votesFrom[entry]!);
    }
  }
  const all = Float64Array.from(voters, (_, voter) => starts[voter + 1]! - starts[voter]!);
  return { all, of: (voter, model) => counts.get(voter * models.length + model) ?? 0 };
}

/**
 * Estimates how honest voters come by their battles.
 * @param weights of a vote of each voter. Cost: linear in votes, and voters times models. Throws nothing.
 */
export function estimateExposure(
  ballots: Ballots,
  meetings: Meetings,
  weights: Float64Array,
  seen?: SeenCounts,
): Exposure {
  const { voters, models } = ballots;
  const counts = countVotes(ballots, meetings);
  const sums = new Float64Array(models.length);
  let sum = 0;
  for (const voter of voters.keys()) sum += weights[voter]! * counts.all[voter]!;
  for (const voter of voters.keys()) {
    for (let entry = meetings.starts[voter]!; entry < meetings.starts[voter + 1]!; entry++) {
      sums[meetings.model[entry]!]! += weights[voter]! * (meetings.votesFrom[entry + 1]! - meetings.votesFrom[entry]!);
    }
  }
  const chance = (voter: number, model: number) => {
    const others = sums[model]! - weights[voter]! * counts.of(voter, model);
    const share = (others + 2 / models.length) / (sum - weights[voter]! * counts.all[voter]! + 1);
    return seen ? (seen.of(voter, model) + knownBattles * share) / (seen.all[voter]! + knownBattles) : share;
  };
  const correlation = estimateCorrelation(ballots, counts, weights, chance);
  return { chance, logChance: createBetaBinomial(1 / correlation - 1) };
}

function createBetaBinomial(concentration: number): Exposure["logChance"] {
  return (met, rest, chance) => logRise(concentration * chance, met) + logRise(concentration * (1 - chance), rest);
}

/** So many factors are multiplied at once: each is below a few thousand. */
const mostFactors = 64;

/** ln Γ(x + n) / Γ(x), n whole: ln x·(x + 1)…(x + n − 1). */
function logRise(x: number, n: number): number {
  if (n > mostFactors) return logGamma(x + n) - logGamma(x);
  let product = 1;
  for (let at = 0; at < n; at++) product *= x + at;
  return Math.log(product);
}

/** ρ: the median over models of Σ w·[(k − n·e)² − n·e·(1 − e)] / Σ w·n·(n − 1)·e·(1 − e), w so that voters weigh alike. */
function estimateCorrelation(
  { voters, models }: Ballots,
  counts: Counts,
  weights: Float64Array,
  chance: Exposure["chance"],
) {
  const found = [...models.keys()].map((model) => {
    let [above, below] = [0, 0];
    for (const voter of voters.keys()) {
      const votes = counts.all[voter]!;
      const e = chance(voter, model);
      const weight = weights[voter]! / votes;
      above += weight * ((counts.of(voter, model) - votes * e) ** 2 - votes * e * (1 - e));
      below += weight * votes * (votes - 1) * e * (1 - e);
    }
    return below > 0 ? above / below : 0;
  });
  const median = found.toSorted((one, other) => one - other)[Math.floor(found.length / 2)] ?? 0;
  return Math.min(mostCorrelation, Math.max(leastCorrelation, median));
}
