/**
 * Weights of votes. The fit is the maximum of Σ w·log-likelihood.
 *
 * What they are for: where the votes do not follow the Bradley–Terry model to the letter, that maximum depends on who met
 * whom. With every w = 1 it describes the battles that were held, and a pair drawn ten times as often as another has ten
 * times the say. With w = 1/π, π the probability with which the pair of a vote was drawn, each pair's sum has the
 * expectation it would have had if every pair had been drawn alike (D. Horvitz & D. Thompson, Journal of the American
 * Statistical Association 47, 1952), and the fit estimates the ratings under an even draw. Only ratios of weights count,
 * as in J. Hájek's estimator (in V. Godambe & D. Sprott, Foundations of Statistical Inference, 1971): π may be known up
 * to a factor. Uneven weights cost precision; {@link countEffective} says how much.
 */

/** The weights of votes that come one after the other. */
export type VoteWeights = {
  /** Sets the weight, above 0 and finite, of a vote; votes are numbered from 0 on and come in this order. */
  set: (vote: number, weight: number) => void;
  /** The weights of the first `count` votes, scaled to the mean 1; undefined where all were given the weight 1. */
  scaled: (count: number) => Float64Array | undefined;
};

/** Room for the weights of so many votes to begin with. Memory that is not written to is not taken. */
const firstVotes = 1 << 20;

/** Creates weights of no votes. As long as all weigh 1 they take no memory. */
export function createVoteWeights(): VoteWeights {
  let given: Float64Array<ArrayBuffer> | undefined;
  return {
    set(vote, weight) {
      if (weight === 1 && !given) return;
      given ??= new Float64Array(Math.max(firstVotes, 2 * vote)).fill(1, 0, vote);
      if (vote === given.length) given = new Float64Array(given.buffer.transfer(2 * given.byteLength));
      given[vote] = weight;
    },
    scaled(count) {
      const weights = given?.subarray(0, count);
      const sum = weights?.reduce((total, weight) => total + weight, 0) ?? 0;
      return weights?.map((weight) => (weight / sum) * count);
    },
  };
}

/**
 * How many votes of one weight would tell as much: (Σ w)² / Σ w² (L. Kish, Survey Sampling, 1965, §11.7).
 * @returns undefined without weights. Throws nothing.
 */
export function countEffective(weights: Float64Array | undefined): number | undefined {
  if (!weights) return undefined;
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return sum ** 2 / weights.reduce((total, weight) => total + weight * weight, 0);
}
