/** How every picture looks: colours, type and the width all of them share. */
import type { Theme } from "./picture.ts";

/** Width of every picture in pixels: three for each pixel of a 360-pixel phone. */
export const pictureWidth = 1080;
/** Height of a picture in the proportions in which chats show a link, and how much larger than laid out it is drawn: to 1200 by 630. */
export const card = { height: 567, scale: 1200 / 1080 } as const;
/** Blank edge around every picture, in pixels. */
export const margin = 36;

/** Type sizes in pixels; a phone shows a third of them, and nothing under ten pixels is read there. */
export const typeSizes = {
  title: 42,
  subtitle: 32,
  name: 34,
  figure: 36,
  detail: 31,
  small: 30,
} as const;

/** Half the height of a capital letter, as a multiple of the type size: centres a line of text. */
export const halfCapital = 0.36;

/** Height of a line of text, as a multiple of its type size. */
export const lineHeight = 1.32;

/** Names under which the font files are registered: no system font is meant by them. */
export const fontFamilies = {
  latin: "Doubleblind Sans",
  chinese: "Doubleblind Sans SC",
  korean: "Doubleblind Sans KR",
  arabic: "Doubleblind Sans Arabic",
  hebrew: "Doubleblind Sans Hebrew",
  thai: "Doubleblind Sans Thai",
  devanagari: "Doubleblind Sans Devanagari",
  emoji: "Doubleblind Emoji",
} as const;

/** The font stack without a size, as chart.js wants it. */
export const fontFamily = Object.values(fontFamilies)
  .map((name) => `"${name}"`)
  .join(", ");

/** The weights that the fonts have. */
export type Weight = "normal" | "bold";

/** A font in the canvas notation. Only two weights exist. */
export function font(size: number, weight: Weight = "normal"): string {
  return `${weight === "bold" ? 700 : 400} ${size}px ${fontFamily}`;
}

/** The colours of a theme. */
export type Palette = {
  background: string;
  /** The ground behind a group of rows, or a figure. */
  ground: string;
  text: string;
  muted: string;
  grid: string;
  /** A grid line that means something by itself, such as 50%. */
  strongGrid: string;
  /** First and second series; told apart by people with any colour vision, and never by colour alone. */
  series: readonly [string, string];
  /** How much of a series' colour a ground may have on which `text` is written, 0 to 1. */
  strongestGround: number;
  noticeBackground: string;
  noticeText: string;
};

/** Series colours are from Okabe and Ito's set for all kinds of colour vision. */
export const palettes: Record<Theme, Palette> = {
  light: {
    background: "#ffffff",
    ground: "#f3f6fa",
    text: "#171c26",
    muted: "#586273",
    grid: "#dbe1ea",
    strongGrid: "#8a95a6",
    series: ["#0072b2", "#d55e00"],
    strongestGround: 0.7,
    noticeBackground: "#fdedc8",
    noticeText: "#6b4300",
  },
  dark: {
    background: "#14181f",
    ground: "#1c222c",
    text: "#f0f3f8",
    muted: "#a8b2c1",
    grid: "#313a47",
    strongGrid: "#76839a",
    series: ["#56b4e9", "#e69f00"],
    strongestGround: 0.5,
    noticeBackground: "#4a3a12",
    noticeText: "#ffdf94",
  },
};

/** Lines of a plot, in order; each also has its name beside its end. From the same set. */
export const lineColors: Record<Theme, readonly string[]> = {
  light: ["#0072b2", "#d55e00", "#009e73", "#b5578f", "#8a6d00", "#171c26"],
  dark: ["#56b4e9", "#e69f00", "#2fc89b", "#e08fc0", "#f0e442", "#f0f3f8"],
};

/** Half the width of a mark, in pixels. */
export const markRadius = 11;

/** A circle for the first series, a triangle for the second; hollow when it is faint. */
export function drawMark(
  context: CanvasRenderingContext2D,
  series: number,
  { x, y }: { x: number; y: number },
  color: string,
  faint = false,
): void {
  const radius = faint ? markRadius - 2 : markRadius;
  context.beginPath();
  if (series === 0) {
    context.arc(x, y, radius, 0, 2 * Math.PI);
  } else {
    context.moveTo(x, y - radius);
    context.lineTo(x + radius, y + radius * 0.8);
    context.lineTo(x - radius, y + radius * 0.8);
    context.closePath();
  }
  context.fillStyle = color;
  context.strokeStyle = color;
  context.lineWidth = 3;
  if (faint) context.stroke();
  else context.fill();
}
