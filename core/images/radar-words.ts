/** The written part of a radar: legend, names of the axes with their figures, labels of the rings. */
import type { RadarPicture, Theme } from "./picture.ts";
import { legendSample, markRadius, type RadarLayout } from "./radar-layout.ts";
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
    drawMark(context, index, entry.x + (legendSample - 18) / 2, entry.center, color, true);
    context.font = font(typeSizes.name, "bold");
    context.fillStyle = palette.text;
    context.fillText(entry.name, entry.x + legendSample, entry.center + typeSizes.name * halfCapital);
  }
}

/** Names each axis, with the figure of each series below; a hollow mark and a dash where there are no votes. */
export function drawLabels(context: CanvasRenderingContext2D, picture: RadarPicture, layout: RadarLayout): void {
  const palette = palettes[picture.theme];
  for (const [axis, label] of layout.labels.entries()) {
    const empty = picture.series.every((series) => (series.values[axis] ?? null) === null);
    context.font = font(typeSizes.detail);
    context.fillStyle = empty ? palette.muted : palette.text;
    context.textAlign = label.align;
    for (const [index, line] of label.lines.entries()) {
      context.fillText(line, label.x, label.top + typeSizes.detail + index * typeSizes.detail * lineHeight);
    }
    context.textAlign = "left";
    context.font = font(typeSizes.detail, "bold");
    for (const [index, figure] of label.figures.entries()) {
      const voted = (picture.series[index]?.values[axis] ?? null) !== null;
      const color = palette.series[index === 0 ? 0 : 1];
      drawMark(context, index, figure.markX, label.figuresBaseline - typeSizes.detail * halfCapital, color, voted);
      context.fillStyle = voted ? palette.text : palette.muted;
      context.fillText(figure.text, figure.textX, label.figuresBaseline);
    }
  }
}

/** Writes each ring's share on the ring, with a halo so that lines under it do not blur it. */
export function drawRingLabels(context: CanvasRenderingContext2D, theme: Theme, layout: RadarLayout): void {
  const palette = palettes[theme];
  context.textAlign = "center";
  context.lineJoin = "round";
  context.lineWidth = 8;
  context.strokeStyle = palette.background;
  for (const { share, x, y } of layout.rings) {
    const mean = share === 0.5;
    context.font = font(typeSizes.small, mean ? "bold" : "normal");
    context.fillStyle = mean ? palette.text : palette.muted;
    const baseline = y + typeSizes.small * halfCapital;
    context.strokeText(`${share * 100}%`, x, baseline);
    context.fillText(`${share * 100}%`, x, baseline);
  }
}

/** A series' mark: a circle for the first, a triangle for the second; hollow where it has no votes. */
function drawMark(
  context: CanvasRenderingContext2D,
  series: number,
  x: number,
  y: number,
  color: string,
  filled: boolean,
): void {
  const radius = filled ? markRadius : markRadius - 2;
  context.beginPath();
  if (series === 0) {
    context.arc(x, y, radius, 0, 2 * Math.PI);
  } else {
    context.moveTo(x, y - radius);
    context.lineTo(x + radius, y + radius * 0.8);
    context.lineTo(x - radius, y + radius * 0.8);
    context.closePath();
  }
  context.fillStyle = color;
  context.strokeStyle = color;
  context.lineWidth = 3;
  if (filled) context.fill();
  else context.stroke();
}
