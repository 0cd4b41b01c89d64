/** Thoughts that come in fields of their own, and the tokens that they cost. */
import { isRecord } from "./json.ts";

/** Null: not told. */
export type TokenCounts = {
  input: number | null;
  /** Thoughts included. */
  output: number | null;
  /** Those of `output` that went into thinking. */
  thought: number | null;
};

/** Lists within lists go no deeper in any server's thoughts. */
const deepest = 6;

/** A thought's words, and how many characters came, which for a sealed thought are no words. */
type Thought = { text: string; length: number };

const silence: Thought = { text: "", length: 0 };

/** `reasoning_content`, `reasoning`, `reasoning_details`, `reasoning_text`, `thinking`, `thinking_blocks` and alike. */
const thoughtField = /^(?:reasoning|thinking|thought)(?!\w*(?:signature|tokens|effort|id)$)/;

function thoughtFields(delta: Record<string, unknown>): unknown[] {
  return Object.keys(delta).flatMap((name) => (thoughtField.test(name) ? [delta[name]] : []));
}

/** Whether a part of the content is a thought, and no text for its reader. */
export function isThoughtPart(part: Record<string, unknown>): boolean {
  return typeof part.type === "string" && /think|reason|thought/.test(part.type);
}

/** Servers like to send one thought in several fields, so the longest of them counts. Parts of the content add to it. */
export function readThought(delta: Record<string, unknown>): Thought {
  const fields = thoughtFields(delta).map((field) => read(field, deepest));
  const longest = fields.reduce((one, other) => (other.length > one.length ? other : one), silence);
  const parts: unknown[] = Array.isArray(delta.content) ? delta.content : [];
  const aside = parts.map((part) => (isRecord(part) ? readPart(part) : silence));
  return add([longest, ...aside]);
}

function readPart(part: Record<string, unknown>): Thought {
  if (isThoughtPart(part)) return read({ ...part, text: part.thinking ?? part.reasoning ?? part.text }, deepest);
  return read(part.thinking ?? part.reasoning, deepest);
}

function read(thought: unknown, depth: number): Thought {
  if (typeof thought === "string") return { text: thought, length: thought.length };
  if (depth === 0) return silence;
  if (Array.isArray(thought)) return add(thought.map((part) => read(part, depth - 1)));
  if (!isRecord(thought)) return silence;
  const words = read(thought.text ?? thought.thinking ?? thought.summary ?? thought.content, depth - 1);
  const sealed = typeof thought.data === "string" ? thought.data.length : 0;
  return words.length > 0 ? words : { text: "", length: sealed };
}

function add(thoughts: readonly Thought[]): Thought {
  const text = thoughts.map((thought) => thought.text).join("");
  return { text, length: thoughts.reduce((sum, { length }) => sum + length, 0) };
}

/** Whether a delta brings something besides text: a thought, a tool call, a part of the content. */
export function hasThought(delta: Record<string, unknown>): boolean {
  const parts = Array.isArray(delta.content) ? delta.content : [];
  const fields = [...thoughtFields(delta), delta.tool_calls];
  return parts.length > 0 || fields.some((field) => (Array.isArray(field) ? field.length > 0 : Boolean(field)));
}

/**
 * Takes the counts of tokens from a chunk. Where thoughts are left out of `completion_tokens`, they are added: xAI tells
 * them in `reasoning_tokens` and in the total, Gemini's OpenAI address in the total alone. Thoughts are paid like text.
 */
export function hearUsage(tokens: TokenCounts, usage: unknown): void {
  if (!isRecord(usage)) return;
  const { prompt_tokens: input, completion_tokens: completion, total_tokens: total } = usage;
  if (isCount(input)) tokens.input = input;
  if (!isCount(completion)) return;
  const details = usage.completion_tokens_details;
  const told = isRecord(details) ? details.reasoning_tokens : usage.reasoning_tokens;
  const thought = isCount(told) ? told : 0;
  // Without a total: what is larger than the whole cannot be a part of it.
  const untotalled = thought > completion ? thought : 0;
  const apart = isCount(total) && isCount(input) ? Math.max(total - input - completion, 0) : untotalled;
  tokens.output = isCount(completion + apart) ? completion + apart : null;
  tokens.thought = Math.max(thought, apart) || null;
}

/** A number larger than the record can hold is not a count of tokens. */
function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value < 2 ** 31;
}
