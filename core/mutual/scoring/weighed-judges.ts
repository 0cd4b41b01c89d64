/**
 * A second ranking, in which judges count as much as they prove reliable: am-ELO (Z. Liu et al., "am-ELO: A Stable Framework
 * for Arena-based LLM Evaluation", ICML 2025, arXiv 2505.03475, eq. 8), made for people and used here for judges. Every two
 * answers i and j on a ballot of judge k are a comparison that i wins with probability
 *
 *   p = σ(γk · (ri − rj)),
 *
 * σ the logistic function, r the models' ratings, γk ≥ 0 the judge's ability, all estimated together by maximum likelihood:
 * who contradicts what comes out for all of them, by chance or by favour, gets a small γ and hardly counts. To be maximised:
 *
 *   Q = Σ v · ln p − ½ λ Σ ri² − ½ τ Σ (γk − 1)²
 *
 * by the steps of `voter-ability.ts` in core/rating, which says more about Q. Where that differs from the paper: τ draws
 * abilities to 1, so that a judge with a few ballots is an ordinary one until it shows otherwise, and the maximum is one
 * and stable with few judges; a ballot of n answers weighs n − 1 comparisons, v = 2/n for each of its n(n − 1)/2, for a
 * ranking of n is not so many independent ones; a tie is half a win for each; and the abilities below 0 of judges who
 * rank upside down are 0, their ballots left out. In the end abilities are scaled to a mean of 1, as in the paper, and
 * ratings with them. Only whether two differ counts, not by how many points.
 */
import { type AbilityRow, type AbilityStrengths, fitAbilities, scaleToOne } from "../../rating/ability-regression.ts";
import { twoSidedQuantile } from "../../rating/intervals.ts";
import { meanRating, pointsPerNaturalUnit } from "../../rating/scale.ts";
import { type JudgedExperiment, type JudgedRound, listJudges, listModels } from "./ballots.ts";
import { isEqual, rankBy, sampleVariance } from "./ranks.ts";
import { fewestResampled, type Interval, leaveOut } from "./resampling.ts";

/** What draws the estimates together: 1/λ is the square of 400 rating points, and 1/√τ = ½ the deviation of abilities. */
const priors = { precision: (pointsPerNaturalUnit / 400) ** 2, strength: 4 };
/** So many groups of questions are left out, one after another, at most. */
const mostGroups = 20;

/** Both with 95% intervals over questions, null for fewer than four of them. */
export type WeighedJudges = {
  /** By the order of their names; γ ≥ 0 of mean 1. */
  judges: { judge: string; ability: number; interval: Interval | null; ballots: number }[];
  /** Best first; rating points as on the boards of people, of mean 1000. Null for one that no ballot compares. */
  models: { model: string; rating: number | null; interval: Interval | null; rank: number | null }[];
};

/**
 * Fits ratings and abilities. The interval of x is x ∓ t(0.975; n − 1) · √((n − 1)/n · Σ (x(−i) − x̄)²): the jackknife
 * (J. Tukey, Annals of Mathematical Statistics 29, 1958), n questions, or groups of them, left out one after another.
 * @returns nobody where no ballot compares two answers. Throws nothing.
 */
export function weighJudges(experiment: JudgedExperiment): WeighedJudges {
  const [models, judges] = [listModels(experiment), listJudges(experiment.rounds)];
  const { rounds } = experiment;
  const comparisons = createComparisons(models, judges);
  for (const round of rounds) comparisons.add(round, 1);
  const whole = fit(comparisons.rows(), models.length, judges.length);
  const groups = rounds.length < fewestResampled.rounds ? [] : leaveOut(rounds.length, mostGroups);
  const without = groups.map((kept) => {
    const left = rounds.filter((_, index) => kept[index] === 0);
    for (const round of left) comparisons.add(round, -1);
    const fitted = fit(comparisons.rows(), models.length, judges.length, whole.raw);
    for (const round of left) comparisons.add(round, 1);
    return fitted;
  });
  const compared = new Set(comparisons.rows().flatMap(({ a, b }) => [a, b]));
  const marginOf = (of: (fitted: Fitted) => number) => findMargin(without.map(of));
  return {
    judges: judges
      .map((judge, index) => {
        const ability = whole.abilities[index]!;
        const margin = marginOf(({ abilities }) => abilities[index]!);
        const interval = margin === null ? null : { lower: Math.max(0, ability - margin), upper: ability + margin };
        const ballots = rounds.filter((round) => round.ballots.some((ballot) => ballot.judge === judge)).length;
        return { judge, ability, interval, ballots };
      })
      .toSorted((one, other) => (one.judge < other.judge ? -1 : 1)),
    models: rankBy(
      models.map((model, index) => {
        const margin = marginOf(({ ratings }) => ratings[index]!);
        return rate(model, compared.has(index) ? whole.ratings[index]! : null, margin);
      }),
      ({ rating }) => rating,
    ),
  };
}

function rate(model: string, rating: number | null, margin: number | null) {
  const isTold = rating !== null && margin !== null;
  return { model, rating, interval: isTold ? { lower: rating - margin, upper: rating + margin } : null };
}

function findMargin(values: readonly number[]): number | null {
  const variance = sampleVariance(values);
  if (variance === null) return null;
  const count = values.length;
  return twoSidedQuantile(0.95, count - 1) * Math.sqrt(((count - 1) ** 2 / count) * variance);
}

/** Ratings in points, abilities of mean 1; by number. `raw`: where Q is at its maximum. */
type Fitted = { ratings: Float64Array; abilities: Float64Array; raw: AbilityStrengths };

/** The maximum of Q where no ability is below 0. @param start near it, which spares steps. */
function fit(rows: readonly AbilityRow[], models: number, judges: number, start?: AbilityStrengths): Fitted {
  const sizes = { models, voters: judges, precision: priors.precision };
  const left = new Set<number>();
  for (;;) {
    const counted = rows.filter(({ voter }) => !left.has(voter));
    const { strengths, abilities } = fitAbilities(counted, sizes, priors.strength, start);
    const below = [...abilities.keys()].filter((judge) => abilities[judge]! < 0);
    for (const judge of below) left.add(judge);
    if (below.length > 0) continue;
    const own = { strengths, abilities: abilities.map((ability, judge) => (left.has(judge) ? 0 : ability)) };
    const scaled = scaleToOne(own, new Float64Array(judges).fill(1));
    const ratings = scaled.strengths.map((value) => meanRating + pointsPerNaturalUnit * value);
    return { ratings, abilities: scaled.abilities, raw: { strengths, abilities } };
  }
}

/** Weighed comparisons of every judge and every two models, to which questions can be added, and taken away again. */
function createComparisons(models: readonly string[], judges: readonly string[]) {
  const size = models.length;
  const [modelOf, judgeOf] = [models, judges].map((names) => new Map(names.map((name, index) => [name, index])));
  const votes = new Float64Array(judges.length * size * size);
  const halfWins = new Float64Array(votes.length);
  return {
    add({ ballots }: JudgedRound, times: 1 | -1) {
      for (const { judge, points } of ballots) {
        const start = judgeOf!.get(judge)! * size * size;
        const given = [...points].map(([model, value]) => ({ model: modelOf!.get(model)!, value }));
        given.sort((one, other) => one.model - other.model);
        const weight = (times * 2) / given.length;
        for (const [index, one] of given.entries())
          for (const other of given.slice(index + 1)) {
            const at = start + one.model * size + other.model;
            votes[at]! += weight;
            if (isEqual(one.value, other.value)) halfWins[at]! += weight;
            else if (one.value > other.value) halfWins[at]! += 2 * weight;
          }
      }
    },
    rows(): AbilityRow[] {
      const rows: AbilityRow[] = [];
      for (const [at, count] of votes.entries())
        // What is left after taking away may be rounding.
        if (count > 1e-9) {
          const pair = at % (size * size);
          const voter = (at - pair) / (size * size);
          rows.push({ voter, a: Math.floor(pair / size), b: pair % size, votes: count, halfWins: halfWins[at]! });
        }
      return rows;
    },
  };
}
