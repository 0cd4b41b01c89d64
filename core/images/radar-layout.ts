/** Where everything on a radar's picture lies, in pixels. Pure: the same picture gives the same places. */
import type { Measure } from "./fonts.ts";
import { type Frame, layoutFrame } from "./frame.ts";
import { layoutPanels, type PanelsLayout } from "./panels/panels.ts";
import type { RadarPicture } from "./picture.ts";
import { direction, labelRoom, layoutLabel, leastLabelWidth, type RadarLabel, shiftLabel } from "./radar-labels.ts";
import { cutMiddle } from "./text.ts";
import { font, margin, pictureWidth, typeSizes } from "./theme.ts";

const mostAxes = 16;
const largestRadius = 320;
const smallestRadius = 220;
const legendFont = font(typeSizes.name, "bold");
const legendLineHeight = 48;
/** Line sample before a legend's name, with the space after it. */
export const legendSample = 84;

export type Point = { x: number; y: number };

/** A ring's label, and the middle of it. */
export type RingLabel = Point & { value: number; label: string; strong: boolean };

export type LegendEntry = { name: string; x: number; center: number };

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
    ...{ frame, legend, center, radius, panels },
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
    const [one, other] = [values[axis]?.value ?? null, values[(axis + 1) % axes.length]?.value ?? null];
    return one === null || other === null ? [] : [(bend * one * other) / (one + other || 1) / rim];
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
