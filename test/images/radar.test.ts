import { describe, expect, it } from "vitest";
import { drawPicture, drawablePicture } from "../../core/images/draw.ts";
import { createMeasure, registerFonts } from "../../core/images/fonts.ts";
import type { RadarPicture } from "../../core/images/picture.ts";
import { radarLayout, radarPoint } from "../../core/images/radar-layout.ts";
import { palettes } from "../../core/images/theme.ts";
import { color, decode, radarPicture, radarValues } from "./pictures.ts";

function layoutOf(picture: RadarPicture) {
  const drawable = drawablePicture(picture);
  registerFonts(JSON.stringify(drawable));
  return radarLayout(drawable, createMeasure());
}

async function look(picture: RadarPicture) {
  return { layout: layoutOf(picture), pixels: await decode(drawPicture(picture)) };
}

describe("radar picture", () => {
  it.each(["light", "dark"] as const)("marks each value on its axis (%s)", async (theme) => {
    const picture = radarPicture({ theme });
    const { layout, pixels } = await look(picture);
    expect([pixels.width, pixels.height]).toEqual([layout.width, layout.height]);
    expect(pixels.at(2, 2)).toEqual(color(palettes[theme].background));
    for (const [axis, value] of picture.series[0]!.values.entries()) {
      const { x, y } = radarPoint(layout, axis, value.value);
      expect(pixels.at(x, y)).toEqual(color(palettes[theme].series[0]));
    }
  });

  it("draws two series in two colours", async () => {
    const picture = radarPicture({
      series: [
        { name: "Alpha", values: radarValues(0.9, 0.9, 0.9, 0.9) },
        { name: "Beta", values: radarValues(0.3, 0.3, 0.3, 0.3) },
      ],
    });
    const { layout, pixels } = await look(picture);
    const [first, second] = palettes.light.series.map(color);
    for (const axis of [0, 1, 2, 3]) {
      const [outer, inner] = [radarPoint(layout, axis, 0.9), radarPoint(layout, axis, 0.3)];
      expect(pixels.at(outer.x, outer.y)).toEqual(first);
      expect(pixels.at(inner.x, inner.y)).toEqual(second);
    }
    expect(layout.legend.map((entry) => entry.name)).toEqual(["Alpha", "Beta"]);
  });

  it("draws the ring of the mean stronger than the others", async () => {
    const { layout, pixels } = await look(
      radarPicture({ series: [{ name: "Alpha", values: radarValues(0.1, 0.1, 0.1, 0.1) }] }),
    );
    const strong = color(palettes.light.strongGrid);
    const up = (share: number) => ({
      x: layout.center.x - 60,
      y: layout.center.y - Math.sqrt((share * layout.radius) ** 2 - 60 ** 2),
    });
    const near = (share: number) => pixels.count(strong, up(share).x, up(share).y - 6, 1, 12);
    expect(near(0.5)).toBeGreaterThanOrEqual(3);
    expect(near(0.75)).toBe(0);
    expect(near(1)).toBe(0);
  });

  it("keeps every label inside the picture, however long and however many", () => {
    const long = [
      "Question answering",
      "Summarisation",
      "Classification",
      "Mathematics",
      "Programming",
      "知识问答与推理",
      "Translation",
      "Other",
    ];
    for (const count of [3, 4, 5, 6, 7, 8]) {
      const axes = long.slice(0, count);
      const values = radarValues(...axes.map(() => 1));
      const layout = layoutOf(
        radarPicture({
          axes,
          series: [
            { name: "Alpha", values },
            { name: "Beta", values },
          ],
        }),
      );
      const measure = createMeasure();
      for (const label of layout.labels) {
        const widths = label.lines.map((line) => measure(line, `400 31px "Doubleblind Sans", "Doubleblind Sans SC"`));
        const width = Math.max(...widths);
        const left = label.align === "left" ? label.x : label.align === "right" ? label.x - width : label.x - width / 2;
        expect(left).toBeGreaterThanOrEqual(0);
        expect(left + width).toBeLessThanOrEqual(layout.width);
        expect(label.figures[0]!.markX).toBeGreaterThanOrEqual(11);
        expect(label.top).toBeGreaterThan(layout.frame.contentTop);
        expect(label.bottom).toBeLessThanOrEqual(layout.height - layout.frame.footerHeight);
      }
    }
  });

  it("draws the uncertainty of each value as a stroke on its axis and a band between axes", async () => {
    const values = radarValues(0.6, 0.6, 0.6, 0.6).map((value) => ({ ...value, lower: 0.45, upper: 0.8 }));
    const { layout, pixels } = await look(radarPicture({ series: [{ name: "Alpha", values }] }));
    const accent = color(palettes.light.series[0]);
    for (const axis of [0, 1, 2, 3]) {
      for (const end of [0.47, 0.78]) {
        const { x, y } = radarPoint(layout, axis, end);
        expect(pixels.at(x, y)).toEqual(accent);
      }
      const { x, y } = radarPoint(layout, axis, 0.86);
      expect(pixels.count(accent, x - 2, y - 2, 4, 4)).toBe(0);
    }
    // Halfway between two axes of four, a polygon through 0.7 lies at 0.7 · cos 45°.
    const inside = (share: number) => {
      const reach = share * layout.radius * Math.cos(Math.PI / 4) * Math.cos(Math.PI / 4);
      return pixels.at(layout.center.x - reach, layout.center.y + reach);
    };
    const [red, , blue] = inside(0.72);
    expect(blue - red).toBeGreaterThan(30);
    expect(inside(0.41)).toEqual(color(palettes.light.background));
  });

  it("draws a band only between axes that both have an interval, a stroke where one has, and else the mark alone", async () => {
    const ends = [
      { lower: 0.45, upper: 0.8 },
      { lower: null, upper: null },
      { lower: 0.45, upper: 0.8 },
    ];
    const values = radarValues(0.6, 0.6, 0.6, 0.6).map((value, axis) => ({ ...value, ...(ends[axis] ?? ends[0]!) }));
    const { layout, pixels } = await look(radarPicture({ series: [{ name: "Alpha", values }] }));
    const accent = color(palettes.light.series[0]);
    const strokeAt = (axis: number) => {
      const { x, y } = radarPoint(layout, axis, 0.78);
      return pixels.at(x, y);
    };
    for (const axis of [0, 2, 3]) expect(strokeAt(axis)).toEqual(accent);
    expect(strokeAt(1)).not.toEqual(accent);
    // Halfway between two axes, beside the line: left of the web both have intervals, right of it one has none. There
    // not even a band that grows narrower towards that axis would be true.
    const reach = 0.64 * layout.radius * Math.cos(Math.PI / 4) * Math.cos(Math.PI / 4);
    for (const down of [reach, -reach]) {
      const [red, , blue] = pixels.at(layout.center.x - reach, layout.center.y + down);
      expect(blue - red).toBeGreaterThan(30);
      const [paper, , beside] = pixels.at(layout.center.x + reach, layout.center.y + down);
      expect(beside - paper).toBeLessThan(8);
    }
  });

  it("paints no surface where no interval is claimed", async () => {
    for (const ends of [{}, { lower: null, upper: null }]) {
      const values = radarValues(0.6, 0.6, 0.6, 0.6).map((value) => ({ ...value, ...ends }));
      const { layout, pixels } = await look(radarPicture({ series: [{ name: "Alpha", values }] }));
      const reach = 0.33 * layout.radius * 0.5;
      expect(pixels.at(layout.center.x - reach, layout.center.y + reach)).toEqual(color(palettes.light.background));
    }
  });

  it("reaches to its outermost ring, and no further", () => {
    const rings = [0.2, 0.4].map((value) => ({ value, label: "", strong: false }));
    const layout = layoutOf(radarPicture({ rings }));
    expect(radarPoint(layout, 0, 0.4)).toEqual({ x: layout.center.x, y: layout.center.y - layout.radius });
    expect(radarPoint(layout, 0, 0.9)).toEqual(radarPoint(layout, 0, 0.4));
    expect(radarPoint(layout, 0, 0.2).y).toBe(layout.center.y - layout.radius / 2);
  });

  it("refuses what is no radar", () => {
    expect(() => drawPicture(radarPicture({ axes: ["One", "Two"] }))).toThrow("3 to 16 axes");
    expect(() => drawPicture(radarPicture({ series: [] }))).toThrow("1 or 2 series");
    expect(() => drawPicture(radarPicture({ series: [{ name: "Alpha", values: radarValues(1) }] }))).toThrow(
      "one value an axis",
    );
    expect(() => drawPicture(radarPicture({ rings: [] }))).toThrow("at least one ring");
  });
});
