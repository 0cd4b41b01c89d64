/** Draws a figure as pixels and, where it is wanted, as a PDF whose lines and letters can be enlarged. */
import { createCanvas, PDFDocument } from "@napi-rs/canvas";
import { createMeasure, type Measure } from "../fonts.ts";
import { drawFrame, layoutFrame } from "../frame.ts";
import type { RenderedImage, FigurePicture } from "../picture.ts";
import { drawIntervals, layoutIntervals } from "../panels/intervals.ts";
import { encodePng } from "../png.ts";
import { palettes, pictureWidth } from "../theme.ts";
import { drawBars, layoutBars } from "./bars.ts";
import { drawMatrix, layoutMatrix } from "./matrix.ts";
import { drawRadars, layoutRadars } from "./radars.ts";

type Paint = (context: CanvasRenderingContext2D) => void;

/** The fonts must be registered. */
export function drawFigure(picture: FigurePicture): RenderedImage {
  const { height, paint } = layoutFigure(picture, createMeasure());
  const canvas = createCanvas(pictureWidth, height);
  paint(canvas.getContext("2d") as unknown as CanvasRenderingContext2D);
  const png = encodePng(canvas.data(), pictureWidth, height);
  return { png, width: pictureWidth, height, ...(picture.pdf && { pdf: drawPdf(picture) }) };
}

/** Where its parts lie, and how it is painted: as letters and lines, whatever the context writes. */
export function layoutFigure(picture: FigurePicture, measure: Measure): { height: number; paint: Paint } {
  const frame = layoutFrame(picture, measure);
  const top = frame.contentTop + 14;
  const { height: inner, paint: paintContent } = layoutContent(picture, top, measure);
  const height = Math.round(top + inner + 20 + frame.footerHeight);
  return {
    height,
    paint(context) {
      drawFrame(context, frame, height);
      paintContent(context);
    },
  };
}

function layoutContent(
  { content, theme }: FigurePicture,
  top: number,
  measure: Measure,
): { height: number; paint: Paint } {
  const palette = palettes[theme];
  switch (content.kind) {
    case "bars": {
      const layout = layoutBars(content, top, measure);
      return { height: layout.height, paint: (context) => drawBars(context, content, layout, palette) };
    }
    case "radars": {
      const layout = layoutRadars(content, top, measure);
      return { height: layout.height, paint: (context) => drawRadars(context, content, layout, palette) };
    }
    case "matrix": {
      const layout = layoutMatrix(content, top, measure);
      return { height: layout.height, paint: (context) => drawMatrix(context, content, layout, palette) };
    }
    case "intervals": {
      const layout = layoutIntervals(content, top, measure);
      return { height: layout.height, paint: (context) => drawIntervals(context, layout, palette) };
    }
  }
}

/** Half a point a pixel: a page of 540 points, 19 cm wide. */
const pointsPerPixel = 0.5;

/** Readers of PDF were seen to show nothing for a minus sign of these fonts; the dash looks nearly the same. */
export function printable<Content>(content: Content): Content {
  return JSON.parse(JSON.stringify(content).replaceAll("\u2212", "\u2013")) as Content;
}

function drawPdf(picture: FigurePicture): Uint8Array {
  const { height, paint } = layoutFigure(printable(picture), createMeasure());
  const pages = new PDFDocument({ title: picture.title });
  const context = pages.beginPage(pictureWidth * pointsPerPixel, height * pointsPerPixel);
  context.scale(pointsPerPixel, pointsPerPixel);
  paint(context as unknown as CanvasRenderingContext2D);
  pages.endPage();
  return new Uint8Array(pages.close());
}
