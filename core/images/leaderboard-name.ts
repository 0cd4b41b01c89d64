/** Fits a model's name into the leaderboard's column of names. Pure. */
import type { Measure } from "./fonts.ts";
import { cutMiddle, wrapText } from "./text.ts";
import { font, typeSizes } from "./theme.ts";

/** A name's lines, the size of their type in pixels and the width they take. */
export type FittedName = { lines: string[]; size: number; width: number };

/** One line if the name fits, else two; smaller rather than cut, and cut in the middle rather than at the end. */
export function fitName(name: string, width: number, measure: Measure): FittedName {
  const large = font(typeSizes.name, "bold");
  if (measure(name, large) <= width) return { lines: [name], size: typeSizes.name, width: measure(name, large) };
  const small = font(typeSizes.detail, "bold");
  const lines = measure(name, small) <= width ? [name] : wrapBalanced(name, width, small, measure);
  return { lines, size: typeSizes.detail, width: Math.max(0, ...lines.map((line) => measure(line, small))) };
}

/** Two lines of about the same length, rather than a last one that holds two digits. */
function wrapBalanced(name: string, width: number, fontName: string, measure: Measure): string[] {
  const wrap = (part: number, most: number) => wrapText(name, width * part, most, fontName, measure, cutMiddle);
  return [0.55, 0.65, 0.75, 0.85].map((part) => wrap(part, 3)).find((lines) => lines.length === 2) ?? wrap(1, 2);
}
