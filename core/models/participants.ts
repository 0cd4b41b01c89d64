/** Who takes part: the roster file, else Ollama on this machine, else the built-in demo models. */
import { readFile } from "node:fs/promises";
import { startDemoModels } from "./demo/demo-server.ts";
import { findOllama } from "./ollama.ts";
import { parseRoster, type Roster } from "./roster.ts";

export type ParticipantsOptions = {
  /** Where the roster file is looked for. */
  rosterPath: string;
  /** Whether somebody named that path, so that its absence is a mistake. */
  rosterRequired: boolean;
  /** Play with the demo models whatever else there is. */
  demo: boolean;
  /** Looks up the API keys that a roster names. */
  secret: (name: string) => string | undefined;
};

/** `why` tells people where the models come from. */
export type Participants = {
  roster: Roster;
  why: "roster" | "ollama" | "demo" | "demo-asked";
  close(): Promise<void>;
};

/** A roster file was named, and does not exist. */
export class MissingRoster extends Error {
  override readonly name = "MissingRoster";
  readonly path: string;

  constructor(path: string, options?: ErrorOptions) {
    super(`there is no roster file ${path}`, options);
    this.path = path;
  }
}

/** The roster file is there, but cannot be read. */
export class UnreadableRoster extends MissingRoster {
  /** The system's word for why, such as `EACCES`. */
  readonly code: string;

  constructor(rosterPath: string, code: string, options?: ErrorOptions) {
    super(rosterPath, options);
    this.code = code;
  }
}

/**
 * Finds the models that take part.
 * @throws {RosterProblems} for a roster that cannot be used; {MissingRoster} when a required one is not there;
 * {UnreadableRoster} when it cannot be read.
 */
export async function findParticipants(options: ParticipantsOptions): Promise<Participants> {
  if (options.demo) return { ...(await startDemoModels()), why: "demo-asked" };
  const text = await readRoster(options);
  if (text !== undefined) return { roster: parseRoster(text, options.secret), why: "roster", close: async () => {} };
  const ollama = await findOllama();
  if (ollama) return { roster: ollama, why: "ollama", close: async () => {} };
  return { ...(await startDemoModels()), why: "demo" };
}

async function readRoster(options: ParticipantsOptions): Promise<string | undefined> {
  try {
    return await readFile(options.rosterPath, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    if (code !== "ENOENT") throw new UnreadableRoster(options.rosterPath, code, { cause: error });
    if (options.rosterRequired) throw new MissingRoster(options.rosterPath, { cause: error });
    return undefined;
  }
}
