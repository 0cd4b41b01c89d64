import { describe, expect, it } from "vitest";
import { drawPicture, drawablePicture } from "../../core/images/draw.ts";
import { createMeasure, registerFonts } from "../../core/images/fonts.ts";
import { intervalX } from "../../core/images/panels/intervals.ts";
import { shareX } from "../../core/images/panels/shares.ts";
import type { Panel, RadarPicture } from "../../core/images/picture.ts";
import { radarLayout } from "../../core/images/radar-layout.ts";
import { font, margin, palettes, pictureWidth, typeSizes } from "../../core/images/theme.ts";
import { color, decode, radarPicture } from "./pictures.ts";

async function look(panels: Panel[], theme: RadarPicture["theme"] = "light") {
  const picture = drawablePicture(radarPicture({ theme, panels }));
  registerFonts(JSON.stringify(picture));
  const layout = radarLayout(picture, createMeasure());
  const pixels = await decode(drawPicture(picture));
  expect([pixels.width, pixels.height]).toEqual([layout.width, layout.height]);
  return { layout, pixels, contents: layout.panels.panels.map(({ content }) => content) };
}

const duels: Panel = {
  kind: "duels",
  title: "Closest rivals",
  legend: { won: "won", even: "even", lost: "lost" },
  duels: [
    { name: "Beta", won: 30, even: 10, lost: 60, figure: "30 : 10 : 60" },
    {
      name: "A name that is far too long for one line, and has to be cut somewhere in the middle",
      won: 0,
      even: 0,
      lost: 4,
      figure: "0 : 0 : 4",
    },
  ],
};

describe("rows of shares", () => {
  it.each(["light", "dark"] as const)(
    "draw each dot and interval where it lies, hollow where it is faint (%s)",
    async (theme) => {
      const of = (value: number, more = {}) => ({
        value,
        lower: value - 0.1,
        upper: value + 0.1,
        figure: `${value}`,
        ...more,
      });
      const { contents, pixels } = await look(
        [
          {
            ...{ kind: "intervals", title: "", series: ["Alpha", "Beta"] },
            rows: [
              { label: "programming", values: [of(0.8), of(0.2)] },
              { label: "translation", values: [of(0.6, { faint: true }), null] },
            ],
            ticks: [0, 0.5, 1].map((value) => ({ value, label: `${value}`, strong: value === 0.5 })),
          },
        ],
        theme,
      );
      const [content] = contents;
      if (content?.kind !== "intervals") throw new Error("no rows");
      const { series, background } = palettes[theme];
      const at = (share: number, row: number, index: number) =>
        pixels.at(intervalX(content, share), content.rowsTop + (row + 0.5) * 86 + (index === 0 ? -19 : 19));
      for (const [index, value] of [0.8, 0.2].entries()) {
        for (const share of [value, value - 0.08, value + 0.08])
          expect(at(share, 0, index)).toEqual(color(series[index === 0 ? 0 : 1]));
        expect(at(value + 0.12, 0, index)).toEqual(color(background));
      }
      expect(at(0.6, 1, 0)).toEqual(color(background));
      expect(at(0.53, 1, 0)).toEqual(color(series[0]));
      expect(pixels.count(color(series[1]), content.plot.left, content.rowsTop + 86, 500, 80)).toBe(0);
    },
  );
});

describe("panels below a radar", () => {
  it.each(["light", "dark"] as const)("divide a duel's bar as its votes are divided (%s)", async (theme) => {
    const { contents, pixels } = await look([duels], theme);
    const [content] = contents;
    if (content?.kind !== "duels") throw new Error("no duels");
    const palette = palettes[theme];
    const [row, lost] = content.rows;
    const middle = row!.barTop + content.barHeight / 2;
    const whole = row!.won.width + row!.even.width + row!.lost.width;
    expect(row!.won.width / whole).toBeCloseTo(0.3, 9);
    expect(row!.lost.width / whole).toBeCloseTo(0.6, 9);
    expect(pixels.at(row!.won.left + row!.won.width - 4, middle)).toEqual(color(palette.series[0]));
    expect(pixels.at(row!.even.left + 4, middle)).toEqual(color(palette.strongGrid));
    // Lost is hollow, so that no colour is needed to tell it from won.
    expect(pixels.at(row!.lost.left + row!.lost.width / 4, middle)).toEqual(color(palette.background));
    expect(pixels.at(row!.lost.left + row!.lost.width / 4, row!.barTop + 1)).toEqual(color(palette.series[0]));
    expect(lost!.won.width).toBe(0);
    expect(lost!.name).toContain("…");
  });

  const long = "a-model-whose-name-goes-on-and-on-2026-11-25-instruct";
  it.each([
    [long, `${long}-2`, [true, true]],
    [long, "short", [true, false]],
    ["short", long, [false, true]],
    ["short", "shorter", [false, false]],
  ])("keep the legend of duels on the picture: %s against %s", async (won, lost, areCut) => {
    const { contents } = await look([{ ...duels, legend: { won, even: "tie or both bad", lost } }]);
    const [content] = contents;
    if (content?.kind !== "duels") throw new Error("no duels");
    const [first, even, last] = content.legend;
    expect([first!.text, last!.text].map((text) => text.includes("…"))).toEqual(areCut);
    expect(even!.text).toBe("tie or both bad");
    const small = font(typeSizes.small);
    expect(last!.x + 36 + createMeasure()(last!.text, small)).toBeLessThanOrEqual(pictureWidth - margin);
  });

  it("put a share's dot, interval and reference where they belong", async () => {
    const shares: Panel = {
      kind: "shares",
      title: "Taste",
      shares: [
        {
          label: "chose the longer answer",
          ...{ share: 0.65, lower: 0.57, upper: 0.73, reference: 0.5 },
          ...{ referenceLabel: "by chance", figure: "65%", detail: "57 to 73%" },
        },
        {
          label: "x",
          ...{ share: 0, lower: 0, upper: 0.1, reference: 0 },
          ...{ referenceLabel: "a long reference", figure: "0%", detail: "" },
        },
      ],
    };
    const { contents, pixels } = await look([shares]);
    const [content] = contents;
    if (content?.kind !== "shares") throw new Error("no shares");
    const accent = color(palettes.light.series[0]);
    const [row, edge] = content.rows;
    expect(pixels.at(shareX(0.65), row!.lineY)).toEqual(accent);
    expect(pixels.at(shareX(0.58), row!.lineY)).toEqual(accent);
    expect(pixels.at(shareX(0.72), row!.lineY)).toEqual(accent);
    expect(pixels.at(shareX(0.76), row!.lineY)).toEqual(color(palettes.light.grid));
    expect(pixels.at(shareX(0.5), row!.lineY)).toEqual(color(palettes.light.text));
    expect(row!.referenceAlign).toBe("center");
    expect(edge!.referenceAlign).toBe("left");
  });

  it("mark each of two values in a tile, and cut what is too long", async () => {
    const tiles: Panel = {
      kind: "tiles",
      title: "Answers",
      tiles: ["one", "two", "three", "four"].map((label) => ({
        label,
        values: ["1,480", "a value that is so long that it cannot fit"],
      })),
    };
    const { contents, pixels } = await look([tiles]);
    const [content] = contents;
    if (content?.kind !== "tiles") throw new Error("no tiles");
    const [first] = content.tiles;
    expect(first!.values[1]).toMatch(/…$/u);
    const [one, two] = palettes.light.series.map(color);
    const inTile = (accent: typeof one) =>
      pixels.count(accent!, first!.left, content.top, first!.width, content.height);
    expect(inTile(one)).toBeGreaterThan(200);
    expect(inTile(two)).toBeGreaterThan(100);
    expect(pixels.at(first!.left + first!.width - 4, content.top + content.tileHeight / 2)).toEqual(
      color(palettes.light.ground),
    );
  });

  it("stand one below the other, inside the picture", async () => {
    const notes: Panel = { kind: "notes", title: "", notes: ["Favours longer answers.", "x ".repeat(300)] };
    const { layout, contents } = await look([duels, notes, duels]);
    const [first, second, third] = contents;
    expect(second!.top).toBeGreaterThanOrEqual(first!.top + first!.height);
    expect(third!.top).toBeGreaterThanOrEqual(second!.top + second!.height);
    expect(third!.top + third!.height).toBeLessThanOrEqual(layout.height - layout.frame.footerHeight);
  });
});
