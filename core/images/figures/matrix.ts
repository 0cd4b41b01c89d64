/** A square of coloured figures: who agrees with whom. */
import type { Measure } from "../fonts.ts";
import { font, halfCapital, margin, type Palette, pictureWidth, typeSizes } from "../theme.ts";
import type { MatrixContent } from "../picture.ts";
import { drawNameLines, nameFont, type NameLines, nameLines } from "../names.ts";

const nameWidth = 350;
const headRoom = 44;
const scaleRoom = 86;
const largestCell = 110;

/** Where the squares lie, in pixels. */
export type MatrixLayout = {
  left: number;
  top: number;
  cell: number;
  figureSize: number;
  names: NameLines[];
  height: number;
};

/** Places names and squares from `top` on; figures shrink until they fit. */
export function layoutMatrix({ names, cells }: MatrixContent, top: number, measure: Measure): MatrixLayout {
  const room = pictureWidth - 2 * margin - nameWidth - 16;
  const cell = Math.min(largestCell, Math.floor(room / Math.max(1, names.length)));
  const widest = (size: number) => Math.max(0, ...cells.flat().map(({ figure }) => measure(figure, font(size))));
  let figureSize: number = typeSizes.small;
  while (figureSize > 12 && widest(figureSize) > cell - 8) figureSize -= 1;
  return {
    left: margin + nameWidth + 16,
    top: top + headRoom,
    cell,
    figureSize,
    names: names.map((name, index) => nameLines(`${index + 1} ${name}`, nameWidth, cell, measure)),
    height: headRoom + cell * names.length + scaleRoom,
  };
}

/** Paints names, squares and the scale of colours below them. */
export function drawMatrix(
  context: CanvasRenderingContext2D,
  content: MatrixContent,
  layout: MatrixLayout,
  palette: Palette,
): void {
  const { left, top, cell, figureSize } = layout;
  context.textBaseline = "alphabetic";
  for (const [row, lines] of layout.names.entries()) {
    const middle = top + (row + 0.5) * cell;
    context.textAlign = "left";
    context.fillStyle = palette.text;
    drawNameLines(context, lines, margin, middle);
    context.font = nameFont;
    context.textAlign = "center";
    context.fillText(String(row + 1), left + (row + 0.5) * cell, top - 16);
    context.font = font(figureSize);
    for (const [column, { value, figure }] of (content.cells[row] ?? []).entries()) {
      const x = left + column * cell;
      const ground = colorOf(value, palette);
      context.fillStyle = ground;
      context.fillRect(x + 2, top + row * cell + 2, cell - 4, cell - 4);
      context.fillStyle = clearest(ground, [palette.text, palette.onSeries]);
      context.fillText(figure, x + cell / 2, middle + figureSize * halfCapital);
    }
  }
  drawScale(context, content, layout, palette);
}

/** The second series' colour below zero, the first's above, the stronger the farther from it. */
function colorOf(value: number | null, palette: Palette): string {
  if (value === null) return palette.ground;
  const color = palette.series[value < 0 ? 1 : 0];
  return mix(palette.background, color, Math.min(1, Math.abs(value)));
}

function mix(one: string, other: string, share: number): string {
  const part = (color: string, at: number) => Number.parseInt(color.slice(at, at + 2), 16);
  const parts = [1, 3, 5].map((at) => Math.round(part(one, at) + (part(other, at) - part(one, at)) * share));
  return `#${parts.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

/** Of two colours, the one that stands out more from a ground (relative luminance and contrast as in WCAG 2). */
function clearest(ground: string, [one, other]: readonly [string, string]): string {
  const contrast = (color: string) => {
    const [light = 0, dark = 0] = [luminance(color), luminance(ground)].toSorted((x, y) => y - x);
    return (light + 0.05) / (dark + 0.05);
  };
  return contrast(one) >= contrast(other) ? one : other;
}

function luminance(color: string): number {
  const linear = [1, 3, 5].map((at) => {
    const share = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (linear[0] ?? 0) + 0.7152 * (linear[1] ?? 0) + 0.0722 * (linear[2] ?? 0);
}

function drawScale(
  context: CanvasRenderingContext2D,
  { scale, names }: MatrixContent,
  { left, top, cell }: MatrixLayout,
  palette: Palette,
): void {
  const width = Math.max(cell * names.length, 300);
  const y = top + cell * names.length + 20;
  const steps = 60;
  for (let step = 0; step < steps; step += 1) {
    context.fillStyle = colorOf((2 * step) / (steps - 1) - 1, palette);
    // A little wider than a step, so that no line shows between two.
    context.fillRect(left + (width * step) / steps, y, width / steps + 1, 18);
  }
  context.font = font(22);
  context.fillStyle = palette.muted;
  for (const [index, align] of (["left", "center", "right"] as const).entries()) {
    context.textAlign = align;
    context.fillText(scale[index] ?? "", left + (width * index) / 2, y + 46);
  }
}
