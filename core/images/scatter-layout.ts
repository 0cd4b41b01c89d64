/** Where everything lies in a picture of two measures of each of some things. */
import type { Measure } from "./fonts.ts";
import { type Frame, layoutFrame } from "./frame.ts";
import { type Box, placeLabels } from "./label-places.ts";
import { mostScatterPoints, type ScatterPicture, type ScatterPoint } from "./picture.ts";
import { type Plot, ratingAxis, type RatingAxis, yOf } from "./rating-axis.ts";
import { cutMiddle } from "./text.ts";
import { font, lineHeight, margin, pictureWidth, typeSizes } from "./theme.ts";

const plotHeight = 700;
const axisRoom = 84;
/** Of few names, and of many. */
const widestLabel = { few: 440, many: 330 };
const fewNames = 6;
const mostTicks = 8;
/** Between the plot's edge and the first point. */
const inset = 26;
/** The font of names beside points. */
export const nameFont = font(typeSizes.small, "bold");
/** That of the figures. */
export const figureFont = font(typeSizes.small);
/** The height of a line. */
export const nameHeight = typeSizes.small * lineHeight;

/** A point with its place and that of its name, in pixels. */
export type Placed = ScatterPoint & { left: number; top: number; lowerTop: number; upperTop: number; box: Box };

/** Where everything lies, in pixels. */
export type ScatterLayout = {
  width: number;
  height: number;
  frame: Frame;
  plot: Plot;
  axis: RatingAxis | null;
  points: Placed[];
};

/** Lays it out. @throws {RangeError} for more than {@link mostScatterPoints} points. */
export function scatterLayout(picture: ScatterPicture, measure: Measure): ScatterLayout {
  if (picture.points.length > mostScatterPoints)
    throw new RangeError(
      `A picture of this kind holds at most ${mostScatterPoints} points, not ${picture.points.length}.`,
    );
  const frame = layoutFrame(picture, measure);
  const isEmpty = picture.points.length === 0;
  const top = frame.contentTop + (isEmpty ? 0 : 20 + typeSizes.small * lineHeight);
  const plot = {
    left: margin + axisRoom,
    right: pictureWidth - margin,
    top,
    bottom: top + (isEmpty ? 0 : plotHeight),
  };
  const axis = ratingAxis(
    picture.points.map(({ y, lower, upper }) => ({ rating: y, lower, upper })),
    mostTicks,
  );
  const height = plot.bottom + (isEmpty ? 0 : 64 + typeSizes.small * lineHeight) + frame.footerHeight;
  return {
    width: pictureWidth,
    height: Math.round(height),
    frame,
    plot,
    axis,
    points: placePoints(picture, plot, axis, measure),
  };
}

function placePoints(
  { points }: ScatterPicture,
  plot: ScatterLayout["plot"],
  axis: RatingAxis | null,
  measure: Measure,
): Placed[] {
  const widest = points.length > fewNames ? widestLabel.many : widestLabel.few;
  const inside = (y: number) => Math.min(plot.bottom, Math.max(plot.top, yOf(plot, axis, y)));
  const placed = points.map((point) => {
    const name = cutMiddle(point.name, widest, nameFont, measure);
    const width = Math.max(measure(name, nameFont), measure(point.figure, figureFont)) + 8;
    const own = { left: xOf(plot, point.x), top: yOf(plot, axis, point.y) };
    return {
      ...point,
      ...own,
      name,
      lowerTop: inside(point.lower ?? point.y),
      upperTop: inside(point.upper ?? point.y),
      width,
    };
  });
  const boxes = placeLabels(
    placed.map(({ left, top, width }) => ({ x: left, y: top, width, height: 2 * nameHeight })),
    marksOf(placed, plot),
    { x: plot.left + 6, y: plot.top + 6, width: plot.right - plot.left - 12, height: plot.bottom - plot.top - 12 },
  );
  return placed.flatMap(({ width: _width, ...point }, index) => {
    const box = boxes[index];
    return box ? [{ ...point, box }] : [];
  });
}

/** Where a place from 0 to 1 lies across. */
export function xOf({ left, right }: ScatterLayout["plot"], x: number): number {
  return left + inset + x * (right - left - 2 * inset);
}

/** What names rather leave free: intervals, and the line. */
function marksOf(points: readonly Omit<Placed, "box">[], plot: ScatterLayout["plot"]): Box[] {
  return [
    ...points.map(({ left, upperTop, lowerTop }) => ({
      x: left - 6,
      y: upperTop,
      width: 12,
      height: lowerTop - upperTop,
    })),
    ...stepsOf(points, plot).map(([from, to]) => ({
      x: Math.min(from.x, to.x) - 4,
      y: Math.min(from.y, to.y) - 4,
      width: Math.abs(to.x - from.x) + 8,
      height: Math.abs(to.y - from.y) + 8,
    })),
  ];
}

/** In pixels. */
export type Spot = { x: number; y: number };

/** The line in steps: from one point it goes right at its height until the next one, which is as good or better, and up. */
export function stepsOf(
  points: readonly Pick<Placed, "left" | "top" | "onLine">[],
  { right }: ScatterLayout["plot"],
): [Spot, Spot][] {
  const line = points.filter(({ onLine }) => onLine);
  return line.flatMap(({ left, top }, index): [Spot, Spot][] => {
    const next = line[index + 1];
    const corner = { x: next?.left ?? right, y: top };
    return [[{ x: left, y: top }, corner], ...(next ? [[corner, { x: next.left, y: next.top }] as [Spot, Spot]] : [])];
  });
}
