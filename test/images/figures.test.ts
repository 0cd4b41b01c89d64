import { describe, expect, it } from "vitest";
import { drawPicture } from "../../core/images/draw.ts";
import { layoutBars } from "../../core/images/figures/bars.ts";
import type { FigureContent } from "../../core/images/figures/content.ts";
import type { FigurePicture } from "../../core/images/picture.ts";
import { layoutMatrix } from "../../core/images/figures/matrix.ts";
import { layoutRadars } from "../../core/images/figures/radars.ts";
import { createMeasure, registerFonts } from "../../core/images/fonts.ts";
import { layoutFrame } from "../../core/images/frame.ts";
import { palettes } from "../../core/images/theme.ts";
import { textsOf } from "./perception.ts";
import { color, decode } from "./pictures.ts";

const long = "A-model-whose-name-is-far-too-long-for-one-line-and-for-two-lines-as-well-of-any-picture";
const bars = {
  kind: "bars" as const,
  heading: "Model",
  columns: [{ heading: "Answer", most: 4 }],
  rows: [
    { name: "One", bars: [{ value: 2, figure: "2.00" }] },
    { name: long, bars: [{ value: null, figure: "–" }] },
  ],
};
const matrix = {
  kind: "matrix" as const,
  numbers: [1, 3],
  names: ["One", long],
  cells: [
    [
      { value: null, figure: "" },
      { value: -1, figure: "-1.00" },
    ],
    [
      { value: 1, figure: "1.00" },
      { value: null, figure: "" },
    ],
  ],
  scale: ["-1", "0", "1"] as [string, string, string],
};
const contents: FigureContent[] = [
  bars,
  matrix,
  {
    kind: "radars",
    axes: ["One", long, "Three"],
    most: 4,
    radars: [{ name: long, values: [null, 4, 1], figure: "2.50" }],
  },
];
const picture = (content: FigureContent, more: Partial<FigurePicture> = {}): FigurePicture => ({
  ...{ kind: "figure", theme: "light", title: "A figure", subtitle: "of tests", footer: "A footer.", content },
  ...more,
});

describe("figures", () => {
  it.each(contents.map((content) => [content.kind, content] as const))(
    "are drawn as pixels and for print (%s)",
    async (_, content) => {
      for (const theme of ["light", "dark"] as const) {
        const { png, pdf, height } = drawPicture(picture(content, { theme, pdf: true }));
        const pixels = await decode({ png });
        expect([pixels.width, pixels.height]).toEqual([1080, height]);
        expect(pixels.at(5, 5)).toEqual(color(palettes[theme].background));
        expect(Buffer.from(pdf!).toString("latin1")).toMatch(/^%PDF-[\s\S]*\/Type0/u);
      }
      expect(drawPicture(picture(content))).not.toHaveProperty("pdf");
    },
  );

  it("draw a bar as long as its value, and none where there is no value", async () => {
    const whole = picture(bars);
    registerFonts(JSON.stringify(whole));
    const top = layoutFrame(whole, createMeasure()).contentTop + 14;
    const layout = layoutBars(bars, top, createMeasure());
    const pixels = await decode(drawPicture(whole));
    const { left, width } = layout.columns[0]!;
    const half = left + (width - layout.figureRoom) / 2;
    const blue = color(palettes.light.series[0]);
    const [first, second] = [layout.rowsTop + 40 + 10, layout.rowsTop + 80 + 40 + 10];
    expect(pixels.at(Math.round(half - 4), first)).toEqual(blue);
    expect(pixels.at(Math.round(half + 4), first)).not.toEqual(blue);
    expect(pixels.at(Math.round(left + 4), second)).not.toEqual(blue);
    expect(layout.names[1]!.lines).toHaveLength(2);
  });

  it("colour a cell by its value: the second series below zero, the first above", async () => {
    const whole = picture(matrix);
    const layout = layoutMatrix(matrix, layoutFrame(whole, createMeasure()).contentTop + 14, createMeasure());
    const pixels = await decode(drawPicture(whole));
    const cell = (row: number, column: number) =>
      pixels.at(Math.round(layout.left + column * layout.cell + 8), Math.round(layout.top + row * layout.cell + 8));
    const [red, , blue] = cell(0, 1);
    expect(red - blue).toBeGreaterThan(90);
    const [otherRed, , otherBlue] = cell(1, 0);
    expect(otherBlue - otherRed).toBeGreaterThan(90);
    expect(layout.names.map(({ lines }) => lines[0]![0])).toEqual(["1", "3"]);
  });

  it.each(["light", "dark"] as const)(
    "write every figure from −1 to 1, and none, so that it can be read (%s)",
    (theme) => {
      const values = [...Array.from({ length: 120 }, (_, index) => (index - 60) / 60), 1, ...Array.from({ length: 23 }, () => null)]; // prettier-ignore
      const size = Math.sqrt(values.length);
      const cells = Array.from({ length: size }, (_, row) =>
        values
          .slice(row * size, (row + 1) * size)
          .map((value) => ({ value, figure: value === null ? "–" : value.toFixed(2) })),
      );
      const names = cells.map((_, index) => `Judge ${index + 1}`);
      const square = { ...matrix, numbers: names.map((_, index) => index + 1), names, cells };
      const { texts } = textsOf(picture(square, { theme }));
      const figures = new Set(cells.flat().map(({ figure }) => figure));
      const written = texts.filter(({ text }) => figures.has(text));
      expect(written.length).toBeGreaterThanOrEqual(values.length);
      for (const { text, contrast } of written) expect(contrast, text).toBeGreaterThanOrEqual(4.5);
    },
  );

  it("let the names of many judges stand below their squares, so that figures have room, and leave those out that have none", () => {
    const layoutOf = (count: number) => {
      const names = Array.from({ length: count }, (_, index) => `Judge ${index}`);
      const cells = names.map(() => names.map(() => ({ value: -0.5, figure: "−0.50" })));
      const numbers = names.map((_, index) => index + 2);
      return layoutMatrix({ ...matrix, numbers, names, cells }, 0, createMeasure());
    };
    const [few, many, tooMany] = [layoutOf(6), layoutOf(11), layoutOf(20)];
    expect([few, many, tooMany].map(({ showsFigures }) => showsFigures)).toEqual([true, true, false]);
    expect([few, many, tooMany].map(({ key }) => key.lines.length)).toEqual([0, 11, 20]);
    // Numbers have room beside every row, or beside every second.
    expect([few, many, tooMany, layoutOf(40)].map(({ everyNth }) => everyNth)).toEqual([1, 1, 1, 2]);
    expect(few.names[0]!.lines).toEqual(["2 Judge 0"]);
    expect(many.names[0]!.lines).toEqual(["2"]);
    expect(many.key.lines[0]!.text).toBe("2  Judge 0");
    expect(many.key.lines.at(-1)!.baseline).toBeLessThan(many.height);
  });

  it("draw no line over an axis without a value, nor to it", async () => {
    const axes = ["One", "Two", "Three", "Four", "Five", "Six"];
    const radars = {
      ...{ kind: "radars" as const, axes, most: 4 },
      radars: [{ name: "One", figure: "", values: [null, 4, 4, null, 4, null] }],
    };
    const whole = picture(radars);
    registerFonts(JSON.stringify(whole));
    const layout = layoutRadars(radars, layoutFrame(whole, createMeasure()).contentTop + 14, createMeasure());
    const pixels = await decode(drawPicture(whole));
    const [web] = layout.webs;
    const corner = (axis: number) => {
      const angle = (2 * Math.PI * axis) / axes.length - Math.PI / 2;
      return { x: web!.x + Math.cos(angle) * layout.radius, y: web!.y + Math.sin(angle) * layout.radius };
    };
    /** Of the points on the straight way between two corners, how many are blue. */
    const blueBetween = (one: number, other: number) => {
      const [from, to] = [corner(one), corner(other)];
      const at = (share: number) => pixels.at(from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share);
      const blue = color(palettes.light.series[0]);
      return [0.2, 0.3, 0.4, 0.6, 0.7, 0.8].filter((share) => at(share).join() === blue.join()).length;
    };
    expect(blueBetween(1, 2)).toBe(6);
    for (const [one, other] of [
      [2, 3],
      [2, 4],
      [3, 4],
      [4, 5],
      [4, 1],
      [0, 1],
      [5, 1],
    ] as const)
      // prettier-ignore
      expect(blueBetween(one, other), `${one} to ${other}`).toBe(0);
  });

  it("draw the interval of a bar's value where it lies", async () => {
    const rows = [{ name: "One", bars: [{ value: 2, figure: "2.00", lower: 1, upper: 3 }] }];
    const whole = picture({ ...bars, rows });
    const layout = layoutBars({ ...bars, rows }, layoutFrame(whole, createMeasure()).contentTop + 14, createMeasure());
    const pixels = await decode(drawPicture(whole));
    const { left, width } = layout.columns[0]!;
    const at = (value: number) => pixels.at(left + ((width - layout.figureRoom) * value) / 4, layout.rowsTop + 40);
    for (const value of [1.02, 2, 2.98]) expect(at(value)).toEqual(color(palettes.light.text));
    expect(at(0.9)).toEqual(color(palettes.light.series[0]));
  });
});
