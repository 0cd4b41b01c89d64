/** Points between two scales, with their intervals and names. */
import type { Measure } from "../fonts.ts";
import { cutMiddle } from "../text.ts";
import { font, halfCapital, margin, type Palette, pictureWidth, typeSizes } from "../theme.ts";
import type { Interval, ScatterAxis, ScatterContent } from "../picture.ts";

const axisRoom = 110;
const bottomRoom = 96;
const plotHeight = 720;
const nameFont = font(typeSizes.small, "bold");
const tickFont = font(22);
const nameRoom = 320;
/** Where a name may stand, from its point: above or below its interval, or further away where others are. */
const nameOffsets = [-14, 36, -42, 64, -70, 92] as const;

type Point = {
  x: number;
  y: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
  name: string;
  nameX: number;
  nameY: number;
  align: "left" | "right";
};

type ScatterLayout = {
  left: number;
  right: number;
  top: number;
  bottom: number;
  points: Point[];
  toX(value: number): number;
  toY(value: number): number;
  height: number;
};

/** Places points and their names from `top` on, so that no name hides another where that can be helped. */
export function layoutScatter(content: ScatterContent, top: number, measure: Measure): ScatterLayout {
  const plot = {
    left: margin + axisRoom,
    right: pictureWidth - margin - 20,
    top: top + 10,
    bottom: top + 10 + plotHeight,
  };
  const toX = scaleTo(content.x, plot.left, plot.right);
  const toY = scaleTo(content.y, plot.bottom, plot.top);
  const taken: Point[] = [];
  for (const { name, x, y } of content.points) {
    const point = placePoint(name, x, y, { toX, toY, right: plot.right }, measure);
    const hides = (offset: number) =>
      taken.some((other) => Math.abs(other.nameY - (point.y + offset)) < 26 && overlaps(other, point, measure));
    point.nameY = point.y + (nameOffsets.find((offset) => !hides(offset)) ?? nameOffsets[0]);
    taken.push(point);
  }
  return { ...plot, points: taken, toX, toY, height: plotHeight + bottomRoom + 10 };
}

function scaleTo({ ticks }: ScatterAxis, from: number, to: number): (value: number) => number {
  const [least, most] = [Math.min(...ticks), Math.max(...ticks)];
  return (value) =>
    from + ((Math.min(most, Math.max(least, value)) - least) / Math.max(1e-9, most - least)) * (to - from);
}

type Scale = Pick<ScatterLayout, "toX" | "toY" | "right">;

function placePoint(name: string, x: Interval, y: Interval, { toX, toY, right }: Scale, measure: Measure): Point {
  const cut = cutMiddle(name, nameRoom, nameFont, measure);
  const at = { x: toX(x.value), y: toY(y.value) };
  const align = at.x + 18 + measure(cut, nameFont) > right ? "right" : "left";
  return {
    ...at,
    left: toX(x.lower),
    right: toX(x.upper),
    top: toY(y.upper),
    bottom: toY(y.lower),
    name: cut,
    nameX: at.x + (align === "left" ? 18 : -18),
    nameY: at.y,
    align,
  };
}

function overlaps(one: Point, other: Point, measure: Measure): boolean {
  const span = ({ name, nameX, align }: Point) => {
    const width = measure(name, nameFont);
    return align === "left" ? [nameX, nameX + width] : [nameX - width, nameX];
  };
  const [[a = 0, b = 0], [c = 0, d = 0]] = [span(one), span(other)];
  return a < d && c < b;
}

/** Paints axes, intervals, points and names. */
export function drawScatter(
  context: CanvasRenderingContext2D,
  content: ScatterContent,
  layout: ScatterLayout,
  palette: Palette,
): void {
  drawAxes(context, content, layout, palette);
  for (const point of layout.points) {
    context.fillStyle = `${palette.series[0]}88`;
    context.fillRect(point.left, point.y - 2, point.right - point.left, 4);
    context.fillRect(point.x - 2, point.top, 4, point.bottom - point.top);
    context.beginPath();
    context.arc(point.x, point.y, 10, 0, 2 * Math.PI);
    context.fillStyle = palette.series[0];
    context.strokeStyle = palette.background;
    context.lineWidth = 3;
    context.fill();
    context.stroke();
    context.textAlign = point.align;
    context.font = nameFont;
    context.fillStyle = palette.text;
    context.fillText(point.name, point.nameX, point.nameY);
  }
}

function drawAxes(
  context: CanvasRenderingContext2D,
  content: ScatterContent,
  { left, right, top, bottom, toX, toY }: ScatterLayout,
  palette: Palette,
): void {
  context.textBaseline = "alphabetic";
  // Where both would give the same.
  context.strokeStyle = palette.strongGrid;
  context.lineWidth = 2;
  context.setLineDash([10, 8]);
  context.beginPath();
  context.moveTo(left, bottom);
  context.lineTo(right, top);
  context.stroke();
  context.setLineDash([]);
  context.fillStyle = palette.grid;
  for (const tick of content.x.ticks) context.fillRect(toX(tick) - 1, top, 2, bottom - top);
  for (const tick of content.y.ticks) context.fillRect(left, toY(tick) - 1, right - left, 2);
  context.font = tickFont;
  context.fillStyle = palette.muted;
  context.textAlign = "center";
  for (const tick of content.x.ticks) context.fillText(String(tick), toX(tick), bottom + 30);
  context.textAlign = "right";
  for (const tick of content.y.ticks) context.fillText(String(tick), left - 12, toY(tick) + 22 * halfCapital);
  context.font = font(typeSizes.small);
  context.fillStyle = palette.text;
  context.textAlign = "center";
  context.fillText(content.x.label, (left + right) / 2, bottom + 72);
  context.save();
  context.translate(margin + 20, (top + bottom) / 2);
  context.rotate(-Math.PI / 2);
  context.fillText(content.y.label, 0, 0);
  context.restore();
}
