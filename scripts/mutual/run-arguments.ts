/** What `mutual run` is told, and what it makes of it. */
import { parseArgs } from "node:util";
import {
  decideExperiment,
  type ExperimentSettings,
  fewestJudges,
  type Roster,
  type Subject,
  systemClock,
  systemRandom,
  type Theme,
  themes,
  UnusableExperiment,
} from "../../core/index.ts";
import { CannotDo } from "../verb/run-as-verb.ts";
import { findSubject, subjectsToGive } from "./find-subject.ts";

/** What was asked for; null where nothing was said. */
export type RunArguments = {
  subject: Subject | null;
  models: string[] | null;
  rounds: number | null;
  /** How many models answer each question and judge it beside its setter. */
  judges: number | null;
  /** How many experiments one after another. */
  repeat: number | null;
  out: string | null;
  /** US dollars. */
  budget: number | null;
  seed: number | null;
  theme: Theme;
  resume: boolean;
  dryRun: boolean;
  /** Whether answers are checked by machine; `kept`: only what was checked before is told. */
  checks: boolean | "kept";
};

const options = {
  subject: { type: "string" },
  models: { type: "string" },
  rounds: { type: "string" },
  judges: { type: "string" },
  repeat: { type: "string" },
  out: { type: "string" },
  budget: { type: "string" },
  seed: { type: "string" },
  theme: { type: "string", default: "light" },
  resume: { type: "boolean", default: false },
  "dry-run": { type: "boolean", default: false },
  "no-checks": { type: "boolean", default: false },
} as const;

/** @throws {CannotDo} for a value that cannot be used; {TypeError} of node:util for a name that is none. */
export function readRunArguments(given: readonly string[]): RunArguments {
  const { values } = parseArgs({
    args: [...given],
    options,
  });
  // What goes on has its subject beside it.
  if (values.subject === undefined && !(values.resume && values.out !== undefined))
    throw new CannotDo(
      `--subject must be ${subjectsToGive}; it is missing.${values.resume ? " Or name the folder to go on in: --out." : ""}`,
    );
  return {
    subject: values.subject === undefined ? null : findSubject(values.subject),
    models: values.models?.split(/[,，\s]+/u).filter((id) => id !== "") ?? null,
    rounds: wholeNumber("--rounds", values.rounds, 1, 1000),
    judges: wholeNumber("--judges", values.judges, fewestJudges, 1000),
    repeat: wholeNumber("--repeat", values.repeat, 1, 100),
    out: values.out ?? null,
    budget: money(values.budget),
    seed: wholeNumber("--seed", values.seed, 0, 2 ** 31 - 1),
    theme: oneOf("--theme", themes, values.theme),
    resume: values.resume,
    dryRun: values["dry-run"],
    // What was checked before is told all the same.
    checks: !values["no-checks"] || (values.resume && "kept"),
  };
}

/** @throws {CannotDo} when the roster does not have what is asked for. */
export function decideSettings(wanted: RunArguments, roster: Roster): ExperimentSettings {
  const { subject } = wanted;
  if (subject === null) throw new CannotDo(`Nothing tells what it is about: name --subject, ${subjectsToGive}.`);
  try {
    return decideExperiment({
      subject,
      models: wanted.models,
      rounds: wanted.rounds,
      judges: wanted.judges,
      seed: wanted.seed ?? Math.floor(systemRandom.fraction() * 2 ** 31),
      roster,
      at: systemClock.now(),
    });
  } catch (error) {
    if (error instanceof UnusableExperiment) throw new CannotDo(error.message, { cause: error });
    throw error;
  }
}

function oneOf<Word extends string>(name: string, words: readonly Word[], given: string): Word {
  const word = words.find((one) => one === given);
  if (word !== undefined) return word;
  throw new CannotDo(`${name} must be ${words.join(" or ")}, not "${given}".`);
}

function wholeNumber(name: string, given: string | undefined, least: number, most: number): number | null {
  if (given === undefined) return null;
  const number = Number(given);
  if (/^\d+$/u.test(given) && number >= least && number <= most) return number;
  throw new CannotDo(`${name} must be a whole number from ${least} to ${most}, not "${given}".`);
}

function money(given: string | undefined): number | null {
  if (given === undefined) return null;
  const amount = Number(given.replace(/^\$/u, ""));
  if (given.trim() !== "" && amount >= 0 && amount < Infinity) return amount;
  throw new CannotDo(`--budget must be an amount of US dollars, such as 2.50, not "${given}".`);
}
