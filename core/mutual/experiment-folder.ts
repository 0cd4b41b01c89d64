/** The folder that an experiment and its results live in. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { makeFolder } from "../machine/make-folder.ts";
import { writeJson } from "./results/atomic-file.ts";
import { type ExperimentSettings, fewestModels } from "./run/experiment.ts";
import { subjects } from "./scoring/ballots.ts";

/** The folder cannot be used as it was meant to. The message says why and what to do. */
export class UnusableFolder extends Error {
  override readonly name = "UnusableFolder";
}

const settingsFile = "experiment.json";

const settings = z.object({
  subject: z.enum(subjects),
  models: z
    .array(z.object({ id: z.string(), name: z.string(), organization: z.string(), league: z.enum(["real", "demo"]) }))
    .min(fewestModels),
  rounds: z.number().int().min(1),
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
  try {
    makeFolder(folder);
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new UnusableFolder(`${folder} cannot be made (${reason}). Choose another folder.`, { cause: error });
  }
  const inside = await readdir(folder);
  if (inside.includes(settingsFile))
    throw new UnusableFolder(
      `${folder} holds an experiment already. Go on with it (--resume), or choose another folder.`,
    );
  if (inside.length > 0) throw new UnusableFolder(`${folder} is not empty. Choose a new or an empty folder.`);
  await writeJson(join(folder, settingsFile), chosen);
}

/** @throws {UnusableFolder} when there is no experiment in it that can be read. */
export async function readExperiment(folder: string): Promise<ExperimentSettings> {
  const text = await readFile(join(folder, settingsFile), "utf8").catch(() => undefined);
  if (text === undefined)
    throw new UnusableFolder(
      `There is no experiment in ${folder}. Begin one without --resume, or name its folder (--out).`,
    );
  const parsed = settings.safeParse(parse(text));
  if (parsed.success) return parsed.data;
  throw new UnusableFolder(`${join(folder, settingsFile)} cannot be read. Put it back from a copy.`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
