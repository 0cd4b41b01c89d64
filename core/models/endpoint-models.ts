/** An endpoint's own list of models: asking for it costs nothing, and tells most of what may be wrong. */
import { createBoundedFetch, endpointLimits, OversizedResponse } from "../machine/bounded-fetch.ts";
import type { Clock } from "../machine/clock.ts";
import { isRecord } from "./record.ts";
import type { Endpoint } from "./roster.ts";

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
export type ModelList = { kind: "names"; names: readonly string[] } | { kind: "none" };

/** How long an endpoint may take for its list, in milliseconds. */
const patience = 10_000;

const fetchList = createBoundedFetch({ body: endpointLimits.body });

/** Asks for the list under the endpoint's key. Never throws. */
export async function askForModels(endpoint: Endpoint, clock: Clock): Promise<ModelList | EndpointTrouble> {
  const controller = new AbortController();
  const cancel = clock.after(patience, () => controller.abort());
  try {
    const response = await fetchList(`${endpoint.baseURL.replace(/\/+$/, "")}/models`, {
      headers: { Accept: "application/json", ...(endpoint.apiKey && { Authorization: `Bearer ${endpoint.apiKey}` }) },
      signal: controller.signal,
    });
    return judge(response.status, response.headers.get("content-type") ?? "", await response.text());
  } catch (error) {
    if (error instanceof OversizedResponse) return { kind: "oversized" };
    return controller.signal.aborted ? { kind: "timed-out" } : { kind: "unreachable", reason: findReason(error) };
  } finally {
    cancel();
  }
}

function judge(status: number, type: string, body: string): ModelList | EndpointTrouble {
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
export function findReason(error: unknown): string {
  // A TypeError's own words quote the header that cannot be sent.
  let words = error instanceof Error ? error.name : "";
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ("code" in cause && typeof cause.code === "string") return cause.code;
    if (!(cause instanceof TypeError)) words = cause.message;
  }
  return words;
}
