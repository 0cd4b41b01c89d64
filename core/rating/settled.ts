/**
 * What may be claimed although people look after every vote.
 *
 * An interval holds once: looked at after every vote, one of every few that hold nothing shows a difference at some time.
 * Evidence that may be watched is an e-value, a number that starts at 1 and that chance raises to k or more, at whatever
 * time, with a probability of at most 1/k. For "X is ahead of Y", the lead d of X with standard error s,
 *
 *   E = √(s² / (s² + τ²)) · (2·exp(z²·τ² / (2·(s² + τ²))) − 1),  z = d/s, for d > 0; else 0
 *
 * It bounds from below the average over all true leads, half normal with deviation τ, of the likelihood ratio against
 * "no lead" (H. Robbins, Annals of Mathematical Statistics 41, 1970; S. Howard, A. Ramdas, J. McAuliffe & J. Sekhon,
 * Annals of Statistics 49, 2021, one-sided normal mixture; its factor 2·Φ(x) is replaced by 2 − exp(−x²/2), which is
 * less). Time runs in 1/s², and the lead is taken for a Brownian motion in it: so the claim is asymptotic (I.
 * Waudby-Smith, D. Arbour, R. Sinha, E. Kennedy & A. Ramdas, Annals of Statistics 52, 2024, "Time-uniform central limit
 * theory and asymptotic confidence sequences"), and made by simulation to hold where voters are few and unequal.
 */
import { equalWithin, linksOf, type SeparableFit } from "./ranks.ts";

/** How probably any claim of one kind is ever wrong. */
const claimError = 0.05;

/**
 * τ, rating points: a usual lead of one model over another. The claim comes soonest where the standard error s of the
 * lead fulfils τ²/s² = 2·ln(k/2) + ln(1 + τ²/s²), k the evidence asked for: at 50 to 70 points, after some dozens of votes
 * on the pair. With s a third of that it takes 14% more votes than a τ made for that s, and with a sixth 27%. A τ of 100
 * would save about a tenth of the votes on close leads, but need five times as many where one model wins every battle.
 */
export const usualLead = 200;

/** What is read of a fit. */
type WatchedFit = SeparableFit & { degrees: number };

/** Whether first place is settled. */
export type FirstPlace = {
  /** Whether one model alone may be the best. */
  settled: boolean;
  /** The models that may be the best, in the order of the fit: at all times together, this holds the best with 97.5%. */
  contenders: string[];
};

/**
 * E for a lead. Student's t is turned into the normal z that is as rarely exceeded, by D. Wallace's formula, z = (8ν +
 * 1)/(8ν + 3) · √(ν·ln(1 + t²/ν)), which is never more than 0.01 too large, and in the tails a little too small (Annals of
 * Mathematical Statistics 30, 1959).
 * @param lead rating points. @param variance of the lead, points squared. @param degrees of freedom of the variance.
 * @returns 0 without a lead; 1 for one of which nothing is known, its variance ∞. Throws nothing.
 */
export function weighLead(lead: number, variance: number, degrees: number): number {
  if (!(lead > equalWithin && variance > 0)) return 0;
  const square = lead ** 2 / variance;
  const normal =
    degrees === Infinity
      ? square
      : ((8 * degrees + 1) / (8 * degrees + 3)) ** 2 * degrees * Math.log1p(square / degrees);
  const known = usualLead ** 2 / (variance + usualLead ** 2);
  return Math.sqrt(1 - known) * (2 * Math.exp((normal * known) / 2) - 1);
}

/**
 * The lead from which {@link weighLead} is at least `evidence`: its inverse, rating points. Throws nothing.
 * @param evidence at least 1. @param variance of the lead, points squared. @param degrees of freedom of the variance.
 */
export function leadNeeded(evidence: number, variance: number, degrees: number): number {
  const known = usualLead ** 2 / (variance + usualLead ** 2);
  const normal = (2 * Math.log((evidence / Math.sqrt(1 - known) + 1) / 2)) / known;
  if (degrees === Infinity) return Math.sqrt(normal * variance);
  const factor = ((8 * degrees + 1) / (8 * degrees + 3)) ** 2;
  return Math.sqrt(degrees * Math.expm1(normal / (factor * degrees)) * variance);
}

/**
 * The evidence for which "the model is ahead of the rival" may be said of any of so many pairs, and be wrong of any of them
 * with at most 5%. Throws nothing.
 */
export function evidenceFor(pairs: number): number {
  return (2 * pairs) / claimError;
}

/**
 * Whether "the model is ahead of the rival" may be said: E ≥ 2·pairs / 5%. It is ever said wrongly, of one pair that was
 * chosen beforehand or of any of as many as `pairs` says, with at most 5%, however often one looks, and even if the two
 * are equally good.
 * @param model index in the fit. @param pairs of which the same may be said. Throws nothing.
 */
export function isAhead(fit: WatchedFit, model: number, rival: number, pairs = 1): boolean {
  return fit.quantile !== null && createEvidence(fit)(model, rival) >= evidenceFor(pairs);
}

/**
 * Whether first place is settled. A model is ruled out as the best when the mean, over its n − 1 rivals, of E for "the
 * rival is ahead of it" exceeds 2 / 5%. The mean of e-values is one, however they go together (V. Vovk & R. Wang, Annals
 * of Statistics 49, 2021), so that the true best is ever ruled out with at most 2.5%. Settled is first place when all but
 * one are ruled out. Of k that are equally good, k − 1 would have to be: with at most k / (k − 1) · 2.5% ≤ 5%.
 *
 * Nothing is settled where the fit claims no interval, and a model that no votes link with the others is never ruled out.
 * Throws nothing.
 */
export function settleFirst(fit: WatchedFit): FirstPlace {
  const evidence = createEvidence(fit);
  const contenders = fit.models.filter((_, model) => fit.quantile === null || !isRuledOut(model));
  const settled = fit.quantile !== null && fit.models.length > 1 && contenders.length === 1;
  return { settled, contenders: contenders.map(({ model }) => model) };

  function isRuledOut(model: number): boolean {
    let sum = 0;
    for (const rival of fit.models.keys()) if (rival !== model) sum += evidence(rival, model);
    return sum > evidenceFor(fit.models.length - 1);
  }
}

/** Whether "each is ahead of every one below it" may be said of all models, and be ever wrong with at most 5%. Throws nothing. */
export function isOrderSettled(fit: WatchedFit): boolean {
  const size = fit.models.length;
  if (fit.quantile === null || size < 2) return false;
  const evidence = createEvidence(fit);
  const enough = evidenceFor((size * (size - 1)) / 2);
  const places = [...fit.models.keys()];
  return places.every((upper) => places.every((lower) => lower <= upper || evidence(upper, lower) >= enough));
}

/** E for "the first is ahead of the second", by their places in the fit. */
function createEvidence({ models, variances, islands, degrees }: WatchedFit) {
  const isLinked = linksOf({ models, islands });
  return (model: number, rival: number): number => {
    const [one, other] = [models[model]!, models[rival]!];
    const variance = isLinked(model, rival) ? variances[model * models.length + rival]! : Infinity;
    return weighLead(one.rating - other.rating, variance, degrees);
  };
}
