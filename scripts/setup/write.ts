/** Writes what the set-up has found: the `.env` file first, for the roster names keys that stand in it. */
import { readFile, rename } from "node:fs/promises";
import path from "node:path";
import {
  addToRoster,
  flushFolder,
  RosterProblems,
  sentences,
  setInEnvironmentFile,
  writeFlushed,
} from "../../core/index.ts";
import { type SetupPlan, SetupRefused, type Workplace } from "./plan.ts";

/** A file as it will be. */
export type ChangedFile = { file: string; text: string; secret: boolean };

/** What would be written, and how many models are new. */
export type Changes = { files: readonly ChangedFile[]; added: number };

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
  const roster = await extendRoster(plan.models, workplace);
  if (roster.added.length > 0) files.push({ file: workplace.rosterFile, text: roster.text, secret: false });
  return { files, added: roster.added.length };
}

async function extendRoster(
  { at, names }: NonNullable<SetupPlan["models"]>,
  { rosterFile, language }: Workplace,
): Promise<ReturnType<typeof addToRoster>> {
  try {
    return addToRoster(await readIfThere(rosterFile), at.endpoint, names);
  } catch (error) {
    if (!(error instanceof RosterProblems)) throw error;
    const lines = error.problems.map(({ place, problem }) => `  ${place}: ${problem}`);
    throw new SetupRefused([sentences(language).setup.badRoster(rosterFile), ...lines].join("\n"), { cause: error });
  }
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
