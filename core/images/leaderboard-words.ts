/** The written part of a leaderboard: headings, stripes, ranks, names and figures. */
import { columnNames, type ColumnName, ratingLabel } from "./leaderboard-columns.ts";
import type { LeaderboardLayout, LeaderboardRowLayout } from "./leaderboard-layout.ts";
import type { LeaderboardPicture, LeaderboardPictureRow } from "./picture.ts";
import { font, halfCapital, lineHeight, margin, type Palette, palettes, typeSizes } from "./theme.ts";

/** Paints the text columns and the stripes behind them. */
export function drawColumns(
  context: CanvasRenderingContext2D,
  picture: LeaderboardPicture,
  layout: LeaderboardLayout,
): void {
  const palette = palettes[picture.theme];
  context.textBaseline = "alphabetic";
  drawHeadings(context, layout, palette);
  for (const [index, row] of picture.rows.entries()) {
    const place = layout.rows[index];
    if (!place) continue;
    if (index % 2 === 0) drawStripe(context, place, layout, palette);
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

function drawStripe(
  context: CanvasRenderingContext2D,
  place: LeaderboardRowLayout,
  layout: LeaderboardLayout,
  palette: Palette,
): void {
  context.fillStyle = palette.stripe;
  context.beginPath();
  context.roundRect(margin - 14, place.top, layout.width - 2 * margin + 28, place.height, 14);
  context.fill();
}

/** A pill: filled for those who may be the best, outlined for the others, bare without votes. */
function drawRank(
  context: CanvasRenderingContext2D,
  row: LeaderboardPictureRow,
  place: LeaderboardRowLayout,
  layout: LeaderboardLayout,
  palette: Palette,
): void {
  const { left, right } = layout.columns.rank;
  const leads = /^1(?!\d)/.test(row.rankLabel);
  context.beginPath();
  context.roundRect(left, place.center - 25, right - left, 50, 25);
  if (leads) {
    context.fillStyle = palette.series[0];
    context.fill();
  } else if (row.rating !== null) {
    context.strokeStyle = palette.strongGrid;
    context.lineWidth = 2;
    context.stroke();
  }
  context.font = font(typeSizes.detail, "bold");
  context.fillStyle = leads ? palette.onSeries : row.rating === null ? palette.muted : palette.text;
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
  context.fillStyle = row.rating === null ? palette.muted : palette.text;
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
  const main = row.rating === null ? palette.muted : palette.text;
  context.fillStyle = main;
  context.font = font(typeSizes.figure, "bold");
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
