import { expect, it } from "vitest";
import { chartsInWords } from "../../core/mutual/results/chart-words.ts";
import { drawCharts } from "../../core/mutual/results/charts.ts";
import { reportScores } from "../../core/mutual/results/score-report.ts";
import { findAgreement } from "../../core/mutual/scoring/agreement.ts";
import { scoreExperiment } from "../../core/mutual/scoring/scores.ts";
import { subjects } from "../../core/mutual/subject.ts";
import { describeScores } from "../../scripts/mutual/describe-scores.ts";
import { makeExperiment } from "./experiments.ts";

const spread = { answer: 0.3, taste: 0.2, ballot: 0.2 };
const sketch = makeExperiment(5, 5, spread, 3);
const whole = makeExperiment(5, 30, spread, 3);

const chartOf = (experiment: typeof sketch, language: "en" | "zh") => {
  const results = {
    settings: {
      subject: subjects.math,
      models: experiment.models.map((id) => ({ id, name: id, league: "real" as const })),
    },
    ...{ rounds: experiment.rounds, ending: "finished" as const },
    ...{ scores: scoreExperiment(experiment), agreement: findAgreement(experiment) },
  };
  const words = chartsInWords(results, language).scores;
  return { title: drawCharts(results, { theme: "light", language }).scores.title, words };
};

it("calls a ranking from one question of each a sketch, and no other", () => {
  expect(chartOf(sketch, "en").title).toMatch(/^A sketch: /u);
  expect(chartOf(sketch, "en").words).toMatch(/^A sketch: /u);
  expect(chartOf(sketch, "zh").title).toMatch(/^草图：/u);
  expect(chartOf(whole, "en").title).not.toMatch(/sketch/u);
  expect(describeScores(reportScores(sketch))[0]).toMatch(/sketch/u);
  expect(describeScores(reportScores(whole)).join("\n")).not.toMatch(/sketch/u);
});

it("tells intervals, what separates neighbours, and both rankings", () => {
  const report = reportScores(whole);
  const lines = describeScores(report);
  expect(lines[0]).toMatch(/rank +range +answer +95% interval +question +model/u);
  for (const { model, interval, rank, rankRange } of report.models)
    expect(lines.some((line) => line.includes(`${interval!.lower.toFixed(3)} to `) && line.endsWith(model))).toBe(
      rank !== null && rankRange !== null,
    );
  expect(lines.filter((line) => / is ahead of |would tell|to say how many/u.test(line))).toHaveLength(4);
  expect(lines.some((line) => line.includes("am-ELO"))).toBe(true);
  expect(report.weighed.judges.map(({ agreement }) => agreement.tau !== null)).toEqual(Array(5).fill(true));
  // Not more than ballots allow.
  const few = describeScores(reportScores({ ...sketch, rounds: sketch.rounds.slice(0, 1) }));
  expect(few.join("\n")).toMatch(/– {2}/u);
  expect(few.join("\n")).toMatch(/Without intervals: it takes four questions/u);
  expect(lines.join("\n")).not.toMatch(/Without intervals/u);
});
