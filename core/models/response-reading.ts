/** Reads the body of an endpoint's response: an event stream, JSON, lines of JSON, or what should not have come. */
import { createParser, type EventSourceMessage } from "eventsource-parser";
import OpenAI from "openai";
import { countBytes, endpointLimits } from "../machine/bounded-fetch.ts";
import { ModelFailure } from "./completion.ts";
import { isRecord } from "./json.ts";

/** Comes in the place of a chunk where the endpoint said that nothing more would come. */
export const done = Symbol("done");

/** How much of what should not have come is kept for the log, in characters. */
const mostWords = 4_000;

/** Is told each chunk in turn. @returns whether to read on; if not, the request is ended. */
export type Hear = (chunk: unknown) => boolean;

/**
 * Tells the chunks of a response as they come, unchecked but for errors, and {@link done}: all that one piece of it
 * brings in one go. What it is shows in its first sign, for content types are often wrong.
 * @throws {OpenAI.APIError} for an error that the endpoint reports in the body, whatever its form.
 * @throws {SyntaxError} with the endpoint's words, for what is no JSON where JSON was due.
 * @throws {OversizedResponse} when it is longer than any answer.
 * @throws {ModelFailure} `malformed` for a page or other words, which are the `cause`; `cut-off` for nothing at all.
 */
export async function readResponse(response: Response, hear: Hear): Promise<void> {
  const form = createBody((chunk) => {
    const error = chunk === done ? undefined : findError(chunk);
    if (error) throw new OpenAI.APIError(undefined, error, undefined, response.headers);
    return hear(chunk) && chunk !== done;
  });
  if (!response.body) return form.end();
  const count = countBytes(response, endpointLimits);
  const decoder = new TextDecoder();
  const reader = response.body.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      count(next.value);
      if (!form.take(decoder.decode(next.value, { stream: true }))) return;
    }
    if (form.take(decoder.decode())) form.end();
  } finally {
    // A connection that has broken cannot be ended any more, and why is known already.
    await reader.cancel().catch(() => {});
  }
}

/** What reads a body of one form. Both tell what they have read. */
type Form = {
  /** Takes the next piece of the text. @returns whether to read on. */
  take(piece: string): boolean;
  /** Takes what still waited for the end. */
  end(): void;
};

/** A body of which nothing has come yet. */
function createBody(hear: Hear): Form {
  let form: Form | undefined;
  return {
    take(piece) {
      if (form) return form.take(piece);
      // Some keep a connection alive by blanks.
      const first = piece.trimStart();
      if (first === "") return true;
      const sign = first.charAt(0);
      if (sign === "<") form = createPage();
      else form = sign === "{" || sign === "[" ? createLines(hear) : createEvents(hear);
      return form.take(first);
    },
    end() {
      if (!form) throw sentNothing();
      form.end();
    },
  };
}

function sentNothing(): ModelFailure {
  return new ModelFailure("cut-off", "The endpoint closed its answer without sending anything.");
}

function createPage(): Form {
  let page = "";
  function end(): never {
    const title = /<title[^>]{0,200}>([^<]{1,300})/i.exec(page)?.[1]?.trim();
    const cause = new Error(title ?? page.slice(0, mostWords));
    const problem = "The endpoint sent a web page. Its baseURL may lack a path such as /v1.";
    throw new ModelFailure("malformed", problem, { cause });
  }
  return {
    take(piece) {
      page += piece;
      return page.length <= mostWords * 4 || end();
    },
    end,
  };
}

/** Events that a server forgets to part by empty lines come as one of several lines. */
function createEvents(hear: Hear): Form {
  let beginning = "";
  let any = false;
  let on = true;
  let tell = tellEvent;
  const parser = createParser({
    onEvent(event) {
      any = true;
      on &&= tell(event, hear);
    },
  });
  return {
    take(piece) {
      if (beginning.length < mostWords) beginning += piece.slice(0, mostWords - beginning.length);
      parser.feed(piece);
      return on;
    },
    end() {
      // The last event often lacks its empty line; when the connection broke within it, it is none.
      tell = tellLast;
      parser.feed("\n\n");
      if (any) return;
      const words = beginning.replaceAll(/^:.*$/gm, "").trim();
      if (words === "") throw sentNothing();
      const cause = new Error(words);
      throw new ModelFailure("malformed", "The endpoint sent words instead of an answer.", { cause });
    },
  };
}

function tellEvent({ event, data }: EventSourceMessage, hear: Hear): boolean {
  if (event === "error") {
    const error = parse(data) ?? data;
    return hear({ error: isRecord(error) ? (findError(error) ?? error) : error });
  }
  const whole = parse(data);
  return whole === undefined ? tellLines(data, hear) : hear(whole);
}

function tellLast(event: EventSourceMessage, hear: Hear): boolean {
  const whole = event.event === "error" || event.data.split("\n").every((line) => parse(line) !== undefined);
  return whole ? tellEvent(event, hear) : true;
}

/** The text as JSON, or {@link done}; undefined: it is neither. */
function parse(text: string): unknown {
  // Nearly every text is an object, and long.
  if (!text.startsWith("{") && text.trim().toUpperCase() === "[DONE]") return done;
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
function createLines(hear: Hear): Form {
  const held: string[] = [];
  let byLine: boolean | undefined;
  let only: unknown;
  return {
    take(piece) {
      const cut = byLine === false ? -1 : piece.lastIndexOf("\n");
      if (cut === -1) {
        held.push(piece);
        return true;
      }
      const lines = held.splice(0).join("") + piece.slice(0, cut);
      held.push(piece.slice(cut + 1));
      if (byLine === undefined) {
        only = parse(lines.trimStart().split("\n", 1).join(""));
        byLine = only !== undefined;
      } else only = undefined;
      if (byLine) return tellLines(lines, hear);
      held.unshift(lines, "\n");
      return true;
    },
    end() {
      const left = held.join("");
      const on = byLine ? tellLines(left, hear) : hear((only = parse(left) ?? refuse(left)));
      // Nothing can follow a message that came whole.
      if (on && isWhole(only)) hear(done);
    },
  };
}

function tellLines(lines: string, hear: Hear): boolean {
  return lines.split("\n").every((line) => line.trim() === "" || hear(parse(line) ?? refuse(line)));
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
