/** One way in which a model, its server or a gateway before it really behaves, and the pieces of which such ways are made. */
import type { FailureKind } from "../../../core/models/completion.ts";
import { answerWith, answerWithError, type ModelCall, type ModelScript, openStream } from "../scripted-model-server.ts";

/**
 * Lets time pass as soon as the asker has set an alarm of so many milliseconds: of the limit for the first token, say.
 * @param milliseconds how many pass.
 */
export type Pause = (alarm: number, milliseconds: number) => Promise<void>;

/** Answers one call. `number` counts the calls for this model from 0. */
export type BehaviourScript = (call: ModelCall, number: number, pause: Pause) => void | Promise<void>;

/**
 * What must become of a question. `withheld`: what was not sent, none if left out; "any": the behaviour leaves room.
 * `says`: what the one sentence about a failure must match. `requests`: how many the endpoint must have got.
 */
export type Outcome = { requests?: number } & (
  | { answers: string; withheld?: readonly string[] | "any"; finishReason?: "length"; outputTokens?: number }
  | { fails: FailureKind | readonly FailureKind[]; says: RegExp }
);

export type Behaviour = {
  /** Of whom it is known. */
  who: string;
  does: BehaviourScript;
  /** What its owner writes into the roster for it, beside address and name. */
  endpoint?: Record<string, unknown>;
  model?: Record<string, unknown>;
  becomes: Outcome;
};

export type Behaviours = Readonly<Record<string, Behaviour>>;

/** What all of them answer when nothing keeps them from it. */
export const salt = "Rivers carry salt into the sea.";

/** What those who think aloud think. */
export const thought = "The user asks about the sea. I know this one: rivers.";

/** Under this name the tests' environment holds {@link secretValue}. */
export const secretName = "GATEWAY_SECRET";
export const secretValue = "gw-0123456789abcdef";

/** An answer to a call that is not answered; undefined: nothing against it. */
export type Objection = (call: ModelCall) => ModelScript | undefined;

/** The first objection, else an answer. */
export function unless(...objections: Objection[]): BehaviourScript {
  return (call, number) => {
    const objection = objections.map((object) => object(call)).find((script) => script !== undefined);
    return (objection ?? answerWith(salt))(call, number);
  };
}

/** Says no to a body with that field. @param words the error's body: text, or what becomes JSON. */
export function refuses(field: string, status: number, words: unknown): Objection {
  return ({ body }) => (field in body ? answerWithError(status, words) : undefined);
}

/** Says no to messages of that role. */
export function refusesRole(role: string, status: number, words: unknown): Objection {
  return ({ body }) => {
    const messages = body["messages"] as { role: string }[];
    return messages.some((message) => message.role === role) ? answerWithError(status, words) : undefined;
  };
}

/** Says no unless the call fits. */
export function demands(fits: (call: ModelCall) => boolean, status: number, words: unknown): Objection {
  return (call) => (fits(call) ? undefined : answerWithError(status, words));
}

/** Says nothing but no. */
export const fails = (status: number, words: unknown, headers: Record<string, string> = {}): BehaviourScript =>
  answerWithError(status, words, headers);

/** OpenAI's form of an error. */
export function openaiError(message: string, param: string | null = null, code: string | null = null): object {
  return { error: { message, type: "invalid_request_error", param, code } };
}

/** Sends these as one event stream: objects as events, text as it stands. */
export function streams(...parts: (object | string)[]): BehaviourScript {
  return ({ response }) => {
    openStream(response);
    for (const part of parts) response.write(typeof part === "string" ? part : `data: ${JSON.stringify(part)}\n\n`);
    response.end();
  };
}

/** One chunk. */
export function chunk(delta: object, finish: string | null = null): object {
  return {
    id: "1",
    object: "chat.completion.chunk",
    created: 1,
    choices: [{ index: 0, delta, finish_reason: finish }],
  };
}

export const done = "data: [DONE]\n\n";

export function usage(completionTokens: number, more: object = {}): object {
  const counts = { prompt_tokens: 3, completion_tokens: completionTokens, ...more };
  return { id: "1", object: "chat.completion.chunk", created: 1, choices: [], usage: counts };
}

/** A whole completion, as it comes without streaming. */
export function completion(message: object, finish: string | null = "stop"): object {
  const choices = [{ index: 0, message: { role: "assistant", ...message }, finish_reason: finish }];
  return { id: "1", object: "chat.completion", created: 1, choices, usage: { prompt_tokens: 3, completion_tokens: 5 } };
}

/** This content, in pieces so short that every tag is torn. */
export function saysTorn(content: string, finish = "stop"): BehaviourScript {
  const pieces = content.match(/[\s\S]{1,4}/gu) ?? [];
  return streams(...pieces.map((piece) => chunk({ content: piece })), chunk({}, finish), usage(5), done);
}

/** These bytes under that type, with status 200. */
export function sends(type: string, bytes: string, status = 200): BehaviourScript {
  return ({ response }) => void response.writeHead(status, type ? { "content-type": type } : {}).end(bytes);
}

/** A page for people. */
export const page = (title: string) =>
  `<!DOCTYPE html><html lang="en-US"><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;
