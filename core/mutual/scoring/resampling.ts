/**
 * How far a figure could be another one with other questions and other judges.
 *
 * The bootstrap draws the R questions anew, with replacement, and the K judges as well, apart from them; a ballot then
 * counts as often as its question was drawn times as often as its judge was (A. Owen, "The pigeonhole bootstrap", Annals of
 * Applied Statistics 1, 2007; A. Owen & D. Eckles, Annals of Applied Statistics 6, 2012). Drawing questions alone would take
 * these judges for all there are, and what they have in common, their taste, for the truth. For a mean with variances
 * σq² of questions, σk² of judges and σe² of single ballots the drawn variance is in expectation about
 *
 *   σq²/R + σk²/K + 3·σe²/(R·K),
 *
 * where σe² has a weight of 1 in truth: the intervals are too wide where single ballots differ more than questions and
 * judges do. Of few questions the bootstrap itself finds (R − 1)/R of their variance, which works the other way.
 *
 * An interval at 95% is x ∓ t(0.975; ν)·s with s the standard deviation of the draws, and ν as F. Satterthwaite has it
 * (Biometrics Bulletin 2, 1946) from the variances by questions and by judges alone, each by leaving out one after another
 * (the jackknife: J. Tukey, 1958):
 *
 *   ν = (Vq + Vk)² / (Vq²/(nq − 1) + Vk²/(nk − 1)),  V = (n − 1)/n · Σ (x(−i) − x̄)²
 *
 * n: how many left out make a difference. Percentiles of the draws would be too narrow with few questions or judges.
 * `npm run -s bench -- mutual` measures how often these intervals hold: those of scores about as often as they say, those of
 * agreement, of which pairs of judges are the parts, more often than they say.
 */
import { twoSidedQuantile } from "../../rating/intervals.ts";
import { createLot } from "../../rating/lot.ts";
import type { JudgedExperiment } from "./ballots.ts";

/** The ends of a 95% interval, in the unit of the figure. */
export type Interval = { lower: number; upper: number };

/** How often each question, and each judge, counts: by their numbers. */
export type Weights = { rounds: Float64Array; judges: Float64Array };

/** Figures of an experiment whose ballots count as often as the weights say; NaN where there is none. */
export type Statistics = (weights: Weights) => Float64Array;

/** Figures as they are, in each draw, and without a part of the questions or of the judges. */
export type Resampled = {
  whole: Float64Array;
  draws: readonly Float64Array[];
  withoutRounds: readonly Float64Array[];
  withoutJudges: readonly Float64Array[];
};

/** Of fewer questions or judges no interval is told: nothing is drawn. */
export const fewestResampled = { rounds: 4, judges: 3 } as const;

/** Numbers that are added up over all draws together; and so many draws at least and at most. */
const work = { numbers: 1e8, least: 200, most: 1000 };
/** More are not left out one by one but in so many groups. */
const mostGroups = 40;

/**
 * Draws questions and judges anew. The more there is to be added up for one draw, the fewer draws are made: 1000 for up to
 * 100,000 numbers, then in proportion fewer, and 200 at least, at which s is off by a twentieth; none at all for fewer
 * questions or judges than {@link fewestResampled}.
 * @param size how many numbers are added up for one draw. @returns the same for the same seed. Throws nothing.
 */
export function resample(
  statistics: Statistics,
  { rounds, seed = 0 }: JudgedExperiment,
  judges: number,
  size: number,
): Resampled {
  const fraction = createLot(`questions and judges ${seed}`);
  const count = Math.round(Math.min(work.most, Math.max(work.least, work.numbers / Math.max(1, size))));
  const all = (length: number) => new Float64Array(length).fill(1);
  const whole = statistics({ rounds: all(rounds.length), judges: all(judges) });
  if (rounds.length < fewestResampled.rounds || judges < fewestResampled.judges)
    return { whole, draws: [], withoutRounds: [], withoutJudges: [] };
  return {
    whole,
    draws: Array.from({ length: count }, () =>
      statistics({ rounds: drawCounts(rounds.length, fraction), judges: drawCounts(judges, fraction) }),
    ),
    withoutRounds: leaveOut(rounds.length).map((some) => statistics({ rounds: some, judges: all(judges) })),
    withoutJudges: leaveOut(judges).map((some) => statistics({ rounds: all(rounds.length), judges: some })),
  };
}

/** How often each of n is drawn, when n are drawn. */
function drawCounts(length: number, fraction: () => number): Float64Array {
  const counts = new Float64Array(length);
  for (let drawn = 0; drawn < length; drawn++) counts[Math.floor(fraction() * length)]!++;
  return counts;
}

/** Weights of 1, and 0 for one after another, or for one of at most so many groups after another. Throws nothing. */
export function leaveOut(length: number, most = mostGroups): Float64Array[] {
  const groups = Math.min(length, most);
  return Array.from({ length: groups }, (_, group) =>
    Float64Array.from({ length }, (_unused, index) => Number(index % groups !== group)),
  );
}

/** A figure of the figures, such as one of them, or the difference of two. */
export type Figure = (values: Float64Array) => number;

/**
 * Half the width of the 95% interval of a figure.
 * @returns null where fewer than half of the draws, or fewer than two, have the figure. Throws nothing.
 */
export function findMargin({ whole, draws, withoutRounds, withoutJudges }: Resampled, figure: Figure): number | null {
  const drawn = draws.map(figure).filter((value) => !Number.isNaN(value));
  if (drawn.length < 2 || drawn.length < draws.length / 2) return null;
  const deviation = Math.sqrt(squaresOf(drawn) / (drawn.length - 1));
  const parts = [withoutRounds, withoutJudges].map((left) => jackknife(left.map(figure), figure(whole)));
  const variance = parts.reduce((sum, part) => sum + part.variance, 0);
  const terms = parts.reduce((sum, part) => sum + part.variance ** 2 / part.degrees, 0);
  const degrees = terms === 0 ? 1 : variance ** 2 / terms;
  return twoSidedQuantile(0.95, Math.max(1, Math.floor(degrees))) * deviation;
}

function jackknife(values: readonly number[], whole: number): { variance: number; degrees: number } {
  const changed = values.filter((value) => Math.abs(value - whole) > 1e-12);
  const count = changed.length;
  if (count < 2) return { variance: 0, degrees: 1 };
  return { variance: ((count - 1) / count) * squaresOf(changed), degrees: count - 1 };
}

/** Σ(x − x̄)². */
function squaresOf(values: readonly number[]): number {
  const center = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - center) ** 2, 0);
}

/**
 * The 95% interval of a figure, no further than the figure can reach, or does: adjusted points may pass the most there are.
 * @param value the figure as it is. @param reach the least and the most it can be.
 * @returns null without the figure, or where {@link findMargin} says nothing. Throws nothing.
 */
export function findInterval(
  resampled: Resampled,
  figure: Figure,
  value: number | null,
  [least, most]: readonly [number, number],
): Interval | null {
  const margin = value === null ? null : findMargin(resampled, figure);
  if (value === null || margin === null) return null;
  return {
    lower: Math.min(value, Math.max(least, value - margin)),
    upper: Math.max(value, Math.min(most, value + margin)),
  };
}
