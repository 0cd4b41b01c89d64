/** The badge: what is best on a board, in one line, for READMEs and other sites. */
import { type Language, type PublicBoardOfDay, sentences } from "../../../core/index.ts";
import { markup, type Markup } from "./markup.ts";

const height = 20;
const padding = 7;
/** Widths of letters at this size, in pixels: narrow ones, those of Chinese and the like, and all others. */
const size = 11;
const widths = { narrow: 4, wide: 11.2, usual: 6.8 } as const;
const narrow = /[ .,:;|!'()[\]fijlrtI1-]/;
const wide = /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFF60\u{1F300}-\u{1FAFF}]/u;
/** A longer text is cut. */
const longest = 60;

function widthOf(text: string): number {
  const width = Array.from(text, (letter) =>
    wide.test(letter) ? widths.wide : narrow.test(letter) ? widths.narrow : widths.usual,
  );
  return Math.ceil(width.reduce((sum, one) => sum + one, 0));
}

function cut(text: string): string {
  const letters = Array.from(text);
  return letters.length > longest ? `${letters.slice(0, longest - 1).join("")}…` : text;
}

/** An SVG. @param one undefined where nothing is published. */
export function writeBadge(one: PublicBoardOfDay | undefined, language: Language): string {
  const { publicBoard, tasks, boards } = sentences(language);
  const { label: said } = publicBoard.badge;
  const label = one?.task ? `${said}${boards.separator}${tasks[one.task]}` : said;
  return drawBadge(label, cut(bestOf(one, language))).text;
}

function bestOf(one: PublicBoardOfDay | undefined, language: Language): string {
  const { badge } = sentences(language).publicBoard;
  const first = one?.board.rows[0];
  if (!one || first?.standing !== "ranked") return badge.none;
  const { name, rankBest, rankWorst } = first;
  return one.board.claimed ? badge.value(name, rankBest ?? 1, rankWorst ?? 1) : badge.soFar(name);
}

function drawBadge(label: string, value: string): Markup {
  const [left, right] = [widthOf(label) + 2 * padding, widthOf(value) + 2 * padding];
  const width = left + right;
  const write = (text: string, x: number) =>
    markup`<text x="${x + padding}" y="14" textLength="${widthOf(text)}" lengthAdjust="spacingAndGlyphs">${text}</text>`;
  return markup`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${label}: ${value}">
<title>${label}: ${value}</title>
<clipPath id="round"><rect width="${width}" height="${height}" rx="3"/></clipPath>
<g clip-path="url(#round)"><rect width="${left}" height="${height}" fill="#444"/><rect x="${left}" width="${right}" height="${height}" fill="#1f5f6b"/></g>
<g fill="#fff" font-family="Verdana,DejaVu Sans,Noto Sans,Noto Sans SC,sans-serif" font-size="${size}">${write(label, 0)}${write(value, left)}</g>
</svg>
`;
}
