/** Draws how models fared against each other: a square a pair, darker the more one-sided. */
import type { ChartConfiguration, Plugin } from "chart.js";
import type { Measure } from "./fonts.ts";
import { drawFrame, type Frame, layoutFrame, emptyChart } from "./frame.ts";
import { type MatrixCell, type MatrixPicture, mostMatrixModels } from "./picture.ts";
import { cutMiddle } from "./text.ts";
import { font, halfCapital, margin, type Palette, palettes, pictureWidth, typeSizes } from "./theme.ts";

const numberWidth = 44;
const widestName = 360;
const widestSquare = 120;
/** Room for "100%". */
const narrowestSquare = 90;
const gap = 4;
const nameGap = 18;

/** Where everything lies, in pixels. */
export type MatrixLayout = {
  width: number;
  height: number;
  frame: Frame;
  names: string[];
  /** Where the squares begin, and their side. */
  left: number;
  top: number;
  square: { width: number; height: number };
};

/** Lays it out. @throws {RangeError} for more than {@link mostMatrixModels} models. */
export function matrixLayout(picture: MatrixPicture, measure: Measure): MatrixLayout {
  const count = picture.names.length;
  if (count > mostMatrixModels)
    throw new RangeError(`A matrix holds at most ${mostMatrixModels} models, not ${count}.`);
  const frame = layoutFrame(picture, measure);
  const room = pictureWidth - 2 * margin - numberWidth;
  const wanted = Math.max(0, ...picture.names.map((name) => measure(name, font(typeSizes.detail, "bold"))));
  const most = Math.min(widestName, room - nameGap - count * narrowestSquare);
  const nameWidth = Math.min(most, Math.max(wanted, room - count * widestSquare));
  const names = picture.names.map((name) => cutMiddle(name, nameWidth, font(typeSizes.detail, "bold"), measure));
  const width = Math.floor(Math.min(widestSquare, (room - nameWidth - nameGap) / Math.max(1, count)));
  const square = { width, height: Math.min(width, 84) };
  const left = pictureWidth - margin - count * width;
  const top = frame.contentTop + typeSizes.detail + 16;
  const height = top + count * square.height + 28 + frame.footerHeight;
  return { width: pictureWidth, height, frame, names, left, top, square };
}

/** What chart.js is to draw. */
export function matrixChart(picture: MatrixPicture, layout: MatrixLayout): ChartConfiguration {
  const palette = palettes[picture.theme];
  const paint: Plugin = {
    id: "matrix",
    beforeDraw: ({ ctx }) => {
      drawFrame(ctx, layout.frame, layout.height);
      ctx.textBaseline = "alphabetic";
      for (const [row, cells] of picture.cells.entries()) {
        drawName(ctx, row, layout, palette);
        for (const [column, cell] of cells.entries()) drawSquare(ctx, cell, { row, column }, layout, palette);
      }
    },
  };
  return emptyChart(paint);
}

function drawName(context: CanvasRenderingContext2D, row: number, layout: MatrixLayout, palette: Palette): void {
  const { top, left, square, names } = layout;
  const baseline = top + (row + 0.5) * square.height + typeSizes.detail * halfCapital;
  const number = String(row + 1);
  context.font = font(typeSizes.detail);
  context.fillStyle = palette.muted;
  context.textAlign = "left";
  context.fillText(number, margin, baseline);
  context.textAlign = "center";
  context.fillText(number, left + (row + 0.5) * square.width, top - 14);
  context.font = font(typeSizes.detail, "bold");
  context.fillStyle = palette.text;
  context.textAlign = "left";
  context.fillText(names[row] ?? "", margin + numberWidth, baseline);
}

function drawSquare(
  context: CanvasRenderingContext2D,
  cell: MatrixCell | null,
  { row, column }: { row: number; column: number },
  layout: MatrixLayout,
  palette: Palette,
): void {
  const { square } = layout;
  const x = layout.left + column * square.width;
  const y = layout.top + row * square.height;
  context.beginPath();
  context.roundRect(x + gap / 2, y + gap / 2, square.width - gap, square.height - gap, 8);
  context.fillStyle = palette.ground;
  if (row !== column) context.fill();
  const middle = x + square.width / 2;
  context.textAlign = "center";
  if (!cell) {
    context.font = font(typeSizes.small);
    context.fillStyle = palette.muted;
    if (row !== column) context.fillText("–", middle, y + square.height / 2 + typeSizes.small * halfCapital);
    return;
  }
  context.globalAlpha = Math.min(1, Math.abs(cell.shade)) * palette.strongestGround;
  context.fillStyle = cell.shade >= 0 ? palette.series[0] : palette.series[1];
  context.fill();
  context.globalAlpha = 1;
  const most = square.width - 2 * gap;
  context.fillStyle = palette.text;
  context.font = font(typeSizes.detail, "bold");
  context.fillText(cell.figure, middle, y + square.height / 2 - 6, most);
  context.font = font(typeSizes.small);
  context.fillText(cell.detail, middle, y + square.height / 2 + 30, most);
}
