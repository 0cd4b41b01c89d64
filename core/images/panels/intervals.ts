/** Values with their intervals, a row each on one scale. */
import type { Measure } from "../fonts.ts";
import type { IntervalsPanel, IntervalValue } from "./content.ts";
import { cutMiddle, wrapText } from "../text.ts";
import {
  drawMark,
  font,
  halfCapital,
  lineHeight,
  margin,
  markRadius,
  type Palette,
  pictureWidth,
  typeSizes,
} from "../theme.ts";

const rowHeight = 86;
const gap = 24;
const widestLabel = 350;
const lineThickness = 6;
/** How far above and below the middle of a row two series lie. */
const apart = 19;
const markRoom = 2 * markRadius + 10;
const labelFont = font(typeSizes.detail);
const figureFont = font(typeSizes.detail, "bold");
const smallFont = font(typeSizes.small);
const legendStep = typeSizes.detail * lineHeight;

type Span = { left: number; right: number };

/** Where legend, rows and scale lie, in pixels. */
export type IntervalsLayout = {
  kind: "intervals";
  top: number;
  height: number;
  legend: string[];
  rowsTop: number;
  labels: string[][];
  plot: Span;
  panel: IntervalsPanel;
};

/** A row a thing: its name, its dots on the scale, its figures. */
export function layoutIntervals(panel: IntervalsPanel, top: number, measure: Measure): IntervalsLayout {
  const inner = pictureWidth - 2 * margin;
  const legend = panel.series.map((name) => cutMiddle(name, inner - markRoom, figureFont, measure));
  const labels = panel.rows.map(({ label }) => wrapText(label, widestLabel, 2, labelFont, measure, cutMiddle));
  const labelWidth = Math.max(0, ...labels.flat().map((line) => measure(line, labelFont)));
  const marks = legend.length > 1 ? markRoom : 0;
  const figureWidths = panel.rows.flatMap(({ values }) => values.map((value) => figureWidth(value, measure) + marks));
  const legendHeight = legend.length > 1 ? legend.length * legendStep + 16 : 0;
  const rowsTop = Math.round(top + legendHeight);
  const height = legendHeight + panel.rows.length * rowHeight + typeSizes.small * lineHeight;
  const plot = { left: margin + labelWidth + gap, right: pictureWidth - margin - Math.max(0, ...figureWidths) - gap };
  return { kind: "intervals", top, height: Math.round(height), legend, rowsTop, labels, plot, panel };
}

function figureWidth(value: IntervalValue | null, measure: Measure): number {
  return value ? Math.max(measure(value.figure, figureFont), measure(value.detail ?? "", smallFont)) : 0;
}

/** Where a value lies on the scale; those beyond it lie on its edge. */
export function intervalX({ plot, panel: { ticks } }: IntervalsLayout, value: number): number {
  const [least, most] = [ticks[0]?.value ?? 0, ticks.at(-1)?.value ?? 1];
  const share = Math.min(1, Math.max(0, (value - least) / (most - least)));
  return plot.left + share * (plot.right - plot.left);
}

/** Paints legend, scale and rows. */
export function drawIntervals(context: CanvasRenderingContext2D, layout: IntervalsLayout, palette: Palette): void {
  drawLegend(context, layout, palette);
  drawScale(context, layout, palette);
  for (const [index, { values }] of layout.panel.rows.entries()) {
    const middle = layout.rowsTop + (index + 0.5) * rowHeight;
    drawLabel(context, layout.labels[index] ?? [], middle, palette);
    const alone = values.length < 2;
    for (const [series, value] of values.entries()) {
      if (!value) continue;
      const y = alone ? middle : middle + (series === 0 ? -apart : apart);
      drawValue(context, value, { series, y }, layout, palette);
      drawFigure(context, value, { series, y, alone }, palette);
    }
  }
}

function drawLegend(context: CanvasRenderingContext2D, { legend, top }: IntervalsLayout, palette: Palette): void {
  if (legend.length < 2) return;
  context.textAlign = "left";
  context.font = figureFont;
  for (const [series, name] of legend.entries()) {
    const baseline = top + typeSizes.detail + series * legendStep;
    const middle = { x: margin + markRadius, y: baseline - typeSizes.detail * halfCapital };
    drawMark(context, series, middle, palette.series[series === 0 ? 0 : 1]);
    context.fillStyle = palette.text;
    context.fillText(name, margin + markRoom, baseline);
  }
}

function drawScale(context: CanvasRenderingContext2D, layout: IntervalsLayout, palette: Palette): void {
  const { panel, rowsTop } = layout;
  const bottom = rowsTop + panel.rows.length * rowHeight;
  context.font = smallFont;
  for (const { value, label, strong } of panel.ticks) {
    const x = Math.round(intervalX(layout, value));
    context.fillStyle = strong ? palette.strongGrid : palette.grid;
    context.fillRect(x - 1, rowsTop, strong ? 3 : 2, bottom - rowsTop);
    context.fillStyle = palette.muted;
    context.textAlign = "center";
    context.fillText(label, x, bottom + typeSizes.small);
  }
}

function drawLabel(
  context: CanvasRenderingContext2D,
  lines: readonly string[],
  middle: number,
  palette: Palette,
): void {
  context.font = labelFont;
  context.fillStyle = palette.text;
  context.textAlign = "left";
  const first = middle - ((lines.length - 1) / 2) * typeSizes.detail * lineHeight + typeSizes.detail * halfCapital;
  for (const [index, line] of lines.entries())
    context.fillText(line, margin, first + index * typeSizes.detail * lineHeight);
}

type Place = { series: number; y: number };

/** Its interval as a line with caps, and its mark; hollow where it rests on too little. */
function drawValue(
  context: CanvasRenderingContext2D,
  { value, lower = null, upper = null, faint = false }: IntervalValue,
  { series, y }: Place,
  layout: IntervalsLayout,
  palette: Palette,
): void {
  const color = palette.series[series === 0 ? 0 : 1];
  const middle = { x: intervalX(layout, value), y };
  context.fillStyle = color;
  if (lower !== null && upper !== null) {
    const [left, right] = [intervalX(layout, lower), intervalX(layout, upper)];
    context.fillRect(left, y - lineThickness / 2, right - left, lineThickness);
    for (const end of [left, right]) context.fillRect(end - 2, y - 11, 4, 22);
  }
  if (faint) drawMark(context, series, middle, palette.background);
  drawMark(context, series, middle, color, faint);
}

/** Of one series the figure with its range below; of two the figures, each beside its mark. */
function drawFigure(
  context: CanvasRenderingContext2D,
  { figure, detail = "", faint = false }: IntervalValue,
  { series, y, alone }: Place & { alone: boolean },
  palette: Palette,
): void {
  const right = pictureWidth - margin;
  context.textAlign = "right";
  context.font = figureFont;
  context.fillStyle = faint ? palette.muted : palette.text;
  const baseline = (alone && detail !== "" ? y - 18 : y) + typeSizes.detail * halfCapital;
  context.fillText(figure, right, baseline);
  if (alone) {
    context.font = smallFont;
    context.fillStyle = palette.muted;
    context.fillText(detail, right, y + 20 + typeSizes.small * halfCapital);
    return;
  }
  const x = right - context.measureText(figure).width - markRadius - 10;
  drawMark(context, series, { x, y }, palette.series[series === 0 ? 0 : 1], faint);
}
