/**
 * People's ratings, sharpened by what a jury of models says: people's votes stay the truth, and the jury only takes chance
 * out of which battles people happened to vote on.
 *
 * Prediction-powered inference (A. Angelopoulos, S. Bates, C. Fannjiang, M. Jordan & T. Zrnic, Science 382, 2023) with
 * power tuning (PPI++: A. Angelopoulos, J. Duchi & T. Zrnic, arXiv 2311.01453, 2023), in one step from people's ratings θ:
 *
 *   θ' = θ − λ · C⁻¹ · D,  D = Σ voted n·r·z − M · Σ judged ω·r·x
 *
 * C is the curvature of people's likelihood, z = ea − eb the battle's row, n its votes, r = j − μ what the jury says of it
 * beyond what it says of its two models: j its score of side A, μ its own Bradley–Terry fit over all judged battles, voted
 * on or not, with an effect of side A (row x). ω is n, and for a battle without votes the mean n; M = B·A⁻¹ with A the
 * information of the jury's fit and B the part of it that lies in the voted battles. D is the difference between the
 * jury's ratings by the battles people voted on and those by all it judged, to first order. Its mean is zero whatever the
 * jury likes, as long as which battles find voters has nothing to do with r. So no jury, however biased, biases θ'; a good
 * one takes away the part of θ's scatter that comes from the battles' own leanings.
 *
 *   λ = tr(C⁻¹·Σsd·C⁻¹) / tr(C⁻¹·Σdd·C⁻¹),  V' = V − 2λ·C⁻¹·Σsd·C⁻¹ + λ²·C⁻¹·Σdd·C⁻¹
 *
 * with Σsd and Σdd the sums over battles of s·dᵀ and d·dᵀ, s = (W − n·p)·z people's score of a battle and d its part of D.
 * Summing by battle is enough for both, whoever the voters: given the models, r is drawn with the battle, independently
 * from one battle to the next, so that votes of one voter on two battles do not go together in s·dᵀ.
 *
 * In small samples an estimated λ costs more than a useless jury brings (P. Mani, P. Xu, Z. Lipton & M. Oberst, "No Free
 * Lunch", arXiv 2505.20178, 2025). So λ is drawn towards zero by its own standard error, λ·(1 − 2·SE²/λ²), and is never
 * below zero.
 */
import { chiSquareTail } from "./chi-square.ts";
import type { FittedModel } from "./fit-ratings.ts";
import { type InfluenceSums, type JudgedBattle, type People, sumInfluences, weighPeople } from "./jury-influence.ts";
import { countVotes, type PairTally } from "./pair-tally.ts";
import { pointsPerNaturalUnit } from "./scale.ts";

/** What is to be sharpened, and with what. */
type ToSharpen = {
  /** People's ratings, by all their votes. */
  alone: {
    models: readonly Pick<FittedModel, "model" | "rating" | "standardError" | "lower" | "upper">[];
    quantile: number | null;
  };
  /** Those votes. */
  tallies: readonly PairTally[];
  /** With which prior they were rated, rating points; none where left out. */
  priorStandardDeviation?: number;
  judged: readonly JudgedBattle[];
};

/** Everything from `standardError` to `upper` is null where none is claimed of people's ratings. */
type SharpenedModel = {
  model: string;
  /** Points; the mean over all models is that of people's ratings. */
  rating: number;
  standardError: number | null;
  lower: number | null;
  upper: number | null;
};

/** Why ratings are sharpened, or stay as people's votes alone make them. */
type SharpenedBy =
  | "jury"
  /** Fewer than {@link leastVoted} judged battles with votes, or {@link leastUnvoted} without. */
  | "too few"
  /** The jury tells nothing of how people vote on a battle beyond what its models tell. */
  | "no agreement"
  /** The jury says something else of the battles without votes than chance allows: they are of another kind. */
  | "another kind";

/** People's ratings and what the jury made of them. */
type SharpenedFit = {
  /** Best first. */
  models: SharpenedModel[];
  by: SharpenedBy;
  /** How far the jury is followed; 0: not at all, and ratings and intervals are people's alone. */
  lambda: number;
  /**
   * So many more votes, on new battles by new people in the same proportion, would make people's ratings as sure:
   * votes · (mean variance alone / mean variance sharpened − 1). Null where no interval is claimed.
   */
  moreVotes: number | null;
  /** Judged battles between rated models. */
  battles: { voted: number; unvoted: number };
};

/** With fewer judged battles than these people's ratings stay as they are. */
export const leastVoted = 30;
/** As {@link leastVoted}, of battles without votes. */
export const leastUnvoted = 10;
/** Variance is never claimed to fall below this part of what people's votes alone give. */
const leastVariance = 0.25;
/** Chance must make a D as large as rarely as this before battles without votes are said to be of another kind. */
const unlike = 0.01;

/**
 * Sharpens people's ratings. Formulas and sources: top of this file.
 * @throws {RangeError} when a count is negative or not finite, a model meets itself, or a jury's score or a battle's wins
 * are out of range.
 */
export function sharpenRatings(input: ToSharpen): SharpenedFit {
  for (const battle of input.judged) assertJudged(battle);
  const { alone, tallies, priorStandardDeviation = Infinity } = input;
  const ratings = new Map(alone.models.map(({ model, rating }) => [model, rating]));
  const people = weighPeople(ratings, tallies, priorStandardDeviation);
  const used = input.judged.filter(({ modelA, modelB }) => people.indexes.has(modelA) && people.indexes.has(modelB));
  const voted = used.filter(({ votes }) => votes > 0).length;
  const battles = { voted, unvoted: used.length - voted };
  if (voted < leastVoted || battles.unvoted < leastUnvoted) return leaveAlone(input, battles, "too few");
  const sums = sumInfluences(people, used);
  if (isAnotherKind(sums)) return leaveAlone(input, battles, "another kind");
  const lambda = tuneLambda(sums);
  if (lambda === 0) return leaveAlone(input, battles, "no agreement");
  return { ...applyJury(input, people, sums, lambda), by: "jury", lambda, battles };
}

function assertJudged({ modelA, modelB, votes, wins, jury }: JudgedBattle): void {
  if (modelA === modelB) throw new RangeError(`The model "${modelA}" is judged against itself.`);
  if (!(votes >= 0 && votes < Infinity && wins >= 0 && wins <= votes)) {
    throw new RangeError(`${wins} wins of ${votes} votes cannot be.`);
  }
  if (!(jury >= 0 && jury <= 1)) throw new RangeError(`A jury's score of ${jury} is not from 0 to 1.`);
}

const total = (numbers: Float64Array): number => numbers.reduce((sum, value) => sum + value, 0);

/**
 * Whether D is larger than 99% of what chance makes it: |C⁻¹·D|² against its mean, the trace of its covariance, as χ²/ν
 * with ν = trace² / Σ squared entries (F. Satterthwaite, Biometrics Bulletin 2, 1946).
 */
function isAnotherKind({ shift, squared, scatter }: InfluenceSums): boolean {
  const trace = total(squared);
  const length = shift.reduce((sum, value) => sum + value * value, 0);
  const degrees = trace ** 2 / scatter.reduce((sum, value) => sum + value * value, 0);
  return chiSquareTail((length * degrees) / trace, degrees) < unlike;
}

/** λ with the least total variance, drawn towards zero by its own standard error; 0 where that goes past zero. */
function tuneLambda({ shared, squared, products }: InfluenceSums): number {
  const scale = total(squared);
  if (!(scale > 0)) return 0;
  const best = total(shared) / scale;
  const scatter = products.reduce((sum, one) => sum + (one.shared - best * one.squared) ** 2, 0);
  const error = Math.sqrt(scatter) / scale;
  return best <= 0 ? 0 : Math.max(0, best - (2 * error ** 2) / best);
}

function leaveAlone({ alone }: ToSharpen, battles: SharpenedFit["battles"], by: SharpenedBy): SharpenedFit {
  const models = alone.models.map(({ model, rating, standardError, lower, upper }) => {
    return { model, rating, standardError, lower, upper };
  });
  return { models, by, lambda: 0, moreVotes: alone.quantile === null ? null : 0, battles };
}

function applyJury(
  { alone, tallies }: ToSharpen,
  { indexes }: People,
  { shift, shared, squared }: InfluenceSums,
  lambda: number,
): Pick<SharpenedFit, "models" | "moreVotes"> {
  let [before, after] = [0, 0];
  const models = alone.models.map(({ model, rating: from, standardError: error }): SharpenedModel => {
    const at = indexes.get(model)!;
    const rating = from - pointsPerNaturalUnit * lambda * shift[at]!;
    if (error === null || alone.quantile === null) {
      return { model, rating, standardError: null, lower: null, upper: null };
    }
    const saved = pointsPerNaturalUnit ** 2 * (2 * lambda * shared[at]! - lambda ** 2 * squared[at]!);
    const variance = Math.max(leastVariance * error ** 2, error ** 2 - saved);
    before += error ** 2;
    after += variance;
    const standardError = Math.sqrt(variance);
    const margin = alone.quantile * standardError;
    return { model, rating, standardError, lower: rating - margin, upper: rating + margin };
  });
  const votes = tallies.reduce((sum, tally) => sum + countVotes(tally), 0);
  const moreVotes = alone.quantile === null ? null : votes * Math.max(0, before / after - 1);
  return { models: models.toSorted((one, other) => other.rating - one.rating), moreVotes };
}
