/** Checks whether an endpoint answers, accepts our key and has its models, at the lowest cost. */
import { APIError } from "openai";
import { OversizedResponse, createBoundedFetch, endpointLimits } from "../machine/bounded-fetch.ts";
import type { Clock } from "../machine/clock.ts";
import { closest } from "../language/closest.ts";
import { ModelFailure } from "./completion.ts";
import { addressOf, listHeaders, secretsOf } from "./endpoint-address.ts";
import { createEndpointClient } from "./endpoint-client.ts";
import type { Model } from "./model.ts";
import { isRecord } from "./json.ts";
import type { Endpoint } from "./roster.ts";
import { readTrouble } from "./trouble.ts";
import { defaultLimits } from "./watchdog.ts";

/** A model its endpoint does not have; `closest`: a name that it has and that was probably meant. */
export type AbsentModel = { model: Model; closest: string | undefined };

/** Whether an endpoint can be used, and which of its models it does not have. */
export type EndpointVerdict =
  | EndpointTrouble
  /** `tried`: the models that had to be asked for one token, because the list did not tell. */
  | { kind: "ready"; absent: readonly AbsentModel[]; tried: readonly Model[] };

/**
 * Asks for the endpoint's list of models, which is free of charge. Only what the list leaves open (the endpoint has
 * none, anybody may read it, or a model is not on it) is settled by asking a model for one token. Never throws.
 * @param models those that the endpoint must serve, at least one.
 */
export async function checkEndpoint(
  endpoint: Endpoint,
  models: readonly Model[],
  clock: Clock,
): Promise<EndpointVerdict> {
  const list = await askForModels(endpoint, clock);
  if (list.kind !== "names" && list.kind !== "none") return list;
  const open = await chooseToTry(endpoint, models, list, clock);
  const absent: AbsentModel[] = [];
  for (const model of open) {
    const outcome = await tryModel(endpoint, model, clock);
    if (outcome === "no-such-model") absent.push({ model, closest: findMeant(model.model, list) });
    else if (outcome !== "answered") return outcome;
  }
  return { kind: "ready", absent, tried: open };
}

async function chooseToTry(
  endpoint: Endpoint,
  models: readonly Model[],
  list: ModelList,
  clock: Clock,
): Promise<readonly Model[]> {
  const first = models.slice(0, 1);
  if (list.kind === "none") return first;
  // Names that are not listed may work all the same: many endpoints know aliases.
  const unlisted = models.filter(({ model }) => !isListed(model, list.names));
  if (unlisted.length > 0 || endpoint.apiKey === null) return unlisted;
  const withoutKey = await askForModels({ ...endpoint, apiKey: null }, clock);
  return withoutKey.kind === "names" ? first : [];
}

function isListed(name: string, names: readonly string[]): boolean {
  // Ollama leaves ":latest" out, Gemini "models/".
  return [name, `${name}:latest`, `models/${name}`].some((one) => names.includes(one));
}

function findMeant(name: string, list: ModelList): string | undefined {
  if (list.kind !== "names") return undefined;
  return list.names.find((one) => one.endsWith(`/${name}`)) ?? closest(name, list.names);
}

/** Asks for one token in the way battles do, and waits for it as long as a battle would. */
async function tryModel(
  endpoint: Endpoint,
  model: Model,
  clock: Clock,
): Promise<"answered" | "no-such-model" | EndpointTrouble> {
  const controller = new AbortController();
  const { firstTokenSeconds } = endpoint;
  const patience = firstTokenSeconds === undefined ? defaultLimits.firstToken : firstTokenSeconds * 1000;
  const cancel = clock.after(patience, () => controller.abort());
  const request = {
    model,
    messages: [{ role: "user" as const, content: "Hello" }],
    settings: { temperature: 1, maxTokens: 1, system: null },
    seed: 1,
  };
  try {
    const { chunks } = await createEndpointClient(endpoint)(request, controller.signal, () => {});
    for await (const first of chunks) return isRecord(first) && first.choices ? "answered" : { kind: "not-openai" };
    return controller.signal.aborted ? { kind: "timed-out" } : { kind: "not-openai" };
  } catch (error) {
    if (controller.signal.aborted) return { kind: "timed-out" };
    const { failure } = readTrouble(error, request, secretsOf(endpoint), clock.now());
    return judge(error, failure, model);
  } finally {
    cancel();
    controller.abort();
  }
}

function judge(error: unknown, failure: ModelFailure, model: Model): "no-such-model" | EndpointTrouble {
  if (error instanceof ModelFailure) return { kind: "web-page" };
  if (error instanceof OversizedResponse) return { kind: "oversized" };
  if (error instanceof APIError && error.status !== undefined) {
    const answer = judgeAnswer(error.status, `${error.message} ${JSON.stringify(error.error ?? "")}`, model);
    if (answer) return answer;
  }
  const { kind, message } = failure;
  if (kind === "unauthorized" || kind === "rate-limited") return { kind };
  if (kind === "unreachable" || kind === "cut-off") return { kind: "unreachable", reason: findReason(error) };
  return kind === "malformed" ? { kind: "not-openai" } : { kind: "refused", words: message };
}

/** What status and words tell that the failure's kind does not. */
function judgeAnswer(status: number, words: string, model: Model): "no-such-model" | EndpointTrouble | undefined {
  const denies = /\b(not|unknown|invalid|no such)\b/i.test(words);
  if (status === 404 && /\bmodel\b/i.test(words) && !/<html/i.test(words)) return "no-such-model";
  if (status === 404 || status === 405) return { kind: "wrong-path" };
  if (status === 400 && words.includes(model.model) && denies) return "no-such-model";
  if (status === 402 || words.includes("insufficient_quota")) return { kind: "no-credit" };
  return status >= 500 ? { kind: "server-error", status } : undefined;
}

/**
 * Why an endpoint cannot be used. `unreachable`: no answer at all (`reason`: such as ECONNREFUSED); `web-page`: what
 * answers is a web site; `wrong-path`: it answers, but not there; `not-openai`: its answer is not OpenAI's;
 * `oversized`: it sends more than anybody needs; `refused`: it takes the key but not the request (`words`: why, keys
 * blotted out).
 */
export type EndpointTrouble =
  | { kind: "unreachable"; reason: string }
  | { kind: "timed-out" | "unauthorized" | "no-credit" | "rate-limited" | "web-page" | "wrong-path" | "not-openai" }
  | { kind: "oversized" }
  | { kind: "server-error"; status: number }
  | { kind: "refused"; words: string };

/** `none`: the endpoint answers, but has no such list, or does not show it to this key. */
type ModelList = { kind: "names"; names: readonly string[] } | { kind: "none" };

/** How long an endpoint may take for its list, in milliseconds. */
const patience = 10_000;

const fetchList = createBoundedFetch({ body: endpointLimits.body });

/** Asks for the list under the endpoint's key. Never throws. */
export async function askForModels(endpoint: Endpoint, clock: Clock): Promise<ModelList | EndpointTrouble> {
  const controller = new AbortController();
  const cancel = clock.after(patience, () => controller.abort());
  try {
    const response = await fetchList(addressOf(endpoint, "/models"), {
      headers: { Accept: "application/json", ...listHeaders(endpoint) },
      signal: controller.signal,
    });
    return judgeList(response.status, response.headers.get("content-type") ?? "", await response.text());
  } catch (error) {
    if (error instanceof OversizedResponse) return { kind: "oversized" };
    return controller.signal.aborted ? { kind: "timed-out" } : { kind: "unreachable", reason: findReason(error) };
  } finally {
    cancel();
  }
}

function judgeList(status: number, type: string, body: string): ModelList | EndpointTrouble {
  if (status === 401) return { kind: "unauthorized" };
  if (status === 402) return { kind: "no-credit" };
  if (status === 429) return { kind: "rate-limited" };
  if (status >= 500 && status !== 501) return { kind: "server-error", status };
  // A key may be good for answers alone, so that a refusal of the list proves nothing.
  if (status >= 400) return { kind: "none" };
  if (type.includes("text/html")) return { kind: "web-page" };
  const names = readNames(body);
  return names ? { kind: "names", names } : { kind: "not-openai" };
}

/** OpenAI wraps the list in `data`, some others do not wrap it; Ollama says null where there is nothing. */
function readNames(body: string): string[] | undefined {
  const parsed = parse(body);
  const list = isRecord(parsed) ? parsed.data : parsed;
  if (list === null && isRecord(parsed) && parsed.object === "list") return [];
  if (!Array.isArray(list)) return undefined;
  return list.flatMap((entry: unknown) => (isRecord(entry) && typeof entry.id === "string" ? [entry.id] : []));
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
