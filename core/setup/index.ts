/** What the set-up does: finds the models an endpoint has, proves that its key and they work, and writes the roster. */
import type { Examination, Finding } from "../doctor/check.ts";
import { examineEndpoint, explainEndpoint } from "../doctor/endpoints.ts";
import { type Language, sentences } from "../language/index.ts";
import { askForModels } from "../models/endpoint-check.ts";
import type { Model } from "../models/model.ts";
import type { Endpoint } from "../models/roster.ts";
import type { Clock } from "../machine/clock.ts";
import type { KnownEndpoint } from "./known-endpoints.ts";
export { setInEnvironmentFile } from "./environment-file.ts";
export { findKnownEndpoint, type KnownEndpoint, knownEndpoints } from "./known-endpoints.ts";
export { addToRoster, type RosterText } from "./roster-text.ts";

/** An endpoint and the key to try; null: none. */
export type EndpointKey = { endpoint: KnownEndpoint; key: string | null };

/** In which language findings are told, and the time. */
export type SetupContext = { language: Language; clock: Clock };

/**
 * Asks an endpoint for its models.
 * @returns their names, those for chat only; none where the endpoint keeps no list; or why it cannot be used.
 */
export async function listModels(
  { endpoint, key }: EndpointKey,
  { language, clock }: SetupContext,
): Promise<{ names: string[] } | { trouble: Finding }> {
  const list = await askForModels(toEndpoint(endpoint, key), clock);
  if (list.kind === "names") return { names: chatModels(list.names) };
  if (list.kind === "none") return { names: [] };
  const subject = { name: endpoint.name, endpoint: toEndpoint(endpoint, key), variables: variablesOf(endpoint, key) };
  return { trouble: explainEndpoint(subject, list, sentences(language).doctor) };
}

/** Proves that an endpoint lets the key in and has these models; where its list does not tell, one is asked for a token. */
export async function tryModels(
  { endpoint, key }: EndpointKey,
  names: readonly string[],
  { language, clock }: SetupContext,
): Promise<readonly Finding[]> {
  const subject = { name: endpoint.name, endpoint: toEndpoint(endpoint, key), variables: variablesOf(endpoint, key) };
  const context: Pick<Examination, "words" | "clock"> = { words: sentences(language).doctor, clock };
  return examineEndpoint(
    subject,
    names.map((name) => toModel(name, endpoint.name)),
    context,
  );
}

function variablesOf({ keyVariable }: KnownEndpoint, key: string | null): string[] {
  return key === null || keyVariable === null ? [] : [keyVariable];
}

function toEndpoint({ baseURL, concurrency, firstTokenSeconds }: KnownEndpoint, key: string | null): Endpoint {
  return { baseURL, apiKey: key, concurrency, requestsPerMinute: null, firstTokenSeconds };
}

function toModel(name: string, endpoint: string): Model {
  return {
    id: name,
    name,
    organization: endpoint,
    endpoint,
    model: name,
    input: ["text"],
    price: null,
    status: "active",
    league: "real",
    unsupported: [],
  };
}

const notForChat =
  /embed|whisper|transcri|\btts\b|-tts|text-to-speech|dall-?e|moderation|rerank|\b(?:bge|gte|e5)-|-image|image-|sora|realtime|audio|babbage|davinci|minilm|colbert|guard|stable-diffusion|flux|ocr\b/i;

/** The names that look like models for chat, in alphabetical order, each once; all of them when none does. */
export function chatModels(names: readonly string[]): string[] {
  const sorted = [...new Set(names)].toSorted((one, other) => one.localeCompare(other, "en", { numeric: true }));
  const chatting = sorted.filter((name) => !notForChat.test(name));
  return chatting.length > 0 ? chatting : sorted;
}
