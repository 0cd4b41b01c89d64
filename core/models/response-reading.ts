/** Reads the body of an endpoint's response: an event stream, JSON, lines of JSON, or what should not have come. */
import { createParser, type EventSourceMessage } from "eventsource-parser";
import OpenAI from "openai";
import { ModelFailure } from "./completion.ts";
import { isRecord } from "./json.ts";

/** Comes in the place of a chunk where the endpoint said that nothing more would come. */
export const done = Symbol("done");

/** How much of what should not have come is kept for the log, in characters. */
const mostWords = 4_000;

/**
 * The chunks of a response as they come, unchecked but for errors, and {@link done}. What it is shows in its first
 * sign, for content types are often wrong. Leaving the loop ends the request.
 * @throws {OpenAI.APIError} for an error that the endpoint reports in the body, whatever its form.
 * @throws {SyntaxError} with the endpoint's words, for what is no JSON where JSON was due.
 * @throws {ModelFailure} `malformed` for a page or other words, which are the `cause`; `cut-off` for nothing at all.
 */
export async function* readResponse(response: Response): AsyncGenerator<unknown> {
  const pieces = decode(response)[Symbol.asyncIterator]();
  try {
    let first = "";
    for (let next = await pieces.next(); !next.done; next = await pieces.next()) {
      // Some keep a connection alive by blanks.
      first = next.value.trimStart();
      if (first !== "") break;
    }
    const rest = { [Symbol.asyncIterator]: () => pieces };
    const sign = first.charAt(0);
    if (sign === "") throw new ModelFailure("cut-off", "The endpoint closed its answer without sending anything.");
    if (sign === "<") throw await describePage(first, rest);
    const read = sign === "{" || sign === "[" ? readLines : readEvents;
    for await (const chunk of read(first, rest)) {
      const error = chunk === done ? undefined : findError(chunk);
      if (error) throw new OpenAI.APIError(undefined, error, undefined, response.headers);
      yield chunk;
      if (chunk === done) return;
    }
  } finally {
    await pieces.return?.(undefined);
  }
}

type Pieces = AsyncIterable<string>;

async function* decode({ body }: Response): AsyncGenerator<string> {
  if (!body) return;
  const decoder = new TextDecoder();
  for await (const bytes of body) yield decoder.decode(bytes, { stream: true });
  yield decoder.decode();
}

async function describePage(first: string, rest: Pieces): Promise<ModelFailure> {
  let page = first;
  for await (const piece of rest) {
    page += piece;
    if (page.length > mostWords * 4) break;
  }
  const title = /<title[^>]{0,200}>([^<]{1,300})/i.exec(page)?.[1]?.trim();
  const cause = new Error(title ?? page.slice(0, mostWords));
  return new ModelFailure("malformed", "The endpoint sent a web page. Its baseURL may lack a path such as /v1.", {
    cause,
  });
}

/** Events that a server forgets to part by empty lines come as one of several lines. */
async function* readEvents(first: string, rest: Pieces): AsyncGenerator<unknown> {
  const events: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (event) => void events.push(event) });
  let beginning = "";
  let any = false;
  for await (const piece of prepend(first, rest)) {
    beginning += piece.slice(0, mostWords - beginning.length);
    parser.feed(piece);
    any ||= events.length > 0;
    for (const event of events.splice(0)) yield* readEvent(event);
  }
  // The last event often lacks its empty line; when the connection broke within it, it is none.
  parser.feed("\n\n");
  for (const event of events) yield* readLast(event);
  any ||= events.length > 0;
  if (any) return;
  const words = beginning.replaceAll(/^:.*$/gm, "").trim();
  if (words === "") throw new ModelFailure("cut-off", "The endpoint closed its answer without sending anything.");
  const cause = new Error(words);
  throw new ModelFailure("malformed", "The endpoint sent words instead of an answer.", { cause });
}

async function* prepend(first: string, rest: Pieces): AsyncGenerator<string> {
  yield first;
  yield* rest;
}

function* readEvent({ event, data }: EventSourceMessage): Generator<unknown> {
  if (event === "error") {
    const error = parse(data) ?? data;
    yield { error: isRecord(error) ? (findError(error) ?? error) : error };
    return;
  }
  const whole = parse(data);
  if (whole !== undefined) yield whole;
  else for (const line of data.split("\n")) if (line.trim() !== "") yield parse(line) ?? refuse(line);
}

function* readLast(event: EventSourceMessage): Generator<unknown> {
  if (event.event === "error" || event.data.split("\n").every((line) => parse(line) !== undefined))
    yield* readEvent(event);
}

/** The text as JSON, or {@link done}; undefined: it is neither. */
function parse(text: string): unknown {
  if (text.trim().toUpperCase() === "[DONE]") return done;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refuse(words: string): never {
  throw new SyntaxError(words.slice(0, mostWords));
}

/** One value over many lines, or one a line, which is passed on as it comes. */
async function* readLines(first: string, rest: Pieces): AsyncGenerator<unknown> {
  const held: string[] = [];
  let byLine: boolean | undefined;
  let only: unknown;
  for await (const piece of prepend(first, rest)) {
    const cut = byLine === false ? -1 : piece.lastIndexOf("\n");
    if (cut === -1) {
      held.push(piece);
      continue;
    }
    const lines = held.splice(0).join("") + piece.slice(0, cut);
    held.push(piece.slice(cut + 1));
    if (byLine === undefined) {
      only = parse(lines.trimStart().split("\n", 1).join(""));
      byLine = only !== undefined;
    } else only = undefined;
    if (byLine) yield* parseLines(lines);
    else held.unshift(lines, "\n");
  }
  const left = held.join("");
  if (byLine) yield* parseLines(left);
  else yield (only = parse(left) ?? refuse(left));
  // Nothing can follow a message that came whole.
  if (isWhole(only)) yield done;
}

function* parseLines(lines: string): Generator<unknown> {
  for (const line of lines.split("\n")) if (line.trim() !== "") yield parse(line) ?? refuse(line);
}

function isWhole(value: unknown): boolean {
  const choices: unknown[] = isRecord(value) && Array.isArray(value.choices) ? value.choices : [];
  return choices.some((choice) => isRecord(choice) && isRecord(choice.message));
}

/**
 * What a body without an answer says went wrong: `{"error": …}` in any form, `{"detail": …}`, `{"errors": […]}`,
 * `{"message": …}` with or without a code, and others alike.
 */
function findError(body: unknown): object | undefined {
  if (!isRecord(body)) return undefined;
  const { error, base_resp: response } = body;
  if (isRecord(error) && Object.keys(error).length > 0) return error;
  if (error === true || says(error)) return describe(body, says(body.message) ? body.message : error);
  if (Array.isArray(body.choices)) return undefined;
  const { message, detail, errors, error_msg, error_message, msg } = body;
  const words = [typeof message === "string" ? message : "", detail, errors, error_msg, error_message, msg].find(says);
  if (words !== undefined) return describe(body, words);
  return isRecord(response) && says(response.status_msg) ? describe(response, response.status_msg) : undefined;
}

function says(words: unknown): boolean {
  return (typeof words === "string" && words !== "") || isRecord(words) || (Array.isArray(words) && words.length > 0);
}

/** In the form of OpenAI's errors; of several codes, the one that is a number. */
function describe(body: Record<string, unknown>, words: unknown): object {
  const codes = [body.code, body.status, body.status_code, body.statusCode, body.error_code];
  const code = codes.find((each) => typeof each === "number") ?? codes.find((each) => typeof each === "string");
  return { message: words, code, type: body.type, param: body.param };
}
