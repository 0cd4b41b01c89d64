/** Where everything on a leaderboard's picture lies, in pixels. Pure: the same picture gives the same places. */
import type { Measure } from "./fonts.ts";
import { type Frame, layoutFrame } from "./frame.ts";
import type { LeaderboardPicture, LeaderboardPictureRow } from "./picture.ts";
import { type RatingAxis, ratingAxis } from "./rating-axis.ts";
import { type ColumnName, type LeaderboardColumns, layoutColumns, type Span } from "./rating-columns.ts";
import { wrapText } from "./text.ts";
import { card, font, lineHeight, margin, pictureWidth, typeSizes } from "./theme.ts";

/** More rows than this make a picture nobody can read: page them. */
export const mostRows = 100;

const lowestRow = 84;
const lowestCardRow = 66;
/** Between models of which every one above is told from every one below. */
const cutGap = 14;
/** Above and below what heads a group of models without places, and above the line over the first of them. */
const headingAir = { above: 14, below: 10, overLine: 14 };
/** Width of a label of the rating axis, with air. */
const tickRoom = 96;

/** Where a model's row lies, in pixels, and its words as they fit. */
export type LeaderboardRowLayout = {
  top: number;
  height: number;
  /** Where the row's dot and whisker lie. */
  center: number;
  nameLines: string[];
  /** Size of the name's type: smaller when the name would not fit otherwise. */
  nameSize: number;
  detail: string;
};

/** What heads a group of models without places. `line`: where the line lies that parts them from those with places. */
export type GroupLayout = {
  top: number;
  bottom: number;
  line: number | null;
  label: { text: string; baseline: number }[];
};

/** Rows whose order the votes leave open: drawn on one ground. `continues`: its next row is on the next page. */
export type TierLayout = { top: number; bottom: number; lines: number[]; continues: boolean };

/** Where everything lies, in pixels. */
export type LeaderboardLayout = {
  width: number;
  height: number;
  frame: Frame;
  columns: Record<ColumnName, Span>;
  /** Baseline of the column headings. */
  headingBaseline: number;
  rows: LeaderboardRowLayout[];
  tiers: TierLayout[];
  groups: GroupLayout[];
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
  const layout = layoutAll(picture, measure);
  if (!picture.card) return layout;
  if (layout.height > card.height && picture.rows.length > 1)
    return leaderboardLayout({ ...picture, rows: picture.rows.slice(0, -1) }, measure);
  return { ...layout, height: card.height };
}

function layoutAll(picture: LeaderboardPicture, measure: Measure): LeaderboardLayout {
  const { length } = picture.rows;
  if (length > mostRows)
    throw new RangeError(`A leaderboard picture holds at most ${mostRows} rows, not ${length}: page them.`);
  const frame = layoutFrame(picture, measure);
  const written = layoutColumns(picture, measure);
  const { columns } = written;
  const headingBaseline = frame.contentTop + typeSizes.small;
  const rowsTop = Math.round(headingBaseline + 18);
  const lowest = picture.card ? lowestCardRow : lowestRow;
  const { rows, groups } = layoutRows(picture.rows, written, { rowsTop, lowest }, measure);
  const last = rows.at(-1);
  const rowsBottom = last ? last.top + last.height : rowsTop;
  const axis = ratingAxis(picture.rows, Math.floor((columns.plot.right - columns.plot.left) / tickRoom));
  const axisHeight = axis ? 56 : 24;
  const height = rowsBottom + axisHeight + frame.footerHeight;
  const tiers = layoutTiers(picture.rows, rows);
  const places = { headingBaseline, rows, tiers, groups, rowsTop, rowsBottom, axisHeight, axis };
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
  { names, details }: LeaderboardColumns,
  { rowsTop, lowest }: { rowsTop: number; lowest: number },
  measure: Measure,
): { rows: LeaderboardRowLayout[]; groups: GroupLayout[] } {
  let top = rowsTop;
  const groups: GroupLayout[] = [];
  const placed = rows.map((row, index) => {
    if (row.heading !== undefined) {
      const group = layoutGroup(row.heading, top, rows[index - 1], measure);
      groups.push(group);
      top = group.bottom;
    }
    const { lines: nameLines, size: nameSize } = names[index] ?? { lines: [], size: typeSizes.name };
    const detail = details[index] ?? "";
    const textHeight = (nameLines.length * nameSize + (detail === "" ? 0 : typeSizes.small)) * lineHeight;
    const height = Math.round(Math.max(lowest, textHeight + 18));
    const center = top + height / 2;
    const place = { top, height, center, nameLines, nameSize, detail };
    top += height + (endsTier(rows, index) ? cutGap : 0);
    return place;
  });
  return { rows: placed, groups };
}

/** @param above the row above it, if any. */
function layoutGroup(
  heading: string,
  top: number,
  above: LeaderboardPictureRow | undefined,
  measure: Measure,
): GroupLayout {
  const line = above && standsOnGround(above) ? top + headingAir.overLine : null;
  const textTop = (line ?? top) + (above ? headingAir.above : 0);
  const lines = wrapText(heading, pictureWidth - 2 * margin, 2, font(typeSizes.small, "bold"), measure);
  const baseline = (index: number) => textTop + typeSizes.small + index * typeSizes.small * lineHeight;
  const bottom = Math.round(textTop + lines.length * typeSizes.small * lineHeight + headingAir.below);
  return { top, bottom, line, label: lines.map((text, index) => ({ text, baseline: baseline(index) })) };
}

/** Nothing is said of the order of models without a place. */
function standsOnGround({ rating, faint = false }: LeaderboardPictureRow): boolean {
  return rating !== null && !faint;
}

/** Whether a row is the last of its tier, and not of all. */
function endsTier(rows: LeaderboardPictureRow[], index: number): boolean {
  const next = rows[index + 1];
  if (!next) return false;
  const row = rows[index];
  return row?.below === "cut" || (row !== undefined && standsOnGround(row) !== standsOnGround(next));
}

function layoutTiers(rows: LeaderboardPictureRow[], places: LeaderboardRowLayout[]): TierLayout[] {
  const tiers: TierLayout[] = [];
  let tier: TierLayout | undefined;
  for (const [index, { top, height }] of places.entries()) {
    const row = rows[index];
    if (!row || !standsOnGround(row)) break;
    const bottom = top + height;
    if (!tier) tiers.push((tier = { top, bottom, lines: [], continues: false }));
    tier.bottom = bottom;
    tier.continues = rows[index + 1] === undefined && (row.below === "joined" || row.below === "apart");
    if (endsTier(rows, index)) tier = undefined;
    else if (row.below === "apart" && rows[index + 1]) tier.lines.push(bottom);
  }
  return tiers;
}
