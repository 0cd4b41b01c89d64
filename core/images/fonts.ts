/** The fonts pictures are written in, from packages, so that every machine draws the same. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { createCanvas, GlobalFonts } from "@napi-rs/canvas";
import { fontFamilies } from "./theme.ts";

/** Width in pixels of a line of text in a font of the canvas notation. */
export type Measure = (text: string, font: string) => number;

type Subset = { first: number; last: number; name: string };
/** `weights`: how the files of a subset are named, one each; a variable font has all in one. */
type FontPackage = { directory: string; file: string; family: string; weights: readonly string[]; subsets: Subset[] };

/**
 * In this order: a character belongs to the first that has it. Of a variable font a PDF holds the drawn letters, of the
 * first one the font itself.
 */
const sources: readonly { name: string; family: string; isVariable?: boolean }[] = [
  { name: "noto-sans", family: fontFamilies.latin },
  { name: "noto-sans-sc", family: fontFamilies.chinese, isVariable: true },
  { name: "noto-sans-kr", family: fontFamilies.korean, isVariable: true },
  { name: "noto-sans-arabic", family: fontFamilies.arabic, isVariable: true },
  { name: "noto-sans-hebrew", family: fontFamilies.hebrew, isVariable: true },
  { name: "noto-sans-thai", family: fontFamilies.thai, isVariable: true },
  { name: "noto-sans-devanagari", family: fontFamilies.devanagari, isVariable: true },
];
const resolve = createRequire(import.meta.url).resolve;
const registered = new Set<string>();
let packages: FontPackage[] | undefined;

/** One file for all emoji: cut up, their sequences (families, flags, skin tones) would not find each other. */
const emojiFile = "@fontsource/noto-color-emoji/files/noto-color-emoji-emoji-400-normal.woff2";
const emoji = /\p{RGI_Emoji}/v;

/**
 * Makes every character of a text drawable that the font packages know. Fonts come cut up into a hundred files by
 * Unicode range; only those a text needs are read.
 * @throws {Error} when a font file is missing or broken.
 */
export function registerFonts(text: string): void {
  packages ??= sources.map(openPackage);
  if (emoji.test(text)) registerFile(resolve(emojiFile), fontFamilies.emoji);
  for (const character of new Set(`0 …${text}`)) {
    const code = character.codePointAt(0) ?? 0;
    for (const fontPackage of packages) {
      const subset = fontPackage.subsets.find((one) => code >= one.first && code <= one.last);
      if (!subset) continue;
      registerSubset(fontPackage, subset.name);
      break;
    }
  }
}

/** A measure that sees the registered fonts and asks each question of the canvas only once. */
export function createMeasure(): Measure {
  const context = createCanvas(1, 1).getContext("2d");
  const known = new Map<string, number>();
  return (text, font) => {
    const key = `${font}\n${text}`;
    let width = known.get(key);
    if (width === undefined) {
      context.font = font;
      width = context.measureText(text).width;
      known.set(key, width);
    }
    return width;
  };
}

function openPackage({ name, family, isVariable = false }: (typeof sources)[number]): FontPackage {
  const ranges = resolve(`${isVariable ? "@fontsource-variable" : "@fontsource"}/${name}/unicode.json`);
  const subsets = Object.entries(JSON.parse(readFileSync(ranges, "utf8")) as Record<string, string>).flatMap(
    ([subset, list]) => parseRanges(subset.replaceAll(/[[\]]/g, ""), list),
  );
  const weights = isVariable ? ["wght"] : ["400", "700"];
  return { directory: join(dirname(ranges), "files"), file: name, family, weights, subsets };
}

/** Reads the `unicode-range` notation of CSS. */
function parseRanges(name: string, list: string): Subset[] {
  return list.split(",").map((range) => {
    const [first, last] = range.trim().replace("U+", "").split("-");
    return { name, first: Number.parseInt(first ?? "", 16), last: Number.parseInt(last ?? first ?? "", 16) };
  });
}

function registerSubset(fontPackage: FontPackage, subset: string): void {
  for (const weight of fontPackage.weights) {
    const path = join(fontPackage.directory, `${fontPackage.file}-${subset}-${weight}-normal.woff2`);
    registerFile(path, fontPackage.family);
  }
}

function registerFile(path: string, family: string): void {
  if (registered.has(path)) return;
  if (!GlobalFonts.registerFromPath(path, family)) {
    throw new Error(`The font file ${path} cannot be read. Install the dependencies again.`);
  }
  registered.add(path);
}
