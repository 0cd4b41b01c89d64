/** Finds the models that Ollama serves on this machine, so that they can play without any configuration. */
import { createBoundedFetch, endpointLimits } from "../machine/bounded-fetch.ts";
import { type Clock, systemClock } from "../machine/clock.ts";
import { isRecord } from "./record.ts";
import { demoIdPrefix, type Model } from "./model.ts";
import type { Roster } from "./roster.ts";

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

function toModel(tag: string, id: string, seesImages: boolean): Model {
  return {
    id,
    name: tag.replace(/:latest$/, ""),
    organization: "Ollama",
    endpoint: "ollama",
    model: tag,
    input: seesImages ? ["text", "image"] : ["text"],
    price: null,
    status: "active",
    league: "real",
    unsupported: [],
  };
}

function isChatModel(entry: Record<string, unknown>): boolean {
  if (Array.isArray(entry.capabilities)) return hasCapability(entry, "completion");
  const details = isRecord(entry.details) ? entry.details : {};
  const family = typeof details.family === "string" ? details.family : "";
  return !/bert/i.test(family) && !/embed|minilm|rerank|(^|[/-])(bge|gte|e5)-/i.test(String(entry.name));
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
