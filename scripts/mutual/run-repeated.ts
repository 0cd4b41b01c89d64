/** `mutual run --repeat N`: several experiments with the same models, one after another, and what they come to together. */
import {
  beginRepeats,
  costsOf,
  eachRole,
  type ExperimentResults,
  hasExperiment,
  joinExperiments,
  poolResults,
  type Progress,
  readRepeats,
  repeatFolder,
  type RepeatPlan,
  sumOf,
  tellCosts,
  systemRandom,
  writeRepeats,
} from "../../core/index.ts";
import { CannotDo, language } from "../verb/run-as-verb.ts";
import { describePooled } from "./describe-scores.ts";
import type { RunArguments } from "./run-arguments.ts";

/** How far an experiment came; `shares`: what each part has taken, earlier runs included. */
export type Run = { results: ExperimentResults; trouble: string | null; shares: Progress["roles"] };

/** Something was left undone, and can be taken up again. */
const interrupted = 3;
const seeds = 2 ** 31;

/** How many experiments there are to be; undefined: one alone. @throws {CannotDo} {UnusableFolder} */
export async function findRepeats(folder: string, wanted: RunArguments): Promise<RepeatPlan | undefined> {
  const { repeat, resume } = wanted;
  if (!resume) {
    if (repeat === null || repeat === 1) return undefined;
    return {
      repeat,
      subject: wanted.subject ?? undefined,
      seed: wanted.seed ?? Math.floor(systemRandom.fraction() * seeds),
    };
  }
  const begun = await readRepeats(folder);
  if (repeat !== null && repeat !== (begun?.repeat ?? 1))
    throw new CannotDo(`There are to be ${begun?.repeat ?? 1} experiments in ${folder}. Leave --repeat out to go on.`);
  return begun;
}

/**
 * Conducts what is still lacking of each. The budget is that of all together.
 * @param runOne conducts one, in its folder. @returns the exit code.
 */
export async function runRepeated(
  folder: string,
  plan: RepeatPlan,
  wanted: RunArguments,
  runOne: (folder: string, wanted: RunArguments) => Promise<Run>,
): Promise<number> {
  if (!wanted.resume) await beginRepeats(folder, plan);
  const all: ExperimentResults[] = [];
  const spent: Progress["roles"][] = [];
  let { budget, models } = wanted;
  const subject = wanted.subject ?? plan.subject ?? null;
  for (let number = 1; number <= plan.repeat; number += 1) {
    const place = repeatFolder(folder, number);
    console.error(`Experiment ${number} of ${plan.repeat}`);
    const seed = (plan.seed + number - 1) % seeds;
    const own: RunArguments = {
      ...wanted,
      ...{ resume: hasExperiment(place), subject, seed, budget, models },
    };
    const { results, trouble, shares } = await runOne(place, own);
    spent.push(shares);
    all.push(results);
    await writeRepeats(folder, plan, all);
    if (results.ending !== "finished") {
      tellSpent(spent);
      return tellEnding(folder, results, trouble);
    }
    // Whatever becomes of the roster meanwhile, it is the same models.
    models = results.settings.models.map(({ id }) => id);
    if (budget !== null) budget = Math.max(0, budget - sumOf(costsOf(shares)));
  }
  report(folder, all);
  tellSpent(spent);
  return 0;
}

/** Says how to go on with what was interrupted. @returns the exit code. */
export function tellEnding(folder: string, { ending }: ExperimentResults, trouble: string | null): number {
  if (ending === "finished") return 0;
  const why = ending === "stopped" ? "It was interrupted." : (trouble ?? ending);
  console.error(`${why} Go on with: npm run -s mutual -- run --out ${folder} --resume`);
  return interrupted;
}

/** Says what each part has cost in all, where anything has. */
export function tellSpent(spent: readonly Progress["roles"][]): void {
  const costs = eachRole((role) => spent.reduce((sum, shares) => sum + shares[role].cost, 0));
  if (sumOf(costs) > 0) console.log(tellCosts(costs, language));
}

/** Says so where they are only toys. */
export function remarkOnDemo({ settings }: ExperimentResults): void {
  if (settings.models.some(({ league }) => league === "demo"))
    console.log("Demo models: built-in toys, whose order says nothing about any real model.");
}

function report(folder: string, all: readonly ExperimentResults[]): void {
  if (all[0]) remarkOnDemo(all[0]);
  const figure = (value: number | null) => (value === null ? "–" : value.toFixed(2)).padStart(8);
  console.log("rank    mean  spread  each");
  for (const { rank, model, answer, spread, experiments } of joinExperiments(all.map(({ scores }) => scores)))
    console.log(
      `${String(rank ?? "–").padStart(4)}${figure(answer)}${figure(spread)}${experiments.map((one) => figure(one.answer)).join("")}  ${model}`,
    );
  for (const line of describePooled(poolResults(all))) console.log(line);
  console.log(`\nResults: ${folder}`);
}
