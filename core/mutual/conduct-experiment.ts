/** Conducts an experiment, and reads again what came of it: the one way in for command line and chat. */
import { hostname } from "node:os";
import type { Model } from "../models/model.ts";
import type { Renderer } from "../images/picture.ts";
import { lockDirectory } from "../machine/directory-lock.ts";
import { StoreRefusal } from "../machine/store-refusal.ts";
import { createInTurn } from "../machine/in-turn.ts";
import type { ExperimentSettings, RoundRecord } from "./experiment.ts";
import { journalFile, readExperiment, UnusableFolder } from "./experiment-folder.ts";
import type { EvaluationFacts } from "./report/facts.ts";
import { writeEvaluationReport } from "./report/report-files.ts";
import {
  type ScoredRound,
  writeCharts,
  writeResults,
  writeRound,
  writeRoundSummaries,
} from "./results/result-files.ts";
import type { BoardModel } from "./results/board-chart.ts";
import type { ChartStyle } from "./results/charted.ts";
import { type ExperimentResults, findResults } from "./results/results.ts";
import { scoreRoundRecord } from "./results/summaries.ts";
import { type Journal, openJournal } from "./run/journal.ts";
import { playRounds, type RunOptions } from "./run/play-rounds.ts";
import type { Progress } from "./run/progress.ts";

/** Where the results go, and what charts are drawn with. */
export type ConductOptions = Omit<RunOptions, "onRound"> & {
  folder: string;
  renderer: Renderer;
  style: ChartStyle;
  /** The models that people's votes rank; null, or left out: there are no votes. */
  board?: readonly BoardModel[] | null;
};

/** How far an experiment came. */
type Conducted = { results: ExperimentResults; progress: Progress; trouble: string | null };

/**
 * Plays an experiment as far as it can be played now, and writes its results, also those of an interrupted one.
 * @throws what {@link playRounds} throws; {Error} of node:fs.
 */
export async function conductExperiment(options: ConductOptions): Promise<Conducted> {
  const { folder, settings, renderer, style, board = null } = options;
  const over: ScoredRound[] = [];
  const writing = createInTurn();
  const onRound = async (round: RoundRecord) => {
    await writeRound(folder, settings, round);
    over.push({ round, scores: scoreRoundRecord(settings, round) });
    await writing("summaries", () => writeRoundSummaries(folder, settings, over, round.number));
  };
  const outcome = await playRounds({ ...options, onRound });
  const results = findResults(settings, outcome.rounds, outcome.ending);
  await writeResults(folder, results, outcome.progress);
  const { progress, trouble } = outcome;
  const facts = { results, progress, board };
  await writeCharts(folder, facts, renderer, style);
  // Whoever has stopped it, or waits for an endpoint, goes on with it.
  if (results.ending === "finished" || results.ending === "budget")
    await writeEvaluationReport(folder, facts, renderer, style.language);
  return { results, progress, trouble };
}

/**
 * The same for one whose journal lies in its folder.
 * @throws {UnusableFolder} when another process is at work there; what {@link conductExperiment} throws.
 */
export async function conductInFolder(options: Omit<ConductOptions, "journal">): Promise<Conducted> {
  return await withJournal(options.folder, (journal) => conductExperiment({ ...options, journal }));
}

/**
 * Writes the pictures and the report of an experiment in its folder again. No model is called.
 * @throws {UnusableFolder} when there is none, or another process is at work there; what {@link playRounds} throws.
 */
export async function reportInFolder(
  options: Pick<ConductOptions, "folder" | "renderer" | "style" | "board" | "provider" | "clock">,
): Promise<EvaluationFacts> {
  const { folder, renderer, style, board = null } = options;
  const settings = await readExperiment(folder);
  return await withJournal(folder, async (journal) => {
    const facts = { ...(await rereadExperiment(settings, journal, options)), board };
    await writeCharts(folder, facts, renderer, style);
    await writeEvaluationReport(folder, facts, renderer, style.language);
    return facts;
  });
}

async function withJournal<Result>(folder: string, work: (journal: Journal) => Promise<Result>): Promise<Result> {
  const unlock = await lock(folder);
  try {
    const journal = await openJournal(journalFile(folder));
    try {
      return await work(journal);
    } finally {
      await journal.close();
    }
  } finally {
    unlock();
  }
}

/** What an experiment's settings do not tell of a model. */
const untold: Omit<Model, keyof ExperimentSettings["models"][number]> = {
  endpoint: "",
  model: "",
  input: ["text"],
  price: null,
  status: "retired",
  unsupported: [],
};

/**
 * The results of all that is in an experiment's journal. No model is called, so that they need not be in the roster any
 * longer, and no program is run. @throws what {@link playRounds} throws.
 */
export async function rereadExperiment(
  settings: ExperimentSettings,
  journal: Journal,
  { provider, clock, checks = true }: Pick<RunOptions, "provider" | "clock" | "checks">,
): Promise<Pick<Conducted, "results" | "progress">> {
  const models = settings.models.map((model) => ({ ...untold, ...model }));
  // Called off before it begins, it finds calls in the journal and makes none.
  const signal = AbortSignal.abort();
  const free = { budget: null, unpriced: null };
  const { rounds, ending, progress } = await playRounds({
    settings,
    models,
    provider,
    journal,
    ...free,
    clock,
    signal,
    checks: checks && "kept",
  });
  return { results: findResults(settings, rounds, ending), progress };
}

async function lock(folder: string): Promise<() => void> {
  try {
    return await lockDirectory(folder, { pid: process.pid, machine: hostname() }, 0);
  } catch (error) {
    if (!(error instanceof StoreRefusal)) throw error;
    if (error.kind !== "locked") throw new UnusableFolder(error.message, { cause: error });
    throw new UnusableFolder(`Another process is at work in ${folder}. Wait for it, or stop it first.`, {
      cause: error,
    });
  }
}
