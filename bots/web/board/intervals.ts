/** Intervals of ratings, drawn on one axis. */
import { type LeaderboardRow, meanRating } from "../../../core/index.ts";
import { markup, type Markup } from "./markup.ts";

type Figures = Pick<LeaderboardRow, "rating" | "lower" | "upper">;

/** From the lowest to the highest of what is drawn. */
export type Axis = { lowest: number; highest: number };

/** The axis that holds the intervals; those of models without a place only where no model has one. */
export function axisOf(rows: readonly (Figures & { faint?: boolean })[]): Axis {
  const firm = rows.filter(({ faint = false, rating }) => !faint && rating !== null);
  const drawn = firm.length > 0 ? firm : rows;
  const ends = drawn.flatMap(({ rating, lower, upper }) => (rating === null ? [] : [lower ?? rating, upper ?? rating]));
  // A single point needs room around it, too.
  return { lowest: Math.min(meanRating - 1, ...ends), highest: Math.max(meanRating + 1, ...ends) };
}

/** A dot with its interval; what lies beyond the axis ends at its edge. The figures themselves stand beside it. */
export function drawInterval(
  { rating, lower, upper }: Figures,
  { lowest, highest }: Axis,
  faint = false,
): Markup | null {
  if (rating === null) return null;
  // Dots have room at both edges.
  const place = (value: number) => {
    const part = (Math.min(highest, Math.max(lowest, value)) - lowest) / (highest - lowest);
    return `${(3 + 94 * part).toFixed(2)}%`;
  };
  const line =
    lower !== null &&
    upper !== null &&
    markup`<line class="reach" x1="${place(lower)}" x2="${place(upper)}" y1="50%" y2="50%"/>`;
  return markup`<svg class="interval${faint ? " faint" : ""}" aria-hidden="true"><line class="mean" x1="${place(meanRating)}" x2="${place(meanRating)}" y1="0" y2="100%"/>${line}<circle cx="${place(rating)}" cy="50%" r="5"/></svg>`;
}
