/** The written part of a leaderboard: headings, grounds, ranks, names and figures. */
import { columnNames, type ColumnName, ratingLabel } from "./rating-columns.ts";
import type { LeaderboardLayout, LeaderboardRowLayout, TierLayout } from "./rating-layout.ts";
import type { LeaderboardPicture, LeaderboardPictureRow } from "./picture.ts";
import { font, halfCapital, lineHeight, margin, type Palette, palettes, typeSizes } from "./theme.ts";

/** Paints the text columns and the grounds behind them. */
export function drawColumns(
  context: CanvasRenderingContext2D,
  picture: LeaderboardPicture,
  layout: LeaderboardLayout,
): void {
  const palette = palettes[picture.theme];
  context.textBaseline = "alphabetic";
  drawHeadings(context, layout, palette);
  for (const tier of layout.tiers) drawTier(context, tier, layout, palette);
  for (const [index, row] of picture.rows.entries()) {
    const place = layout.rows[index];
    if (!place) continue;
    drawRank(context, row, place, layout, palette);
    drawName(context, row, place, layout, palette);
    drawFigures(context, row, place, layout, palette);
  }
}

function drawHeadings(context: CanvasRenderingContext2D, layout: LeaderboardLayout, palette: Palette): void {
  context.font = font(typeSizes.small);
  context.fillStyle = palette.muted;
  for (const name of columnNames) {
    const { left, right, heading } = layout.columns[name];
    for (const [index, line] of heading.toReversed().entries()) {
      const baseline = layout.headingBaseline - index * typeSizes.small * lineHeight;
      if (name === "rank") write(context, line, (left + right) / 2, baseline, "center");
      else if (name === "name") write(context, line, left, baseline, "left");
      else write(context, line, right, baseline, "right");
    }
  }
}

/** One ground for all models whose order is open, with a line where two neighbours are told apart all the same. */
function drawTier(
  context: CanvasRenderingContext2D,
  tier: TierLayout,
  layout: LeaderboardLayout,
  palette: Palette,
): void {
  const left = margin - 14;
  const width = layout.width - 2 * left;
  const bottomCorner = tier.continues ? 0 : 14;
  context.fillStyle = palette.ground;
  context.beginPath();
  context.roundRect(left, tier.top, width, tier.bottom - tier.top, [14, 14, bottomCorner, bottomCorner]);
  context.fill();
  context.fillStyle = palette.grid;
  for (const line of tier.lines) context.fillRect(margin, line - 1, layout.width - 2 * margin, 2);
}

/** What heads the groups of models without places, and the line over the first of them; over the grid, which stops there. */
export function drawGroups(context: CanvasRenderingContext2D, layout: LeaderboardLayout, palette: Palette): void {
  const left = margin - 14;
  for (const { top, bottom, line, label } of layout.groups) {
    context.fillStyle = palette.background;
    context.fillRect(left, top, layout.width - 2 * left, bottom - top);
    context.fillStyle = palette.strongGrid;
    if (line !== null) context.fillRect(left, line - 1, layout.width - 2 * left, 2);
    context.font = font(typeSizes.small, "bold");
    context.fillStyle = palette.muted;
    for (const { text, baseline } of label) write(context, text, margin, baseline, "left");
  }
}

/** Whether a row is written in the quieter colour: it has no votes, or no place. */
function isQuiet({ rating, faint = false }: LeaderboardPictureRow): boolean {
  return rating === null || faint;
}

/** A pill: filled for those who may be the best, outlined for the others, bare without a place. */
function drawRank(
  context: CanvasRenderingContext2D,
  row: LeaderboardPictureRow,
  place: LeaderboardRowLayout,
  layout: LeaderboardLayout,
  palette: Palette,
): void {
  const { left, right } = layout.columns.rank;
  const quiet = isQuiet(row);
  const leads = !quiet && row.lower !== null && /^1(?!\d)/.test(row.rankLabel);
  context.beginPath();
  context.roundRect(left, place.center - 25, right - left, 50, 25);
  if (leads) {
    context.fillStyle = palette.series[0];
    context.fill();
  } else if (!quiet) {
    context.strokeStyle = palette.strongGrid;
    context.lineWidth = 2;
    context.stroke();
  }
  context.font = font(typeSizes.detail, "bold");
  context.fillStyle = leads ? palette.onSeries : quiet ? palette.muted : palette.text;
  const baseline = place.center + typeSizes.detail * halfCapital;
  write(context, row.rankLabel, (left + right) / 2, baseline, "center", right - left - 20);
}

function drawName(
  context: CanvasRenderingContext2D,
  row: LeaderboardPictureRow,
  place: LeaderboardRowLayout,
  layout: LeaderboardLayout,
  palette: Palette,
): void {
  const { left } = layout.columns.name;
  const hasOrganization = place.organization !== "";
  const textHeight = (place.nameLines.length * place.nameSize + (hasOrganization ? typeSizes.small : 0)) * lineHeight;
  let top = place.center - textHeight / 2;
  context.font = font(place.nameSize, "bold");
  context.fillStyle = isQuiet(row) ? palette.muted : palette.text;
  for (const line of place.nameLines) {
    write(context, line, left, top + place.nameSize, "left");
    top += place.nameSize * lineHeight;
  }
  context.font = font(typeSizes.small);
  context.fillStyle = palette.muted;
  write(context, place.organization, left, top + typeSizes.small, "left");
}

function drawFigures(
  context: CanvasRenderingContext2D,
  row: LeaderboardPictureRow,
  place: LeaderboardRowLayout,
  layout: LeaderboardLayout,
  palette: Palette,
): void {
  const figure = (column: ColumnName, text: string, size: number, center: number) => {
    const { left, right } = layout.columns[column];
    write(context, text, right, center + size * halfCapital, "right", right - left);
  };
  const main = isQuiet(row) ? palette.muted : palette.text;
  context.fillStyle = main;
  context.font = font(typeSizes.figure, row.faint ? "normal" : "bold");
  figure("rating", ratingLabel(row), typeSizes.figure, place.center - (place.interval === "" ? 0 : 16));
  context.fillStyle = palette.muted;
  context.font = font(typeSizes.small);
  figure("rating", place.interval, typeSizes.small, place.center + 22);
  context.fillStyle = main;
  context.font = font(typeSizes.detail);
  figure("votes", row.votesLabel, typeSizes.detail, place.center);
  figure("bothBad", row.bothBadLabel, typeSizes.detail, place.center);
}

/** Squeezes the text into `most` pixels when it is wider. */
function write(
  context: CanvasRenderingContext2D,
  text: string,
  x: number,
  baseline: number,
  align: CanvasTextAlign,
  most = Number.MAX_SAFE_INTEGER,
): void {
  context.textAlign = align;
  context.fillText(text, x, baseline, most);
}
