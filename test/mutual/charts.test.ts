import { describe, expect, it } from "vitest";
import { chartsInWords } from "../../core/mutual/results/chart-words.ts";
import { chartNames, type ChartedResults } from "../../core/mutual/results/charted.ts";
import { drawCharts } from "../../core/mutual/results/charts.ts";
import { chartedOf, order } from "./charted.ts";

function contentsOf(results: ChartedResults) {
  const { scores, radar, agreement } = drawCharts(results, { theme: "light", language: "en" });
  const [bars, radars, matrix] = [scores.content, radar.content, agreement.content];
  if (bars.kind !== "bars" || radars.kind !== "radars" || matrix.kind !== "matrix") throw new Error("other figures");
  return { bars, radars, matrix };
}

describe("the charts of an experiment", () => {
  it("call each model by the same number, and show it, in rows, radars, axes, and down and across the matrix", () => {
    const { bars, radars, matrix } = contentsOf(chartedOf(5));
    const numbered = order.map((id, index) => `${index + 1} Model ${id}`);
    expect(bars.rows.map(({ name }) => name)).toEqual(numbered);
    expect(radars.radars.map(({ name }) => name)).toEqual(numbered);
    expect(radars.axes.map((name, index) => `${index + 1} ${name}`)).toEqual(numbered);
    expect(matrix.names.map((name, index) => `${matrix.numbers[index]} ${name}`)).toEqual(numbered);
    // Nobody answers its own question.
    for (const [index, { values }] of radars.radars.entries()) expect(values[index]).toBeNull();
  });

  it("leave empty what nobody has asked yet", () => {
    const { radars } = contentsOf(chartedOf(2));
    // Only a and b have set a question: the third and the second by rank.
    expect(radars.radars.map(({ values }) => values.map((value) => value !== null))).toEqual([
      [false, true, true, false, false],
      [false, false, true, false, false],
      [false, true, false, false, false],
      [false, true, true, false, false],
      [false, true, true, false, false],
    ]);
  });

  it("come in one order, as pictures and in words", () => {
    const results = chartedOf(5);
    expect(Object.keys(drawCharts(results, { theme: "dark", language: "zh" }))).toEqual([...chartNames]);
    expect(Object.keys(chartsInWords(results, "en"))).toEqual([...chartNames]);
  });
});
