/** Names of models in a column: on one line, or smaller and on two where they are long. */
import type { Measure } from "../fonts.ts";
import { cutMiddle, longestLine, wrapText } from "../text.ts";
import { font, halfCapital, lineHeight, typeSizes } from "../theme.ts";

export const nameFont = font(typeSizes.detail);
const smallSize = typeSizes.small - 1;

export type NameLines = { lines: string[]; size: number };

/** @param height of the row, in pixels. */
export function nameLines(name: string, width: number, height: number, measure: Measure): NameLines {
  if (name.length <= longestLine && measure(name, nameFont) <= width) return { lines: [name], size: typeSizes.detail };
  const most = height < 2 * smallSize * lineHeight ? 1 : 2;
  return { lines: wrapText(name, width, most, font(smallSize), measure, cutMiddle), size: smallSize };
}

/** Around the middle of the row; the colour is the caller's. */
export function drawNameLines(
  context: CanvasRenderingContext2D,
  { lines, size }: NameLines,
  x: number,
  middle: number,
): void {
  context.font = font(size);
  for (const [index, line] of lines.entries())
    context.fillText(line, x, middle + (index - (lines.length - 1) / 2) * size * lineHeight + size * halfCapital);
}
