/** Asks an endpoint for its list of models, which is free of charge: their names, and what it tells of them. */
import { closest } from "../language/closest.ts";
import { OversizedResponse, createBoundedFetch, endpointLimits } from "../machine/bounded-fetch.ts";
import type { Clock } from "../machine/clock.ts";
import { readComplaint } from "./complaint.ts";
import type { FailureReason } from "./completion.ts";
import { addressOf, listHeaders } from "./endpoint-address.ts";
import { isRecord } from "./json.ts";
import { type ListedModel, readListedModel } from "./listed-model.ts";
import type { Endpoint } from "./roster.ts";
import { judgeComplaint } from "./verdict.ts";

/** `none`: the endpoint answers, but has no such list, or does not show it to this key. `status`: that of the answer. */
export type ModelList = { kind: "models"; models: readonly ListedModel[] } | { kind: "none"; status: number };

/**
 * Why an endpoint shows no list. `unreachable`: no answer at all (`reason`: such as ECONNREFUSED); `web-page`: what
 * answers is a web site; `not-openai`: its answer is not OpenAI's; `oversized`: it sends more than anybody needs; `place`:
 * it does not serve this country or region; `challenge`: a page stands before it that asks for a person.
 */
export type EndpointTrouble =
  | { kind: "unreachable"; reason: string }
  | { kind: "timed-out" | "unauthorized" | "no-credit" | "rate-limited" | "web-page" | "not-openai" | "oversized" }
  | { kind: "place" | "challenge" }
  | { kind: "server-error"; status: number };

/** How long an endpoint may take for its list, in milliseconds. */
const patience = 10_000;

const fetchList = createBoundedFetch({ body: endpointLimits.body });

/** Asks for the list under the endpoint's key. Never throws. */
export async function askForModels(endpoint: Endpoint, clock: Clock): Promise<ModelList | EndpointTrouble> {
  const controller = new AbortController();
  const cancel = clock.after(patience, () => controller.abort());
  try {
    const response = await fetchList(addressOf(endpoint, "/models"), {
      headers: { Accept: "application/json", ...listHeaders(endpoint), ...anthropicHeaders(endpoint) },
      signal: controller.signal,
    });
    return judgeList(response, await response.text());
  } catch (error) {
    if (error instanceof OversizedResponse) return { kind: "oversized" };
    return controller.signal.aborted ? { kind: "timed-out" } : { kind: "unreachable", reason: findReason(error) };
  } finally {
    cancel();
  }
}

/** Chats are as OpenAI's there, the list is not. */
function anthropicHeaders({ baseURL, apiKey }: Endpoint): Record<string, string> {
  if (apiKey === null || new URL(baseURL).hostname !== "api.anthropic.com") return {};
  return { "x-api-key": apiKey, "anthropic-version": "2023-06-01" };
}

function judgeList({ status, headers }: Response, body: string): ModelList | EndpointTrouble {
  const reason = status >= 400 ? readReason(status, headers, body) : null;
  if (reason === "place" || reason === "challenge" || reason === "no-credit") return { kind: reason };
  if (status === 401) return { kind: "unauthorized" };
  if (status === 402) return { kind: "no-credit" };
  if (status === 429) return { kind: "rate-limited" };
  if (status >= 500 && status !== 501) return { kind: "server-error", status };
  // A key may be good for answers alone, so that a refusal of the list proves nothing.
  if (status >= 400) return { kind: "none", status };
  if (headers.get("content-type")?.includes("text/html")) return { kind: "web-page" };
  const models = readModels(body);
  return models ? { kind: "models", models } : { kind: "not-openai" };
}

/** What a refusal is about, where it is told as clearly as that of an answer. */
function readReason(status: number, headers: Headers, body: string): FailureReason | undefined {
  const error = { status, headers, error: parse(body) ?? body, code: undefined, param: undefined, type: undefined };
  return judgeComplaint(readComplaint(error), { endpoint: "", model: "" }).reason;
}

/** OpenAI wraps the list in `data`, some others do not wrap it; Ollama says null where there is nothing. */
function readModels(body: string): ListedModel[] | undefined {
  const parsed = parse(body);
  const list = isRecord(parsed) ? parsed.data : parsed;
  if (list === null && isRecord(parsed) && parsed.object === "list") return [];
  if (!Array.isArray(list)) return undefined;
  return list.flatMap((entry: unknown) => readListedModel(entry) ?? []);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Such as ECONNREFUSED, some causes deep; else the innermost words. Never those that may quote the key. */
function findReason(error: unknown): string {
  // A TypeError's own words quote the header that cannot be sent.
  let words = error instanceof Error ? error.name : "";
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ("code" in cause && typeof cause.code === "string") return cause.code;
    if (!(cause instanceof TypeError)) words = cause.message;
  }
  return words;
}

/** The listed model that is meant by a name, which may be written shorter than it is listed. */
export function findListed(name: string, models: readonly ListedModel[]): ListedModel | undefined {
  // Ollama leaves ":latest" out, Gemini "models/".
  const written = [name, `${name}:latest`, `models/${name}`];
  return models.find((one) => written.includes(one.name));
}

/** The name on the list that was probably meant by one that is not on it. */
export function findMeant(name: string, models: readonly ListedModel[]): string | undefined {
  const names = models.map((one) => one.name);
  return names.find((one) => one.endsWith(`/${name}`)) ?? closest(name, names);
}
