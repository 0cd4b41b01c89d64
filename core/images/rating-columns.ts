/** The columns of a leaderboard's picture: how wide each is, and what stands in that of names. */
import type { Measure } from "./fonts.ts";
import { type FittedName, fitName } from "./names.ts";
import type { LeaderboardPicture, LeaderboardPictureRow } from "./picture.ts";
import { cutEnd } from "./text.ts";
import { font, margin, pictureWidth, typeSizes } from "./theme.ts";

/** The columns from left to right. */
export type ColumnName = "rank" | "name" | "plot" | "rating";

/** From `left` to `right`, in pixels. */
export type Span = { left: number; right: number };

/** The columns, and what stands in that of names. */
export type LeaderboardColumns = {
  columns: Record<ColumnName, Span>;
  /** What stands in the column of names, by row: the name, and small below it whose it is and how many votes it has. */
  names: FittedName[];
  details: string[];
};

const gap = 18;
/** The plot's outermost dots need air: on their right the next column begins with a number. */
const plotAir = 16;
const narrowestPlot = 430;
const widestName = 520;
const widestRating = 170;
const smallFont = font(typeSizes.small);
const separator = " · ";

/** Gives figures what they need, names what is left beside a plot wide enough to read, and the plot the rest. */
export function layoutColumns({ rows, headings }: LeaderboardPicture, measure: Measure): LeaderboardColumns {
  const widest = (heading: string, width: (row: LeaderboardPictureRow) => number) =>
    Math.max(measure(heading, smallFont), ...rows.map(width));
  const rank = Math.ceil(widest(headings.rank, (row) => measure(row.rankLabel, font(typeSizes.detail, "bold"))));
  const rating = Math.min(widestRating, Math.ceil(widest(headings.rating, (row) => ratingWidth(row, measure))) + 1);
  const left = pictureWidth - 2 * margin - rank - rating - 3 * gap - 2 * plotAir;
  const wanted = widest(headings.model, (row) => nameWidth(row, measure));
  const most = Math.min(wanted, left - narrowestPlot, widestName);
  const names = rows.map((row) => fitName(row.name, most, measure));
  const details = rows.map((row) => fitDetail(row, most, measure));
  // What breaking the names has saved is the plot's.
  const used = [...names.map(({ width }) => width), ...details.map((text) => measure(text, smallFont))];
  const name = Math.max(measure(headings.model, smallFont), ...used);
  return { columns: placeColumns({ rank, name, plot: left - name, rating }), names, details };
}

function ratingWidth({ ratingLabel, detail }: LeaderboardPictureRow, measure: Measure): number {
  return Math.max(measure(ratingLabel, font(typeSizes.figure, "bold")), measure(detail, smallFont));
}

function nameWidth(row: LeaderboardPictureRow, measure: Measure): number {
  return Math.max(measure(row.name, font(typeSizes.name, "bold")), measure(wholeDetail(row), smallFont));
}

function wholeDetail({ organization, votesLabel }: LeaderboardPictureRow): string {
  return [organization, votesLabel].filter((text) => text !== "").join(separator);
}

/** Whose the model is and how many votes it has; where both do not fit, the votes stay whole. */
function fitDetail(row: LeaderboardPictureRow, width: number, measure: Measure): string {
  const { organization, votesLabel } = row;
  const whole = wholeDetail(row);
  if (measure(whole, smallFont) <= width) return whole;
  const room = width - measure(votesLabel === "" ? "" : separator + votesLabel, smallFont);
  const cut = room > 0 ? cutEnd(organization, room, smallFont, measure) : "";
  return cut.length > 2 ? wholeDetail({ ...row, organization: cut }) : votesLabel;
}

function placeColumns(widths: Record<ColumnName, number>): Record<ColumnName, Span> {
  let left = margin;
  const place = (name: ColumnName, air = 0): Span => {
    const span = { left: Math.round(left + air), right: Math.round(left + air + widths[name]) };
    left += widths[name] + gap + 2 * air;
    return span;
  };
  return { rank: place("rank"), name: place("name"), plot: place("plot", plotAir), rating: place("rating") };
}
