/** Draws two measures of each of some things: a point each with its interval, and the line that nothing lies beyond. */
import type { ChartConfiguration, Plugin } from "chart.js";
import { drawFrame, emptyChart } from "./frame.ts";
import { nearest } from "./label-places.ts";
import type { ScatterPicture } from "./picture.ts";
import { drawRatingLines } from "./rating-axis.ts";
import {
  figureFont,
  nameFont,
  nameHeight,
  type Placed,
  type ScatterLayout,
  type Spot,
  stepsOf,
  xOf,
} from "./scatter-layout.ts";
import { drawMark, lineHeight, margin, palettes, typeSizes } from "./theme.ts";

/** What chart.js is to draw. */
export function scatterChart(picture: ScatterPicture, layout: ScatterLayout): ChartConfiguration {
  const paint: Plugin = {
    id: "scatter",
    beforeDraw: ({ ctx }) => {
      drawFrame(ctx, layout.frame, layout.height);
      ctx.textBaseline = "alphabetic";
      if (layout.points.length === 0) return;
      drawGrid(ctx, picture, layout);
      drawLine(ctx, picture, layout);
      for (const point of layout.points) drawPoint(ctx, point, picture);
      for (const point of layout.points) drawLabel(ctx, point, picture);
    },
  };
  return emptyChart(paint);
}

function drawGrid(context: CanvasRenderingContext2D, picture: ScatterPicture, layout: ScatterLayout): void {
  const { plot, axis } = layout;
  const palette = palettes[picture.theme];
  if (picture.from > 0) {
    context.fillStyle = palette.ground;
    context.fillRect(plot.left, plot.top, xOf(plot, picture.from) - plot.left, plot.bottom - plot.top);
  }
  drawRatingLines(context, plot, axis, picture.strong, palette);
  context.textAlign = "left";
  context.fillText(picture.axes.y, margin, plot.top - 22);
  for (const { at, label } of picture.ticks) drawTick(context, xOf(plot, at), label, picture, plot);
  context.textAlign = "right";
  context.fillText(picture.axes.x, plot.right, plot.bottom + 42 + typeSizes.small * lineHeight);
}

function drawTick(
  context: CanvasRenderingContext2D,
  x: number,
  label: string,
  { theme }: ScatterPicture,
  plot: ScatterLayout["plot"],
): void {
  context.fillStyle = palettes[theme].grid;
  context.fillRect(x - 1, plot.top, 2, plot.bottom - plot.top + 8);
  context.fillStyle = palettes[theme].muted;
  context.textAlign = x > plot.right - 60 ? "right" : x < plot.left + 40 ? "left" : "center";
  context.fillText(label, x > plot.right - 60 ? plot.right : x < plot.left + 40 ? plot.left : x, plot.bottom + 42);
}

function drawLine(context: CanvasRenderingContext2D, { theme }: ScatterPicture, { plot, points }: ScatterLayout): void {
  context.strokeStyle = palettes[theme].series[1];
  context.lineWidth = 4;
  context.lineCap = "round";
  context.beginPath();
  for (const [from, to] of stepsOf(points, plot)) {
    context.moveTo(from.x, from.y);
    context.lineTo(to.x, to.y);
  }
  context.stroke();
  context.lineCap = "butt";
}

function drawPoint(context: CanvasRenderingContext2D, point: Placed, { theme }: ScatterPicture): void {
  const palette = palettes[theme];
  const color = point.faint ? palette.muted : palette.series[0];
  if (point.lower !== null && point.upper !== null) {
    context.fillStyle = color;
    context.globalAlpha = 0.45;
    context.fillRect(point.left - 3, point.upperTop, 6, point.lowerTop - point.upperTop);
    context.globalAlpha = 1;
  }
  context.beginPath();
  context.arc(point.left, point.top, 14, 0, 2 * Math.PI);
  context.fillStyle = palette.background;
  context.fill();
  drawMark(context, 0, { x: point.left, y: point.top }, color, point.faint);
}

function drawLabel(context: CanvasRenderingContext2D, point: Placed, { theme }: ScatterPicture): void {
  const palette = palettes[theme];
  const { box, left, top } = point;
  const end = nearest(box, { x: left, y: top });
  const distance = Math.hypot(end.x - left, end.y - top);
  if (distance > 26) {
    const start = 16 / distance;
    context.strokeStyle = palette.muted;
    context.lineWidth = 2;
    context.beginPath();
    context.moveTo(left + (end.x - left) * start, top + (end.y - top) * start);
    context.lineTo(end.x, end.y);
    context.stroke();
  }
  // Off to the side that its point is on.
  const onRight = box.x + box.width / 2 >= left;
  context.textAlign = onRight ? "left" : "right";
  const x = onRight ? box.x + 4 : box.x + box.width - 4;
  writeOver(context, point.name, { x, y: box.y + typeSizes.small }, nameFont, palette.text, palette.background);
  const below = { x, y: box.y + nameHeight + typeSizes.small };
  writeOver(context, point.figure, below, figureFont, palette.muted, palette.background);
}

/** With an edge in the colour of the ground: lines would run through the letters. */
function writeOver(
  context: CanvasRenderingContext2D,
  text: string,
  { x, y }: Spot,
  written: string,
  color: string,
  ground: string,
): void {
  context.font = written;
  context.strokeStyle = ground;
  context.lineWidth = 8;
  context.lineJoin = "round";
  context.strokeText(text, x, y);
  context.fillStyle = color;
  context.fillText(text, x, y);
}
