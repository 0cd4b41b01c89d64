/** Where everything on a radar's picture lies, in pixels. Pure: the same picture gives the same places. */
import type { Measure } from "./fonts.ts";
import { type Frame, layoutFrame } from "./frame.ts";
import type { RadarPicture } from "./picture.ts";
import { cutMiddle, splitPieces, wrapText } from "./text.ts";
import { font, lineHeight, margin, pictureWidth, typeSizes } from "./theme.ts";

/** Half the width of the marks that stand for a series. */
export const markRadius = 11;

/** A mark with the space after it, and the space between two figures. */
const markRoom = 2 * markRadius + 8;
const figureGap = 16;
/** The rings that are drawn; 0.5 is the field's mean. */
const ringShares = [0.25, 0.5, 0.75, 1];
const mostAxes = 16;
const largestRadius = 320;
const smallestRadius = 220;
const labelDistance = 30;
const labelFont = font(typeSizes.detail);
const figureFont = font(typeSizes.detail, "bold");
const legendFont = font(typeSizes.name, "bold");
const legendLineHeight = 48;
/** Line sample before a legend's name, with the space after it. */
export const legendSample = 84;

export type Point = { x: number; y: number };

/** A series' figure at an axis; a null value has the text "–". */
export type RadarFigure = { text: string; markX: number; textX: number };

export type RadarLabel = {
  lines: string[];
  x: number;
  align: "left" | "center" | "right";
  top: number;
  figures: RadarFigure[];
  figuresBaseline: number;
  bottom: number;
};

/** The share a ring stands for, and the middle of its label. */
export type RingLabel = Point & { share: number };

export type LegendEntry = { name: string; x: number; center: number };

export type RadarLayout = {
  width: number;
  height: number;
  frame: Frame;
  legend: LegendEntry[];
  center: Point;
  /** Distance from the centre to 100%. */
  radius: number;
  labels: RadarLabel[];
  rings: RingLabel[];
};

/**
 * Lays out a radar.
 * @throws {RangeError} when there are not 3 to 16 axes, 1 or 2 series, or one value an axis.
 */
export function radarLayout(picture: RadarPicture, measure: Measure): RadarLayout {
  refuseOddNumbers(picture);
  const frame = layoutFrame(picture, measure);
  const legend = layoutLegend(picture, frame.contentTop, measure);
  const radius = fittingRadius(picture, measure);
  const labels = picture.axes.map((_, index) => layoutLabel(picture, index, radius, measure));
  const highest = Math.min(-radius, ...labels.map((label) => label.top));
  const lowest = Math.max(radius, ...labels.map((label) => label.bottom));
  const legendBottom = (legend.at(-1)?.center ?? frame.contentTop) + legendLineHeight / 2;
  const center = { x: pictureWidth / 2, y: Math.round(legendBottom + 26 - highest) };
  const height = Math.round(center.y + lowest + 34 + frame.footerHeight);
  return {
    width: pictureWidth,
    height,
    frame,
    legend,
    center,
    radius,
    labels: labels.map((label) => shiftLabel(label, center.y)),
    rings: layoutRings(picture, center, radius),
  };
}

/** Where a value (0 to 1) lies on an axis. */
export function radarPoint(layout: RadarLayout, axis: number, value: number): Point {
  const { cosine, sine } = direction(axis, layout.labels.length);
  return {
    x: layout.center.x + cosine * value * layout.radius,
    y: layout.center.y + sine * value * layout.radius,
  };
}

/** Writes the rings' shares where the lines of the series pass farthest from them. */
function layoutRings(picture: RadarPicture, center: Point, radius: number): RingLabel[] {
  const axes = picture.axes.length;
  const clearances = picture.axes.map((_, axis) => ringClearance(picture, axis));
  const between = clearances.indexOf(Math.max(...clearances)) + 0.5;
  const { cosine, sine } = direction(between, axes);
  return ringShares.map((share) => ({
    share,
    x: center.x + cosine * share * radius,
    y: center.y + sine * share * radius,
  }));
}

/** How near, as a share, any series comes to a ring halfway between an axis and the next. */
function ringClearance({ series, axes }: RadarPicture, axis: number): number {
  const bend = 2 * Math.cos(Math.PI / axes.length);
  const crossings = series.flatMap(({ values }) => {
    const [one, other] = [values[axis] ?? null, values[(axis + 1) % axes.length] ?? null];
    return one === null || other === null ? [] : [(bend * one * other) / (one + other || 1)];
  });
  return Math.min(1, ...crossings.flatMap((crossing) => ringShares.map((share) => Math.abs(crossing - share))));
}

function refuseOddNumbers({ axes, series }: RadarPicture): void {
  if (axes.length < 3 || axes.length > mostAxes) {
    throw new RangeError(`A radar has 3 to ${mostAxes} axes, not ${axes.length}.`);
  }
  if (series.length < 1 || series.length > 2) throw new RangeError(`A radar has 1 or 2 series, not ${series.length}.`);
  const odd = series.find((one) => one.values.length !== axes.length);
  if (odd) throw new RangeError(`A radar's series has one value an axis: ${axes.length}, not ${odd.values.length}.`);
}

/** The first axis points up, the others follow clockwise. */
function direction(axis: number, axes: number): { cosine: number; sine: number } {
  const angle = (axis / axes) * 2 * Math.PI - Math.PI / 2;
  return { cosine: Math.cos(angle), sine: Math.sin(angle) };
}

function layoutLegend(picture: RadarPicture, top: number, measure: Measure): LegendEntry[] {
  const room = pictureWidth - 2 * margin - legendSample;
  const names = picture.series.map((one) => cutMiddle(one.name, room, legendFont, measure));
  const widths = names.map((name) => legendSample + measure(name, legendFont));
  const total = widths.reduce((sum, width) => sum + width, 0) + 48 * (names.length - 1);
  const oneLine = total <= pictureWidth - 2 * margin;
  let x = margin;
  return names.map((name, index) => {
    const entry = { name, x, center: top + legendLineHeight / 2 + (oneLine ? 0 : index * legendLineHeight) };
    if (oneLine) x += (widths[index] ?? 0) + 48;
    return entry;
  });
}

/** The largest radius at which no label must break inside a word. */
function fittingRadius(picture: RadarPicture, measure: Measure): number {
  const needed = picture.axes.map((name, axis) =>
    Math.max(figuresWidth(picture, axis, measure), ...splitPieces(name).map((word) => measure(word, labelFont))),
  );
  for (let radius = largestRadius; radius > smallestRadius; radius -= 10) {
    if (needed.every((width, axis) => width <= labelRoom(axis, needed.length, radius))) return radius;
  }
  return smallestRadius;
}

/** How wide a label may be. */
function labelRoom(axis: number, axes: number, radius: number): number {
  const { cosine } = direction(axis, axes);
  if (Math.abs(cosine) < 0.2) return 460;
  return pictureWidth / 2 - margin + 6 - Math.abs(cosine) * (radius + labelDistance);
}

function layoutLabel(picture: RadarPicture, axis: number, radius: number, measure: Measure): RadarLabel {
  const { cosine, sine } = direction(axis, picture.axes.length);
  const align = Math.abs(cosine) < 0.2 ? "center" : cosine > 0 ? "left" : "right";
  const room = labelRoom(axis, picture.axes.length, radius);
  const lines = wrapText(picture.axes[axis] ?? "", room, 2, labelFont, measure);
  const x = pictureWidth / 2 + cosine * (radius + labelDistance);
  const height = (lines.length + 1) * typeSizes.detail * lineHeight;
  const top = sine * (radius + labelDistance) + (sine * height) / 2 - height / 2;
  const figures = layoutFigures(picture, axis, x, align, measure);
  return {
    lines,
    x,
    align,
    top,
    figures,
    figuresBaseline: top + height - typeSizes.detail * 0.3,
    bottom: top + height,
  };
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
  return picture.series.map((series) => {
    const text = percent(series.values[axis] ?? null);
    const figure = { text, markX: left + markRadius, textX: left + markRoom };
    left += markRoom + measure(text, figureFont) + figureGap;
    return figure;
  });
}

function figuresWidth(picture: RadarPicture, axis: number, measure: Measure): number {
  const widths = picture.series.map((one) => markRoom + measure(percent(one.values[axis] ?? null), figureFont));
  return widths.reduce((sum, width) => sum + width, 0) + figureGap * (widths.length - 1);
}

function percent(value: number | null): string {
  return value === null ? "–" : `${Math.round(value * 100)}%`;
}

function shiftLabel(label: RadarLabel, down: number): RadarLabel {
  return {
    ...label,
    top: label.top + down,
    bottom: label.bottom + down,
    figuresBaseline: label.figuresBaseline + down,
  };
}
