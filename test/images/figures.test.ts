import { describe, expect, it } from "vitest";
import { drawPicture } from "../../core/images/draw.ts";
import { layoutBars } from "../../core/images/figures/bars.ts";
import type { FigureContent, FigurePicture } from "../../core/images/picture.ts";
import { layoutMatrix } from "../../core/images/figures/matrix.ts";
import { layoutScatter } from "../../core/images/figures/scatter.ts";
import { createMeasure, registerFonts } from "../../core/images/fonts.ts";
import { layoutFrame } from "../../core/images/frame.ts";
import { palettes } from "../../core/images/theme.ts";
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
const at = (value: number) => ({ value, lower: value - 10, upper: value + 10 });
const axis = { label: "Rating", ticks: [900, 1000, 1100] };
const contents: FigureContent[] = [
  bars,
  matrix,
  {
    kind: "radars",
    axes: ["One", long, "Three"],
    most: 4,
    mostLabel: "4",
    radars: [{ name: long, values: [null, 4, 1], figure: "2.50" }],
  },
  { kind: "scatter", x: axis, y: axis, points: [{ name: "One", x: at(950), y: at(1050) }] },
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
    const [first, second] = [layout.rowsTop + 33 + 10, layout.rowsTop + 66 + 33 + 10];
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
    expect(cell(0, 1)).toEqual(color(palettes.light.series[1]));
    expect(cell(1, 0)).toEqual(color(palettes.light.series[0]));
  });

  it("keep names of points that lie together apart", () => {
    const points = Array.from({ length: 4 }, (_, index) => ({
      name: `Point ${index}`,
      x: at(1000),
      y: at(1000 + index),
    }));
    const layout = layoutScatter({ kind: "scatter", x: axis, y: axis, points }, 0, createMeasure());
    const heights = layout.points.map(({ nameY }) => nameY).toSorted((one, other) => one - other);
    for (const [index, height] of heights.entries())
      if (index > 0) expect(height - heights[index - 1]!).toBeGreaterThanOrEqual(20);
  });
});
