/** Asks a model for something of a form, explaining what was wrong with it until it fits. */
import type { CompletionRequest } from "../../models/completion.ts";
import type { Call } from "./calls.ts";
import type { RawReply, Shortfall } from "./experiment.ts";
import { explainFault } from "./prompts.ts";
import type { ReplyForm } from "./reply-forms.ts";

/** How often a model is asked for one thing. */
export const mostAttempts = 3;

export type Asked<Value> = { value: Value | null; shortfall: Shortfall | null; replies: RawReply[] };

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
