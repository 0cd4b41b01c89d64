/** The written part of a leaderboard: headings, grounds, ranks, names and figures. */
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
  drawHeadings(context, picture.headings, layout, palette);
  for (const tier of layout.tiers) drawTier(context, tier, layout, palette);
  for (const [index, row] of picture.rows.entries()) {
    const place = layout.rows[index];
    if (!place) continue;
    drawRank(context, row, place, layout, palette);
    drawName(context, row, place, layout, palette);
    drawRating(context, row, place, layout, palette);
  }
}

function drawHeadings(
  context: CanvasRenderingContext2D,
  { rank, model, rating }: LeaderboardPicture["headings"],
  { columns, headingBaseline }: LeaderboardLayout,
  palette: Palette,
): void {
  context.font = font(typeSizes.small);
  context.fillStyle = palette.muted;
  write(context, rank, columns.rank.left, headingBaseline, "left");
  write(context, model, columns.name.left, headingBaseline, "left");
  write(context, rating, columns.rating.right, headingBaseline, "right");
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

function drawRank(
  context: CanvasRenderingContext2D,
  row: LeaderboardPictureRow,
  { center }: LeaderboardRowLayout,
  { columns: { rank } }: LeaderboardLayout,
  palette: Palette,
): void {
  context.font = font(typeSizes.detail, "bold");
  context.fillStyle = isQuiet(row) ? palette.muted : palette.text;
  write(context, row.rankLabel, rank.left, center + typeSizes.detail * halfCapital, "left");
}

function drawName(
  context: CanvasRenderingContext2D,
  row: LeaderboardPictureRow,
  place: LeaderboardRowLayout,
  layout: LeaderboardLayout,
  palette: Palette,
): void {
  const { left } = layout.columns.name;
  const textHeight =
    (place.nameLines.length * place.nameSize + (place.detail === "" ? 0 : typeSizes.small)) * lineHeight;
  let top = place.center - textHeight / 2;
  context.font = font(place.nameSize, "bold");
  context.fillStyle = isQuiet(row) ? palette.muted : palette.text;
  for (const line of place.nameLines) {
    write(context, line, left, top + place.nameSize, "left");
    top += place.nameSize * lineHeight;
  }
  context.font = font(typeSizes.small);
  context.fillStyle = palette.muted;
  write(context, place.detail, left, top + typeSizes.small, "left");
}

/** The rating, and small below it how far its interval reaches. */
function drawRating(
  context: CanvasRenderingContext2D,
  row: LeaderboardPictureRow,
  { center }: LeaderboardRowLayout,
  { columns }: LeaderboardLayout,
  palette: Palette,
): void {
  const { left, right } = columns.rating;
  const figure = (text: string, size: number, middle: number) =>
    write(context, text, right, middle + size * halfCapital, "right", right - left);
  context.fillStyle = isQuiet(row) ? palette.muted : palette.text;
  context.font = font(typeSizes.figure, row.faint ? "normal" : "bold");
  figure(row.ratingLabel, typeSizes.figure, center - (row.detail === "" ? 0 : 18));
  context.fillStyle = palette.muted;
  context.font = font(typeSizes.small);
  figure(row.detail, typeSizes.small, center + 22);
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
