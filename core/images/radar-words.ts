/** The written part of a radar: legend, names of the axes with their figures, labels of the rings. */
import type { RadarPicture, Theme } from "./picture.ts";
import { legendSample, type RadarLayout } from "./radar-layout.ts";
import { drawMark } from "./series-mark.ts";
import { font, halfCapital, lineHeight, palettes, typeSizes } from "./theme.ts";

/** Names the series beside a sample of its line and mark. */
export function drawLegend(
  context: CanvasRenderingContext2D,
  theme: Theme,
  layout: RadarLayout,
  lineDashes: readonly number[][],
): void {
  const palette = palettes[theme];
  context.textAlign = "left";
  context.textBaseline = "alphabetic";
  for (const [index, entry] of layout.legend.entries()) {
    const color = palette.series[index === 0 ? 0 : 1];
    context.save();
    context.strokeStyle = color;
    context.lineWidth = 6;
    context.setLineDash(lineDashes[index] ?? []);
    context.beginPath();
    context.moveTo(entry.x, entry.center);
    context.lineTo(entry.x + legendSample - 18, entry.center);
    context.stroke();
    context.restore();
    drawMark(context, index, { x: entry.x + (legendSample - 18) / 2, y: entry.center }, color);
    context.font = font(typeSizes.name, "bold");
    context.fillStyle = palette.text;
    context.fillText(entry.name, entry.x + legendSample, entry.center + typeSizes.name * halfCapital);
  }
}

/** Names each axis, with the figure of each series below; a hollow mark where it rests on too little, or nothing. */
export function drawLabels(context: CanvasRenderingContext2D, picture: RadarPicture, layout: RadarLayout): void {
  const palette = palettes[picture.theme];
  for (const label of layout.labels) {
    const empty = label.figures.every((figure) => !figure.voted);
    context.font = font(typeSizes.detail);
    context.fillStyle = empty ? palette.muted : palette.text;
    context.textAlign = label.align;
    for (const [index, line] of label.lines.entries()) {
      context.fillText(line, label.x, label.top + typeSizes.detail + index * typeSizes.detail * lineHeight);
    }
    context.font = font(typeSizes.small);
    context.fillStyle = palette.muted;
    context.fillText(label.detail, label.x, label.detailBaseline);
    context.textAlign = "left";
    context.font = font(typeSizes.detail, "bold");
    for (const [index, figure] of label.figures.entries()) {
      const color = palette.series[index === 0 ? 0 : 1];
      const middle = { x: figure.markX, y: label.figuresBaseline - typeSizes.detail * halfCapital };
      drawMark(context, index, middle, color, figure.faint || !figure.voted);
      context.fillStyle = figure.voted && !figure.faint ? palette.text : palette.muted;
      context.fillText(figure.text, figure.textX, label.figuresBaseline);
    }
  }
}

/** Writes each ring's label on the ring, with a halo so that lines under it do not blur it. */
export function drawRingLabels(context: CanvasRenderingContext2D, theme: Theme, layout: RadarLayout): void {
  const palette = palettes[theme];
  context.textAlign = "center";
  context.lineJoin = "round";
  context.lineWidth = 8;
  context.strokeStyle = palette.background;
  for (const { label, strong, x, y } of layout.rings) {
    context.font = font(typeSizes.small, strong ? "bold" : "normal");
    context.fillStyle = strong ? palette.text : palette.muted;
    const baseline = y + typeSizes.small * halfCapital;
    context.strokeText(label, x, baseline);
    context.fillText(label, x, baseline);
  }
}
