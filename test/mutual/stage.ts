/** An experiment between players behind a real server, over a real journal. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { decideExperiment, type ExperimentSettings } from "../../core/mutual/experiment.ts";
import { openJournal } from "../../core/mutual/run/journal.ts";
import { playRounds, type RunOptions, type RunOutcome } from "../../core/mutual/run/play-rounds.ts";
import { type Subject, subjects } from "../../core/mutual/subject.ts";
import type { Model } from "../../core/models/model.ts";
import { createModelProvider } from "../../core/models/openai-provider.ts";
import { createManualClock, type ManualClock } from "../manual-clock.ts";
import { buildEndpoint, buildModel } from "../models/fixtures.ts";
import { type Player, playModels } from "../peers/model-players.ts";
import { type ScriptedModelServer, startScriptedModelServer } from "../peers/scripted-model-server.ts";

export type Stage = {
  server: ScriptedModelServer;
  folder: string;
  clock: ManualClock;
  close(): Promise<void>;
};

export async function openStage(): Promise<Stage> {
  const server = await startScriptedModelServer();
  const folder = mkdtempSync(path.join(tmpdir(), "mutual-"));
  return {
    ...{ server, folder, clock: createManualClock() },
    async close() {
      await server.close();
      rmSync(folder, { recursive: true });
    },
  };
}

export function buildModels(ids: readonly string[]): Model[] {
  return ids.map((id) => buildModel({ id, name: id.toUpperCase(), organization: `Makers of ${id}`, model: id }));
}

export type PlayOptions = Partial<Pick<RunOptions, "signal" | "budget" | "onProgress" | "onWriting">> & {
  /** One by its identifier, or another one. */
  subject?: keyof typeof subjects | Subject;
  rounds?: number;
  judges?: number;
  journal?: string;
  seed?: number;
};

export function settingsFor(
  models: readonly Model[],
  { subject: about = "math", rounds, judges, seed = 5 }: PlayOptions,
) {
  const subject = typeof about === "string" ? subjects[about] : about;
  const generation = { temperature: 0.7, maxTokens: 500, system: null };
  const roster = { models: [...models], generation };
  const at = new Date("2030-01-01T00:00:00Z");
  return decideExperiment({
    ...{ subject, seed, roster, at },
    models: null,
    rounds: rounds ?? null,
    judges: judges ?? null,
  });
}

/** Plays an experiment to its end. */
export async function play(
  { server, folder, clock }: Stage,
  players: Readonly<Record<string, Player>>,
  { journal: name, ...options }: PlayOptions = {},
): Promise<RunOutcome & { settings: ExperimentSettings; calls: number }> {
  server.script(playModels(players));
  const models = buildModels(Object.keys(players));
  const settings = settingsFor(models, options);
  const before = server.calls.length;
  const journal = await openJournal(path.join(folder, name ?? `${before}.jsonl`));
  try {
    const outcome = await playRounds({
      ...{ signal: new AbortController().signal, budget: null, unpriced: null },
      ...options,
      ...{ settings, models, journal, clock },
      provider: createModelProvider({
        endpoints: { local: buildEndpoint(server.baseURL, { concurrency: 16 }) },
        clock,
      }),
    });
    return { ...outcome, settings, calls: server.calls.length - before };
  } finally {
    await journal.close();
  }
}
