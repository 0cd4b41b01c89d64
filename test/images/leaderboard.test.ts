import { describe, expect, it } from "vitest";
import { drawPicture, drawablePicture } from "../../core/images/draw.ts";
import { createMeasure, registerFonts } from "../../core/images/fonts.ts";
import { whiskerThickness } from "../../core/images/leaderboard.ts";
import { leaderboardLayout, mostRows, ratingX } from "../../core/images/leaderboard-layout.ts";
import type { LeaderboardPicture } from "../../core/images/picture.ts";
import { palettes } from "../../core/images/theme.ts";
import { color, decode, leaderboardPicture, ratedRow, unratedRow } from "./pictures.ts";

function layoutOf(picture: LeaderboardPicture) {
  const drawable = drawablePicture(picture);
  registerFonts(JSON.stringify(drawable));
  return leaderboardLayout(drawable, createMeasure());
}

async function look(picture: LeaderboardPicture) {
  const image = drawPicture(picture);
  return { layout: layoutOf(picture), pixels: await decode(image), image };
}

describe("leaderboard picture", () => {
  it.each(["light", "dark"] as const)("draws each dot and each interval where its rating lies (%s)", async (theme) => {
    const picture = leaderboardPicture({ theme });
    const { layout, pixels } = await look(picture);
    const accent = color(palettes[theme].series[0]);
    expect([pixels.width, pixels.height]).toEqual([layout.width, layout.height]);
    for (const [index, row] of picture.rows.entries()) {
      const y = layout.rows[index]!.center;
      expect(pixels.at(ratingX(layout, row.rating!), y)).toEqual(accent);
      const lower = ratingX(layout, row.lower!);
      const upper = ratingX(layout, row.upper!);
      expect(pixels.at(lower + 3, y)).toEqual(accent);
      expect(pixels.at(upper - 4, y)).toEqual(accent);
      expect(pixels.count(accent, lower - 30, y - 1, 26, 2)).toBe(0);
      expect(pixels.count(accent, upper + 4, y - 1, 26, 2)).toBe(0);
    }
  });

  it("places ratings in proportion, the higher further right", () => {
    const layout = layoutOf(leaderboardPicture());
    const [high, middle, low] = [1100, 1000, 900].map((rating) => ratingX(layout, rating)) as [number, number, number];
    expect(high - middle).toBeCloseTo(middle - low, 6);
    expect(high).toBeGreaterThan(middle);
    expect(low).toBeGreaterThanOrEqual(layout.columns.plot.left);
    expect(high).toBeLessThanOrEqual(layout.columns.plot.right);
  });

  it("paints the theme's background and writes title and footer on it", async () => {
    for (const theme of ["light", "dark"] as const) {
      const { layout, pixels } = await look(leaderboardPicture({ theme }));
      const palette = palettes[theme];
      expect(pixels.at(2, 2)).toEqual(color(palette.background));
      expect(pixels.count(color(palette.text), 0, 0, layout.width, layout.frame.contentTop)).toBeGreaterThan(500);
      const footerTop = layout.height - layout.frame.footerHeight + 4;
      expect(
        pixels.count(color(palette.muted), 0, footerTop, layout.width, layout.frame.footerHeight - 4),
      ).toBeGreaterThan(200);
    }
  });

  it("clips an interval far wider than the others with an arrow head, and keeps the others legible", async () => {
    const wide = { ...ratedRow("Wide", 1000, 20), lower: 200, upper: 1900 };
    const picture = leaderboardPicture({
      rows: [ratedRow("Alpha", 1050, 20), wide, ratedRow("Beta", 980, 20), ratedRow("Gamma", 950, 20)],
    });
    const { layout, pixels } = await look(picture);
    expect(layout.axis!.lowest).toBeGreaterThan(800);
    expect(layout.axis!.highest).toBeLessThan(1200);
    const accent = color(palettes.light.series[0]);
    const y = layout.rows[1]!.center;
    const { left, right } = layout.columns.plot;
    // Ten pixels from the edge the head is far higher than the line.
    expect(pixels.count(accent, left + 9, y - 20, 1, 40)).toBeGreaterThan(2 * whiskerThickness);
    expect(pixels.count(accent, right - 10, y - 20, 1, 40)).toBeGreaterThan(2 * whiskerThickness);
    expect(pixels.count(accent, left + 9, layout.rows[0]!.center - 20, 1, 40)).toBe(0);
  });

  it("keeps the rating axis wide when ratings are close, and labels it with round numbers", () => {
    const { axis } = layoutOf(leaderboardPicture({ rows: [ratedRow("Alpha", 1000.4, 1), ratedRow("Beta", 1000, 1)] }));
    expect(axis!.highest - axis!.lowest).toBeGreaterThanOrEqual(20);
    expect(axis!.ticks.length).toBeGreaterThanOrEqual(2);
    expect(axis!.ticks.every((tick) => Number.isInteger(tick) && tick >= axis!.lowest && tick <= axis!.highest)).toBe(
      true,
    );
  });

  it("draws neither dot nor interval for models without votes, even when nobody has any", async () => {
    const picture = leaderboardPicture({ rows: [unratedRow("Alpha"), unratedRow("Beta")] });
    const { layout, pixels } = await look(picture);
    expect(layout.axis).toBeNull();
    expect(pixels.count(color(palettes.light.series[0]), 0, 0, layout.width, layout.height)).toBe(0);
    expect(
      pixels.count(color(palettes.light.muted), 0, layout.rowsTop, layout.width, layout.rowsBottom - layout.rowsTop),
    ).toBeGreaterThan(300);
  });

  it("draws a dot without an interval when only the rating is known", async () => {
    const picture = leaderboardPicture({
      rows: [{ ...ratedRow("Alpha", 1000, 5), lower: null, upper: null }, ratedRow("Beta", 900, 60)],
    });
    const { layout, pixels } = await look(picture);
    const accent = color(palettes.light.series[0]);
    const [x, y] = [ratingX(layout, 1000), layout.rows[0]!.center];
    expect(pixels.at(x, y)).toEqual(accent);
    expect(pixels.count(accent, layout.columns.plot.left, y, x - 16 - layout.columns.plot.left, 1)).toBe(0);
  });

  it("grows with its rows and refuses more than can be read", () => {
    const rows = (count: number) =>
      Array.from({ length: count }, (_, index) => ratedRow(`Model ${index}`, 1000 + index, 20));
    const height = (count: number) => layoutOf(leaderboardPicture({ rows: rows(count) })).height;
    expect(height(20) - height(2)).toBe(9 * (height(4) - height(2)));
    expect(() => height(mostRows + 1)).toThrow(RangeError);
    expect(() => drawPicture(leaderboardPicture({ rows: [] }))).not.toThrow();
  });

  it("keeps every name inside its column, cutting it in its middle", () => {
    const picture = leaderboardPicture({
      rows: [
        ratedRow("provider/very-long-model-name-with-128-experts-instruct-fp8-long-context-2025-08-01", 1000, 20),
        ratedRow("W".repeat(300), 990, 20),
      ],
    });
    const layout = layoutOf(picture);
    const measure = createMeasure();
    const { left, right } = layout.columns.name;
    for (const row of layout.rows) {
      expect(row.nameLines.length).toBe(2);
      for (const line of row.nameLines)
        expect(measure(line, `700 ${row.nameSize}px "Doubleblind Sans"`)).toBeLessThanOrEqual(right - left + 1);
    }
    expect(layout.rows[0]!.nameLines.join("")).toMatch(/^provider\/.*….*08-01$/);
    expect(layout.columns.plot.right - layout.columns.plot.left).toBeGreaterThan(200);
  });

  it("shows a notice above the title", async () => {
    const { pixels, layout } = await look(leaderboardPicture({ notice: "Demo models" }));
    const surface = color(palettes.light.noticeBackground);
    expect(pixels.count(surface, 0, 0, layout.width, layout.frame.contentTop)).toBeGreaterThan(2000);
  });

  it("draws the same whether or not a name has an emoji", () => {
    const named = (name: string) =>
      drawPicture(leaderboardPicture({ rows: [ratedRow(name, 1000, 30), ratedRow("Beta", 980, 30)] }));
    expect(named("🤖 Robo 👩‍💻🏽🇨🇳").png).toEqual(named("Robo").png);
    expect(named("Rob").png).not.toEqual(named("Robo").png);
  });
});
