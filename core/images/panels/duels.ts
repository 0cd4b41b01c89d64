/** How one fared against others: a bar each, won on the left, lost on the right. */
import type { Measure } from "../fonts.ts";
import type { DuelsPanel } from "./content.ts";
import { cutMiddle } from "../text.ts";
import { font, lineHeight, margin, type Palette, pictureWidth, typeSizes } from "../theme.ts";

const barHeight = 26;
const rowHeight = Math.round(typeSizes.detail * lineHeight + barHeight + 24);
const sample = 26;
/** Sample before a legend's text, with the space after it; and the space between two entries. */
const legendSample = sample + 10;
const legendGap = 28;

/** From `left` on, `width` pixels wide. */
type Part = { left: number; width: number };

type DuelRow = {
  name: string;
  figure: string;
  baseline: number;
  barTop: number;
  won: Part;
  even: Part;
  lost: Part;
};

/** Where legend and bars lie, in pixels. */
export type DuelsLayout = {
  kind: "duels";
  top: number;
  height: number;
  barHeight: number;
  legend: { text: string; x: number }[];
  legendBaseline: number;
  rows: DuelRow[];
};

/** One row a rival: name and score, and the bar below them over the whole width. */
export function layoutDuels({ duels, legend }: DuelsPanel, top: number, measure: Measure): DuelsLayout {
  const inner = pictureWidth - 2 * margin;
  const legendHeight = Math.round(typeSizes.small * lineHeight + 14);
  const rows = duels.map(({ name, figure, won, even, lost }, index): DuelRow => {
    const rowTop = top + legendHeight + index * rowHeight;
    const all = Math.max(1, won + even + lost);
    const figureWidth = measure(figure, font(typeSizes.detail));
    const widths = [won, even, lost].map((count) => (count / all) * inner) as [number, number, number];
    return {
      name: cutMiddle(name, inner - figureWidth - 24, font(typeSizes.detail, "bold"), measure),
      figure,
      baseline: rowTop + typeSizes.detail,
      barTop: Math.round(rowTop + typeSizes.detail * lineHeight),
      won: { left: margin, width: widths[0] },
      even: { left: margin + widths[0], width: widths[1] },
      lost: { left: margin + widths[0] + widths[1], width: widths[2] },
    };
  });
  return {
    kind: "duels",
    top,
    rows,
    barHeight,
    legend: layoutLegend(legend, inner, measure),
    legendBaseline: top + typeSizes.small,
    height: legendHeight + rows.length * rowHeight - 20,
  };
}

/** On one line. Between two models the outer texts are their names: where both do not fit, each gets at least half. */
function layoutLegend({ won, even, lost }: DuelsPanel["legend"], width: number, measure: Measure) {
  const small = font(typeSizes.small);
  const room = width - 3 * legendSample - 2 * legendGap - measure(even, small);
  const cut = (text: string, other: string) =>
    cutMiddle(text, Math.max(room / 2, room - measure(other, small)), small, measure);
  let x = margin;
  return [cut(won, lost), even, cut(lost, won)].map((text) => {
    const entry = { text, x };
    x += legendSample + measure(text, small) + legendGap;
    return entry;
  });
}

/** Paints legend, names and bars. Won is filled, even is grey, lost is hollow: no colour is needed to tell them. */
export function drawDuels(context: CanvasRenderingContext2D, layout: DuelsLayout, palette: Palette): void {
  const paints = [fillWon, fillEven, outlineLost];
  context.textAlign = "left";
  context.font = font(typeSizes.small);
  for (const [index, { text, x }] of layout.legend.entries()) {
    paints[index]?.(context, { left: x, width: sample }, layout.legendBaseline - 20, 20, palette);
    context.fillStyle = palette.muted;
    context.fillText(text, x + legendSample, layout.legendBaseline);
  }
  for (const row of layout.rows) {
    context.font = font(typeSizes.detail, "bold");
    context.fillStyle = palette.text;
    context.textAlign = "left";
    context.fillText(row.name, margin, row.baseline);
    context.font = font(typeSizes.detail);
    context.textAlign = "right";
    context.fillText(row.figure, pictureWidth - margin, row.baseline);
    for (const [index, part] of [row.won, row.even, row.lost].entries())
      if (part.width > 0) paints[index]?.(context, part, row.barTop, layout.barHeight, palette);
    drawMiddle(context, row.barTop, palette);
  }
}

type Paint = (context: CanvasRenderingContext2D, part: Part, top: number, height: number, palette: Palette) => void;

const fillWon: Paint = (context, { left, width }, top, height, palette) => {
  context.fillStyle = palette.series[0];
  context.fillRect(left, top, width, height);
};

const fillEven: Paint = (context, { left, width }, top, height, palette) => {
  context.fillStyle = palette.strongGrid;
  context.fillRect(left, top, width, height);
};

const outlineLost: Paint = (context, { left, width }, top, height, palette) => {
  context.strokeStyle = palette.series[0];
  context.lineWidth = 3;
  context.strokeRect(left + 1.5, top + 1.5, Math.max(0, width - 3), height - 3);
};

/** Where an even score would end. */
function drawMiddle(context: CanvasRenderingContext2D, barTop: number, palette: Palette): void {
  context.fillStyle = palette.background;
  context.fillRect(pictureWidth / 2 - 4, barTop - 5, 8, barHeight + 10);
  context.fillStyle = palette.text;
  context.fillRect(pictureWidth / 2 - 1.5, barTop - 5, 3, barHeight + 10);
}
