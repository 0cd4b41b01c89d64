import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { conductInFolder } from "../../core/mutual/conduct-experiment.ts";
import { beginExperiment, readExperiment } from "../../core/mutual/experiment-folder.ts";
import { createModelProvider } from "../../core/models/openai-provider.ts";
import { readRunArguments } from "../../scripts/mutual/run-arguments.ts";
import { findRepeats, type Run, runRepeated } from "../../scripts/mutual/run-repeated.ts";
import { buildEndpoint } from "../models/fixtures.ts";
import { playModels } from "../peers/model-players.ts";
import { createSeededRandom } from "../seeded-random.ts";
import { times } from "../thorough.ts";
import { buildModels, openStage, settingsFor, type Stage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => (stage = await openStage()));
afterAll(() => stage.close());

const players = { bright: { strength: 90 }, able: { strength: 70 }, dim: { strength: 20 } };
const callsOfOne = 3 * 6;

/** Conducts as the verb does, until so many calls have ended. */
function conductUntil(most: number) {
  const stopping = new AbortController();
  const models = buildModels(Object.keys(players));
  let left = most;
  return async (folder: string, { resume, seed, budget }: ReturnType<typeof readRunArguments>): Promise<Run> => {
    const settings = resume ? await readExperiment(folder) : settingsFor(models, { seed: seed ?? 0 });
    if (!resume) await beginExperiment(folder, settings);
    const endpoints = { local: buildEndpoint(stage.server.baseURL, { concurrency: 16 }) };
    const { results, trouble, progress } = await conductInFolder({
      ...{ folder, settings, models, budget, unpriced: null, clock: stage.clock, signal: stopping.signal },
      provider: createModelProvider({ endpoints, clock: stage.clock }),
      // The charts are looked at elsewhere.
      renderer: {
        render: async () => ({ png: Buffer.from("PNG"), width: 1, height: 1 }),
        print: async () => new Uint8Array(),
        close: async () => {},
      },
      style: { theme: "light", language: "en" },
      onProgress: ({ fresh }) => void (fresh > 0 && (left -= 1) <= 0 && stopping.abort()),
    });
    return { results, trouble, shares: progress.roles };
  };
}

async function runUntil(out: string, most: number, ...more: string[]): Promise<number> {
  const wanted = readRunArguments(["--subject", "math", "--out", out, ...more]);
  const plan = await findRepeats(out, wanted);
  return runRepeated(out, plan!, wanted, conductUntil(most));
}

function countAnswers(folder: string): number {
  const journals = [1, 2, 3].map((number) => path.join(folder, `experiment-${number}`, "calls.jsonl"));
  const lines = journals.filter((file) => existsSync(file)).map((file) => readFileSync(file, "utf8"));
  return lines.join("").match(/"outcome"/gu)?.length ?? 0;
}

describe("several experiments", () => {
  it("interrupted at any of many points come to the same, and repeat no call", async () => {
    for (const stream of ["log", "error"] as const) {
      const silenced = vi.spyOn(console, stream).mockImplementation(() => {});
      onTestFinished(() => silenced.mockRestore());
    }
    stage.server.script(playModels(players));
    const whole = path.join(stage.folder, "whole");
    const first = stage.server.calls.length;
    expect(await runUntil(whole, Infinity, "--repeat", "3", "--seed", "5")).toBe(0);
    expect(stage.server.calls.length - first).toBe(3 * callsOfOne);
    const read = (folder: string) => JSON.parse(readFileSync(path.join(folder, "experiments.json"), "utf8"));
    expect(read(whole)).toMatchObject({
      repeat: 3,
      seed: 5,
      models: [{ model: "bright", answer: 1, spread: 0 }, {}, {}],
    });
    expect(read(whole).experiments.map(({ seed }: { seed: number }) => seed)).toEqual([5, 6, 7]);
    const random = createSeededRandom(3);
    for (let turn = 0; turn < times(20, 2); turn += 1) {
      const cut = path.join(stage.folder, `cut-${turn}`);
      expect(
        await runUntil(cut, 1 + Math.floor(random.fraction() * 3 * callsOfOne), "--repeat", "3", "--seed", "5"),
      ).toBe(3);
      const asked = stage.server.calls.length;
      const answered = countAnswers(cut);
      expect(await runUntil(cut, Infinity, "--resume")).toBe(0);
      expect(read(cut)).toEqual(read(whole));
      expect(stage.server.calls.length - asked).toBe(3 * callsOfOne - answered);
    }
    await expect(runUntil(whole, 1, "--repeat", "2", "--resume")).rejects.toThrow(/are to be 3 experiments/u);
    await expect(runUntil(whole, 1, "--repeat", "2")).rejects.toThrow(/holds an experiment already/u);
  });
});
