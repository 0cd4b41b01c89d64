/** Turns whatever the SDK, the network or an endpoint throws into the one error people and logs may see. */
import { APIConnectionError, APIError } from "openai";
import { OversizedResponse } from "../machine/bounded-fetch.ts";
import { isRecord } from "./json.ts";
import { type CompletionRequest, type FailureKind, ModelFailure, type Message } from "./completion.ts";
import type { Model } from "./model.ts";
import { readRetryAfter } from "./retry.ts";

/** A failure and what it means for trying again. */
export type Trouble = {
  failure: ModelFailure;
  /** Whether it may be gone a moment later. */
  transient: boolean;
  /** Milliseconds the endpoint asks to wait, or null. */
  retryAfter: number | null;
};

type Verdict = { kind: FailureKind; transient: boolean; advice: string };

/** Whether an error is an endpoint's refusal of the request's form, and which words it gave. */
type Refusal = { parameter: string | null; complaint: string };

/** @returns the refusal, if the error is a 400 or 422. */
export function readRefusal(error: unknown): Refusal | undefined {
  if (!(error instanceof APIError) || (error.status !== 400 && error.status !== 422)) return undefined;
  const parameter = typeof error.param === "string" && error.param !== "" ? error.param : null;
  return { parameter, complaint: `${error.message} ${JSON.stringify(error.error ?? "")}` };
}

/** How much of an endpoint's own words is looked at. In characters. */
const mostWords = 4_000;

/**
 * The failure's message names model, endpoint and remedy. It quotes the endpoint unless that quotes the question;
 * `keys` are blotted out of it wherever they stand.
 */
export function readTrouble(error: unknown, request: CompletionRequest, keys: readonly string[], now: Date): Trouble {
  const { model, messages } = request;
  const { kind, transient, advice } = judge(error, model);
  // Before white space changes a key's look, and after.
  const said = blot(collapse(blot(findWords(error), keys).slice(0, mostWords)), keys);
  const quoted = said.length > 300 ? `${said.slice(0, 300)}…` : said;
  const detail = quotesMessages(quoted, messages) ? "its own words repeat the question and are left out" : quoted;
  const message = `${model.id} at ${model.endpoint}: ${advice}${detail ? ` (${detail})` : ""}`;
  const retryAfter = error instanceof APIError ? readRetryAfter(error.headers, now) : null;
  // No `cause`: it holds headers and bodies, and loggers print it.
  return { failure: new ModelFailure(kind, blot(message, keys)), transient, retryAfter };
}

function judge(error: unknown, model: Model): Verdict {
  if (error instanceof ModelFailure) return { kind: error.kind, transient: false, advice: error.message };
  if (error instanceof OversizedResponse) return { kind: "malformed", transient: false, advice: explainSize(error) };
  if (error instanceof APIConnectionError) {
    const advice = `"${model.endpoint}" cannot be reached. Check its baseURL and whether it is running.`;
    return { kind: "unreachable", transient: true, advice };
  }
  if (error instanceof APIError) return judgeAnswer(error, model);
  if (error instanceof SyntaxError) {
    return { kind: "malformed", transient: false, advice: "The endpoint sent something that is not JSON." };
  }
  if (error instanceof TypeError) return judgeTypeError(error);
  return { kind: "malformed", transient: false, advice: "The endpoint's answer could not be read." };
}

function explainSize({ part, limit }: OversizedResponse): string {
  const what = { body: "an answer", event: "one event", stream: "a stream" }[part];
  return `The endpoint sent ${what} of more than ${limit / 2 ** 20} MiB and was cut off. Lower maxTokens, or see what it sends.`;
}

/** What `fetch` throws both when a socket breaks and when a header cannot be sent. */
function judgeTypeError(error: TypeError): Verdict {
  if (error.message === "terminated" || error.cause !== undefined) {
    return { kind: "cut-off", transient: true, advice: "The connection broke before the answer was finished." };
  }
  return { kind: "rejected", transient: false, advice: "The request could not be sent. Check the endpoint's key." };
}

/** An error the endpoint itself reported, by HTTP status or inside the stream. */
function judgeAnswer(error: APIError, model: Model): Verdict {
  const { endpoint } = model;
  const status = error.status ?? Number(error.code);
  const code = String(error.code ?? "");
  if (isFilter(error)) return { kind: "filtered", transient: false, advice: "A content filter refused the question." };
  if (status === 401 || status === 403) {
    return { kind: "unauthorized", transient: false, advice: `"${endpoint}" refused the key. Check it.` };
  }
  if (status === 402 || code === "insufficient_quota") {
    const kind = status === 402 ? "rejected" : "rate-limited";
    return { kind, transient: false, advice: `The account at "${endpoint}" has no credit left. Top it up.` };
  }
  if (status === 404) {
    const advice = `"${endpoint}" does not know "${model.model}". Check the model's name and the baseURL.`;
    return { kind: "rejected", transient: false, advice };
  }
  if (status === 429 || code.startsWith("rate_limit")) {
    const advice = "Too many requests. Lower the endpoint's concurrency or set requestsPerMinute.";
    return { kind: "rate-limited", transient: true, advice };
  }
  if (status >= 400 && status < 500 && status !== 408) {
    return { kind: "rejected", transient: false, advice: `The endpoint refused the request${hintUnsupported(error)}.` };
  }
  return { kind: "server-error", transient: true, advice: "The endpoint failed." };
}

function isFilter(error: APIError): boolean {
  const body: unknown = error.error;
  const metadata = isRecord(body) ? body.metadata : undefined;
  if (isRecord(metadata) && Array.isArray(metadata.reasons)) return true;
  return ["content_filter", "content_policy_violation", "data_inspection_failed"].includes(String(error.code));
}

function hintUnsupported(error: APIError): string {
  const said = `${error.param ?? ""} ${error.message}`;
  const setting = /\btemperature\b/.test(said) ? "temperature" : /\b(system|developer)\b/i.test(said) ? "system" : "";
  return setting ? `; if the model takes no ${setting}, add "${setting}" to its "unsupported" list` : "";
}

function findWords(error: unknown): string {
  // A TypeError's words quote the header that cannot be sent.
  if (error instanceof OversizedResponse || error instanceof TypeError) return "";
  // What was found in a response carries the response's own words as its cause.
  if (error instanceof ModelFailure) return error.cause instanceof Error ? error.cause.message : "";
  if (error instanceof APIConnectionError) return findCode(error) ?? error.message;
  if (error instanceof APIError) return error.message;
  return error instanceof Error ? error.message : "";
}

/** Such as ECONNREFUSED, some causes deep. */
function findCode(error: unknown): string | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ("code" in cause && typeof cause.code === "string") return cause.code;
  }
  return undefined;
}

function collapse(words: string): string {
  return withoutMarkup(words).replace(/\s+/g, " ").trim();
}

function blot(words: string, keys: readonly string[]): string {
  return keys.reduce((blotted, key) => blotted.replaceAll(key, "[key]"), words);
}

/**
 * In bytes of UTF-8, letters and digits alone: some twenty characters of English with its spaces, six of Chinese. A
 * shorter question counts when it is there whole …
 */
const tellingRun = 16;
/** … unless it is so short that it would be found in anything. */
const shortestQuestion = 6;

/** Compares letters and digits only, so that quotation marks, line breaks and escapes do not hide a quotation. */
export function quotesMessages(words: string, messages: readonly Message[]): boolean {
  const said = letters(words);
  return messages.some(({ content }) => {
    // Markup may have been taken out of the words.
    return [letters(content), letters(withoutMarkup(content))].some((asked) => quotes(said, asked));
  });
}

function quotes(said: string, asked: string): boolean {
  if (asked.length < tellingRun) return asked.length >= shortestQuestion && said.includes(asked);
  const [short, long] = said.length < asked.length ? [said, asked] : [asked, said];
  const runs = new Set<string>();
  for (let at = 0; at + tellingRun <= short.length; at += 1) runs.add(short.slice(at, at + tellingRun));
  for (let at = 0; at + tellingRun <= long.length; at += 1) {
    if (runs.has(long.slice(at, at + tellingRun))) return true;
  }
  return false;
}

/** Removes what stands in angle brackets. Ends at the last closing one, so that openings without an end cost nothing. */
export function withoutMarkup(text: string): string {
  const closed = text.lastIndexOf(">") + 1;
  return text.slice(0, closed).replace(/<[^>]*>/g, " ") + text.slice(closed);
}

/** One character for each byte of UTF-8. */
function letters(text: string): string {
  const plain = text
    .replace(/\\u([0-9a-f]{4})/gi, (_escape, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\\[nrt]/g, " ");
  return Buffer.from(plain.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "")).toString("latin1");
}
