/** What a set-up is to write, what it must know to test it, and how it is written. */
import {
  type ChosenModel,
  type EndpointKey,
  type Language,
  addToRoster,
  flushFolder,
  RosterProblems,
  sentences,
  setInEnvironmentFile,
  writeFlushed,
} from "../../core/index.ts";
import type { Config } from "../../bots/config.ts";
import { readFile, rename } from "node:fs/promises";
import path from "node:path";

/** Everything that was tested and is to be written. */
export type SetupPlan = {
  models: { at: EndpointKey; chosen: readonly ChosenModel[] } | null;
  /** Settings for the `.env` file. */
  environment: Readonly<Record<string, string>>;
  /** What to tell at the end, such as where the bot is invited from. */
  notes: readonly string[];
};

/** Where the set-up works. */
export type Workplace = {
  language: Language;
  /** The settings of this machine as they are now. */
  config: Config;
  /** Paths of the two files. */
  environmentFile: string;
  rosterFile: string;
};

/** Something was refused: nothing is written. The message says what, and how to mend it. */
export class SetupRefused extends Error {
  override readonly name = "SetupRefused";
}

/** A file as it will be. */
export type ChangedFile = { file: string; text: string; secret: boolean };

/** What would be written, and how many models are new. */
type Changes = { files: readonly ChangedFile[]; added: number };

/**
 * Works out what the files will be.
 * @throws {SetupRefused} when the roster cannot be used, before or after.
 */
export async function prepareChanges(plan: SetupPlan, workplace: Workplace): Promise<Changes> {
  const files: ChangedFile[] = [];
  if (Object.keys(plan.environment).length > 0) {
    const before = (await readIfThere(workplace.environmentFile)) ?? "";
    const text = setInEnvironmentFile(before, plan.environment);
    files.push({ file: workplace.environmentFile, text, secret: true });
  }
  if (plan.models === null) return { files, added: 0 };
  const roster = await extendRoster(plan.models, plan.notes, workplace);
  if (roster.added.length > 0) files.push({ file: workplace.rosterFile, text: roster.text, secret: false });
  return { files, added: roster.added.length };
}

async function extendRoster(
  { at: { endpoint, key }, chosen }: NonNullable<SetupPlan["models"]>,
  notes: readonly string[],
  { rosterFile, language }: Workplace,
): Promise<ReturnType<typeof addToRoster>> {
  const before = await readIfThere(rosterFile);
  try {
    return addToRoster(before, key === null ? { ...endpoint, keyVariable: null } : endpoint, chosen);
  } catch (error) {
    if (!(error instanceof RosterProblems)) throw error;
    const { setup } = sentences(language);
    const tooFew = error.problems.every(({ place }) => place === "models");
    const why = before === undefined ? setup.badStart(rosterFile) : setup.badRoster(rosterFile);
    const lines = error.problems.map(({ place, problem }) => `  ${place}: ${problem}`);
    // The notes say which were left out, and why.
    const said = tooFew ? [setup.twoModels, ...notes] : [why, ...lines];
    throw new SetupRefused(said.join("\n"), { cause: error });
  }
}

/** The text of the roster so far; undefined: there is none. */
export function readRoster({ rosterFile }: Workplace): Promise<string | undefined> {
  return readIfThere(rosterFile);
}

/** Replaces each file whole or not at all. Only this user may read the one with the secrets. */
export async function writeChanges({ files }: Changes): Promise<void> {
  for (const { file, text, secret } of files) {
    const draft = `${file}.new`;
    await writeFlushed(draft, text, secret ? 0o600 : 0o644);
    await rename(draft, file);
    await flushFolder(path.dirname(path.resolve(file)));
  }
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
