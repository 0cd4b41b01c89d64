/** The columns of a leaderboard's picture: how wide each is, and what stands in them. */
import type { Measure } from "./fonts.ts";
import { type FittedName, fitName } from "./names.ts";
import type { LeaderboardPicture, LeaderboardPictureRow } from "./picture.ts";
import { cutEnd, wrapText } from "./text.ts";
import { font, margin, pictureWidth, typeSizes } from "./theme.ts";

/** The columns from left to right. */
export const columnNames = ["rank", "name", "plot", "rating", "votes", "bothBad"] as const;
/** One of {@link columnNames}. */
export type ColumnName = (typeof columnNames)[number];

/** From `left` to `right`, in pixels. */
export type Span = { left: number; right: number };

/** A column and the lines of its heading. */
export type Column = Span & { heading: string[] };

/** The columns, and what stands in that of names. */
export type LeaderboardColumns = {
  columns: Record<ColumnName, Column>;
  /** What stands in the column of names, by row. */
  names: FittedName[];
  organizations: string[];
};

const gap = 18;
/** The plot's outermost dots need air: on their right the next column begins with a number. */
const plotAir = 14;
const narrowestPlot = 215;
const widestFigure = 160;
const narrowestRank = 64;
const headingFont = font(typeSizes.small);

/**
 * Gives figures what they need, names what is left beside a plot wide enough to read, and the plot the rest. Headings
 * break into two lines only where names need the room.
 */
export function layoutColumns(picture: LeaderboardPicture, measure: Measure): LeaderboardColumns {
  const { rows, headings } = picture;
  const leastName = measure(headings.model, headingFont);
  const wanted = Math.max(leastName, ...rows.map((row) => nameWidth(row, measure)));
  const whole = shareOut(picture, wanted, measure, (heading) => measure(heading, headingFont));
  const broken = shareOut(picture, wanted, measure, (heading) => widestWord(heading, measure));
  const widths = whole.name >= wanted ? whole : broken;
  const names = rows.map((row) => fitName(row.name, widths.name, measure));
  const organizations = rows.map((row) => cutEnd(row.organization, widths.name, headingFont, measure));
  const used = [...names.map((name) => name.width), ...organizations.map((text) => measure(text, headingFont))];
  // What breaking the names has saved is the plot's.
  const name = Math.max(leastName, ...used);
  const columns = placeColumns({ ...widths, name, plot: widths.plot + widths.name - name }, headings, measure);
  return { columns, names, organizations };
}

function shareOut(
  { headings, rows }: LeaderboardPicture,
  wanted: number,
  measure: Measure,
  headingWidth: (heading: string) => number,
): Record<ColumnName, number> {
  const figure = (heading: string, width: (row: LeaderboardPictureRow) => number) =>
    Math.min(widestFigure, Math.max(headingWidth(heading), ...rows.map(width)));
  const detail = (text: string) => measure(text, font(typeSizes.detail));
  const rank = Math.max(
    narrowestRank,
    figure(headings.rank, (row) => measure(row.rankLabel, font(typeSizes.detail, "bold")) + 26),
  );
  const rating = figure(headings.rating, (row) => ratingWidth(row, measure));
  const votes = figure(headings.votes, (row) => detail(row.votesLabel));
  const bothBad = figure(headings.bothBad, (row) => detail(row.bothBadLabel));
  const left = pictureWidth - 2 * margin - rank - rating - votes - bothBad - 5 * gap - plotAir;
  const name = Math.min(wanted, left - narrowestPlot, left * 0.62);
  return { rank, rating, votes, bothBad, name, plot: left - name };
}

/** A row's rating as it is written. */
export function ratingLabel(row: LeaderboardPictureRow): string {
  return row.rating === null ? "–" : (row.ratingLabel ?? String(Math.round(row.rating)));
}

/** A row's interval as it is written, such as "±6" or "+9/−5"; empty when it has none or no end; else what stands in its place. */
export function intervalLabel(row: LeaderboardPictureRow): string {
  if (row.rating === null || row.lower === null || row.upper === null) return row.detail ?? "";
  const above = row.upper - row.rating;
  const below = row.rating - row.lower;
  if (!Number.isFinite(above) || !Number.isFinite(below)) return "";
  // Two ends that differ by rounding alone are the same.
  if (Math.abs(above - below) < 1) return `±${Math.round((above + below) / 2)}`;
  return `+${Math.round(above)}/−${Math.round(below)}`;
}

function ratingWidth(row: LeaderboardPictureRow, measure: Measure): number {
  return Math.max(
    measure(ratingLabel(row), font(typeSizes.figure, "bold")),
    measure(intervalLabel(row), font(typeSizes.small)),
  );
}

function nameWidth(row: LeaderboardPictureRow, measure: Measure): number {
  return Math.max(measure(row.name, font(typeSizes.name, "bold")), measure(row.organization, headingFont));
}

function widestWord(text: string, measure: Measure): number {
  return Math.max(0, ...text.split(" ").map((word) => measure(word, headingFont)));
}

function placeColumns(
  widths: Record<ColumnName, number>,
  headings: LeaderboardPicture["headings"],
  measure: Measure,
): Record<ColumnName, Column> {
  let left = margin;
  const place = (name: ColumnName, heading: string, air = 0): Column => {
    const span = { left: Math.round(left), right: Math.round(left + widths[name]) };
    left += widths[name] + gap + air;
    return { ...span, heading: wrapText(heading, span.right - span.left + 1, 2, headingFont, measure) };
  };
  return {
    rank: place("rank", headings.rank),
    name: place("name", headings.model),
    plot: place("plot", "", plotAir),
    rating: place("rating", headings.rating),
    votes: place("votes", headings.votes),
    bothBad: place("bothBad", headings.bothBad),
  };
}
