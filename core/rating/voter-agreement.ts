/** How far people who vote on the same battle agree: Krippendorff's α for choices that have no order. */
import { twoSidedQuantile } from "./intervals.ts";

/** How often each choice was made on a battle, in any order that is the same for all; and on how many battles so. */
export type ChoicePattern = { counts: readonly number[]; battles: number };

/** What was found. `battles` and `votes`: those it rests on, of battles with two votes and more. */
export type VoterAgreement = {
  /** 1: all agree on every battle. 0: as if each had voted on another battle. Below 0: less than that. */
  alpha: number;
  /** 95% interval; null for fewer than {@link leastBattles} battles. */
  lower: number | null;
  upper: number | null;
  battles: number;
  votes: number;
};

/** For fewer battles no interval is told. */
export const leastBattles = 20;

/**
 * Krippendorff's α for nominal data (K. Krippendorff, "Computing Krippendorff's Alpha-Reliability", 2011; Content Analysis,
 * 2004, chapter 11). Only battles with at least two votes count. With n_uc the votes for choice c on battle u, m_u its votes,
 * n_c and n their sums over battles, and d_u = m_u − Σc n_uc (n_uc − 1) / (m_u − 1) what disagrees on a battle,
 *
 *   α = 1 − (n − 1) · D / E,  D = Σu d_u,  E = n² − Σc n_c²
 *
 * The interval takes battles for independent (the infinitesimal jackknife: L. Jaeckel 1972; B. Efron, The Jackknife, the
 * Bootstrap and Other Resampling Plans, 1982, chapter 6): with i_u the derivative of α by the weight of battle u, ī their
 * mean, and G battles,
 *
 *   SE² = G/(G − 1) · Σu (i_u − ī)²,  α ∓ t(0.975; G − 1) · SE,  no end above 1
 *
 * That the same people vote on many battles is not in it. Cost: linear in patterns.
 * @returns null where no battle has two votes, or all votes are for the same choice: then nothing can be told.
 * @throws {RangeError} when a count is no whole number from 0 up.
 */
export function measureAgreement(patterns: readonly ChoicePattern[]): VoterAgreement | null {
  const units = patterns.map(readUnit).filter(({ votes, battles }) => votes >= 2 && battles > 0);
  const battles = sumOf(units, () => 1);
  const votes = sumOf(units, (unit) => unit.votes);
  const disagreement = sumOf(units, (unit) => unit.disagreement);
  const choices = Math.max(0, ...units.map(({ counts }) => counts.length));
  const totals = Array.from({ length: choices }, (_, choice) => sumOf(units, ({ counts }) => counts[choice] ?? 0));
  const expected = votes ** 2 - totals.reduce((sum, total) => sum + total ** 2, 0);
  if (expected <= 0) return null;
  const alpha = 1 - ((votes - 1) * disagreement) / expected;
  const influence = (unit: Unit) => {
    const along =
      2 * (votes * unit.votes - unit.counts.reduce((sum, count, choice) => sum + count * totals[choice]!, 0));
    const observed = unit.votes * disagreement + (votes - 1) * unit.disagreement;
    return ((votes - 1) * disagreement * along) / expected ** 2 - observed / expected;
  };
  const found = { alpha, battles, votes };
  if (battles < leastBattles) return { ...found, lower: null, upper: null };
  const mean = sumOf(units, influence) / battles;
  const squares = sumOf(units, (unit) => (influence(unit) - mean) ** 2);
  const margin = twoSidedQuantile(0.95, battles - 1) * Math.sqrt((battles / (battles - 1)) * squares);
  return { ...found, lower: alpha - margin, upper: Math.min(1, alpha + margin) };
}

type Unit = ChoicePattern & { votes: number; disagreement: number };

function readUnit({ counts, battles }: ChoicePattern): Unit {
  if (![...counts, battles].every((count) => Number.isSafeInteger(count) && count >= 0))
    throw new RangeError(`The counts ${counts.join(", ")} on ${battles} battles are not all whole numbers from 0 up.`);
  const votes = counts.reduce((sum, count) => sum + count, 0);
  const agreeing = counts.reduce((sum, count) => sum + count * (count - 1), 0);
  return { counts, battles, votes, disagreement: votes < 2 ? 0 : votes - agreeing / (votes - 1) };
}

function sumOf(units: readonly Unit[], value: (unit: Unit) => number): number {
  return units.reduce((sum, unit) => sum + unit.battles * value(unit), 0);
}
