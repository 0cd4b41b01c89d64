import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRenderer } from "../../core/images/renderer.ts";
import { conductInFolder } from "../../core/mutual/conduct-experiment.ts";
import { decideExperiment } from "../../core/mutual/experiment.ts";
import { planExperiment } from "../../core/mutual/plan-experiment.ts";
import { beginExperiment, readExperiment, fileNameOf } from "../../core/mutual/experiment-folder.ts";
import { readSavedBallots } from "../../core/mutual/saved-ballots.ts";
import { subjects } from "../../core/mutual/subject.ts";
import { rankQuestions } from "../../core/mutual/results/questions.ts";
import { reportScores } from "../../core/mutual/results/score-report.ts";
import { demoModels } from "../../core/models/demo/demo-models.ts";
import { startDemoModels } from "../../core/models/demo/demo-server.ts";
import { createModelProvider } from "../../core/models/openai-provider.ts";
import type { Renderer } from "../../core/images/picture.ts";
import { noShares } from "../../core/mutual/run/progress.ts";
import { roles, sumOf, eachRole } from "../../core/mutual/run/roles.ts";
import { systemClock } from "../../core/machine/clock.ts";
import { describe as describeProgress } from "../../scripts/mutual/progress-bar.ts";
import { buildModels, settingsFor } from "./stage.ts";
import { unzip } from "./unzip.ts";

let demo: Awaited<ReturnType<typeof startDemoModels>>;
let renderer: Renderer;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "mutual-"));
  demo = await startDemoModels({ writingTime: 0 });
  renderer = createRenderer();
});
afterAll(async () => {
  await demo.close();
  await renderer.close();
  rmSync(folder, { recursive: true });
});

async function conduct(name: keyof typeof subjects) {
  const place = path.join(folder, name);
  const settings = decideExperiment({
    ...{ subject: subjects[name], models: null, rounds: null, seed: 3, roster: demo.roster },
    at: new Date("2030-01-01T00:00:00Z"),
  });
  await beginExperiment(place, settings);
  const provider = createModelProvider({ endpoints: demo.roster.endpoints, clock: systemClock });
  const conducted = await conductInFolder({
    ...{
      folder: place,
      settings,
      models: demoModels,
      provider,
      renderer,
      clock: systemClock,
      budget: 0,
      unpriced: null,
    },
    signal: new AbortController().signal,
    // Python takes seconds.
    checks: false,
    style: { theme: "dark", language: "zh" },
  });
  const read = (file: string) => JSON.parse(readFileSync(path.join(place, file), "utf8"));
  return { place, settings, read, ...conducted };
}

describe("the built-in demo models", () => {
  it("play all three parts in mathematics, and leave the whole folder of results", async () => {
    const { place, read, settings, results } = await conduct("math");
    expect(results.ending).toBe("finished");
    expect(readdirSync(place).filter((name) => !name.startsWith("round-"))).toEqual([
      ...["ballots.json", "calls.jsonl", "charts", "experiment.json", "experiment_summary.json", "owner.lock"],
      ...["report.html", "report.pdf", "results.xlsx", "scores.json"],
    ]);
    const report = readFileSync(path.join(place, "report.html"), "utf8");
    expect(report).toContain('<html lang="zh">');
    expect(report.match(/<source media="screen and \(prefers-color-scheme: dark\)" srcset="data:image/gu)).toHaveLength(
      4,
    );
    expect(readFileSync(path.join(place, "report.pdf"), "latin1")).toMatch(/^%PDF-/u);
    const answers = settings.models.map(({ id }) => `answer_${id}.json`);
    const ballots = settings.models.map(({ id }) => `evaluation_${id}.json`);
    for (const [index, { id }] of settings.models.entries()) {
      const inside = readdirSync(path.join(place, `round-0${index + 1}`));
      const others = answers.filter((name) => name !== `answer_${id}.json`);
      expect(inside.toSorted()).toEqual([...others, ...ballots, "question.json", "round_summary.json"].toSorted());
    }
    const [first, second] = results.scores.models;
    expect([first?.model, second?.model]).toEqual(["demo-calculator", "demo-structured"]);
    expect(
      results.scores.models
        .slice(-2)
        .map(({ model }) => model)
        .toSorted(),
    ).toEqual(["demo-echo", "demo-questioner"]);
    expect(results.scores.rounds.every(({ complete, question }) => complete && question !== null)).toBe(true);
    const summary = read("experiment_summary.json");
    expect(summary).toMatchObject({ demo: true, ending: "finished", roundsPlayed: 6, isSketch: true });
    expect(summary.separations).toHaveLength(settings.models.length - 1);
    expect(summary.weighed.method).toMatch(/am-ELO/u);
    for (const judge of summary.weighed.judges)
      expect(judge).toMatchObject({ ability: expect.any(Number), agreement: { tau: expect.any(Number) } });
    expect(summary.weighed.judges[0]).toHaveProperty("bias.length");
    expect(read("round-01/question.json").set.standardAnswer).toMatch(/=/u);
    const saved = readSavedBallots(readFileSync(path.join(place, "ballots.json"), "utf8"));
    expect(read("scores.json")).toMatchObject(JSON.parse(JSON.stringify(reportScores(saved.experiment))));
    expect(await readExperiment(place)).toEqual(settings);
    for (const name of ["scores", "radar", "topk", "agreement"]) {
      expect(
        readFileSync(path.join(place, "charts", `${name}.png`))
          .subarray(1, 4)
          .toString(),
      ).toBe("PNG");
      const pdf = readFileSync(path.join(place, "charts", `${name}.pdf`)).toString("latin1");
      // Letters as letters, and no picture of them.
      expect(pdf).toMatch(/^%PDF-/u);
      expect(pdf).toMatch(/\/Type0/u);
      expect(pdf).not.toMatch(/\/Subtype ?\/Image/u);
    }
  });

  it("play all three parts in programming, and the workbook has a sheet a round and both summaries", async () => {
    const { place, results } = await conduct("programming");
    const ranked = results.scores.models.map(({ model }) => model);
    expect(ranked.slice(0, 2).toSorted()).toEqual(["demo-calculator", "demo-structured"]);
    expect(ranked.slice(2, 4)).toEqual(["demo-concise", "demo-longwinded"]);
    const book = unzip(readFileSync(path.join(place, "results.xlsx")));
    const names = [...book.get("xl/workbook.xml")!.matchAll(/<sheet [^>]*name="([^"]+)"/gu)].map(([, name]) => name);
    expect(names).toEqual([
      ...[1, 2, 3, 4, 5, 6].map((n) => `Round ${n}`),
      "Running Totals",
      "Final Ranking",
      "Score Summary",
      "Weighed Judges",
      "Questions",
    ]);
    const cells = `${book.get("xl/worksheets/sheet8.xml")}${book.get("xl/sharedStrings.xml")}`;
    for (const { answer } of results.scores.models) expect(cells).toContain(`<v>${answer}</v>`);
    expect(cells).toContain("Demo Calculator");
    const [best, ...others] = rankQuestions(results);
    expect(others).toHaveLength(5);
    expect(best).toMatchObject({ undecided: false, beaten: false, difficulty: expect.any(Number) });
    expect(best!.discrimination).toBeGreaterThan(0.9);
    expect(String(book.get("xl/worksheets/sheet11.xml"))).toContain(`<v>${best!.discrimination}</v>`);
  });
});

describe("the folder of an experiment", () => {
  it("is not begun where something lies, nor gone on with where nothing does", async () => {
    const settings = settingsFor(buildModels(["a", "b", "c"]), {});
    const taken = mkdtempSync(path.join(folder, "taken-"));
    await beginExperiment(taken, settings);
    await expect(beginExperiment(taken, settings)).rejects.toThrow(/holds an experiment already/u);
    const full = mkdtempSync(path.join(folder, "full-"));
    writeFileSync(path.join(full, "thesis.doc"), "");
    await expect(beginExperiment(full, settings)).rejects.toThrow(/is not empty/u);
    await expect(readExperiment(full)).rejects.toThrow(/no experiment in/u);
    expect(readdirSync(full)).toEqual(["thesis.doc"]);
  });

  it("names files safely, and different models differently", () => {
    const ids = [
      "gpt-5.1",
      "Qwen/Qwen3:8b",
      "qwen/qwen3:8b",
      "../x",
      "con",
      "con.1",
      "",
      "模型",
      "a%62",
      "ab",
      ".",
      "x.",
      "m".repeat(300),
      `${"m".repeat(299)}n`,
    ];
    const names = ids.map(fileNameOf);
    expect(names[0]).toBe("gpt-5.1");
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(ids.length);
    for (const name of names) expect(name).toMatch(/^(?!con\b)[a-z0-9%_-][a-z0-9%._-]{0,99}(?<!\.)$/u);
  });
});

describe("what is said about an experiment", () => {
  it("before it: calls and cost", () => {
    const models = buildModels(["a", "b", "c", "d"]).map((model, index) =>
      index === 3 ? { ...model, price: null } : model,
    );
    const plan = planExperiment(settingsFor(models, {}), models, { input: 2, output: 10 });
    expect(plan.calls).toBe(4 * 8);
    expect(plan.unpriced).toEqual(["d"]);
    expect(plan.most).toBeGreaterThan(plan.cost);
    expect(eachRole((role) => plan.roles[role].calls)).toEqual({ question: 4, answer: 12, ballot: 16 });
    // All have the same price here; each sets one question of 700 tokens, is asked with 300, and so on.
    expect(plan.roles.question.cost).toBeCloseTo((4 * (300 * 2 + 700 * 10)) / 1e6, 12);
    expect(plan.roles.answer.cost).toBeCloseTo((12 * (700 * 2 + 900 * 10)) / 1e6, 12);
    expect(plan.roles.ballot.cost).toBeCloseTo((16 * ((300 + 700 + 3 * 900) * 2 + 500 * 10)) / 1e6, 12);
    for (const amount of ["cost", "most"] as const)
      expect(sumOf(eachRole((role) => plan.roles[role][amount]))).toBeCloseTo(plan[amount], 12);
    expect(roles.every((role) => plan.roles[role].most > plan.roles[role].cost)).toBe(true);
  });

  it("while it goes on: calls, failures, tokens, cost and time left", () => {
    const totals = { done: 30, planned: 60, failures: 2, tokens: 12_345, cost: 0.5, fresh: 10, elapsed: 60_000 };
    const progress = { ...totals, roles: noShares() };
    expect(describeProgress(progress, true)).toBe(
      `${"█".repeat(8)}${"░".repeat(8)} 30/60 calls · 2 failed · 12,345 tokens · $0.5000 · 3 min left`,
    );
    expect(describeProgress({ ...progress, fresh: 0 }, false)).toBe("30/60 calls · 2 failed · 12,345 tokens · $0.5000");
  });
});
