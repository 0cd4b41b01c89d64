/** Listens to the chunks of an answer, as the many servers that speak this protocol really send them. */
import { ModelFailure } from "./completion.ts";
import { isRecord } from "./json.ts";

/** What has been heard of an answer. */
export type HeardAnswer = {
  text: string;
  /** Characters of text and thought so far. */
  length: number;
  /** Whether the text has come to what its reader will see. */
  speech: SpeechStart;
  /** In the server's own word; null until it comes. */
  finishReason: string | null;
  reportedModel: string | null;
  inputTokens: number | null;
  outputTokens: number | null;
  /** Whether the model spoke at all, aloud or in thought. */
  tokens: boolean;
  /** Whether anything that arrived had `choices`; null: nothing arrived. */
  choices: boolean | null;
  /** Where the visible text begins, after the model's thoughts; null until then. In UTF-16 units. */
  shownFrom: number | null;
  /** Whether that text is longer than {@link longestShown}, so that the rest will not be shown. */
  full: boolean;
};

/** The record's own limit for a name. In characters. */
const longestName = 200;

/** An answer is cut here, in UTF-16 units, and its reader is told. */
export const longestShown = 100_000;

/** No answer is this long; what goes on beyond it would only fill the memory. In characters, thoughts included. */
export const longestAnswer = 1_000_000;

/** An answer of which nothing has been heard yet. */
export function hearNothing(): HeardAnswer {
  const untold = { finishReason: null, reportedModel: null, inputTokens: null, outputTokens: null, choices: null };
  return { text: "", length: 0, speech: awaitSpeech(), ...untold, tokens: false, shownFrom: null, full: false };
}

/**
 * Adds one chunk to what was heard. Missing and null fields are common and mean nothing; thoughts and tool calls are
 * no part of the text.
 * @returns whether the chunk brought a token, of text or of thought.
 * @throws {ModelFailure} `malformed` when it is no chunk at all, or makes the answer longer than {@link longestAnswer}.
 */
export function hearChunk(heard: HeardAnswer, chunk: unknown): boolean {
  if (!isRecord(chunk)) throw new ModelFailure("malformed", "The endpoint sent a chunk that is no JSON object.");
  if (typeof chunk.model === "string" && chunk.model !== "") heard.reportedModel = chunk.model.slice(0, longestName);
  hearUsage(heard, chunk.usage);
  const choices: unknown[] = Array.isArray(chunk.choices) ? chunk.choices : [];
  heard.choices = heard.choices === true || Array.isArray(chunk.choices);
  const choice = choices.find((one) => isRecord(one) && (one.index ?? 0) === 0);
  if (!isRecord(choice)) return false;
  if (typeof choice.finish_reason === "string" && choice.finish_reason !== "")
    heard.finishReason = choice.finish_reason;

  // Servers that do not stream send the whole message at once.
  const delta = isRecord(choice.delta) ? choice.delta : choice.message;
  if (!isRecord(delta)) return false;
  const text = readText(delta.content) + readText(delta.refusal);
  heard.length += text.length + measureThought(delta);
  assertBounded(heard);
  heard.text += text;
  hearSpeech(heard.speech, text);
  const token = text !== "" || hasThought(delta);
  heard.tokens ||= token;
  if (heard.speech.phase === "speaking") {
    heard.shownFrom ??= heard.text.length - cleanText(heard.text).length;
    heard.full = heard.text.length - heard.shownFrom > longestShown;
  }
  return token;
}

/** @throws {ModelFailure} `malformed` when what was heard is longer than {@link longestAnswer}. */
export function assertBounded(heard: HeardAnswer): void {
  if (heard.length <= longestAnswer) return;
  const problem = `The answer went on beyond ${longestAnswer.toLocaleString("en")} characters, thinking included`;
  throw new ModelFailure("malformed", `${problem}, and was broken off. Lower maxTokens in models.json.`);
}

/** The answer itself: without thoughts that an older server put before it in a `<think>` block, and without margins. */
export function cleanText(text: string): string {
  const answer = text.replace(/^\s*<think>(?:[\s\S]*?<\/think>|[\s\S]*$)/, "");
  return answer.replace(/^(?:[^\S\n]*\n)+/, "").trimEnd();
}

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });
/** How much of the text around a cut is needed to find where its characters end. */
const aroundCut = 64;

/** As many whole characters as {@link longestShown} allows. */
export function cutText(text: string): string {
  if (text.length <= longestShown) return text;
  const start = longestShown - aroundCut;
  const window = text.slice(start, longestShown + aroundCut);
  const ends = Array.from(graphemes.segment(window), ({ index }) => index).filter((at) => at <= aroundCut);
  // A single character may be longer than that; then it is cut between code points.
  const end = ends.at(-1) || aroundCut - ((window.codePointAt(aroundCut - 1) ?? 0) > 0xffff ? 1 : 0);
  return text.slice(0, start + end).trimEnd();
}

/** @throws {ModelFailure} unless the model ended of its own accord or at its token limit. */
export function readFinishReason({ finishReason: reason, choices }: HeardAnswer): "stop" | "length" {
  if (choices === false)
    throw new ModelFailure("malformed", 'The endpoint sent no chat completion: there is no list "choices" in it.');
  if (reason === null) {
    throw new ModelFailure("cut-off", "The endpoint ended the answer without saying that it was finished.");
  }
  const word = reason.toLowerCase();
  if (stopWords.has(word)) return "stop";
  if (lengthWords.has(word)) return "length";
  if (filterWords.has(word)) throw new ModelFailure("filtered", `The endpoint's content filter ended the answer.`);
  if (errorWords.has(word)) throw new ModelFailure("server-error", `The endpoint failed in the middle of the answer.`);
  // Only a word: whole sentences, or what was cut out of one, could hold the question or a key.
  const named = /^[\w-]{1,40}$/.test(reason) ? `: "${reason}"` : "";
  throw new ModelFailure("cut-off", `The endpoint ended the answer for a reason of its own${named}.`);
}

const stopWords = new Set([
  ...["stop", "eos", "eos_token", "end_turn", "end", "complete", "completed", "stop_sequence"],
  ...["tool_calls", "function_call"],
]);
const lengthWords = new Set(["length", "max_tokens", "model_length", "max_output_tokens"]);
const filterWords = new Set([
  ...["content_filter", "content-filter", "safety", "recitation", "blocklist", "prohibited_content", "spii"],
  ...["sensitive", "guardrail_intervened"],
]);
const errorWords = new Set(["error", "insufficient_system_resource", "network_error"]);

function hearUsage(heard: HeardAnswer, usage: unknown): void {
  if (!isRecord(usage)) return;
  if (isCount(usage.prompt_tokens)) heard.inputTokens = usage.prompt_tokens;
  if (isCount(usage.completion_tokens)) heard.outputTokens = usage.completion_tokens;
}

/** Content is text, null, or a list of parts of which some are thoughts. */
function readText(content: unknown): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  return content.map((part) => (isRecord(part) && typeof part.text === "string" ? part.text : "")).join("");
}

/** In characters. Servers like to send one thought in several fields, so the longest of them counts. */
function measureThought(delta: Record<string, unknown>): number {
  const parts = Array.isArray(delta.content) ? delta.content : [];
  const aside = parts.map((part) => (isRecord(part) ? measure(part.thinking) : 0));
  const fields = [delta.reasoning_content, delta.reasoning, delta.reasoning_details];
  return Math.max(...fields.map(measure)) + aside.reduce((sum, length) => sum + length, 0);
}

function measure(thought: unknown): number {
  if (typeof thought === "string") return thought.length;
  if (Array.isArray(thought)) return thought.reduce((sum: number, part) => sum + measure(part), 0);
  return isRecord(thought) ? measure(thought.text ?? thought.thinking ?? thought.summary ?? thought.data) : 0;
}

function hasThought(delta: Record<string, unknown>): boolean {
  const thoughts = [delta.reasoning_content, delta.reasoning, delta.reasoning_details, delta.tool_calls];
  const parts = Array.isArray(delta.content) ? delta.content : [];
  return (
    parts.length > 0 || thoughts.some((thought) => (Array.isArray(thought) ? thought.length > 0 : Boolean(thought)))
  );
}

/** A number larger than the record can hold is not a count of tokens. */
function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value < 2 ** 31;
}

/** Where in its answer a model is. `held` is what the next piece must be read together with. */
type SpeechStart = { phase: "opening" | "thinking" | "margin" | "speaking"; held: string };

const thinkingBegins = "<think>";
const thinkingEnds = "</think>";

/** A model that has not said anything yet. */
export function awaitSpeech(): SpeechStart {
  return { phase: "opening", held: "" };
}

/**
 * Takes the next piece of the answer. Its cost depends on the piece alone, however long the answer has become.
 * @returns whether the reader's text has begun: something other than white space and a `<think>` block in front.
 */
export function hearSpeech(start: SpeechStart, piece: string): boolean {
  let rest = start.held + piece;
  start.held = "";
  if (start.phase === "opening") {
    rest = rest.trimStart();
    if (thinkingBegins.startsWith(rest) && rest !== thinkingBegins) {
      start.held = rest;
      return false;
    }
    start.phase = rest.startsWith(thinkingBegins) ? "thinking" : "speaking";
    rest = rest.slice(thinkingBegins.length);
  }
  if (start.phase === "thinking") {
    const end = rest.indexOf(thinkingEnds);
    if (end === -1) {
      start.held = rest.slice(1 - thinkingEnds.length);
      return false;
    }
    start.phase = "margin";
    rest = rest.slice(end + thinkingEnds.length);
  }
  if (start.phase === "margin" && rest.trim() !== "") start.phase = "speaking";
  return start.phase === "speaking";
}
