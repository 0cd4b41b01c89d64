/** Turns whatever the SDK, the network or an endpoint throws into the one error people and logs may see. */
import { APIConnectionError, APIError } from "openai";
import { OversizedResponse } from "../machine/bounded-fetch.ts";
import { readComplaint } from "./complaint.ts";
import { type CompletionRequest, ModelFailure } from "./completion.ts";
import type { Model } from "./model.ts";
import { quotesMessages, withoutMarkup } from "./quotation.ts";
import { readRetryAfter } from "./retry.ts";
import { judgeComplaint, type Verdict } from "./verdict.ts";

/** A failure and what it means for trying again. */
export type Trouble = {
  failure: ModelFailure;
  /** Whether it may be gone a moment later. */
  transient: boolean;
  /** Milliseconds the endpoint asks to wait, or null. */
  retryAfter: number | null;
};

/** How much of an endpoint's own words is looked at. In characters. */
const mostWords = 4_000;

/**
 * The failure's message names model, endpoint and remedy. It quotes the endpoint unless that quotes the question;
 * `secrets` are blotted out of whatever the endpoint says.
 */
export function readTrouble(
  error: unknown,
  request: CompletionRequest,
  secrets: readonly string[],
  now: Date,
): Trouble {
  const { model, messages } = request;
  const { kind, reason, transient, advice } = judge(error, model);
  // Before white space changes a key's look, and after.
  const said = blot(collapse(blot(findWords(error).slice(0, mostWords), secrets)), secrets);
  const quoted = said.length > 300 ? `${said.slice(0, 300)}…` : said;
  const detail = quotesMessages(quoted, messages) ? "its own words repeat the question and are left out" : quoted;
  // A failure of ours may hold a word of the endpoint's.
  const remedy = error instanceof ModelFailure ? blot(advice, secrets) : advice;
  const message = `${model.id} at ${model.endpoint}: ${remedy}${detail ? ` (${detail})` : ""}`;
  const retryAfter = error instanceof APIError ? readRetryAfter(error.headers, now) : null;
  // No `cause`: it holds headers and bodies, and loggers print it.
  return { failure: new ModelFailure(kind, message, { reason: reason ?? null }), transient, retryAfter };
}

function judge(error: unknown, model: Model): Verdict {
  if (error instanceof ModelFailure)
    return { kind: error.kind, reason: error.reason ?? undefined, transient: false, advice: error.message };
  if (error instanceof OversizedResponse) return { kind: "malformed", transient: false, advice: explainSize(error) };
  if (error instanceof APIConnectionError) {
    const advice = `"${model.endpoint}" cannot be reached. Check its baseURL and whether it is running.`;
    return { kind: "unreachable", transient: true, advice };
  }
  if (error instanceof APIError) return judgeComplaint(readComplaint(error), model);
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

function findWords(error: unknown): string {
  // A TypeError's words quote the header that cannot be sent.
  if (error instanceof OversizedResponse || error instanceof TypeError) return "";
  // What was found in a response carries the response's own words as its cause.
  if (error instanceof ModelFailure) return error.cause instanceof Error ? error.cause.message : "";
  if (error instanceof APIConnectionError) return findCode(error) ?? error.message;
  if (error instanceof APIError) return quote(error);
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

function quote(error: APIError): string {
  const { status, words } = readComplaint(error);
  if (words === "") return status === undefined ? "" : `status ${status}`;
  return `${status ?? ""} ${words}`;
}

/** Shorter ones are ordinary words such as `none` or `ollama`. In characters. */
const shortestSecret = 8;

/** A short secret is blotted out where it stands alone, any other wherever it stands, also as part of an address. */
function blot(words: string, secrets: readonly string[]): string {
  if (secrets.length === 0) return words;
  // A key may begin another one.
  const forms = secrets
    .toSorted((one, other) => other.length - one.length)
    .flatMap((secret) => [secret, encodeURIComponent(secret.toWellFormed())].map(patternOf));
  // Blotted already, and not to be blotted in itself.
  return words.replace(new RegExp(["\\[key\\]", ...forms].join("|"), "gu"), "[key]");
}

function patternOf(secret: string): string {
  const pattern = secret.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
  return secret.length < shortestSecret ? `(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])` : pattern;
}
