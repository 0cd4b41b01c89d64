/** How answers end, in the words of those who serve them: the one table of what is whole, cut, refused or broken. */
import { ModelFailure } from "./completion.ts";

/**
 * What such a word means: `whole`: the model ended of its own accord; `limit`: at the token limit, and what came is
 * shown; `refused`: a filter ended it; `broken`: the server failed; `cut`: it was broken off, and nothing is shown. A
 * whole answer without a visible word is empty, and so is one at the limit.
 */
type Meaning = "whole" | "limit" | "refused" | "broken" | "cut";

/** A word in small letters, what it means, and whose documents say so. */
type Ending = readonly [word: string, meaning: Meaning, source: string];

const endings: readonly Ending[] = [
  ["stop", "whole", "OpenAI, Chat Completions: natural stop point or a stop sequence; Gemini: STOP"],
  ["eos", "whole", "Together AI, Chat Completions"],
  ["eos_token", "whole", "Hugging Face TGI, FinishReason: the model generated its end token"],
  ["end_turn", "whole", "Anthropic, Messages: stop_reason"],
  ["stop_sequence", "whole", "Anthropic, Messages; Hugging Face TGI; Cohere, Chat"],
  ["complete", "whole", "Cohere, Chat: COMPLETE"],
  ["completed", "whole", "OpenAI, Responses: status"],
  ["end", "whole", "servers that answer in their own words"],
  ["normal", "whole", "Baidu Qianfan, Chat: output was generated in full"],
  ["tool_calls", "whole", "OpenAI, Chat Completions: the model called a tool"],
  ["tool_call", "whole", "Cohere, Chat: TOOL_CALL"],
  ["tool_use", "whole", "Anthropic, Messages"],
  ["function_call", "whole", "OpenAI, Chat Completions, deprecated"],
  ["length", "limit", "OpenAI, Chat Completions: max_tokens was reached"],
  ["max_tokens", "limit", "Anthropic, Messages; Gemini: MAX_TOKENS; Cohere, Chat: MAX_TOKENS"],
  ["max_output_tokens", "limit", "OpenAI, Responses: incomplete_details.reason"],
  ["max_length", "limit", "servers that answer in their own words"],
  ["model_length", "limit", "Mistral, Chat: the model's context is full"],
  ["model_context_window_exceeded", "limit", "Anthropic, Messages; Z.AI passes it on"],
  ["content_filter", "refused", "OpenAI, Chat Completions: content was omitted by a filter; Azure"],
  ["content_filtered", "refused", "Amazon Bedrock, Converse: stopReason"],
  ["guardrail_intervened", "refused", "Amazon Bedrock, Converse: stopReason"],
  ["refusal", "refused", "Anthropic, Messages: stop_reason"],
  ["sensitive", "refused", "Zhipu GLM, Chat: stopped by the content review; Tencent Hunyuan"],
  ["error_toxic", "refused", "Cohere, Chat: ERROR_TOXIC"],
  ["safety", "refused", "Gemini, FinishReason"],
  ["recitation", "refused", "Gemini, FinishReason: it may be copied from a source"],
  ["language", "refused", "Gemini, FinishReason: the language is not supported"],
  ["blocklist", "refused", "Gemini, FinishReason"],
  ["prohibited_content", "refused", "Gemini, FinishReason"],
  ["spii", "refused", "Gemini, FinishReason: personal data"],
  ["model_armor", "refused", "Vertex AI, FinishReason"],
  ["image_safety", "refused", "Gemini, FinishReason"],
  ["error", "broken", "Mistral, Chat; OpenRouter, in a stream; Cohere, Chat: ERROR"],
  ["network_error", "broken", "Zhipu GLM, Chat: the model failed"],
  ["insufficient_system_resource", "broken", "DeepSeek, Chat Completions: the server ran out of resources"],
  ["timeout", "broken", "Cohere, Chat: TIMEOUT"],
  ["abort", "cut", "vLLM and SGLang: the request was aborted"],
  ["user_cancel", "cut", "Cohere, Chat: USER_CANCEL"],
  ["incomplete", "cut", "OpenAI, Responses: status"],
  ["malformed_function_call", "cut", "Gemini, FinishReason: a tool call that cannot be read"],
  ["other", "cut", "Gemini, FinishReason: any other reason"],
  ["finish_reason_unspecified", "cut", "Gemini, FinishReason"],
];

const meanings = new Map(endings.map(([word, meaning]) => [word, meaning]));

/** What was heard of an answer's end. */
export type HeardEnding = {
  /** In the server's own word; null: it said none. */
  finishReason: string | null;
  /** Whether the server said that nothing more would come: by `[DONE]`, or by sending the whole message at once. */
  done: boolean;
};

/**
 * An answer is whole, too, when its end was told without a reason, as some gateways do.
 * @throws {ModelFailure} unless the model ended of its own accord or at its token limit.
 */
export function readEnding({ finishReason: reason, done }: HeardEnding): "stop" | "length" {
  if (reason === null) {
    if (done) return "stop";
    throw new ModelFailure("cut-off", "The endpoint ended the answer without saying that it was finished.");
  }
  switch (findMeaning(reason)) {
    case "whole":
      return "stop";
    case "limit":
      return "length";
    case "refused":
      throw new ModelFailure("filtered", "The endpoint's content filter ended the answer.");
    case "broken":
      throw new ModelFailure("server-error", "The endpoint failed in the middle of the answer.");
    case "cut":
    case undefined:
      throw new ModelFailure("cut-off", `The endpoint ended the answer for a reason of its own${quote(reason)}.`);
  }
}

/** Servers write the same word in other ways: `content-filter`, `STOP`, `content_filter: RECITATION`, `FinishReason.stop`. */
function findMeaning(reason: string): Meaning | undefined {
  const [first = ""] = reason.slice(0, 100).toLowerCase().split(/[:,;]/, 1);
  const word = first.trim().replaceAll(/[- ]/g, "_");
  return meanings.get(word) ?? meanings.get(word.replace(/^.*\./, ""));
}

/** Only a word: whole sentences, or what was cut out of one, could hold the question or a key. */
function quote(reason: string): string {
  return /^[\w-]{1,40}$/.test(reason) ? `: "${reason}"` : "";
}
