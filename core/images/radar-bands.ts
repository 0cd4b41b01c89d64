/** The uncertainty of a radar's values: a band between the ends of their intervals, and a stroke on each axis. */
import type { RadarPicture, RadarSeries } from "./picture.ts";
import { type Point, type RadarLayout, radarPoint } from "./radar-layout.ts";
import { palettes } from "./theme.ts";

/** How see-through a band is, as two hexadecimal digits of a colour. */
const bandOpacity = "33";
const strokeWidth = 4;
/** How far beside its axis a stroke lies where there are two, in pixels. */
const strokeShift = 4;

type Ends = { lower: Point; upper: Point } | null;

/** Paints the bands of all series; between axes of which one has no interval there is none. */
export function drawBands(context: CanvasRenderingContext2D, picture: RadarPicture, layout: RadarLayout): void {
  const { series: colors } = palettes[picture.theme];
  for (const [index, series] of picture.series.entries()) {
    const color = colors[index === 0 ? 0 : 1];
    const ends = endsOf(series, layout);
    context.fillStyle = `${color}${bandOpacity}`;
    context.beginPath();
    for (const [axis, here] of ends.entries()) addQuarter(context, here, ends[(axis + 1) % ends.length] ?? null);
    context.fill();
    context.strokeStyle = color;
    context.lineWidth = strokeWidth;
    context.setLineDash([]);
    context.beginPath();
    const shift = picture.series.length < 2 ? 0 : index === 0 ? -strokeShift : strokeShift;
    for (const end of ends) if (end) addStroke(context, end, shift);
    context.stroke();
  }
}

/** A line from one end of an interval to the other, moved sideways. */
function addStroke(context: CanvasRenderingContext2D, { lower, upper }: NonNullable<Ends>, shift: number): void {
  const length = Math.hypot(upper.x - lower.x, upper.y - lower.y) || 1;
  const aside = { x: (-(upper.y - lower.y) / length) * shift, y: ((upper.x - lower.x) / length) * shift };
  context.moveTo(lower.x + aside.x, lower.y + aside.y);
  context.lineTo(upper.x + aside.x, upper.y + aside.y);
}

function endsOf({ values }: RadarSeries, layout: RadarLayout): Ends[] {
  return values.map(({ value, lower, upper }, axis) =>
    value === null || typeof lower !== "number" || typeof upper !== "number"
      ? null
      : { lower: radarPoint(layout, axis, lower), upper: radarPoint(layout, axis, upper) },
  );
}

/** The part of a band from one axis to the next; all parts are one path, so that no seam shows between them. */
function addQuarter(context: CanvasRenderingContext2D, here: Ends, next: Ends): void {
  if (!here || !next) return;
  context.moveTo(here.lower.x, here.lower.y);
  context.lineTo(here.upper.x, here.upper.y);
  context.lineTo(next.upper.x, next.upper.y);
  context.lineTo(next.lower.x, next.lower.y);
  context.closePath();
}
