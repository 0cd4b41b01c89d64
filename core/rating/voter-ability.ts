/**
 * Ratings that weigh voters by how well their votes agree with everybody's: am-ELO (Z. Liu et al., ICML 2025, arXiv
 * 2505.03475, eq. 8), where voter v tells strengths apart with a discrimination γv of their own:
 *
 *   p = σ(γv · (θa − θb))
 *
 * Estimated jointly. There, γ is held by its sum; here each is drawn towards 1 instead, so that a voter with three votes
 * is an ordinary voter until they show otherwise. To be maximised:
 *
 *   Q = Σ votes ln p − ½ λ Σ θi² − ½ τ Σ (γv − 1)²
 *
 * by Newton steps in (θ, γ) together, the γ, which do not touch one another, eliminated first (Schur complement). Q is
 * concave in θ and in γ, but not in both at once: where it is not, θ or the γ are moved alone, whichever raises Q more, and
 * a step that does not raise Q is halved. What comes out is a stationary point, reached from γ = 1.
 *
 * Strengths doubled and abilities halved foretell the same votes, so both are given with abilities whose mean over all
 * votes is 1. A γ near 0 is a voter whose votes tell nothing, one below 0 a voter who votes the other way round.
 */
import { type AbilityRow, type AbilitySizes, fitAbilities, scaleToOne, scoreVotes } from "./ability-regression.ts";
import { dealOut, countHalfWins, mergeStatistics, type VoterStatistics } from "./vote-statistics.ts";
import { compareNames, countVotes } from "./pair-tally.ts";
import { meanRating, pointsPerNaturalUnit } from "./scale.ts";

/** Ratings that weigh voters, and what weighing is worth. */
export type AbilityFit = {
  /** Best first, points with mean 1000. Without intervals: this is the optional board. */
  models: { model: string; rating: number }[];
  /** Each voter's γ. */
  voters: { voter: string; ability: number; votes: number }[];
  /** τ, the precision that draws abilities to 1, as chosen on held-out votes. */
  strength: number;
  /**
   * Mean of ln p of votes held out, over and above the fit without abilities, nats a vote; above 0 it helps. Measured on
   * other votes than those τ was chosen on.
   */
  gainPerVote: number;
  /** Votes held out for that. */
  heldOut: number;
};

/** τ's that are tried. At the largest, abilities hardly leave 1. */
const triedStrengths = [0.25, 1, 4, 16, 64, 1e6] as const;
const folds = 5;

/**
 * Fits strengths and abilities. A fifth of the votes chooses τ, another fifth measures the gain; the fit that
 * is returned rests on all.
 * @param priorStandardDeviation of the strengths, rating points around 1000.
 * @throws {RangeError} when the deviation is not above 0 and finite.
 */
export function fitVoterAbility(cells: readonly VoterStatistics[], priorStandardDeviation = 400): AbilityFit {
  if (!(priorStandardDeviation > 0 && priorStandardDeviation < Infinity)) {
    throw new RangeError(`A standard deviation of ${priorStandardDeviation} points is not above 0 and finite.`);
  }
  const voters = [...new Set(cells.map(({ voter }) => voter))].toSorted(compareNames);
  const models = [...new Set(cells.flatMap(({ modelA, modelB }) => [modelA, modelB]))].toSorted(compareNames);
  const precision = (pointsPerNaturalUnit / priorStandardDeviation) ** 2;
  const sizes: AbilitySizes = { models: models.length, voters: voters.length, precision };
  const parts = spread(cells, voters, models);
  const without = (...left: number[]) => parts.flatMap((rows, part) => (left.includes(part) ? [] : rows));
  const [choosing, measuring] = [parts[0]!, parts[1]!];
  const scored = triedStrengths.map((strength) => {
    return { strength, score: scoreVotes(fitAbilities(without(0, 1), sizes, strength), choosing) };
  });
  const { strength } = scored.reduce((best, one) => (one.score > best.score ? one : best));
  const heldOut = measuring.reduce((sum, { votes }) => sum + votes, 0);
  const plain = fitAbilities(without(1), sizes, Infinity);
  const gain = scoreVotes(fitAbilities(without(1), sizes, strength), measuring) - scoreVotes(plain, measuring);
  const votesOf = new Float64Array(voters.length);
  for (const { voter, votes } of parts.flat()) votesOf[voter]! += votes;
  const { strengths, abilities } = scaleToOne(fitAbilities(parts.flat(), sizes, strength), votesOf);
  return {
    models: models
      .map((model, index) => ({ model, rating: meanRating + pointsPerNaturalUnit * strengths[index]! }))
      .toSorted((one, other) => other.rating - one.rating || compareNames(one.model, other.model)),
    voters: voters.map((voter, index) => ({ voter, ability: abilities[index]!, votes: votesOf[index]! })),
    strength,
    gainPerVote: heldOut === 0 ? 0 : gain / heldOut,
    heldOut,
  };
}

/** Deals the votes out by lot, about a fifth in every part. */
function spread(
  cells: readonly VoterStatistics[],
  voters: readonly string[],
  models: readonly string[],
): AbilityRow[][] {
  const voterOf = new Map(voters.map((voter, index) => [voter, index]));
  const modelOf = new Map(models.map((model, index) => [model, index]));
  const parts = Array.from({ length: folds }, (): AbilityRow[] => []);
  for (const cell of mergeStatistics([{ cells: [], voters: cells }]).voters) {
    const [a, b] = [modelOf.get(cell.modelA)!, modelOf.get(cell.modelB)!];
    for (const [part, tally] of dealOut(cell, folds).entries()) {
      const votes = countVotes(tally);
      if (votes === 0) continue;
      parts[part]!.push({ voter: voterOf.get(cell.voter)!, a, b, votes, halfWins: countHalfWins(tally) });
    }
  }
  return parts;
}
