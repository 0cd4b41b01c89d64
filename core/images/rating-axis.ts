/** The common axis of ratings: how far it reaches, where it is labelled, and how it stands upright beside a plot. */
import type { RatingSpan } from "./picture.ts";
import { font, halfCapital, type Palette, typeSizes } from "./theme.ts";

/** From `lowest` to `highest`, in rating points. */
export type RatingAxis = {
  lowest: number;
  highest: number;
  /** Round numbers inside the axis, ascending. */
  ticks: number[];
};

/** Where points are drawn, in pixels. */
export type Plot = { left: number; right: number; top: number; bottom: number };

/** The height of a rating in a plot, in pixels from the top of the picture; without an axis, that of its bottom. */
export function yOf(plot: Plot, axis: RatingAxis | null, rating: number): number {
  if (!axis) return plot.bottom;
  return plot.bottom - ((rating - axis.lowest) / (axis.highest - axis.lowest)) * (plot.bottom - plot.top);
}

/** Paints a line across the plot for each label, which stands left of it. @param strong the rating with the darker line. */
export function drawRatingLines(
  context: CanvasRenderingContext2D,
  plot: Plot,
  axis: RatingAxis | null,
  strong: number,
  palette: Palette,
): void {
  context.font = font(typeSizes.small);
  context.textAlign = "right";
  for (const tick of axis?.ticks ?? []) {
    const y = yOf(plot, axis, tick);
    context.fillStyle = tick === strong ? palette.strongGrid : palette.grid;
    context.fillRect(plot.left, y - 1, plot.right - plot.left, 2);
    context.fillStyle = palette.muted;
    context.fillText(String(tick), plot.left - 14, y + typeSizes.small * halfCapital);
  }
}

type Rated = { rating: number; lower: number; upper: number; faint: boolean };

/** The axis reaches for faint ratings that lie no further beyond the others than this part of it. */
const faintReach = 0.25;

/**
 * Reaches over every rating, and over every interval that is not far wider than the usual one: a single model with
 * few votes must not squeeze the others into a dot. What is faint decides only where all is.
 * @returns null when no row has a rating.
 * @param mostTicks How many labels have room beside each other.
 */
export function ratingAxis(rows: readonly RatingSpan[], mostTicks: number): RatingAxis | null {
  const all = rows.flatMap(toRated);
  if (all.length === 0) return null;
  const firm = all.filter(({ faint }) => !faint);
  const rated = firm.length > 0 ? firm : all;
  const ratings = rated.map((row) => row.rating);
  const [least, greatest] = [Math.min(...ratings), Math.max(...ratings)];
  const reach = Math.max((greatest - least) * 0.35, 2.5 * usualHalfWidth(rated));
  const lowest = Math.max(Math.min(...rated.map((row) => row.lower)), least - reach);
  const highest = Math.min(Math.max(...rated.map((row) => row.upper)), greatest + reach);
  const slack = faintReach * (highest - lowest);
  const near = all.map(({ rating }) => rating).filter((rating) => rating > lowest - slack && rating < highest + slack);
  const [low, high] = [Math.min(lowest, ...near), Math.max(highest, ...near)];
  // An axis narrower than this would make differences of a point or two look like something.
  const padding = Math.max((high - low) * 0.06, (20 - (high - low)) / 2);
  const [start, end] = [low - padding, high + padding];
  return { lowest: start, highest: end, ticks: roundNumbers(start, end, mostTicks) };
}

/**
 * Round numbers between two numbers: at most `most`, and no nearer to each other than that part of what lies between unless
 * there would be one alone.
 */
function roundNumbers(lowest: number, highest: number, most: number): number[] {
  const power = 10 ** Math.floor(Math.log10((highest - lowest) / Math.max(1, most)));
  const steps = [1, 2, 2.5, 5, 10, 20, 25, 50].map((factor) => factor * power).filter(Number.isInteger);
  const few = steps
    .map((step) => ({ step, ticks: multiples(step, lowest, highest) }))
    .filter(({ ticks }) => ticks.length <= most);
  const roomy = few.find(({ step, ticks }) => ticks.length > 1 && (highest - lowest) / step <= most);
  return (roomy ?? few[0])?.ticks ?? [];
}

function multiples(step: number, lowest: number, highest: number): number[] {
  const first = Math.ceil(lowest / step);
  return Array.from(
    { length: Math.max(0, Math.floor(highest / step) - first + 1) },
    (_, index) => (first + index) * step,
  );
}

/** The lower median: with two rows, the narrower. */
function usualHalfWidth(rated: Rated[]): number {
  const widths = rated.map((row) => (row.upper - row.lower) / 2).toSorted((first, second) => first - second);
  const usual = widths[(widths.length - 1) >> 1];
  return usual !== undefined && Number.isFinite(usual) ? usual : 100;
}

function toRated(row: RatingSpan): Rated[] {
  if (row.rating === null || !Number.isFinite(row.rating)) return [];
  return [
    { rating: row.rating, lower: row.lower ?? row.rating, upper: row.upper ?? row.rating, faint: row.faint ?? false },
  ];
}
