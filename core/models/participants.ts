/** Who takes part: the roster file, else Ollama on this machine, else the built-in demo models. */
import { readFile } from "node:fs/promises";
import { startDemoModels } from "./demo/demo-server.ts";
import { parseRoster, type Roster } from "./roster.ts";
import { createBoundedFetch, endpointLimits } from "../machine/bounded-fetch.ts";
import { type Clock, systemClock } from "../machine/clock.ts";
import { readModelName } from "./chat-names.ts";
import { isRecord } from "./json.ts";
import { demoIdPrefix, type Model } from "./model.ts";

/** Where participants are looked for. */
export type ParticipantsOptions = {
  /** Where the roster file is looked for. */
  rosterPath: string;
  /** Whether somebody named that path, so that its absence is a mistake. */
  rosterRequired: boolean;
  /** Play with the demo models whatever else there is. */
  demo: boolean;
  /** Whether a roster's active model without a price is a mistake. */
  pricesRequired?: boolean;
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
  if (text !== undefined) {
    const roster = parseRoster(text, options.secret, options.pricesRequired);
    return { roster, why: "roster", close: async () => {} };
  }
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

/** How Ollama is asked for its models; what is left out is as on a usual machine. */
export type OllamaOptions = {
  baseURL?: string;
  /** Milliseconds to wait for its list of models. */
  patience?: number;
  clock?: Clock;
  fetch?: typeof fetch;
};

/**
 * One at a time: a machine that holds only one of two models would let the second request wait inside Ollama, and that
 * wait would count as the second model's slowness. In our own line an answer's limits begin with its turn. The limit
 * of the whole battle runs on, but two answers at once would not end sooner on such a machine.
 */
const concurrency = 1;

/** A model is first read from disk, and then reads a long question slowly where there is no graphics card. */
const firstTokenSeconds = 120;

/**
 * @returns a roster of Ollama's chat models; undefined when it does not answer in time or has fewer than two.
 * Never throws.
 */
export async function findOllama(options: OllamaOptions = {}): Promise<Roster | undefined> {
  const { baseURL = "http://127.0.0.1:11434", patience = 300, clock = systemClock } = options;
  const address = baseURL.replace(/\/+$/, "");
  const controller = new AbortController();
  const cancel = clock.after(patience, () => controller.abort());
  try {
    const response = await createBoundedFetch({ body: endpointLimits.body }, options.fetch)(`${address}/api/tags`, {
      signal: controller.signal,
    });
    if (!response.ok) {
      await response.body?.cancel();
      return undefined;
    }
    const models = readModels(await response.json());
    if (models.length < 2) return undefined;
    return {
      endpoints: {
        ollama: { baseURL: `${address}/v1`, apiKey: null, concurrency, requestsPerMinute: null, firstTokenSeconds },
      },
      models,
      generation: { temperature: 0.7, maxTokens: 1024, system: null },
    };
  } catch {
    return undefined;
  } finally {
    cancel();
  }
}

function readModels(list: unknown): Model[] {
  const entries: unknown[] = isRecord(list) && Array.isArray(list.models) ? list.models : [];
  const digests = new Set<unknown>();
  const ids = new Set<string>();
  return entries.flatMap((entry) => {
    if (!isRecord(entry) || typeof entry.name !== "string" || entry.name === "" || !isChatModel(entry)) return [];
    // Two names for one model would have it play against itself.
    if (typeof entry.digest === "string" && digests.has(entry.digest)) return [];
    digests.add(entry.digest);
    return [toModel(entry.name, chooseId(entry.name, ids), hasCapability(entry, "vision"))];
  });
}

/** This machine's own work. */
const free = { input: 0, output: 0 };

function toModel(tag: string, id: string, seesImages: boolean): Model {
  return {
    id,
    name: tag.replace(/:latest$/, ""),
    organization: "Ollama",
    endpoint: "ollama",
    model: tag,
    input: seesImages ? ["text", "image"] : ["text"],
    price: free,
    status: "active",
    league: "real",
    unsupported: [],
  };
}

function isChatModel(entry: Record<string, unknown>): boolean {
  if (Array.isArray(entry.capabilities)) return hasCapability(entry, "completion");
  const details = isRecord(entry.details) ? entry.details : {};
  const family = typeof details.family === "string" ? details.family : "";
  return !/bert/i.test(family) && readModelName(String(entry.name)) === "chat";
}

function hasCapability(entry: Record<string, unknown>, capability: string): boolean {
  return Array.isArray(entry.capabilities) && entry.capabilities.includes(capability);
}

/** A roster id made from the name, such as `llama3.2-1b` from `llama3.2:1b`. */
function chooseId(tag: string, taken: Set<string>): string {
  const plain = tag
    .toLowerCase()
    .replace(/:latest$/, "")
    .replace(/[^a-z0-9._-]+/g, "-")
    .replace(/^[^a-z0-9]+/, "");
  const base = (plain.startsWith(demoIdPrefix) ? `ollama-${plain}` : plain).slice(0, 60) || "model";
  let id = base;
  for (let number = 2; taken.has(id); number += 1) id = `${base}-${number}`;
  taken.add(id);
  return id;
}
