/** What eyes need of a picture as it is drawn: no text on another, in sizes and colours that can be read on a phone. */
import { createCanvas, type SKRSContext2D } from "@napi-rs/canvas";
import { expect } from "vitest";
import { drawPicture } from "../../core/images/draw.ts";
import type { Picture } from "../../core/images/picture.ts";
import { pictureWidth } from "../../core/images/theme.ts";

/** Pixels of a picture for each of a phone's. */
const perPhonePixel = pictureWidth / 360;
/** WCAG 2, level AA. */
const leastContrast = 4.5;
/** Pixels that the boxes of two letters may share: their edges are blurred. */
const tolerance = 1;

/** A text as it was drawn: its size and box in pixels, and its contrast with what lay there before. */
export type Drawn = {
  text: string;
  size: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
  contrast: number;
};

// What draws is loaded with the first picture, and puts its own methods in place.
drawPicture({ kind: "panels", theme: "light", title: "", subtitle: "", footer: "", panels: [] });
const prototype = Object.getPrototypeOf(createCanvas(1, 1).getContext("2d")) as SKRSContext2D;
const { fillText } = prototype;

/** Every text of a picture, as it is drawn. */
export function textsOf(picture: Picture): { texts: Drawn[]; width: number; height: number } {
  const texts: Drawn[] = [];
  prototype.fillText = function noting(this: SKRSContext2D, text, x, y, most) {
    if (text.trim() !== "") texts.push(note(this, text, x, y, most));
    fillText.call(this, text, x, y, most ?? Number.MAX_SAFE_INTEGER);
  };
  try {
    const { width, height } = drawPicture(picture);
    return { texts, width, height };
  } finally {
    prototype.fillText = fillText;
  }
}

/** A text with the box of its letters, and how it stands out from what lies there already. */
function note(context: SKRSContext2D, text: string, x: number, y: number, most = Infinity): Drawn {
  const size = Number(/(\d+(?:\.\d+)?)px/u.exec(context.font)![1]);
  const box = context.measureText(text);
  const { e, f } = context.getTransform();
  const squeezed = Math.min(1, most / box.width);
  const [left, right] = [e + x - box.actualBoundingBoxLeft * squeezed, e + x + box.actualBoundingBoxRight * squeezed];
  const [top, bottom] = [f + y - box.actualBoundingBoxAscent, f + y + box.actualBoundingBoxDescent];
  const contrast = contrastOf(context.fillStyle as string, groundIn(context, { left, right, top, bottom }));
  return { text, size: size * squeezed, left, right, top, bottom, contrast };
}

type Color = [number, number, number];

/** The colour that most of a box has. */
function groundIn(
  context: SKRSContext2D,
  { left, right, top, bottom }: Omit<Drawn, "text" | "size" | "contrast">,
): Color {
  const { data } = context.getImageData(left, top, Math.max(1, right - left), Math.max(1, bottom - top));
  const counts = new Map<number, number>();
  for (let at = 0; at < data.length; at += 4) {
    const color = (data[at]! << 16) | (data[at + 1]! << 8) | data[at + 2]!;
    counts.set(color, (counts.get(color) ?? 0) + 1);
  }
  const [[most]] = [...counts].toSorted(([, one], [, other]) => other - one) as [[number, number]];
  return [most >> 16, (most >> 8) & 255, most & 255];
}

function contrastOf(written: string, ground: Color): number {
  const ink = [1, 3, 5].map((at) => Number.parseInt(written.slice(at, at + 2), 16)) as Color;
  const [light, dark] = [luminance(ink), luminance(ground)].toSorted((one, other) => other - one) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** Relative luminance as in WCAG 2. */
function luminance(color: Color): number {
  const [red, green, blue] = color.map((part) => {
    const share = part / 255;
    return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as Color;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function overlapping(texts: readonly Drawn[]): string[] {
  return texts.flatMap((one, index) =>
    texts
      .slice(index + 1)
      .filter(
        (other) =>
          Math.min(one.right, other.right) - Math.max(one.left, other.left) > tolerance &&
          Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > tolerance,
      )
      .map((other) => `“${one.text}” and “${other.text}”`),
  );
}

/** What a picture tells in figures. */
function figuresIn(picture: Picture): string[] {
  if (picture.kind === "leaderboard")
    return picture.rows.flatMap((row) => (row.rating === null ? [] : [row.rankLabel, row.ratingLabel, row.detail]));
  if (picture.kind === "matrix")
    return picture.cells.flatMap((row) => row.flatMap((cell) => (cell ? [cell.figure] : []))).slice(0, 3);
  if (picture.kind === "scatter") return picture.points.map(({ figure }) => figure);
  if (picture.kind === "lines") return picture.series.map(({ figure }) => figure);
  if (picture.kind === "figure") return [];
  const web = picture.kind === "radar" ? picture.series.flatMap(({ values }) => values) : [];
  const rows = picture.panels.flatMap((panel) =>
    panel.kind === "intervals" ? panel.rows.flatMap(({ values }) => values) : [],
  );
  const tiles = picture.panels.flatMap((panel) =>
    panel.kind === "tiles" ? panel.tiles.flatMap(({ values }) => values) : [],
  );
  return [...[...web, ...rows].flatMap((value) => (value ? [value.figure, value.detail ?? ""] : [])), ...tiles];
}

/** @param alt the same in words. */
export function expectLegible(picture: Picture, alt: string): void {
  const { texts, width, height } = textsOf(picture);
  expect(texts.length).toBeGreaterThan(1);
  expect(overlapping(texts)).toEqual([]);
  const told = texts.map(({ text, size, contrast }) => ({ text, size: size / perPhonePixel, contrast }));
  expect(told.filter(({ size }) => size < 10)).toEqual([]);
  expect(told.filter(({ contrast }) => contrast < leastContrast)).toEqual([]);
  const isOutside = ({ left, right, top, bottom }: Drawn) => left < 0 || right > width || top < 0 || bottom > height;
  expect(texts.filter(isOutside)).toEqual([]);
  // Very long alternative texts are cut, and say so.
  if (alt.length < 900) for (const figure of figuresIn(picture)) expect(alt).toContain(figure);
}
