import { describe, expect, it } from "vitest";
import { drawPicture, drawablePicture } from "../../core/images/draw.ts";
import { createMeasure, registerFonts } from "../../core/images/fonts.ts";
import { whiskerThickness } from "../../core/images/rating-plot.ts";
import { leaderboardLayout, mostRows, ratingX } from "../../core/images/rating-layout.ts";
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

  it("labels the rating axis no denser than its labels are wide", () => {
    for (let range = 30; range < 900; range += 30) {
      const rows = [ratedRow("Alpha", 960 + range, 10), ratedRow("Beta", 960, 10)];
      const layout = layoutOf(leaderboardPicture({ rows: [...rows, ratedRow("A".repeat(80), 970, 10)] }));
      const places = layout.axis!.ticks.map((tick) => ratingX(layout, tick));
      expect(places.length).toBeGreaterThan(1);
      if (places.length > 2) expect(places[1]! - places[0]!).toBeGreaterThan(70);
    }
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
      expect(row.nameLines.length).toBe(3);
      for (const line of row.nameLines)
        expect(measure(line, `700 ${row.nameSize}px "Doubleblind Sans"`)).toBeLessThanOrEqual(right - left + 1);
    }
    expect(layout.rows[0]!.nameLines.join("")).toMatch(/^provider\/.*….*08-01$/);
    expect(layout.columns.plot.right - layout.columns.plot.left).toBeGreaterThanOrEqual(430);
  });

  it("shows a notice above the title", async () => {
    const { pixels, layout } = await look(leaderboardPicture({ notice: "Demo models" }));
    const surface = color(palettes.light.noticeBackground);
    expect(pixels.count(surface, 0, 0, layout.width, layout.frame.contentTop)).toBeGreaterThan(2000);
  });

  it("draws emoji in their colours, from the package's font", async () => {
    const { layout, pixels } = await look(
      leaderboardPicture({ rows: [ratedRow("🟩🟩🟩", 1000, 30), ratedRow("Beta", 980, 30)] }),
    );
    const row = layout.rows[0]!;
    const { left } = layout.columns.name;
    let green = 0;
    for (let x = left; x < left + 120; x += 1)
      for (let y = row.top; y < row.top + 60; y += 1) {
        const [red, middle, blue] = pixels.at(x, y);
        if (middle > red + 40 && middle > blue + 20) green += 1;
      }
    expect(green).toBeGreaterThan(800);
  });

  it("puts models whose order is open on one ground, and leaves a gap where it is not", async () => {
    const rows = [
      { ...ratedRow("Alpha", 1100, 30), below: "joined" as const },
      { ...ratedRow("Beta", 1080, 30), below: "cut" as const },
      { ...ratedRow("Gamma", 900, 50), below: "apart" as const },
      { ...ratedRow("Delta", 850, 50), below: null },
      unratedRow("Epsilon"),
    ];
    const { layout, pixels } = await look(leaderboardPicture({ rows }));
    const palette = palettes.light;
    const x = layout.columns.rank.left - 8;
    const between = (index: number) => {
      const { top, height } = layout.rows[index]!;
      return Math.round((top + height + layout.rows[index + 1]!.top) / 2);
    };
    expect(pixels.at(x, between(0))).toEqual(color(palette.ground));
    expect(pixels.at(x, between(1))).toEqual(color(palette.background));
    expect(pixels.at(x, between(2))).toEqual(color(palette.ground));
    expect(pixels.at(x, layout.rows[4]!.center)).toEqual(color(palette.background));
    const lineAt = (index: number) =>
      pixels.count(color(palette.grid), layout.columns.name.left, between(index) - 2, 40, 4);
    expect(lineAt(0)).toBe(0);
    expect(lineAt(1)).toBe(0);
    expect(lineAt(2)).toBe(80);
  });

  it("has an axis that reaches over the models of its page alone, so that their intervals can be seen", () => {
    // A hundred models, of which a page shows fifteen: an interval of 25 points was ten pixels long.
    const page = Array.from({ length: 15 }, (_, index) => ratedRow(`Model ${index}`, 1200 - 5 * index, 25));
    const layout = layoutOf(leaderboardPicture({ rows: page }));
    expect(ratingX(layout, 1025) - ratingX(layout, 1000)).toBe(0);
    expect(ratingX(layout, 1225) - ratingX(layout, 1175)).toBeGreaterThan(120);
  });

  it("keeps the number of votes whole where whose the model is has no room beside it", () => {
    const organization = "Institute for the Study of Very Long Names";
    const rows = [
      { ...ratedRow("Alpha", 1000, 5), organization },
      { ...ratedRow("Beta", 990, 5), rankLabel: "100–200" },
    ];
    const [first] = layoutOf(leaderboardPicture({ rows })).rows;
    expect(first!.detail).toMatch(/^Inst.*… · 1,204 votes$/u);
  });

  it("writes the status in the colour of what is said, below what the board is about", async () => {
    const palette = palettes.light;
    const plain = await look(leaderboardPicture({ subtitle: "" }));
    const told = await look(leaderboardPicture({ subtitle: "", status: "The order is firm." }));
    const words = ({ layout, pixels }: typeof plain) =>
      pixels.count(color(palette.text), 0, 0, layout.width, layout.frame.contentTop);
    expect(words(told)).toBeGreaterThan(words(plain) + 300);
  });

  it("is a card of 1200 by 630 where it is wanted so, of the first rows that fit", async () => {
    const rows = Array.from({ length: 9 }, (_, index) => ratedRow(`Model ${index}`, 1100 - 20 * index, 10));
    const bare = rows.map((row) => ({ ...row, organization: "", votesLabel: "", detail: "" }));
    const card = leaderboardPicture({ rows: bare, footer: "", card: true });
    const layout = layoutOf(card);
    expect(layout.rows.length).toBeGreaterThan(2);
    expect(layout.rows.length).toBeLessThan(rows.length);
    expect(layout.rowsBottom + layout.axisHeight).toBeLessThanOrEqual(layout.height);
    expect(drawPicture(card)).toMatchObject({ width: 1200, height: 630 });
    expect(layoutOf({ ...card, rows: bare.slice(0, 1) }).height).toBe(layout.height);
  });
});
