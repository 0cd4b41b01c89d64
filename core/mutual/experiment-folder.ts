/** The folder of an experiment: its settings, and how its files are named and written. */
import { existsSync } from "node:fs";
import { readdir, readFile, rename } from "node:fs/promises";
import { join, dirname } from "node:path";
import { z } from "zod";
import { makeFolder } from "../machine/make-folder.ts";
import { type ExperimentSettings, fewestModels } from "./experiment.ts";
import { keptSubject } from "./subject.ts";
import { flushFolder, writeFlushed } from "../machine/durable-file.ts";

/** The folder cannot be used as it was meant to. The message says why and what to do. */
export class UnusableFolder extends Error {
  override readonly name = "UnusableFolder";
}

const settingsFile = "experiment.json";
/** What is kept in a folder of several experiments. */
export const repeatsFile = "experiments.json";

/** An experiment's settings, as they are kept. */
export const experimentSchema = z.object({
  subject: keptSubject,
  models: z
    .array(z.object({ id: z.string(), name: z.string(), organization: z.string(), league: z.enum(["real", "demo"]) }))
    .min(fewestModels),
  rounds: z.number().int().min(1),
  answerers: z.array(z.array(z.string()).min(1)).optional(),
  seed: z.number().int(),
  generation: z.object({ temperature: z.number(), maxTokens: z.number(), system: z.string().nullable() }),
  startedAt: z.string(),
});

/** Where the calls are kept. */
export function journalFile(folder: string): string {
  return join(folder, "calls.jsonl");
}

/**
 * Makes the folder, which may exist empty, and keeps the settings there.
 * @throws {UnusableFolder} when it cannot be made or there is something in it; {Error} of node:fs.
 */
export async function beginExperiment(folder: string, chosen: ExperimentSettings): Promise<void> {
  await makeEmptyFolder(folder);
  await writeJson(join(folder, settingsFile), chosen);
}

/** Whether an experiment has been begun in the folder. */
export function hasExperiment(folder: string): boolean {
  return existsSync(join(folder, settingsFile));
}

/** @throws {UnusableFolder} when it cannot be made or there is something in it; {Error} of node:fs. */
export async function makeEmptyFolder(folder: string): Promise<void> {
  try {
    makeFolder(folder);
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new UnusableFolder(`${folder} cannot be made (${reason}). Choose another folder.`, { cause: error });
  }
  const inside = await readdir(folder);
  if (inside.includes(settingsFile) || inside.includes(repeatsFile))
    throw new UnusableFolder(
      `${folder} holds an experiment already. Go on with it (--resume), or choose another folder.`,
    );
  if (inside.length > 0) throw new UnusableFolder(`${folder} is not empty. Choose a new or an empty folder.`);
}

/** Keeps the settings in a folder for the results of an experiment whose journal lies elsewhere. @throws {Error} of node:fs. */
export async function keepExperiment(folder: string, chosen: ExperimentSettings): Promise<void> {
  await writeJson(join(folder, settingsFile), chosen);
}

/** Reads the settings that {@link beginExperiment} kept. @throws {UnusableFolder} when there are none that can be read. */
export async function readExperiment(folder: string): Promise<ExperimentSettings> {
  const text = await readFile(join(folder, settingsFile), "utf8").catch(() => undefined);
  if (text === undefined)
    throw new UnusableFolder(
      existsSync(join(folder, repeatsFile))
        ? `${folder} holds several experiments. Name the folder of one of them, such as ${join(folder, "experiment-1")}.`
        : `There is no experiment in ${folder}. Check the path, or begin one: npm run -s mutual -- run.`,
    );
  const parsed = experimentSchema.safeParse(parse(text));
  if (parsed.success) return parsed.data;
  throw new UnusableFolder(`${join(folder, settingsFile)} cannot be read. Put it back from a copy.`);
}

/** @returns undefined where it is no JSON. */
export function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Writes a file beside its place and puts it there whole. Makes its folder. @throws {Error} of node:fs. */
export async function writeWhole(file: string, content: string | Uint8Array): Promise<void> {
  makeFolder(dirname(file));
  const draft = `${file}.new`;
  await writeFlushed(draft, content);
  await rename(draft, file);
  await flushFolder(dirname(file));
}

/** Writes a value as JSON that people can read, whole or not at all. @throws {Error} of node:fs. */
export async function writeJson(file: string, value: unknown): Promise<void> {
  await writeWhole(file, `${JSON.stringify(value, undefined, 2)}\n`);
}

/** Names that Windows keeps for itself, whatever follows their first dot. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/iu;
const longest = 100;

/**
 * A model's identifier as a part of a file's name: letters, digits, `.`, `-` and `_` stay, everything else becomes `%`
 * and its bytes; different identifiers give different names, also where files know no case.
 */
export function fileNameOf(id: string): string {
  const bytes = (character: string) =>
    [...Buffer.from(character)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
  // Capitals too: "M1" and "m1" are one file on many systems.
  const spelled = id.replace(/[^a-z0-9._-]|^\.|\.$/gu, bytes);
  const safe = reserved.test(spelled) ? `%${spelled}` : spelled;
  if (safe.length <= longest) return safe || "%";
  const sum = [...Buffer.from(id)].reduce((hash, byte) => (Math.imul(hash, 31) + byte) >>> 0, 7);
  return `${safe.slice(0, longest - 9)}%${sum.toString(16).padStart(8, "0")}`;
}

/** `round-01`, with as many digits as the last round has. */
export function roundFolder(number: number, rounds: number): string {
  return `round-${String(number).padStart(Math.max(2, String(rounds).length), "0")}`;
}
