/** What the numbers in a figure stand for, in two columns. */
import type { Measure } from "../fonts.ts";
import { cutMiddle } from "../text.ts";
import { font, lineHeight, margin, type Palette, pictureWidth, typeSizes } from "../theme.ts";

const columnGap = 24;
const keyFont = font(typeSizes.small);
const lineStep = typeSizes.small * lineHeight;

/** A number and its name, each where it stands. */
export type Key = { lines: { text: string; x: number; baseline: number }[]; height: number };

/** Places the names from `top` on. */
export function layoutKey(names: readonly { number: number; name: string }[], top: number, measure: Measure): Key {
  const half = (pictureWidth - 2 * margin - columnGap) / 2;
  const lines = names.map(({ number, name }, index) => ({
    text: cutMiddle(`${number}  ${name}`, half, keyFont, measure),
    x: margin + (index % 2) * (half + columnGap),
    baseline: top + typeSizes.small + Math.floor(index / 2) * lineStep,
  }));
  return { lines, height: Math.ceil(lines.length / 2) * lineStep };
}

/** Paints them. */
export function drawKey(context: CanvasRenderingContext2D, { lines }: Key, palette: Palette): void {
  context.textAlign = "left";
  context.font = keyFont;
  context.fillStyle = palette.muted;
  for (const { text, x, baseline } of lines) context.fillText(text, x, baseline);
}
