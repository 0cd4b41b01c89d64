/** Paints any picture as lines and letters, into whatever the context writes. */
import { Chart } from "chart.js/auto";
import { chartOf, type SizedChart } from "../charts.ts";
import { drawablePicture } from "../draw.ts";
import { layoutFigure } from "../figures/draw-figure.ts";
import { createMeasure } from "../fonts.ts";
import type { Picture } from "../picture.ts";
import { pictureWidth } from "../theme.ts";

type Context = CanvasRenderingContext2D;

/** A picture that is ready to be painted at the origin of a context, and its size in pixels. */
export type Painting = { width: number; height: number; paint: (context: Context) => void };

/** Lays a picture out; the fonts of its texts must be registered. @throws {RangeError} as `drawPicture`. */
export function layoutPainting(picture: Picture): Painting {
  const drawable = drawablePicture(picture);
  if (drawable.kind === "figure") {
    const { height, paint } = layoutFigure(drawable, createMeasure());
    return { width: pictureWidth, height, paint };
  }
  const chart = chartOf(drawable);
  return { width: chart.width, height: chart.height, paint: (context) => paintChart(chart, context) };
}

/** Has chart.js draw at once into a context that has no canvas, from where the context stands. */
function paintChart({ configuration, width, height }: SizedChart, context: Context): void {
  const base = context.getTransform();
  const canvas = { width, height, style: {}, getContext: () => inside };
  const inside = new Proxy(context, {
    get(target, name) {
      if (name === "canvas") return canvas;
      if (name === "setTransform") return (...parts: number[]) => place(target, base, parts);
      if (name === "resetTransform") return () => target.setTransform(base);
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? (value as (...given: unknown[]) => unknown).bind(target) : value;
    },
    set: (target, name, value) => Reflect.set(target, name, value, target),
  });
  const options = { ...configuration.options, responsive: false, animation: false } as const;
  new Chart(inside, { ...configuration, options });
}

/** What chart.js takes for the whole canvas is a part of the page. */
function place(context: Context, base: DOMMatrix, [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]: number[]): void {
  context.setTransform(base);
  context.transform(a, b, c, d, e, f);
}
