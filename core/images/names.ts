/** Names of models in a column: on one line, or smaller and on two where they are long. */
import type { Measure } from "./fonts.ts";
import { cutMiddle, longestLine, wrapText } from "./text.ts";
import { font, halfCapital, lineHeight, typeSizes } from "./theme.ts";

/** The font of a name that fits on one line. */
export const nameFont = font(typeSizes.detail);
const smallSize = typeSizes.small;

/** A name's lines, and the size of their type in pixels. */
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

/** A name's lines, the size of their type in pixels and the width they take. */
export type FittedName = { lines: string[]; size: number; width: number };

/** One line if the name fits, else two or three; smaller rather than cut, and cut in the middle rather than at the end. */
export function fitName(name: string, width: number, measure: Measure): FittedName {
  const large = font(typeSizes.name, "bold");
  if (measure(name, large) <= width) return { lines: [name], size: typeSizes.name, width: measure(name, large) };
  const small = font(typeSizes.detail, "bold");
  const lines = measure(name, small) <= width ? [name] : wrapBalanced(name, width, small, measure);
  return { lines, size: typeSizes.detail, width: Math.max(0, ...lines.map((line) => measure(line, small))) };
}

const mostNameLines = 3;

/** As few lines as hold it, of about the same length, rather than a last one that holds two digits. */
function wrapBalanced(name: string, width: number, fontName: string, measure: Measure): string[] {
  const wrap = (part: number, most: number) => wrapText(name, width * part, most, fontName, measure, cutMiddle);
  const needed = wrap(1, mostNameLines + 1).length;
  if (needed > mostNameLines) return wrap(1, mostNameLines);
  return (
    [0.55, 0.65, 0.75, 0.85].map((part) => wrap(part, needed + 1)).find(({ length }) => length === needed) ??
    wrap(1, needed)
  );
}
