/** Draws pictures where it is called: in the worker thread, or in a test. */
import type { Canvas } from "@napi-rs/canvas";
import type { ChartConfiguration, Plugin } from "chart.js";
import { ChartJSNodeCanvas } from "chartjs-node-canvas";
import { drawFigure } from "./figures/draw-figure.ts";
import { registerFonts } from "./fonts.ts";
import { chartOf } from "./charts.ts";
import type { Picture, RenderedImage } from "./picture.ts";
import { encodePng } from "./png.ts";
import { drawableText } from "./text.ts";
import { card } from "./theme.ts";

let drawing: ChartJSNodeCanvas | undefined;

/**
 * Draws a picture, blocking until it is done. Yield to the event loop between two calls: canvases are freed only then.
 * @throws {RangeError} for a picture with more rows or other numbers of axes and series than can be drawn.
 */
export function drawPicture(picture: Picture): RenderedImage {
  const drawable = drawablePicture(picture);
  registerFonts(JSON.stringify(drawable));
  if (drawable.kind === "figure") return drawFigure(drawable);
  const { configuration, width, height } = chartOf(drawable);
  const isCard = drawable.kind === "leaderboard" && drawable.card;
  return drawChart(configuration, width, height, isCard ? card.scale : 1);
}

/** The same picture with every text as the fonts can draw it. */
export function drawablePicture<Kind extends Picture>(picture: Kind): Kind {
  return mapTexts(picture) as Kind;
}

function mapTexts(value: unknown): unknown {
  if (typeof value === "string") return drawableText(value);
  if (Array.isArray(value)) return value.map(mapTexts);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mapTexts(inner)]));
}

/** @param scale how many pixels of the picture one of the layout becomes. */
function drawChart(configuration: ChartConfiguration, width: number, height: number, scale = 1): RenderedImage {
  // Every ChartJSNodeCanvas loads a chart.js of its own, so there is one, and each chart gives itself its size.
  drawing ??= new ChartJSNodeCanvas({ width: 1, height: 1 });
  configuration.options = { ...configuration.options, devicePixelRatio: scale };
  configuration.plugins = [surface(width, height), ...(configuration.plugins ?? [])];
  const png = new Uint8Array(drawing.renderToBufferSync(configuration, "image/png"));
  return { png, width: Math.round(width * scale), height: Math.round(height * scale) };
}

/** Gives a chart its size, and its canvas our encoder in place of its own slower one. */
function surface(width: number, height: number): Plugin {
  return {
    id: "surface",
    beforeInit: (chart) => {
      chart.resize(width, height);
      const canvas = chart.canvas as unknown as Canvas;
      const encode = () => {
        const pixels = canvas.data();
        const png = Buffer.from(encodePng(pixels, canvas.width, canvas.height).buffer);
        // Neither copy is needed any more; waiting for the collector would hold megabytes a picture.
        (pixels.buffer as ArrayBuffer).transfer(0);
        canvas.width = 1;
        canvas.height = 1;
        return png;
      };
      Object.assign(canvas, { toBuffer: encode });
    },
  };
}
