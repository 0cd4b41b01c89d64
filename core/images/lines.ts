/** Draws how something went over time: a line a series, its name beside its end. */
import type { ChartConfiguration, Plugin } from "chart.js";
import { emptyChart, drawFrame, type Frame, layoutFrame } from "./frame.ts";
import type { Measure } from "./fonts.ts";
import type { LinesPicture } from "./picture.ts";
import { drawRatingLines, type Plot, ratingAxis, type RatingAxis, yOf } from "./rating-axis.ts";
import { cutMiddle } from "./text.ts";
import { font, lineColors, margin, type Palette, palettes, pictureWidth, typeSizes } from "./theme.ts";

const plotHeight = 620;
const axisRoom = 84;
const widestLabel = 350;
/** Between the baselines of two labels. */
const labelStep = 76;
const mostTicks = 8;

type Label = { name: string; figure: string; baseline: number };

type LinesLayout = {
  width: number;
  height: number;
  frame: Frame;
  plot: Plot;
  axis: RatingAxis | null;
  labels: Label[];
};

/** Lays it out. */
export function linesLayout(picture: LinesPicture, measure: Measure): LinesLayout {
  const frame = layoutFrame(picture, measure);
  const wanted = Math.max(0, ...picture.series.map(({ name }) => measure(name, font(typeSizes.small, "bold"))));
  const labelWidth = Math.min(widestLabel, Math.max(120, wanted));
  const top = frame.contentTop + 20;
  const plot = {
    left: margin + axisRoom,
    right: pictureWidth - margin - labelWidth - 34,
    top,
    bottom: top + (picture.series.length === 0 ? 0 : plotHeight),
  };
  const points = picture.series.flatMap(({ points: own }) =>
    own.map(({ y }) => ({ rating: y, lower: null, upper: null })),
  );
  const axis = ratingAxis(points, mostTicks);
  const ends = picture.series.map(({ name, figure, points: own }) => ({
    name: cutMiddle(name, labelWidth, font(typeSizes.small, "bold"), measure),
    figure,
    baseline: yOf(plot, axis, own.at(-1)?.y ?? 0),
  }));
  const height = plot.bottom + 64 + frame.footerHeight;
  return { width: pictureWidth, height, frame, plot, axis, labels: spread(ends, plot) };
}

/** Moves labels apart that would lie on each other, as little as that takes, and keeps all beside the plot. */
function spread(labels: readonly Label[], { top, bottom }: LinesLayout["plot"]): Label[] {
  const sorted = labels.map((label) => ({ ...label })).toSorted((one, other) => one.baseline - other.baseline);
  for (const [index, label] of sorted.entries())
    label.baseline = Math.max(label.baseline, top + 20, (sorted[index - 1]?.baseline ?? -Infinity) + labelStep);
  for (const [index, label] of sorted.toReversed().entries()) {
    const below = sorted[sorted.length - index]?.baseline ?? bottom - 20 + labelStep;
    label.baseline = Math.min(label.baseline, below - labelStep);
  }
  return labels.map(({ name }) => sorted.find((label) => label.name === name) ?? { name, figure: "", baseline: top });
}

/** What chart.js is to draw. */
export function linesChart(picture: LinesPicture, layout: LinesLayout): ChartConfiguration {
  const paint: Plugin = {
    id: "lines",
    beforeDraw: ({ ctx }) => {
      drawFrame(ctx, layout.frame, layout.height);
      ctx.textBaseline = "alphabetic";
      drawGrid(ctx, picture, layout);
      for (const index of picture.series.keys()) drawSeries(ctx, index, picture, layout);
    },
  };
  return emptyChart(paint);
}

function drawGrid(context: CanvasRenderingContext2D, picture: LinesPicture, layout: LinesLayout): void {
  const { plot, axis } = layout;
  const palette = palettes[picture.theme];
  drawRatingLines(context, plot, axis, picture.strong, palette);
  context.fillStyle = palette.muted;
  for (const { at, label } of picture.ticks) {
    context.textAlign = at < 0.2 ? "left" : at > 0.8 ? "right" : "center";
    context.fillText(label, plot.left + at * (plot.right - plot.left), plot.bottom + 42);
  }
}

function drawSeries(
  context: CanvasRenderingContext2D,
  index: number,
  picture: LinesPicture,
  layout: LinesLayout,
): void {
  const { plot, axis } = layout;
  const color = lineColors[picture.theme][index % lineColors[picture.theme].length] ?? "";
  const places = (picture.series[index]?.points ?? []).map(({ x, y }) => ({
    x: plot.left + x * (plot.right - plot.left),
    y: yOf(plot, axis, y),
  }));
  context.strokeStyle = color;
  context.fillStyle = color;
  context.lineWidth = 5;
  context.lineJoin = "round";
  context.beginPath();
  for (const [step, { x, y }] of places.entries()) {
    if (step === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  }
  context.stroke();
  const [begin, end] = [places[0], places.at(-1)];
  if (begin && begin.x > plot.left) drawEntry(context, begin, palettes[picture.theme]);
  const label = layout.labels[index];
  if (end && label) drawLabel(context, end, label, plot, palettes[picture.theme]);
}

/** Where a model came in later than others. */
function drawEntry(context: CanvasRenderingContext2D, { x, y }: { x: number; y: number }, palette: Palette): void {
  const { fillStyle } = context;
  context.beginPath();
  context.arc(x, y, 8, 0, 2 * Math.PI);
  context.fillStyle = palette.background;
  context.fill();
  context.lineWidth = 4;
  context.stroke();
  context.fillStyle = fillStyle;
}

/** Names a series beside the end of its line, in whose colour the context still paints. */
function drawLabel(
  context: CanvasRenderingContext2D,
  end: { x: number; y: number },
  label: Label,
  plot: LinesLayout["plot"],
  palette: Palette,
): void {
  context.beginPath();
  context.arc(end.x, end.y, 9, 0, 2 * Math.PI);
  context.fill();
  // From the end of its line to its name.
  context.lineWidth = 2;
  context.beginPath();
  context.moveTo(end.x + 10, end.y);
  context.lineTo(plot.right + 26, label.baseline);
  context.stroke();
  context.textAlign = "left";
  context.fillStyle = palette.text;
  context.font = font(typeSizes.small, "bold");
  context.fillText(label.name, plot.right + 34, label.baseline);
  context.font = font(typeSizes.small);
  context.fillStyle = palette.muted;
  context.fillText(label.figure, plot.right + 34, label.baseline + 36);
}
