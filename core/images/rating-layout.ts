/** Where everything on a leaderboard's picture lies, in pixels. Pure: the same picture gives the same places. */
import type { Measure } from "./fonts.ts";
import { type Frame, layoutFrame } from "./frame.ts";
import type { LeaderboardPicture, LeaderboardPictureRow } from "./picture.ts";
import { type RatingAxis, ratingAxis } from "./rating-axis.ts";
import { lineHeight, pictureWidth, typeSizes, font, margin } from "./theme.ts";
import { type FittedName, fitName } from "./names.ts";
import { cutEnd, wrapText } from "./text.ts";

/** More rows than this make a picture nobody can read: page them. */
export const mostRows = 100;

const lowestRow = 82;
/** Between models of which every one above is told from every one below. */
const cutGap = 14;
/** Width of a label of the rating axis, with air. */
const tickRoom = 76;

/** Where a model's row lies, in pixels, and its words as they fit. */
export type LeaderboardRowLayout = {
  top: number;
  height: number;
  /** Where the row's dot and whisker lie. */
  center: number;
  nameLines: string[];
  /** Size of the name's type: smaller when the name would not fit otherwise. */
  nameSize: number;
  organization: string;
  interval: string;
};

/** Rows whose order the votes leave open: drawn on one ground. `continues`: its next row is on the next page. */
export type TierLayout = { top: number; bottom: number; lines: number[]; continues: boolean };

/** Where everything lies, in pixels. */
export type LeaderboardLayout = {
  width: number;
  height: number;
  frame: Frame;
  columns: Record<ColumnName, Column>;
  /** Baseline of the last line of the column headings. */
  headingBaseline: number;
  rows: LeaderboardRowLayout[];
  tiers: TierLayout[];
  /** Top of the first row and bottom of the last: the plot's vertical extent. */
  rowsTop: number;
  rowsBottom: number;
  axisHeight: number;
  /** Null when no row has a rating. */
  axis: RatingAxis | null;
};

/**
 * Lays out a leaderboard.
 * @throws {RangeError} for more than {@link mostRows} rows.
 */
export function leaderboardLayout(picture: LeaderboardPicture, measure: Measure): LeaderboardLayout {
  const { length } = picture.rows;
  if (length > mostRows)
    throw new RangeError(`A leaderboard picture holds at most ${mostRows} rows, not ${length}: page them.`);
  const frame = layoutFrame(picture, measure);
  const written = layoutColumns(picture, measure);
  const { columns } = written;
  const headingLines = Math.max(1, ...Object.values(columns).map((column) => column.heading.length));
  const headingBaseline = frame.contentTop + typeSizes.small * (1 + (headingLines - 1) * lineHeight);
  const rowsTop = Math.round(headingBaseline + 18);
  const rows = layoutRows(picture.rows, written, rowsTop);
  const last = rows.at(-1);
  const rowsBottom = last ? last.top + last.height : rowsTop;
  const axis = ratingAxis(
    picture.axisRows ?? picture.rows,
    Math.floor((columns.plot.right - columns.plot.left) / tickRoom),
  );
  const axisHeight = axis ? 56 : 24;
  const height = rowsBottom + axisHeight + frame.footerHeight;
  const tiers = layoutTiers(picture.rows, rows);
  const places = { headingBaseline, rows, tiers, rowsTop, rowsBottom, axisHeight, axis };
  return { width: pictureWidth, height, frame, columns, ...places };
}

/** Where a rating lies on the common axis; those beyond it lie on its edge. */
export function ratingX(layout: LeaderboardLayout, rating: number): number {
  const { left, right } = layout.columns.plot;
  if (!layout.axis) return (left + right) / 2;
  const { lowest, highest } = layout.axis;
  const fraction = (rating - lowest) / (highest - lowest);
  return left + Math.min(1, Math.max(0, fraction)) * (right - left);
}

function layoutRows(
  rows: LeaderboardPictureRow[],
  { names, organizations }: LeaderboardColumns,
  rowsTop: number,
): LeaderboardRowLayout[] {
  let top = rowsTop;
  return rows.map((row, index) => {
    const { lines: nameLines, size: nameSize } = names[index] ?? { lines: [], size: typeSizes.name };
    const organization = organizations[index] ?? "";
    const textHeight = (nameLines.length * nameSize + (organization === "" ? 0 : typeSizes.small)) * lineHeight;
    const height = Math.round(Math.max(lowestRow, textHeight + 20));
    const center = top + height / 2;
    const placed = { top, height, center, nameLines, nameSize, organization, interval: intervalLabel(row) };
    top += height + (endsTier(rows, index) ? cutGap : 0);
    return placed;
  });
}

/** Whether a row is the last of its tier, and not of all. */
function endsTier(rows: LeaderboardPictureRow[], index: number): boolean {
  const next = rows[index + 1];
  if (!next) return false;
  return rows[index]?.below === "cut" || (rows[index]?.rating === null) !== (next.rating === null);
}

/** Models without votes stand on no ground: nothing is known of their order. */
function layoutTiers(rows: LeaderboardPictureRow[], places: LeaderboardRowLayout[]): TierLayout[] {
  const tiers: TierLayout[] = [];
  let tier: TierLayout | undefined;
  for (const [index, { top, height }] of places.entries()) {
    const row = rows[index];
    if (!row || row.rating === null) break;
    const bottom = top + height;
    if (!tier) tiers.push((tier = { top, bottom, lines: [], continues: false }));
    tier.bottom = bottom;
    tier.continues = rows[index + 1] === undefined && (row.below === "joined" || row.below === "apart");
    if (endsTier(rows, index)) tier = undefined;
    else if (row.below === "apart" && rows[index + 1]) tier.lines.push(bottom);
  }
  return tiers;
}

/** The columns from left to right. */
export const columnNames = ["rank", "name", "plot", "rating", "votes", "bothBad"] as const;
/** One of {@link columnNames}. */
export type ColumnName = (typeof columnNames)[number];

/** From `left` to `right`, in pixels. */
export type Span = { left: number; right: number };

/** A column and the lines of its heading. */
export type Column = Span & { heading: string[] };

type LeaderboardColumns = {
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
function layoutColumns(picture: LeaderboardPicture, measure: Measure): LeaderboardColumns {
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
  return row.rating === null ? "–" : String(Math.round(row.rating));
}

/** A row's interval as it is written, such as "±6" or "+9/−5"; empty when it has none or no end; else what stands in its place. */
function intervalLabel(row: LeaderboardPictureRow): string {
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
