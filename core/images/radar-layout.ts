/** Where everything on a radar's picture lies, in pixels. Pure: the same picture gives the same places. */
import type { Measure } from "./fonts.ts";
import { type Frame, layoutFrame } from "./frame.ts";
import { layoutPanels, type PanelsLayout } from "./panels/panels.ts";
import { cutMiddle, splitPieces, wrapText } from "./text.ts";
import { font, margin, pictureWidth, typeSizes, markRadius, lineHeight } from "./theme.ts";
import type { RadarPicture, IntervalValue } from "./picture.ts";

const mostAxes = 16;
const largestRadius = 320;
const smallestRadius = 220;
const legendFont = font(typeSizes.name, "bold");
const legendLineHeight = 48;
/** Line sample before a legend's name, with the space after it. */
export const legendSample = 84;

/** In pixels, from the top left. */
export type Point = { x: number; y: number };

/** A ring's label, and the middle of it. */
type RingLabel = Point & { value: number; label: string; strong: boolean };

type LegendEntry = { name: string; x: number; center: number };

/** Where everything lies, in pixels. */
export type RadarLayout = {
  width: number;
  height: number;
  frame: Frame;
  /** Empty for a single series: the title names it. */
  legend: LegendEntry[];
  center: Point;
  /** Distance from the centre to the rim. */
  radius: number;
  /** The value at the rim. */
  outermost: number;
  labels: RadarLabel[];
  rings: RingLabel[];
  panels: PanelsLayout;
};

/**
 * Lays out a radar.
 * @throws {RangeError} when there are not 3 to 16 axes, 1 or 2 series, one value an axis and at least one ring.
 */
export function radarLayout(picture: RadarPicture, measure: Measure): RadarLayout {
  refuseOddNumbers(picture);
  const frame = layoutFrame(picture, measure);
  const legend = layoutLegend(picture, frame.contentTop, measure);
  const radius = fittingRadius(picture, measure);
  const labels = picture.axes.map((_, index) => layoutLabel(picture, index, radius, measure));
  const highest = Math.min(-radius, ...labels.map((label) => label.top));
  const lowest = Math.max(radius, ...labels.map((label) => label.bottom));
  const last = legend.at(-1);
  const webTop = last ? last.center + legendLineHeight / 2 + 26 : frame.contentTop + 4;
  const center = { x: pictureWidth / 2, y: Math.round(webTop - highest) };
  const panels = layoutPanels(picture.panels, Math.round(center.y + lowest + 36), measure);
  return {
    width: pictureWidth,
    height: Math.round(panels.bottom + 30 + frame.footerHeight),
    frame,
    legend,
    center,
    radius,
    panels,
    outermost: outermostOf(picture),
    labels: labels.map((label) => shiftLabel(label, center.y)),
    rings: layoutRings(picture, center, radius),
  };
}

/** Where a value lies on an axis; those beyond the web lie on its edge. */
export function radarPoint(layout: RadarLayout, axis: number, value: number): Point {
  const { cosine, sine } = direction(axis, layout.labels.length);
  const distance = Math.min(1, Math.max(0, value / layout.outermost)) * layout.radius;
  return { x: layout.center.x + cosine * distance, y: layout.center.y + sine * distance };
}

function outermostOf({ rings }: RadarPicture): number {
  return rings.at(-1)?.value ?? 1;
}

/** Writes the rings' labels where the lines of the series pass farthest from them. */
function layoutRings(picture: RadarPicture, center: Point, radius: number): RingLabel[] {
  const axes = picture.axes.length;
  const clearances = picture.axes.map((_, axis) => ringClearance(picture, axis));
  const between = clearances.indexOf(Math.max(...clearances)) + 0.5;
  const { cosine, sine } = direction(between, axes);
  return picture.rings.map((ring) => {
    const distance = (ring.value / outermostOf(picture)) * radius;
    return { ...ring, x: center.x + cosine * distance, y: center.y + sine * distance };
  });
}

/** How near, as a share of the rim, any series comes to a ring halfway between an axis and the next. */
function ringClearance(picture: RadarPicture, axis: number): number {
  const { series, axes, rings } = picture;
  const rim = outermostOf(picture);
  const bend = 2 * Math.cos(Math.PI / axes.length);
  const crossings = series.flatMap(({ values }) => {
    const [one, other] = [values[axis]?.value, values[(axis + 1) % axes.length]?.value];
    return one === undefined || other === undefined ? [] : [(bend * one * other) / (one + other || 1) / rim];
  });
  return Math.min(1, ...crossings.flatMap((crossing) => rings.map(({ value }) => Math.abs(crossing - value / rim))));
}

function refuseOddNumbers({ axes, series, rings }: RadarPicture): void {
  if (axes.length < 3 || axes.length > mostAxes) {
    throw new RangeError(`A radar has 3 to ${mostAxes} axes, not ${axes.length}.`);
  }
  if (series.length < 1 || series.length > 2) throw new RangeError(`A radar has 1 or 2 series, not ${series.length}.`);
  const odd = series.find((one) => one.values.length !== axes.length);
  if (odd) throw new RangeError(`A radar's series has one value an axis: ${axes.length}, not ${odd.values.length}.`);
  if (rings.length === 0) throw new RangeError("A radar has at least one ring: its rim.");
}

function layoutLegend(picture: RadarPicture, top: number, measure: Measure): LegendEntry[] {
  if (picture.series.length < 2) return [];
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
  const needed = picture.axes.map((_, axis) => leastLabelWidth(picture, axis, measure));
  for (let radius = largestRadius; radius > smallestRadius; radius -= 10) {
    if (needed.every((width, axis) => width <= labelRoom(axis, needed.length, radius))) return radius;
  }
  return smallestRadius;
}

/** A mark with the space after it, and the space between two figures. */
const markRoom = 2 * markRadius + 8;
const figureGap = 16;
const labelDistance = 30;
const labelFont = font(typeSizes.detail);
const figureFont = font(typeSizes.detail, "bold");
const detailFont = font(typeSizes.small);

/** A series' figure at an axis. */
type RadarFigure = { text: string; markX: number; textX: number };

type RadarLabel = {
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
function leastLabelWidth(picture: RadarPicture, axis: number, measure: Measure): number {
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
function layoutLabel(picture: RadarPicture, axis: number, radius: number, measure: Measure): RadarLabel {
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
    lines,
    x,
    align,
    top,
    detail,
    figures: layoutFigures(picture, axis, x, align, measure),
    figuresBaseline: top + mainHeight - typeSizes.detail * 0.3,
    detailBaseline: top + height - typeSizes.small * 0.25,
    bottom: top + height,
  };
}

/** The same label, moved. */
function shiftLabel(label: RadarLabel, down: number): RadarLabel {
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

function valuesAt({ series }: RadarPicture, axis: number): IntervalValue[] {
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
  return valuesAt(picture, axis).map(({ figure: text }) => {
    const figure = { text, markX: left + markRadius, textX: left + markRoom };
    left += markRoom + measure(text, figureFont) + figureGap;
    return figure;
  });
}

function figuresWidth(picture: RadarPicture, axis: number, measure: Measure): number {
  const widths = valuesAt(picture, axis).map(({ figure }) => markRoom + measure(figure, figureFont));
  return widths.reduce((sum, width) => sum + width, 0) + figureGap * (widths.length - 1);
}
