/** Names of a radar's axes with the figures of each series, around the web. Pure. */
import type { Measure } from "./fonts.ts";
import type { RadarPicture, RadarValue } from "./picture.ts";
import { markRadius } from "./series-mark.ts";
import { splitPieces, wrapText } from "./text.ts";
import { font, lineHeight, margin, pictureWidth, typeSizes } from "./theme.ts";

/** A mark with the space after it, and the space between two figures. */
const markRoom = 2 * markRadius + 8;
const figureGap = 16;
const labelDistance = 30;
const labelFont = font(typeSizes.detail);
const figureFont = font(typeSizes.detail, "bold");
const detailFont = font(typeSizes.small);

/** A series' figure at an axis. */
export type RadarFigure = { text: string; markX: number; textX: number; faint: boolean; voted: boolean };

export type RadarLabel = {
  lines: string[];
  x: number;
  align: "left" | "center" | "right";
  top: number;
  figures: RadarFigure[];
  figuresBaseline: number;
  detail: string;
  detailBaseline: number;
  bottom: number;
};

/** The first axis points up, the others follow clockwise. */
export function direction(axis: number, axes: number): { cosine: number; sine: number } {
  const angle = (axis / axes) * 2 * Math.PI - Math.PI / 2;
  return { cosine: Math.cos(angle), sine: Math.sin(angle) };
}

/** How wide an axis' label must be at least: figures in one line, no word broken. */
export function leastLabelWidth(picture: RadarPicture, axis: number, measure: Measure): number {
  const words = splitPieces(picture.axes[axis] ?? "").map((word) => measure(word, labelFont));
  return Math.max(figuresWidth(picture, axis, measure), measure(detailOf(picture, axis), detailFont), ...words);
}

/** How wide a label may be around a web of this radius. */
export function labelRoom(axis: number, axes: number, radius: number): number {
  const { cosine } = direction(axis, axes);
  if (Math.abs(cosine) < 0.2) return 460;
  return pictureWidth / 2 - margin + 6 - Math.abs(cosine) * (radius + labelDistance);
}

/** Lays out an axis' label; vertical places are counted from the web's middle. */
export function layoutLabel(picture: RadarPicture, axis: number, radius: number, measure: Measure): RadarLabel {
  const { cosine, sine } = direction(axis, picture.axes.length);
  const align = Math.abs(cosine) < 0.2 ? "center" : cosine > 0 ? "left" : "right";
  const room = labelRoom(axis, picture.axes.length, radius);
  const lines = wrapText(picture.axes[axis] ?? "", room, 2, labelFont, measure);
  const x = pictureWidth / 2 + cosine * (radius + labelDistance);
  const detail = detailOf(picture, axis);
  const detailHeight = detail === "" ? 0 : typeSizes.small * lineHeight;
  const mainHeight = (lines.length + 1) * typeSizes.detail * lineHeight;
  const height = mainHeight + detailHeight;
  const top = sine * (radius + labelDistance) + (sine * height) / 2 - height / 2;
  return {
    ...{ lines, x, align, top, detail },
    figures: layoutFigures(picture, axis, x, align, measure),
    figuresBaseline: top + mainHeight - typeSizes.detail * 0.3,
    detailBaseline: top + height - typeSizes.small * 0.25,
    bottom: top + height,
  };
}

/** The same label, moved. */
export function shiftLabel(label: RadarLabel, down: number): RadarLabel {
  return {
    ...label,
    top: label.top + down,
    bottom: label.bottom + down,
    figuresBaseline: label.figuresBaseline + down,
    detailBaseline: label.detailBaseline + down,
  };
}

/** What stands small below the figures: said of the first series that has something to say. */
function detailOf(picture: RadarPicture, axis: number): string {
  return valuesAt(picture, axis).find((value) => value.detail)?.detail ?? "";
}

function valuesAt({ series }: RadarPicture, axis: number): RadarValue[] {
  return series.flatMap(({ values }) => values.slice(axis, axis + 1));
}

function layoutFigures(
  picture: RadarPicture,
  axis: number,
  x: number,
  align: RadarLabel["align"],
  measure: Measure,
): RadarFigure[] {
  const total = figuresWidth(picture, axis, measure);
  let left = align === "left" ? x : align === "right" ? x - total : x - total / 2;
  return valuesAt(picture, axis).map(({ figure: text, value, faint = false }) => {
    const figure = { text, markX: left + markRadius, textX: left + markRoom, faint, voted: value !== null };
    left += markRoom + measure(text, figureFont) + figureGap;
    return figure;
  });
}

function figuresWidth(picture: RadarPicture, axis: number, measure: Measure): number {
  const widths = valuesAt(picture, axis).map(({ figure }) => markRoom + measure(figure, figureFont));
  return widths.reduce((sum, width) => sum + width, 0) + figureGap * (widths.length - 1);
}
