/** The results of several experiments with the same models, in the folder that holds theirs. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Row } from "write-excel-file/node";
import { z } from "zod";
import {
  makeEmptyFolder,
  parse,
  repeatsFile as file,
  UnusableFolder,
  writeJson,
  writeWhole,
} from "../experiment-folder.ts";
import { joinExperiments, type RepeatedScore } from "../scoring/repeats.ts";
import { keptSubject, type Subject } from "../subject.ts";
import { type ExperimentResults, judgedExperiment } from "./results.ts";
import { type PooledReport, reportPooled } from "./score-report.ts";
import { ends, figure, head, storable } from "./cells.ts";

/** How many experiments there are to be, about what, and the seed of the first one; each later one has the next. */
export type RepeatPlan = { repeat: number; seed: number; subject?: Subject | undefined };

const plan = z.object({ repeat: z.number().int().min(2), seed: z.number().int(), subject: keptSubject.optional() });

/** The folder of one of several experiments, from 1 on. */
export function repeatFolder(folder: string, number: number): string {
  return join(folder, `experiment-${number}`);
}

/** Makes the folder, which may exist empty, and keeps there how many there are to be. @throws {UnusableFolder} */
export async function beginRepeats(folder: string, begun: RepeatPlan): Promise<void> {
  await makeEmptyFolder(folder);
  await writeJson(join(folder, file), begun);
}

/** Reads how many there are to be; undefined where the folder is not one of several. @throws {UnusableFolder} */
export async function readRepeats(folder: string): Promise<RepeatPlan | undefined> {
  const text = await readFile(join(folder, file), "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const { data } = plan.safeParse(parse(text));
  if (!data) throw new UnusableFolder(`${join(folder, file)} cannot be read. Put it back from a copy.`);
  return data;
}

/** The figures of all their questions together; null where their models differ. */
export function poolResults(all: readonly ExperimentResults[]): PooledReport | null {
  return reportPooled(all.map(({ settings, rounds }) => judgedExperiment(settings, rounds)));
}

/**
 * Writes `experiments.json` and `experiments.xlsx`: the mean and the spread of each model's scores, what all questions
 * together tell, and each experiment's.
 * @param all those that have begun, in their order. @throws {Error} of node:fs.
 */
export async function writeRepeats(
  folder: string,
  begun: RepeatPlan,
  all: readonly ExperimentResults[],
): Promise<void> {
  const models = joinExperiments(all.map(({ scores }) => scores));
  const pooled = poolResults(all);
  const experiments = all.map(({ settings, ending, scores }, index) => ({
    ...{ folder: `experiment-${index + 1}`, seed: settings.seed, ending, ranking: scores.models },
  }));
  await writeJson(join(folder, file), { ...begun, subject: all[0]?.settings.subject, models, pooled, experiments });
  const names = new Map(all[0]?.settings.models.map(({ id, name }) => [id, name]));
  await writeWhole(join(folder, "experiments.xlsx"), await buildRepeats(models, pooled, all.length, names));
}

async function buildRepeats(
  models: readonly RepeatedScore[],
  pooled: PooledReport | null,
  count: number,
  names: ReadonlyMap<string, string>,
): Promise<Uint8Array> {
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  const heads = [
    ...["Rank", "Model", "Mean", "Standard deviation", "Questions"],
    ...["Lower (95%)", "Upper (95%)", "Best rank", "Worst rank"],
    ...numbers.flatMap((number) => [`Experiment ${number}`, `Rank in ${number}`]),
  ];
  const told = new Map(pooled?.models.map((one) => [one.model, one]));
  const rows = models.map(({ model, rank, answer, spread, question, experiments }): Row => [
    ...[rank, storable(names.get(model) ?? model), figure(answer), figure(spread), figure(question)],
    ...ends(told.get(model)?.interval ?? null),
    ...[told.get(model)?.rankRange?.best ?? null, told.get(model)?.rankRange?.worst ?? null],
    ...experiments.flatMap((one) => [figure(one.answer), one.rank]),
  ]);
  const { default: writeWorkbook } = await import("write-excel-file/node");
  const data = [heads.map(head), ...rows];
  return writeWorkbook([{ sheet: "Experiments", stickyRowsCount: 1, data }]).toBuffer();
}
