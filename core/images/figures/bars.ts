/** Bars in columns, beside their names. */
import type { Measure } from "../fonts.ts";
import { wrapText } from "../text.ts";
import { font, halfCapital, lineHeight, margin, type Palette, pictureWidth, typeSizes } from "../theme.ts";
import type { Bar, BarsContent } from "./content.ts";
import { drawNameLines, type NameLines, nameLines } from "../names.ts";

const nameWidth = 330;
const columnGap = 34;
const rowHeight = 80;
const barHeight = 30;
const dotRadius = 5;
const headingFont = font(typeSizes.small, "bold");
const figureFont = font(typeSizes.detail, "bold");

type Column = { left: number; width: number; lines: string[] };

type BarsLayout = {
  columns: Column[];
  /** Pixels kept beside the longest bar for its figure. */
  figureRoom: number;
  names: NameLines[];
  rowsTop: number;
  height: number;
};

/** Places headings, names and columns from `top` on. */
export function layoutBars(content: BarsContent, top: number, measure: Measure): BarsLayout {
  const count = content.columns.length;
  const width = (pictureWidth - 2 * margin - nameWidth - columnGap * count) / count;
  const columns = content.columns.map(({ heading }, index) => ({
    left: margin + nameWidth + columnGap + index * (width + columnGap),
    width,
    lines: wrapText(heading, width, 3, headingFont, measure),
  }));
  const headingLines = Math.max(1, ...columns.map(({ lines }) => lines.length));
  const headingHeight = headingLines * typeSizes.small * lineHeight + 18;
  const figures = content.rows.flatMap(({ bars }) => bars.map(({ figure }) => measure(figure, figureFont)));
  return {
    columns,
    figureRoom: Math.max(0, ...figures) + 14,
    names: content.rows.map(({ name }) => nameLines(name, nameWidth, rowHeight + 8, measure)),
    rowsTop: top + headingHeight,
    height: headingHeight + content.rows.length * rowHeight,
  };
}

/** Paints headings, names, bars and their figures. */
export function drawBars(
  context: CanvasRenderingContext2D,
  content: BarsContent,
  layout: BarsLayout,
  palette: Palette,
): void {
  context.textAlign = "left";
  context.textBaseline = "alphabetic";
  context.font = headingFont;
  context.fillStyle = palette.muted;
  context.fillText(content.heading, margin, layout.rowsTop - 22);
  for (const { lines, left } of layout.columns) {
    context.fillStyle = palette.text;
    const first = layout.rowsTop - 22 - (lines.length - 1) * typeSizes.small * lineHeight;
    for (const [at, line] of lines.entries()) context.fillText(line, left, first + at * typeSizes.small * lineHeight);
  }
  for (const [index, { bars }] of content.rows.entries()) {
    const top = layout.rowsTop + index * rowHeight;
    if (index % 2 === 0) {
      context.fillStyle = palette.ground;
      context.fillRect(margin - 12, top, pictureWidth - 2 * margin + 24, rowHeight);
    }
    const middle = top + rowHeight / 2;
    context.textAlign = "left";
    context.fillStyle = palette.text;
    const name = layout.names[index];
    if (name) drawNameLines(context, name, margin, middle);
    for (const [at, bar] of bars.entries()) {
      const column = layout.columns[at];
      const most = content.columns[at]?.most ?? 1;
      if (column) drawBar(context, bar, { column, most, middle, room: layout.figureRoom, hue: at % 2 }, palette);
    }
  }
}

type Place = { column: Column; most: number; middle: number; room: number; hue: number };

function drawBar(
  context: CanvasRenderingContext2D,
  { value, figure, lower, upper, dots = [] }: Bar,
  { column, most, middle, room, hue }: Place,
  palette: Palette,
): void {
  const longest = column.width - room;
  const lengthOf = (one: number) => (Math.min(Math.max(one, 0), most) / most) * longest;
  const length = value === null ? 0 : lengthOf(value);
  context.fillStyle = palette.grid;
  context.fillRect(column.left, middle - 2, longest, 4);
  context.fillStyle = palette.series[hue === 0 ? 0 : 1];
  context.fillRect(column.left, middle - barHeight / 2, length, barHeight);
  if (lower !== undefined && upper !== undefined) {
    const [left, right] = [column.left + lengthOf(lower), column.left + lengthOf(upper)];
    context.fillStyle = palette.text;
    context.fillRect(left, middle - 2, right - left, 4);
    for (const end of [left, right]) context.fillRect(end - 2, middle - 11, 4, 22);
  }
  // Below the bar where its interval is drawn: they would lie on each other.
  const dotsAt = lower === undefined ? middle : middle + barHeight / 2 + 2 * dotRadius;
  for (const dot of dots) {
    context.beginPath();
    context.arc(column.left + lengthOf(dot), dotsAt, dotRadius, 0, 2 * Math.PI);
    context.fillStyle = palette.background;
    context.strokeStyle = palette.text;
    context.lineWidth = 2;
    context.fill();
    context.stroke();
  }
  context.textAlign = "right";
  context.font = figureFont;
  context.fillStyle = value === null ? palette.muted : palette.text;
  context.fillText(figure, column.left + column.width, middle + typeSizes.detail * halfCapital);
}
