/** A square of coloured figures: who agrees with whom. */
import type { Measure } from "../fonts.ts";
import { font, halfCapital, margin, type Palette, pictureWidth, typeSizes } from "../theme.ts";
import type { MatrixContent } from "./content.ts";
import { drawKey, type Key, layoutKey } from "./key.ts";
import { drawNameLines, nameFont, type NameLines, nameLines } from "../names.ts";

const nameWidth = 330;
/** Beside numbers alone. */
const numberWidth = 44;
const nameGap = 16;
/** Between the middles of two names, or of two numbers, at least. */
const labelStep = 44;
const headRoom = 44;
const scaleRoom = 94;
const narrowestScale = 560;
const figureFont = font(typeSizes.small);
const largestCell = 110;

/** Where the squares lie, in pixels. */
export type MatrixLayout = {
  left: number;
  top: number;
  cell: number;
  /** Whether a square has room for its figure in a size that can be read. */
  showsFigures: boolean;
  /** Of so many rows, and columns, one has a number beside it: all, unless they would lie on each other. */
  everyNth: number;
  /** Numbers with their names, or alone: then `key` has the names. */
  names: NameLines[];
  key: Key;
  height: number;
};

/**
 * Places names and squares from `top` on. Where figures have no room beside names, the names stand below; figures that have
 * none then either are left out.
 */
export function layoutMatrix({ numbers, names, cells }: MatrixContent, top: number, measure: Measure): MatrixLayout {
  const widest = Math.max(0, ...cells.flat().map(({ figure }) => measure(figure, figureFont)));
  const cellBeside = (left: number) =>
    Math.min(largestCell, Math.floor((pictureWidth - 2 * margin - left) / Math.max(1, names.length)));
  const hasRoom = (left: number) => widest <= cellBeside(left) - 6;
  const isTight = cellBeside(nameWidth + nameGap) < labelStep;
  const isCrowded = isTight || (!hasRoom(nameWidth + nameGap) && hasRoom(numberWidth));
  const left = isCrowded ? numberWidth : nameWidth + nameGap;
  const cell = cellBeside(left);
  const squares = headRoom + cell * names.length + scaleRoom;
  const numbered = names.map((name, index) => ({ number: numbers[index] ?? index + 1, name }));
  const key = layoutKey(isCrowded ? numbered : [], top + squares, measure);
  return {
    left: margin + left,
    top: top + headRoom,
    cell,
    showsFigures: hasRoom(left),
    everyNth: Math.ceil(labelStep / cell),
    names: numbered.map(({ number, name }) =>
      nameLines(isCrowded ? String(number) : `${number} ${name}`, nameWidth, cell, measure),
    ),
    key,
    height: squares + key.height,
  };
}

/** Paints names, squares and the scale of colours below them. */
export function drawMatrix(
  context: CanvasRenderingContext2D,
  content: MatrixContent,
  layout: MatrixLayout,
  palette: Palette,
): void {
  const { left, top, cell } = layout;
  context.textBaseline = "alphabetic";
  for (const [row, lines] of layout.names.entries()) {
    const middle = top + (row + 0.5) * cell;
    if (row % layout.everyNth === 0) drawLabels(context, lines, { row, middle, content, layout }, palette);
    context.font = figureFont;
    context.textAlign = "center";
    for (const [column, { value, figure }] of (content.cells[row] ?? []).entries()) {
      const x = left + column * cell;
      context.fillStyle = colorOf(value, palette);
      context.fillRect(x + 2, top + row * cell + 2, cell - 4, cell - 4);
      context.fillStyle = palette.text;
      if (layout.showsFigures) context.fillText(figure, x + cell / 2, middle + typeSizes.small * halfCapital);
    }
  }
  drawScale(context, content, layout, palette);
  drawKey(context, layout.key, palette);
}

type Row = { row: number; middle: number; content: MatrixContent; layout: MatrixLayout };

/** Beside a row, and above its column. */
function drawLabels(
  context: CanvasRenderingContext2D,
  lines: NameLines,
  { row, middle, content, layout: { left, top, cell } }: Row,
  palette: Palette,
): void {
  context.textAlign = "left";
  context.fillStyle = palette.text;
  drawNameLines(context, lines, margin, middle);
  context.font = nameFont;
  context.textAlign = "center";
  context.fillText(String(content.numbers[row] ?? ""), left + (row + 0.5) * cell, top - 16);
}

/** The second series' colour below zero, the first's above, the stronger the farther from it. */
function colorOf(value: number | null, palette: Palette): string {
  if (value === null) return palette.ground;
  const color = palette.series[value < 0 ? 1 : 0];
  return mix(palette.background, color, Math.min(1, Math.abs(value)) * palette.strongestGround);
}

function mix(one: string, other: string, share: number): string {
  const part = (color: string, at: number) => Number.parseInt(color.slice(at, at + 2), 16);
  const parts = [1, 3, 5].map((at) => Math.round(part(one, at) + (part(other, at) - part(one, at)) * share));
  return `#${parts.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

function drawScale(
  context: CanvasRenderingContext2D,
  { scale, names }: MatrixContent,
  { left, top, cell }: MatrixLayout,
  palette: Palette,
): void {
  const width = Math.max(cell * names.length, narrowestScale);
  const y = top + cell * names.length + 20;
  const steps = 60;
  for (let step = 0; step < steps; step += 1) {
    context.fillStyle = colorOf((2 * step) / (steps - 1) - 1, palette);
    // A little wider than a step, so that no line shows between two.
    context.fillRect(left + (width * step) / steps, y, width / steps + 1, 18);
  }
  context.font = font(typeSizes.small);
  context.fillStyle = palette.muted;
  for (const [index, align] of (["left", "center", "right"] as const).entries()) {
    context.textAlign = align;
    context.fillText(scale[index] ?? "", left + (width * index) / 2, y + 52);
  }
}
