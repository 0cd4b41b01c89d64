import { describe, expect, it } from "vitest";
import { chartNames, chartsInWords, drawCharts, type ChartedResults } from "../../core/mutual/results/charts.ts";
import { findAgreement } from "../../core/mutual/scoring/agreement.ts";
import { bordaPoints } from "../../core/mutual/scoring/borda.ts";
import type { JudgedExperiment } from "../../core/mutual/scoring/ballots.ts";
import { scoreExperiment } from "../../core/mutual/scoring/scores.ts";
import { subjects } from "../../core/mutual/subject.ts";

/** Best first; they are declared, and judge, in another order. */
const [order, declared] = [
  ["d", "b", "a", "c", "e"],
  ["a", "b", "c", "d", "e"],
];

/** All hold them to be in that order. @param rounds how many questions are over. */
function chartedOf(rounds: number): ChartedResults {
  const judged: JudgedExperiment = {
    ...{ judging: "ranks", models: declared },
    rounds: declared.slice(0, rounds).map((setter) => ({
      setter,
      ballots: declared.map((judge) => {
        const groups = order.filter((model) => model !== setter && model !== judge).map((model) => [model]);
        return { judge, points: bordaPoints(groups, declared.length) };
      }),
    })),
  };
  const models = declared.map((id) => ({ id, name: `Model ${id}`, league: "real" as const }));
  return {
    settings: { subject: subjects.math, models },
    rounds: judged.rounds,
    ending: "finished",
    scores: scoreExperiment(judged),
    agreement: findAgreement(judged),
  };
}

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
