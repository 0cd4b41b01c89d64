/** What surrounds every picture: background, notice, title and subtitle above, footer below. */
import type { Measure } from "./fonts.ts";
import type { PictureWords, Theme } from "./picture.ts";
import { wrapText } from "./text.ts";
import { font, halfCapital, lineHeight, margin, palettes, pictureWidth, typeSizes } from "./theme.ts";
import type { ChartConfiguration, Plugin } from "chart.js";

const innerWidth = pictureWidth - 2 * margin;

const mostFooterLines = 12;

type Line = { text: string; font: string; color: "text" | "muted"; baseline: number };

/** Where the surroundings lie, in pixels. */
export type Frame = {
  theme: Theme;
  notice: { text: string; top: number; width: number; height: number } | undefined;
  headerLines: Line[];
  /** Where what the frame surrounds may begin. */
  contentTop: number;
  footerLines: string[];
  footerHeight: number;
};

/** Breaks the words around a picture into lines and says where they go. */
export function layoutFrame(words: PictureWords, measure: Measure): Frame {
  const headerLines: Line[] = [];
  const notice = words.notice ? layoutNotice(words.notice, measure) : undefined;
  let top = margin + (notice ? notice.height + 18 : 0);
  const write = (text: string, size: number, weight: "normal" | "bold", color: Line["color"], most: number) => {
    for (const line of wrapText(text, innerWidth, most, font(size, weight), measure)) {
      headerLines.push({ text: line, font: font(size, weight), color, baseline: top + size });
      top += size * lineHeight;
    }
  };
  write(words.title, typeSizes.title, "bold", "text", 3);
  write(words.subtitle, typeSizes.subtitle, "normal", "muted", 3);
  if (words.status) write(words.status, typeSizes.subtitle, "normal", "text", 3);
  const footerLines = wrapText(words.footer, innerWidth, mostFooterLines, font(typeSizes.small), measure);
  const footerHeight =
    footerLines.length === 0 ? margin : footerLines.length * typeSizes.small * lineHeight + margin + 24;
  return {
    theme: words.theme,
    notice,
    headerLines,
    contentTop: Math.round(top + 22),
    footerLines,
    footerHeight: Math.round(footerHeight),
  };
}

/** Paints the background and everything around the content of a picture of this height. */
export function drawFrame(context: CanvasRenderingContext2D, frame: Frame, height: number): void {
  const palette = palettes[frame.theme];
  context.fillStyle = palette.background;
  context.fillRect(0, 0, pictureWidth, height);
  context.textAlign = "left";
  context.textBaseline = "alphabetic";
  drawNotice(context, frame);
  for (const line of frame.headerLines) {
    context.font = line.font;
    context.fillStyle = palette[line.color];
    context.fillText(line.text, margin, line.baseline);
  }
  drawFooter(context, frame, height);
}

function layoutNotice(notice: string, measure: Measure): Frame["notice"] {
  const [text] = wrapText(notice, innerWidth - 48, 1, font(typeSizes.small, "bold"), measure);
  if (text === undefined) return undefined;
  return { text, top: margin - 6, width: measure(text, font(typeSizes.small, "bold")) + 48, height: 46 };
}

function drawNotice(context: CanvasRenderingContext2D, frame: Frame): void {
  if (!frame.notice) return;
  const { text, top, width, height } = frame.notice;
  const palette = palettes[frame.theme];
  context.fillStyle = palette.noticeBackground;
  context.beginPath();
  context.roundRect(margin, top, width, height, height / 2);
  context.fill();
  context.font = font(typeSizes.small, "bold");
  context.fillStyle = palette.noticeText;
  context.fillText(text, margin + 24, top + height / 2 + typeSizes.small * halfCapital);
}

function drawFooter(context: CanvasRenderingContext2D, frame: Frame, height: number): void {
  if (frame.footerLines.length === 0) return;
  const palette = palettes[frame.theme];
  const top = height - frame.footerHeight;
  context.fillStyle = palette.grid;
  context.fillRect(margin, top, innerWidth, 2);
  context.font = font(typeSizes.small);
  context.fillStyle = palette.muted;
  for (const [index, line] of frame.footerLines.entries()) {
    context.fillText(line, margin, top + 18 + typeSizes.small + index * typeSizes.small * lineHeight);
  }
}

/** No axes, no data. */
export function emptyChart(...plugins: Plugin[]): ChartConfiguration {
  return {
    type: "scatter",
    data: { datasets: [] },
    options: {
      maintainAspectRatio: false,
      devicePixelRatio: 1,
      events: [],
      plugins: { legend: { display: false }, title: { display: false }, tooltip: { enabled: false } },
      scales: { x: { display: false }, y: { display: false } },
    },
    plugins,
  };
}
