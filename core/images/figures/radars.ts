/** A grid of small radars on common axes, and what the numbers on them mean. */
import type { Measure } from "../fonts.ts";
import { cutMiddle } from "../text.ts";
import { font, halfCapital, lineHeight, margin, type Palette, pictureWidth, typeSizes } from "../theme.ts";
import type { RadarsContent } from "./content.ts";
import { drawKey, type Key, layoutKey } from "./key.ts";

const columnGap = 24;
const labelRoom = 34;
const titleRoom = 92;
const keyFont = font(typeSizes.small);
const titleFont = font(typeSizes.detail, "bold");
const rings = 4;
/** Of axes' numbers from the rim, and from one another at least. */
const [labelDistance, labelStep] = [18, 42];

type Web = { x: number; y: number; top: number; name: string };

/** Where the webs lie, in pixels. */
export type RadarsLayout = {
  radius: number;
  webs: Web[];
  key: Key;
  height: number;
};

/** Places the webs from `top` on, two or three a row, and the key below them. */
export function layoutRadars(content: RadarsContent, top: number, measure: Measure): RadarsLayout {
  const columns = content.radars.length <= 4 ? 2 : 3;
  const width = (pictureWidth - 2 * margin - (columns - 1) * columnGap) / columns;
  const radius = width / 2 - labelRoom;
  const cell = titleRoom + 2 * (radius + labelRoom) + 10;
  const webs = content.radars.map(({ name }, index) => {
    const cellTop = top + Math.floor(index / columns) * cell;
    return {
      x: margin + (index % columns) * (width + columnGap) + width / 2,
      y: cellTop + titleRoom + labelRoom + radius,
      top: cellTop,
      name: cutMiddle(name, width, titleFont, measure),
    };
  });
  const keyTop = top + Math.ceil(webs.length / columns) * cell + 12;
  const key = layoutKey(
    content.axes.map((name, index) => ({ number: index + 1, name })),
    keyTop,
    measure,
  );
  return { radius, webs, key, height: Math.round(keyTop - top + key.height + 8) };
}

/** Paints the webs under their names, and the key. */
export function drawRadars(
  context: CanvasRenderingContext2D,
  content: RadarsContent,
  layout: RadarsLayout,
  palette: Palette,
): void {
  context.textBaseline = "alphabetic";
  for (const [index, { values, figure }] of content.radars.entries()) {
    const web = layout.webs[index];
    if (!web) continue;
    context.textAlign = "center";
    context.font = titleFont;
    context.fillStyle = palette.text;
    context.fillText(web.name, web.x, web.top + typeSizes.detail);
    context.font = keyFont;
    context.fillStyle = palette.muted;
    context.fillText(figure, web.x, web.top + typeSizes.detail + typeSizes.small * lineHeight);
    drawWeb(context, web, content, layout.radius, palette);
    drawValues(context, web, values, { most: content.most, radius: layout.radius }, palette);
  }
  drawKey(context, layout.key, palette);
}

function placeOn(web: Web, axis: number, axes: number, distance: number): [number, number] {
  const angle = (2 * Math.PI * axis) / axes - Math.PI / 2;
  return [web.x + Math.cos(angle) * distance, web.y + Math.sin(angle) * distance];
}

function drawWeb(
  context: CanvasRenderingContext2D,
  web: Web,
  { axes }: RadarsContent,
  radius: number,
  palette: Palette,
): void {
  context.lineWidth = 2;
  for (let ring = 1; ring <= rings; ring += 1) {
    context.strokeStyle = ring === rings ? palette.strongGrid : palette.grid;
    context.beginPath();
    context.arc(web.x, web.y, (radius * ring) / rings, 0, 2 * Math.PI);
    context.stroke();
  }
  context.textAlign = "center";
  context.font = keyFont;
  // Numbers that would lie on each other are left out.
  const everyNth = Math.ceil((labelStep * axes.length) / (2 * Math.PI * (radius + labelDistance)));
  for (const axis of axes.keys()) {
    const [x, y] = placeOn(web, axis, axes.length, radius);
    context.strokeStyle = palette.grid;
    context.beginPath();
    context.moveTo(web.x, web.y);
    context.lineTo(x, y);
    context.stroke();
    if (axis % everyNth !== 0 || axis + everyNth > axes.length) continue;
    const [labelX, labelY] = placeOn(web, axis, axes.length, radius + labelDistance);
    context.fillStyle = palette.text;
    context.fillText(String(axis + 1), labelX, labelY + typeSizes.small * halfCapital);
  }
}

function drawValues(
  context: CanvasRenderingContext2D,
  web: Web,
  values: readonly (number | null)[],
  { most, radius }: { most: number; radius: number },
  palette: Palette,
): void {
  const corners = values.map((value, axis) =>
    value === null ? null : placeOn(web, axis, values.length, (Math.min(Math.max(value, 0), most) / most) * radius),
  );
  const [color] = palette.series;
  context.strokeStyle = color;
  context.lineWidth = 4;
  context.beginPath();
  // Between two neighbours alone: a line over a gap would say something of what lies in it.
  for (const [axis, corner] of corners.entries()) {
    const next = corners[(axis + 1) % corners.length];
    if (!corner || !next) continue;
    context.moveTo(...corner);
    context.lineTo(...next);
  }
  context.stroke();
  context.fillStyle = color;
  for (const corner of corners) {
    if (!corner) continue;
    context.beginPath();
    context.arc(...corner, 8, 0, 2 * Math.PI);
    context.fill();
  }
}
