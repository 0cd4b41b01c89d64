/** Listens to the chunks of an answer, as the many servers that speak this protocol really send them. */
import { readAnswerText } from "./answer-text.ts";
import { ModelFailure } from "./completion.ts";
import { isRecord } from "./json.ts";
import { done } from "./response-reading.ts";
import { hasThought, hearUsage, isThoughtPart, readThought, type TokenCounts } from "./thought-fields.ts";

/** What has been heard of an answer. */
export type HeardAnswer = {
  /** The content as it came. */
  text: string;
  /** Thoughts that came apart from the content, as many of them as {@link longestShown} allows. */
  thoughts: string;
  /** Characters of text and thought so far. */
  length: number;
  /** When the content had which length. */
  arrivals: Arrival[];
  /** When the first thought came apart from the content; null: none has. */
  thoughtAt: number | null;
  /** In the server's own word; null until it comes. */
  finishReason: string | null;
  /** Whether the server said that nothing more would come. */
  done: boolean;
  reportedModel: string | null;
  tokens: TokenCounts;
  /** Whether the model spoke at all, aloud or in thought. */
  spoke: boolean;
  /** Whether anything that arrived had `choices`; null: nothing arrived. */
  choices: boolean | null;
  /** Whether the text for its reader is longer than {@link longestShown}, so that the rest will not be shown. */
  full: boolean;
  /** From which length of the content that is worth a look. */
  nextLook: number;
};

/** At that time, by the clock in milliseconds, the content was so long, in UTF-16 units. */
type Arrival = { at: number; length: number };

/** The record's own limit for a name. In characters. */
const longestName = 200;

/** An answer is cut here, in UTF-16 units, and its reader is told. */
export const longestShown = 100_000;

/** Looks for the end of what is shown are at least so many characters apart, so that all of them together stay linear. */
const betweenLooks = longestShown / 4;

/** No answer is this long; what goes on beyond it would only fill the memory. In characters, thoughts included. */
export const longestAnswer = 1_000_000;

/** An answer of which nothing has been heard yet. */
export function hearNothing(): HeardAnswer {
  const untold = { finishReason: null, reportedModel: null, choices: null, thoughtAt: null };
  const tokens = { input: null, output: null, thought: null };
  const no = { done: false, spoke: false, full: false };
  return { text: "", thoughts: "", length: 0, arrivals: [], nextLook: longestShown + 1, ...untold, ...no, tokens };
}

/**
 * Adds one chunk to what was heard. Missing and null fields are common and mean nothing; thoughts and tool calls are
 * no part of the text.
 * @param at the time by the clock, in milliseconds.
 * @returns whether the chunk brought a token, of text or of thought.
 * @throws {ModelFailure} `malformed` when it is no chunk at all, or makes the answer longer than {@link longestAnswer}.
 */
export function hearChunk(heard: HeardAnswer, chunk: unknown, at: number): boolean {
  if (chunk === done) {
    heard.done = true;
    return false;
  }
  // Some say null where nothing has happened yet.
  if (chunk === null) {
    heard.choices ??= false;
    return false;
  }
  if (!isRecord(chunk)) throw new ModelFailure("malformed", "The endpoint sent a chunk that is no JSON object.");
  if (typeof chunk.model === "string" && chunk.model !== "") heard.reportedModel = chunk.model.slice(0, longestName);
  hearUsage(heard.tokens, chunk.usage);
  const choices: unknown[] = Array.isArray(chunk.choices) ? chunk.choices : [];
  heard.choices = heard.choices === true || Array.isArray(chunk.choices);
  const choice = choices.find((one) => isRecord(one) && (one.index ?? 0) === 0);
  if (!isRecord(choice)) return false;
  if (typeof choice.finish_reason === "string" && choice.finish_reason !== "")
    heard.finishReason = choice.finish_reason;

  const delta = findDelta(choice);
  return isRecord(delta) && hearDelta(heard, delta, at);
}

/** Servers that do not stream send the whole message at once, and those of the older completions a text. */
function findDelta({ delta, message, text }: Record<string, unknown>): unknown {
  if (isRecord(delta)) return delta;
  return isRecord(message) ? message : { content: text };
}

function hearDelta(heard: HeardAnswer, delta: Record<string, unknown>, at: number): boolean {
  const text = readText(delta.content) + readText(delta.refusal);
  const thought = readThought(delta);
  heard.length += text.length + thought.length;
  assertBounded(heard);
  hearText(heard, text, at);
  if (thought.length > 0) heard.thoughtAt ??= at;
  heard.thoughts += thought.text.slice(0, longestShown - heard.thoughts.length);
  const token = text !== "" || hasThought(delta);
  heard.spoke ||= token;
  return token;
}

function hearText(heard: HeardAnswer, text: string, at: number): void {
  if (text === "") return;
  heard.text += text;
  const { length } = heard.text;
  const last = heard.arrivals.at(-1);
  if (last?.at === at) last.length = length;
  else heard.arrivals.push({ at, length });
  if (length < heard.nextLook) return;
  const shown = readAnswerText(heard.text, heard.thoughtAt !== null).text.length;
  heard.full = shown > longestShown;
  heard.nextLook = length + Math.max(betweenLooks, longestShown - shown);
}

/** When the content had reached this place in it; null: it has not. */
export function arrivalOf(heard: HeardAnswer, place: number): number | null {
  return heard.arrivals.find(({ length }) => length > place)?.at ?? null;
}

/** @throws {ModelFailure} `malformed` when what was heard is longer than {@link longestAnswer}. */
export function assertBounded(heard: HeardAnswer): void {
  if (heard.length <= longestAnswer) return;
  const problem = `The answer went on beyond ${longestAnswer.toLocaleString("en")} characters, thinking included`;
  throw new ModelFailure("malformed", `${problem}, and was broken off. Lower maxTokens in models.json.`);
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

/** Content is text, null, a part, or a list of parts of which some are thoughts. */
function readText(content: unknown): string {
  if (typeof content === "string") return content;
  return Array.isArray(content) ? content.map(readPart).join("") : readPart(content);
}

function readPart(part: unknown): string {
  if (typeof part === "string") return part;
  return isRecord(part) && typeof part.text === "string" && !isThoughtPart(part) ? part.text : "";
}
