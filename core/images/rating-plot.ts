/** Draws a leaderboard: chart.js the axis, grid and dots; plugins the whiskers and the columns of text around them. */
import type { ChartConfiguration, Plugin } from "chart.js";
import { drawFrame } from "./frame.ts";
import { drawColumns, drawGroups } from "./rating-words.ts";
import { type LeaderboardLayout, ratingX } from "./rating-layout.ts";
import { meanRating } from "../rating/scale.ts";
import type { LeaderboardPicture, LeaderboardPictureRow } from "./picture.ts";
import { fontFamily, type Palette, palettes, typeSizes } from "./theme.ts";

/** Radius of a model's dot, in pixels: small where intervals are, so that it does not hide them. */
const dotRadii = { usual: 10, small: 6, faint: 8 };
/** Half an interval's length below which dots are small, in pixels. */
const shortInterval = 22;
/** Thickness of an interval's line, in pixels. */
export const whiskerThickness = 6;
const capHeight = 26;
/** The same of a model without a place: its line is no more than a hint. */
const faintThickness = 2;
/** Caps nearer to the dot than this would only make it look ragged. */
const capRoom = 4;

/** What chart.js is to draw for a leaderboard laid out so. */
export function leaderboardChart(picture: LeaderboardPicture, layout: LeaderboardLayout): ChartConfiguration {
  const palette = palettes[picture.theme];
  return {
    type: "scatter",
    data: { datasets: [{ data: dots(picture, layout), pointRadius: dotRadius(picture, layout), clip: false }] },
    options: {
      maintainAspectRatio: false,
      devicePixelRatio: 1,
      events: [],
      layout: { autoPadding: false, padding: plotPadding(layout) },
      elements: {
        point: { backgroundColor: palette.series[0], borderColor: palette.background, borderWidth: 2 },
      },
      plugins: { legend: { display: false }, title: { display: false }, tooltip: { enabled: false } },
      scales: scales(picture, layout),
    },
    plugins: [surroundings(picture, layout), intervals(picture, layout)],
  };
}

/** One for all dots of a picture: by the narrower half of its intervals. */
function dotRadius({ rows }: LeaderboardPicture, layout: LeaderboardLayout): number {
  const halves = rows
    .flatMap(({ lower, upper, faint }) =>
      lower === null || upper === null || faint ? [] : [ratingX(layout, upper) - ratingX(layout, lower)],
    )
    .map((length) => length / 2)
    .toSorted((one, other) => one - other);
  const usual = halves[(halves.length - 1) >> 1];
  return usual !== undefined && usual < shortInterval ? dotRadii.small : dotRadii.usual;
}

function dots(picture: LeaderboardPicture, layout: LeaderboardLayout): { x: number; y: number }[] {
  return picture.rows.flatMap((row, index) => {
    const place = layout.rows[index];
    return row.rating === null || row.faint || !place ? [] : [{ x: row.rating, y: place.center }];
  });
}

/** Leaves chart.js exactly the plot's column, with the axis under the rows. */
function plotPadding(layout: LeaderboardLayout): { left: number; right: number; top: number; bottom: number } {
  return {
    left: layout.columns.plot.left,
    right: layout.width - layout.columns.plot.right,
    top: layout.rowsTop,
    bottom: layout.height - layout.rowsBottom - layout.axisHeight,
  };
}

type Scales = NonNullable<ChartConfiguration<"scatter">["options"]>["scales"] & object;

function scales(picture: LeaderboardPicture, layout: LeaderboardLayout): Scales {
  return {
    x: ratingScale(picture, layout),
    // Rows differ in height, so the vertical axis is simply the picture's own pixels.
    y: {
      type: "linear",
      display: false,
      reverse: true,
      min: layout.rowsTop,
      max: Math.max(layout.rowsBottom, layout.rowsTop + 1),
    },
  };
}

function ratingScale({ theme }: LeaderboardPicture, { axis, axisHeight }: LeaderboardLayout): Scales[string] {
  const palette = palettes[theme];
  return {
    type: "linear",
    position: "bottom",
    min: axis?.lowest ?? 0,
    max: axis?.highest ?? 1,
    border: { display: false },
    // The mean of all models is a place of its own.
    grid: {
      display: axis !== null,
      color: ({ tick }) => (tick.value === meanRating ? palette.strongGrid : palette.grid),
      lineWidth: 2,
      tickLength: 8,
    },
    ticks: {
      display: axis !== null,
      color: palette.muted,
      font: { family: fontFamily, size: typeSizes.small },
      maxRotation: 0,
      autoSkip: false,
      callback: (value) => String(value),
    },
    afterBuildTicks: (scale) => {
      scale.ticks = (axis?.ticks ?? []).map((value) => ({ value }));
    },
    // Otherwise chart.js makes room for labels that stick out, and the plot no longer lies where the rows expect it.
    afterFit: (scale) => {
      scale.height = axisHeight;
      scale.paddingLeft = 0;
      scale.paddingRight = 0;
    },
  };
}

/** Everything that is not the plot, painted before it. */
function surroundings(picture: LeaderboardPicture, layout: LeaderboardLayout): Plugin {
  return {
    id: "surroundings",
    beforeDraw: (chart) => {
      drawFrame(chart.ctx, layout.frame, layout.height);
      drawColumns(chart.ctx, picture, layout);
    },
  };
}

/**
 * Intervals as lines with caps; where an interval leaves the axis, an arrow head instead of a cap. Those of models without
 * places are thin, their dots hollow. What heads a group lies on the grid.
 */
function intervals(picture: LeaderboardPicture, layout: LeaderboardLayout): Plugin {
  const palette = palettes[picture.theme];
  return {
    id: "intervals",
    beforeDatasetsDraw: ({ ctx }) => {
      drawGroups(ctx, layout, palette);
      const radius = dotRadius(picture, layout);
      for (const [index, row] of picture.rows.entries()) {
        const place = layout.rows[index];
        if (!place || row.rating === null) continue;
        if (row.faint) drawFaint(ctx, row, place.center, layout, palette);
        else drawWhisker(ctx, row, place.center, layout, { color: palette.series[0], capDistance: radius + capRoom });
      }
    },
  };
}

type Context = CanvasRenderingContext2D;

function drawWhisker(
  context: Context,
  { rating, lower, upper }: LeaderboardPictureRow,
  y: number,
  layout: LeaderboardLayout,
  { color, capDistance }: { color: string; capDistance: number },
): void {
  const { axis } = layout;
  if (!axis || rating === null || lower === null || upper === null) return;
  const left = ratingX(layout, lower);
  const right = ratingX(layout, upper);
  context.fillStyle = color;
  // Whole pixels keep the line as thick as it is told to be.
  context.fillRect(left, Math.round(y) - whiskerThickness / 2, right - left, whiskerThickness);
  const dot = ratingX(layout, rating);
  if (lower < axis.lowest) drawArrowHead(context, left, y, -1, capHeight);
  else if (dot - left > capDistance) context.fillRect(left - 2, y - capHeight / 2, 4, capHeight);
  if (upper > axis.highest) drawArrowHead(context, right, y, 1, capHeight);
  else if (right - dot > capDistance) context.fillRect(right - 2, y - capHeight / 2, 4, capHeight);
}

/** A hollow dot on a thin line; where the dot itself lies beyond the axis, the larger arrow head says in which direction. */
function drawFaint(
  context: Context,
  { rating, lower, upper }: LeaderboardPictureRow,
  y: number,
  layout: LeaderboardLayout,
  palette: Palette,
): void {
  const { axis } = layout;
  if (!axis || rating === null) return;
  const middle = Math.round(y);
  const [left, right] = [ratingX(layout, lower ?? rating), ratingX(layout, upper ?? rating)];
  context.fillStyle = palette.strongGrid;
  context.fillRect(left, middle - faintThickness / 2, right - left, faintThickness);
  const head = (outside: boolean) => capHeight * (outside ? 1 : 0.6);
  if ((lower ?? rating) < axis.lowest) drawArrowHead(context, left, middle, -1, head(rating < axis.lowest));
  if ((upper ?? rating) > axis.highest) drawArrowHead(context, right, middle, 1, head(rating > axis.highest));
  if (rating < axis.lowest || rating > axis.highest) return;
  context.beginPath();
  context.arc(ratingX(layout, rating), middle, dotRadii.faint, 0, 2 * Math.PI);
  context.fillStyle = palette.background;
  context.fill();
  context.strokeStyle = palette.strongGrid;
  context.lineWidth = 3;
  context.stroke();
}

function drawArrowHead(context: Context, x: number, y: number, direction: 1 | -1, height: number): void {
  context.beginPath();
  context.moveTo(x + direction * 8, y);
  context.lineTo(x - direction * 12, y - height / 2);
  context.lineTo(x - direction * 12, y + height / 2);
  context.fill();
}
