/** `mutual run`: an experiment from the first question to the charts, or what an interrupted one still lacks. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import {
  answersPerRound,
  beatenRounds,
  beginExperiment,
  BrokenJournal,
  conductInFolder,
  createModelProvider,
  createRenderer,
  type ExperimentResults,
  type ExperimentSettings,
  findParticipants,
  OtherExperiment,
  type Price,
  rankQuestions,
  readExperiment,
  remarksOnRounds,
  repeatFolder,
  type Roster,
  scoresFile,
  sentences,
  subjectIds,
  systemClock as clock,
  UnusableFolder,
} from "../../core/index.ts";
import { type Config, configFromEnvironment } from "../../bots/config.ts";
import { CannotDo, language } from "../verb/run-as-verb.ts";
import { createProgressBar } from "./progress-bar.ts";
import { describeQuestions } from "./describe-questions.ts";
import { describePlan } from "./describe-plan.ts";
import { describeScores } from "./describe-scores.ts";
import { decideSettings, readRunArguments, type RunArguments } from "./run-arguments.ts";
import { findRepeats, remarkOnDemo, type Run, runRepeated, tellSpent, tellEnding } from "./run-repeated.ts";

/** Runs an experiment. @returns 0; 3 when it was interrupted or the budget is spent. @throws {CannotDo} with a sentence. */
export async function run(given: readonly string[]): Promise<number> {
  const wanted = readRunArguments(given);
  const config = configFromEnvironment();
  const participants = await findParticipants({
    rosterPath: config.roster,
    rosterRequired: config.rosterFixed,
    demo: config.demo ?? false,
    secret: config.secret,
  });
  try {
    return await runWith(wanted, participants.roster, config);
  } catch (error) {
    if (error instanceof UnusableFolder || error instanceof BrokenJournal || error instanceof OtherExperiment)
      throw new CannotDo(error.message, { cause: error });
    throw error;
  } finally {
    await participants.close();
  }
}

type Prices = Pick<Config, "spending" | "pricesRequired">;

async function runWith(wanted: RunArguments, roster: Roster, prices: Prices): Promise<number> {
  const folder = resolve(wanted.out ?? defaultFolder(wanted));
  const repeats = await findRepeats(folder, wanted);
  if (wanted.dryRun) {
    const place = repeats ? repeatFolder(folder, 1) : folder;
    const settings = wanted.resume ? await readExperiment(place) : decideSettings(wanted, roster);
    console.log(describePlan(settings, participantsOf(settings, roster, prices), prices, repeats?.repeat ?? 1));
    return 0;
  }
  const runOne = (place: string, own: RunArguments) => runExperiment(place, own, roster, prices);
  if (repeats) return runRepeated(folder, repeats, wanted, runOne);
  const { results, trouble, shares } = await runOne(folder, wanted);
  report(folder, results);
  tellSpent([shares]);
  return tellEnding(folder, results, trouble);
}

async function runExperiment(folder: string, wanted: RunArguments, roster: Roster, prices: Prices): Promise<Run> {
  const settings = wanted.resume ? await readExperiment(folder) : decideSettings(wanted, roster);
  refuseOthers(settings, wanted);
  const models = participantsOf(settings, roster, prices);
  if (!wanted.resume) await beginExperiment(folder, settings);
  return runOnTerminal(folder, settings, models, roster, { ...wanted, unpriced: prices.spending.unpriced });
}

/** @throws {CannotDo} when the roster lacks one of them, or a price that must be there. */
function participantsOf(settings: ExperimentSettings, roster: Roster, prices: Prices): Roster["models"] {
  const models = roster.models.filter(({ id }) => settings.models.some((model) => model.id === id));
  const gone = settings.models.find(({ id }) => models.every((model) => model.id !== id));
  if (gone)
    throw new CannotDo(`The roster has no model "${gone.id}" any more, which this experiment needs. Put it back.`);
  const unpriced = models.filter(({ price, league }) => price === null && league === "real").map(({ id }) => id);
  if (prices.pricesRequired && unpriced.length > 0)
    throw new CannotDo(
      `DEFAULT_PRICE is set to refuse models without a price, and models.json has none for ${unpriced.join(", ")}. Add it (0 and 0 for a free model).`,
    );
  return models;
}

/** Conducts the experiment, shows how far it is, and stops it at a signal. */
async function runOnTerminal(
  folder: string,
  settings: ExperimentSettings,
  models: Roster["models"],
  roster: Roster,
  wanted: RunArguments & { unpriced: Price },
): Promise<Run> {
  const stopping = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => stopping.abort());
  const bar = createProgressBar(process.stderr, clock);
  const renderer = createRenderer();
  // Core's own timers keep no process alive, and between two tries of a call there is nothing else.
  const awake = setInterval(() => {}, 60_000);
  try {
    const { results, trouble, progress } = await conductInFolder({
      folder,
      settings,
      models,
      renderer,
      clock,
      provider: createModelProvider({ endpoints: roster.endpoints, clock }),
      ...{ budget: wanted.budget, unpriced: wanted.unpriced, checks: wanted.checks },
      signal: stopping.signal,
      style: { theme: wanted.theme, language },
      onProgress: bar.show,
      onWriting: bar.hear,
    });
    return { results, trouble, shares: progress.roles };
  } finally {
    bar.end();
    clearInterval(awake);
    await renderer.close();
  }
}

function report(folder: string, results: ExperimentResults): void {
  remarkOnDemo(results);
  console.log(describeScores(scoresFile(results)).join("\n"));
  const { mutual } = sentences(language);
  if (results.settings.answerers) console.log(`\n${mutual.blocks(answersPerRound(results.settings))}`);
  const beaten = beatenRounds(results);
  if (beaten.length > 0) console.log(`\n${mutual.beatenStandards(beaten.join(", "))}`);
  const told = describeQuestions(rankQuestions(results));
  if (told.length > 0) console.log(`\n${told.join("\n")}`);
  for (const remark of remarksOnRounds(results, mutual)) console.log(`\n${remark}`);
  console.log(`\nResults: ${folder}`);
}

/** The first of `mutual/math`, `mutual/math-2`, … that is free; to go on, the last that is not. */
function defaultFolder({ subject, resume }: RunArguments): string {
  const name = (number: number) => `mutual-results/${subject?.id}${number === 1 ? "" : `-${number}`}`;
  let number = 1;
  while (existsSync(name(number))) number += 1;
  return name(resume ? Math.max(1, number - 1) : number);
}

/** What is asked for must be what was begun. */
function refuseOthers(settings: ExperimentSettings, wanted: RunArguments): void {
  const { subject } = wanted;
  if (subject && subject.id !== settings.subject.id)
    throw new CannotDo(`That experiment is about ${settings.subject.id}, not ${subject.id}. Correct --subject.`);
  // A built-in one may have been another in an earlier version: it goes on as it began.
  const isBuiltIn = subjectIds.some((id) => id === subject?.id);
  if (subject && !isBuiltIn && !isDeepStrictEqual(subject, settings.subject))
    throw new CannotDo(
      `The subject ${subject.id} is not as it was when that experiment began. Leave --subject out to go on with it.`,
    );
  if (wanted.rounds !== null && wanted.rounds !== settings.rounds)
    throw new CannotDo(`That experiment has ${settings.rounds} rounds. Leave --rounds out to go on with it.`);
  const judges = answersPerRound(settings);
  if (wanted.judges !== null && Math.min(wanted.judges, settings.models.length - 1) !== judges)
    throw new CannotDo(`That experiment has ${judges} judges beside the setter. Leave --judges out to go on with it.`);
  const ids = settings.models.map(({ id }) => id);
  if (wanted.models !== null && wanted.models.join() !== ids.join())
    throw new CannotDo(`That experiment is between ${ids.join(", ")}. Leave --models out to go on with it.`);
}
