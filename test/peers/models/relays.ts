/** Relays and small servers that refuse a parameter in a shape of their own. */
import { answerWith } from "../scripted-model-server.ts";
import { type Behaviours, demands, refuses, salt, streams, unless } from "./behaviour.ts";
import { onlyDefault } from "./parameters.ts";

export const relays: Behaviours = {
  litellmUnsupportedParams: {
    who: "LiteLLM before gpt-5: its words name many things",
    does: unless(
      refuses("temperature", 400, {
        error: {
          message:
            "litellm.UnsupportedParamsError: gpt-5 models (including gpt-5-codex) don't support temperature=0.7. Only temperature=1 is supported. For gpt-5.1, temperature is supported when reasoning_effort='none' (or not specified, as it defaults to 'none'). To drop unsupported params set `litellm.drop_params = True`. Received Model Group=gpt-5-mini\nAvailable Model Group Fallbacks=None",
          type: "None",
          param: null,
          code: "400",
        },
      }),
    ),
    becomes: { answers: salt, withheld: ["temperature"] },
  },
  litellmNamesSeveral: {
    who: "LiteLLM before Azure: all refused ones in one dictionary",
    does: unless(
      demands(({ body }) => !("temperature" in body) && !("seed" in body), 400, {
        error: {
          message:
            "litellm.UnsupportedParamsError: LlmProviders.AZURE does not support parameters: {'temperature': 0.7, 'seed': 11}, for model=gpt-5-mini.",
        },
      }),
    ),
    becomes: { answers: salt, withheld: ["seed", "temperature"] },
  },
  openRouterNestedRaw: {
    who: "OpenRouter: the provider's words as JSON in `metadata.raw`",
    does: unless(
      refuses("temperature", 400, {
        error: {
          message: "Provider returned error",
          code: 400,
          metadata: { raw: JSON.stringify(onlyDefault), provider_name: "OpenAI" },
        },
      }),
    ),
    becomes: { answers: salt, withheld: ["temperature"] },
  },
  fastApiDetail: {
    who: "servers made with FastAPI: pydantic's list",
    does: unless(
      refuses("stream_options", 422, {
        detail: [{ loc: ["body", "stream_options"], msg: "extra fields not permitted", type: "value_error.extra" }],
      }),
    ),
    becomes: { answers: salt, requests: 2 },
  },
  fastApiDetailAsText: {
    who: "servers made with FastAPI: a text",
    does: unless(refuses("max_tokens", 400, { detail: "Unsupported parameter: max_tokens" })),
    becomes: { answers: salt, requests: 2 },
  },
  refusalAsPlainText: {
    who: "small servers of one's own",
    does: unless(refuses("seed", 400, "Unknown field: seed")),
    becomes: { answers: salt, withheld: ["seed"] },
  },
  refusalAsFirstEvent: {
    who: "gateways that have begun the stream before they ask (New API)",
    does: (call, number) =>
      "temperature" in call.body ? streams(onlyDefault)(call, number, async () => {}) : answerWith(salt)(call, number),
    becomes: { answers: salt, withheld: ["temperature"] },
  },
  refusalAsServerError: {
    who: "relays that make a 500 of their provider's 400",
    does: unless(
      refuses("seed", 500, {
        error: {
          message: "Provider returned 500: seed: Extra inputs are not permitted",
          type: "upstream_error",
          code: "bad_response_status_code",
        },
      }),
    ),
    becomes: { answers: salt, withheld: ["seed"] },
  },
};
