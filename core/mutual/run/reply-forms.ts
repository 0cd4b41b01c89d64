/** The forms in which models reply: how one is asked for, explained and read. */
import { z } from "zod";
import { showsNothing } from "../../language/shows-nothing.ts";
import type { AnswerFormat, CompletionRequest } from "../../models/completion.ts";
import type { RawReply, Shortfall } from "../experiment.ts";
import type { Call } from "./calls.ts";
import { explainFault } from "./prompts.ts";

/** What was read, or what is wrong with it, in words for the model. */
export type Read<Value> = { value: Value } | { fault: string };

/** A form: how endpoints are told of it, and how a reply in it is read. */
export type ReplyForm<Value> = { format: AnswerFormat; read(reply: string): Read<Value> };

/** Text, in the schema of a form. */
export const text = { type: "string" };

/** An object with exactly these properties, in the schema of a form. */
export const object = (properties: Record<string, unknown>) => ({
  type: "object",
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});

/** Text that shows something. */
export const filled = z
  .string()
  .trim()
  .refine((written) => !showsNothing(written));

/** What is told where a reply holds no object at all. */
export const noObject = "There is no JSON object in it.";

/** How often a model is asked for one thing. */
export const mostAttempts = 3;

type Asked<Value> = { value: Value | null; shortfall: Shortfall | null; replies: RawReply[] };

/** @throws what {@link Call} throws. */
export async function askInForm<Value>(
  call: Call,
  key: string,
  request: CompletionRequest,
  form: ReplyForm<Value>,
): Promise<Asked<Value>> {
  const replies: RawReply[] = [];
  let { messages } = request;
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    const outcome = await call(`${key}.${attempt}`, { ...request, messages, format: form.format });
    if ("failure" in outcome)
      return { value: null, shortfall: { kind: outcome.failure, detail: outcome.detail }, replies };
    const read = form.read(outcome.text);
    const text = outcome.received ?? outcome.text;
    if ("value" in read) return { value: read.value, shortfall: null, replies: [...replies, { text, fault: null }] };
    const fault =
      outcome.finishReason === "length" ? `It was cut off at the token limit; be briefer. ${read.fault}` : read.fault;
    replies.push({ text, fault });
    messages = [
      ...messages,
      { role: "assistant", content: outcome.text },
      { role: "user", content: explainFault(fault) },
    ];
  }
  const detail = `None of ${mostAttempts} replies could be used. The last: ${replies.at(-1)?.fault ?? ""}`;
  return { value: null, shortfall: { kind: "invalid", detail }, replies };
}
