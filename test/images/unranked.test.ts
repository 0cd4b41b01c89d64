/** Models without places in the picture of a board: below a line, pale, and without weight on its axis. */
import { describe, expect, it } from "vitest";
import { drawPicture, drawablePicture } from "../../core/images/draw.ts";
import { createMeasure, registerFonts } from "../../core/images/fonts.ts";
import { ratingAxis } from "../../core/images/rating-axis.ts";
import { leaderboardLayout, ratingX } from "../../core/images/rating-layout.ts";
import type { LeaderboardPicture } from "../../core/images/picture.ts";
import { palettes } from "../../core/images/theme.ts";
import { color, decode, leaderboardPicture, ratedRow, unratedRow } from "./pictures.ts";

const ranked = [ratedRow("Alpha", 1050, 20), ratedRow("Beta", 1000, 20), ratedRow("Gamma", 950, 20)];
const faint = (name: string, rating: number, halfWidth: number, more = {}) => ({
  ...ratedRow(name, rating, halfWidth),
  ...{ rankLabel: "–", faint: true, ratingLabel: `≈${rating}` },
  ...more,
});
const newcomer = faint("Newcomer", 1010, 540, { heading: "Not ranked yet" });
const retired = faint("Retired", 980, 15, { heading: "Retired" });
const fresh = { ...unratedRow("Fresh"), faint: true, heading: "No votes yet" };

async function look(picture: LeaderboardPicture) {
  const drawable = drawablePicture(picture);
  registerFonts(JSON.stringify(drawable));
  return {
    layout: leaderboardLayout(drawable, createMeasure()),
    pixels: await decode(drawPicture(picture)),
    palette: palettes[picture.theme],
  };
}

describe("models without places", () => {
  it.each(["light", "dark"] as const)("stand below one line, each group under its heading (%s)", async (theme) => {
    const { layout, pixels, palette } = await look(
      leaderboardPicture({ theme, rows: [...ranked, newcomer, retired, fresh] }),
    );
    expect(layout.groups.map(({ label }) => label[0]!.text)).toEqual(["Not ranked yet", "Retired", "No votes yet"]);
    expect(layout.groups.map(({ line }) => line !== null)).toEqual([true, false, false]);
    const [first] = layout.groups;
    expect(first!.line!).toBeGreaterThan(layout.rows[2]!.top + layout.rows[2]!.height);
    expect(pixels.count(color(palette.strongGrid), 60, first!.line! - 4, 400, 8)).toBeGreaterThanOrEqual(700);
    for (const [index, { top, bottom }] of layout.groups.entries()) {
      const row = layout.rows[3 + index]!;
      expect(bottom).toBe(row.top);
      expect(pixels.count(color(palette.muted), 30, top, 500, bottom - top)).toBeGreaterThan(100);
      // The ground of those with places ends above the line.
      expect(pixels.at(layout.columns.rank.left - 8, row.center)).toEqual(color(palette.background));
    }
  });

  it("are drawn hollow and pale, their figures quieter", async () => {
    const { layout, pixels, palette } = await look(leaderboardPicture({ rows: [...ranked, retired] }));
    const { center, top, height } = layout.rows[3]!;
    const x = ratingX(layout, 980);
    expect(pixels.at(x, center)).toEqual(color(palette.background));
    expect(pixels.count(color(palette.strongGrid), x - 12, center - 12, 24, 24)).toBeGreaterThan(60);
    expect(pixels.count(color(palette.series[0]), 0, top, layout.width, height)).toBe(0);
    expect(pixels.count(color(palette.text), 0, top, layout.width, height)).toBe(0);
    expect(pixels.count(color(palette.muted), 0, top, layout.width, height)).toBeGreaterThan(200);
  });

  it("change nothing of the axis by their intervals, nor by a rating far away", async () => {
    const alone = ratingAxis(ranked, 5)!;
    expect(ratingAxis([...ranked, newcomer], 5)).toEqual(alone);
    expect(ratingAxis([...ranked, faint("Far", 1700, 500)], 5)).toEqual(alone);
    const near = ratingAxis([...ranked, faint("Near", 1080, 500)], 5)!;
    expect(near.highest).toBeGreaterThan(1080);
    expect(near.lowest).toBeCloseTo(alone.lowest, -1);
    const { layout, pixels, palette } = await look(
      leaderboardPicture({ rows: [...ranked, faint("Far", 1700, 500, { heading: "Not ranked yet" })] }),
    );
    const { left, right } = layout.columns.plot;
    const { center } = layout.rows[3]!;
    // An arrow head at the edge beyond which it lies, and no dot anywhere.
    expect(pixels.count(color(palette.strongGrid), right - 14, center - 14, 16, 28)).toBeGreaterThan(80);
    expect(pixels.count(color(palette.strongGrid), left, center - 14, right - left - 40, 10)).toBe(
      pixels.count(color(palette.strongGrid), left, center - 34, right - left - 40, 10),
    );
  });

  it("decide the axis where all are so", () => {
    const all = [faint("One", 1100, 400), faint("Other", 900, 400)];
    const axis = ratingAxis(all, 5)!;
    expect([axis.lowest, axis.highest].map(Math.round)).toEqual([440, 1560]);
  });

  it("have their heading on every page, and the line only below those with places", async () => {
    const { layout } = await look(leaderboardPicture({ rows: [newcomer, retired] }));
    expect(layout.groups.map(({ line }) => line)).toEqual([null, null]);
    expect(layout.groups[0]!.top).toBe(layout.rowsTop);
    expect(layout.tiers).toEqual([]);
  });

  it("never write a heading beyond the picture's edge, nor leave any of a long footer out", async () => {
    const heading = "Cannot be compared yet ".repeat(6).trim();
    const notes = Array.from({ length: 11 }, (_, index) => `Remark ${index}.`);
    const { layout } = await look(
      leaderboardPicture({ rows: [...ranked, { ...newcomer, heading }], footer: notes.join("\n") }),
    );
    const measure = createMeasure();
    const { label } = layout.groups[0]!;
    expect(label).toHaveLength(2);
    for (const { text } of label)
      expect(measure(text, '700 30px "Doubleblind Sans"')).toBeLessThanOrEqual(layout.width - 72);
    expect(layout.frame.footerLines).toEqual(notes);
  });
});
