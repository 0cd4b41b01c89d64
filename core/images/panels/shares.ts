/** Shares on a line from 0 to 1, with their intervals and what to compare them with. */
import type { Measure } from "../fonts.ts";
import type { SharesPanel } from "./content.ts";
import { wrapText } from "../text.ts";
import { font, lineHeight, margin, type Palette, pictureWidth, typeSizes } from "../theme.ts";

const lineThickness = 6;
const dotRadius = 12;
/** The line, with the label of the reference below it. */
const lineRoom = 34 + typeSizes.small * lineHeight;

type ShareRow = {
  label: string[];
  figure: string;
  detail: string;
  /** Baseline of the first line of the label. */
  baseline: number;
  /** Where the line lies, and on it the dot, the interval's ends and the reference. */
  lineY: number;
  dotX: number;
  lowerX: number;
  upperX: number;
  referenceX: number;
  reference: string;
  referenceAlign: "left" | "center" | "right";
};

/** Where the lines lie, in pixels. */
export type SharesLayout = { kind: "shares"; top: number; height: number; rows: ShareRow[] };

/** Where a share lies from left to right. */
export function shareX(share: number): number {
  return margin + dotRadius + Math.min(1, Math.max(0, share)) * (pictureWidth - 2 * margin - 2 * dotRadius);
}

/** One row a share: what it is and its figure, and the line below them. */
export function layoutShares({ shares }: SharesPanel, top: number, measure: Measure): SharesLayout {
  let next = top;
  const rows = shares.map((share): ShareRow => {
    const figureWidth = measure(share.figure, font(typeSizes.figure, "bold"));
    const detailWidth = measure(share.detail, font(typeSizes.small));
    const room = pictureWidth - 2 * margin - Math.max(figureWidth + detailWidth + 14, 120) - 24;
    const label = wrapText(share.label, room, 2, font(typeSizes.detail), measure);
    const labelHeight = Math.max(1, label.length) * typeSizes.detail * lineHeight;
    const row = placeRow(share, label, next, labelHeight, measure);
    next += labelHeight + lineRoom + 18;
    return row;
  });
  return { kind: "shares", top, height: Math.max(0, Math.round(next - top - 18)), rows };
}

function placeRow(
  share: SharesPanel["shares"][number],
  label: string[],
  top: number,
  labelHeight: number,
  measure: Measure,
): ShareRow {
  const referenceX = shareX(share.reference);
  const half = measure(share.referenceLabel, font(typeSizes.small)) / 2;
  const tooFarLeft = referenceX - half < margin;
  const tooFarRight = referenceX + half > pictureWidth - margin;
  return {
    label,
    figure: share.figure,
    detail: share.detail,
    baseline: top + typeSizes.detail,
    lineY: Math.round(top + labelHeight + 18),
    dotX: shareX(share.share),
    lowerX: shareX(share.lower),
    upperX: shareX(share.upper),
    referenceX,
    reference: share.referenceLabel,
    referenceAlign: tooFarLeft ? "left" : tooFarRight ? "right" : "center",
  };
}

/** Paints labels, lines, intervals, dots and references. */
export function drawShares(context: CanvasRenderingContext2D, layout: SharesLayout, palette: Palette): void {
  for (const row of layout.rows) {
    drawWords(context, row, palette);
    context.fillStyle = palette.grid;
    context.fillRect(margin, row.lineY - 2, pictureWidth - 2 * margin, 4);
    context.fillStyle = palette.series[0];
    context.fillRect(row.lowerX, row.lineY - lineThickness / 2, row.upperX - row.lowerX, lineThickness);
    context.fillRect(row.lowerX - 2, row.lineY - 12, 4, 24);
    context.fillRect(row.upperX - 2, row.lineY - 12, 4, 24);
    drawReference(context, row, palette);
    context.beginPath();
    context.arc(row.dotX, row.lineY, dotRadius, 0, 2 * Math.PI);
    context.fillStyle = palette.series[0];
    context.strokeStyle = palette.background;
    context.lineWidth = 3;
    context.fill();
    context.stroke();
  }
}

function drawWords(context: CanvasRenderingContext2D, row: ShareRow, palette: Palette): void {
  context.textAlign = "left";
  context.font = font(typeSizes.detail);
  context.fillStyle = palette.text;
  for (const [index, line] of row.label.entries())
    context.fillText(line, margin, row.baseline + index * typeSizes.detail * lineHeight);
  context.textAlign = "right";
  context.font = font(typeSizes.small);
  context.fillStyle = palette.muted;
  context.fillText(row.detail, pictureWidth - margin, row.baseline);
  const detailWidth = context.measureText(row.detail).width;
  context.font = font(typeSizes.figure, "bold");
  context.fillStyle = palette.text;
  context.fillText(row.figure, pictureWidth - margin - (row.detail === "" ? 0 : detailWidth + 14), row.baseline);
}

/** An upright stroke through the line, named below it. */
function drawReference(context: CanvasRenderingContext2D, row: ShareRow, palette: Palette): void {
  context.fillStyle = palette.background;
  context.fillRect(row.referenceX - 4, row.lineY - 18, 8, 36);
  context.fillStyle = palette.text;
  context.fillRect(row.referenceX - 1.5, row.lineY - 18, 3, 36);
  const ends = { left: margin, center: row.referenceX, right: pictureWidth - margin };
  context.textAlign = row.referenceAlign;
  context.font = font(typeSizes.small);
  context.fillStyle = palette.muted;
  context.fillText(row.reference, ends[row.referenceAlign], row.lineY + 20 + typeSizes.small);
}
