/** Models whose token limit is lower than the one they are sent (256 in the tests). */
import type { ModelCall } from "../scripted-model-server.ts";
import { type Behaviours, type Objection, openaiError, refuses, salt, unless } from "./behaviour.ts";

/** Says no to a limit beyond 128, under either name. */
function atMost128(status: number, words: (field: string) => unknown): Objection {
  return (call: ModelCall) => {
    const field = ["max_tokens", "max_completion_tokens"].find((name) => Number(call.body[name]) > 128);
    return field === undefined ? undefined : refuses(field, status, words(field))(call);
  };
}

/** Whether the limit is left out or lowered is not said here: what counts is an answer. */
const answered = { answers: salt, withheld: "any" } as const;

export const tokenLimits: Behaviours = {
  openaiMaxTokensTooLarge: {
    who: "OpenAI gpt-4o and older",
    does: unless(
      atMost128(400, (field) =>
        openaiError(
          `${field} is too large: 256. This model supports at most 128 completion tokens, whereas you provided 256.`,
          field,
        ),
      ),
    ),
    becomes: answered,
  },
  deepseekMaxTokensRange: {
    who: "DeepSeek",
    does: unless(
      atMost128(400, () =>
        openaiError(
          "Invalid max_tokens value, the valid range of max_tokens is [1, 128]",
          null,
          "invalid_request_error",
        ),
      ),
    ),
    becomes: answered,
  },
  volcengineMaxTokens: {
    who: "Volcengine Ark (Doubao)",
    does: unless(
      atMost128(400, (field) => ({
        error: {
          code: "InvalidParameter",
          message: `The parameter \`${field}\` specified in the request are not valid: integer above maximum value, expected a value <= 128, but got 256 instead.`,
          param: field,
          type: "BadRequest",
        },
      })),
    ),
    becomes: answered,
  },
  tgiMaxNewTokens: {
    who: "Hugging Face TGI: under a name of its own",
    does: unless(
      atMost128(422, () => ({
        error:
          "Input validation error: `inputs` tokens + `max_new_tokens` must be <= 160. Given: 33 `inputs` tokens and 256 `max_new_tokens`",
        error_type: "validation",
      })),
    ),
    becomes: answered,
  },
  vllmMaxTokensTooLarge: {
    who: "vLLM",
    does: unless(
      atMost128(400, () => ({
        object: "error",
        message:
          "'max_tokens' or 'max_completion_tokens' is too large: 256. This model's maximum context length is 160 tokens and your request has 33 input tokens (256 > 160 - 33).",
        type: "BadRequestError",
        param: null,
        code: 400,
      })),
    ),
    becomes: answered,
  },
  openaiContextLength: {
    who: "OpenAI gpt-4, when question and limit do not fit together",
    does: unless(
      atMost128(400, () =>
        openaiError(
          "This model's maximum context length is 160 tokens. However, you requested 289 tokens (33 in the messages, 256 in the completion). Please reduce the length of the messages or completion.",
          "messages",
          "context_length_exceeded",
        ),
      ),
    ),
    becomes: answered,
  },
};
