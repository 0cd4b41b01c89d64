/** What endpoints say when they refuse a parameter, as they really say it, and what is sent to them then. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { CompletionRequest } from "../../core/models/completion.ts";
import { createModelProvider } from "../../core/models/openai-provider.ts";
import type { Endpoint } from "../../core/models/roster.ts";
import { createManualClock, type ManualClock } from "../manual-clock.ts";
import {
  answerWith,
  answerWithBytes,
  answerWithError,
  inTurn,
  type ModelScript,
  type ScriptedModelServer,
  startScriptedModelServer,
} from "../peers/scripted-model-server.ts";
import { until } from "../until.ts";
import { buildEndpoint, buildModel, buildRequest, failureOf } from "./fixtures.ts";

let server: ScriptedModelServer;
let clock: ManualClock;
beforeEach(async () => {
  server = await startScriptedModelServer();
  clock = createManualClock();
});
afterEach(() => server.close());

const never = new AbortController().signal;
const createProvider = (more: Partial<Endpoint> = {}) =>
  createModelProvider({ endpoints: { local: buildEndpoint(server.baseURL, more) }, clock });
const complete = (request: CompletionRequest = fullRequest()) => createProvider().complete(request, never);
const bodies = () => server.calls.map(({ body }) => body);

/** A request with everything that can be refused. */
function fullRequest(more: Partial<CompletionRequest> = {}): CompletionRequest {
  return buildRequest({
    model: buildModel({ body: { top_p: 0.9, reasoning_effort: "low", provider: { sort: "price" } } }),
    settings: { temperature: 0.7, maxTokens: 5000, system: "Be brief." },
    format: { name: "a_form", schema: { type: "object" } },
    ...more,
  });
}

/** Refuses each request that carries the parameter; answers the others. */
function refuse(parameter: string, refusal: ModelScript): ModelScript {
  return (call, number) => (carries(call.body, parameter) ? refusal : answerWith("ok"))(call, number);
}

function carries(body: Record<string, unknown>, parameter: string): boolean {
  const messages = body["messages"] as { role: string }[];
  if (parameter === "system") return messages[0]?.role === "system";
  return parameter === "stream" ? body["stream"] === true : parameter in body;
}

const openai = (message: string, param: string | null, code: string | null = null) => ({
  error: { message, type: "invalid_request_error", param, code },
});
const pydantic = (name: string, type = "extra_forbidden", msg = "Extra inputs are not permitted") => ({
  detail: [{ type, loc: ["body", name], msg, input: { messages: [{ content: "temperature is not supported" }] } }],
});
const google = (description: string) => ({
  error: {
    code: 400,
    message: description,
    status: "INVALID_ARGUMENT",
    details: [{ "@type": "type.googleapis.com/google.rpc.BadRequest", fieldViolations: [{ description }] }],
  },
});

/** Who says it, the status, the body, the parameter meant, and what the record calls it. */
const refusals: [string, number, unknown, string, string][] = [
  [
    "OpenAI of a temperature",
    400,
    openai(
      "Unsupported value: 'temperature' does not support 0.7 with this model. Only the default (1) value is supported.",
      "temperature",
      "unsupported_value",
    ),
    "temperature",
    "temperature",
  ],
  [
    "OpenAI of a temperature, without its field",
    400,
    openai("Unsupported parameter: 'temperature' is not supported with this model.", null),
    "temperature",
    "temperature",
  ],
  [
    "Moonshot",
    400,
    openai("invalid temperature: only 1 is allowed for this model", null),
    "temperature",
    "temperature",
  ],
  [
    "Anthropic",
    400,
    { type: "error", error: { type: "invalid_request_error", message: "`temperature` is deprecated for this model." } },
    "temperature",
    "temperature",
  ],
  [
    "Bedrock",
    400,
    { message: "The model returned the following errors: temperature is deprecated for this model." },
    "temperature",
    "temperature",
  ],
  [
    "Bedrock with JSON in its text",
    400,
    {
      message: `The model returned the following errors: {"type":"error","error":{"type":"invalid_request_error","message":"temperature is deprecated for this model."}}`,
    },
    "temperature",
    "temperature",
  ],
  [
    "an unavailable setting",
    404,
    { message: "temperature is not available for this model" },
    "temperature",
    "temperature",
  ],
  ["a setting that must be so", 400, { error: "temperature must be 1" }, "temperature", "temperature"],
  ["a server of Ruby", 422, { errors: { temperature: ["is not allowed"] } }, "temperature", "temperature"],
  [
    "Chinese words",
    400,
    { error: { code: "1210", message: "该模型不支持 temperature 参数" } },
    "temperature",
    "temperature",
  ],
  [
    "Anthropic, thinking",
    400,
    { error: { message: "thinking is enabled; `temperature` may only be set to 1 when thinking is enabled." } },
    "temperature",
    "temperature",
  ],
  [
    "pydantic, as text",
    400,
    { message: "1 validation error for ChatRequest\nseed\n  Extra inputs are not permitted [type=extra_forbidden]" },
    "seed",
    "seed",
  ],
  [
    "Python, as text",
    400,
    { message: "[{'type': 'extra_forbidden', 'loc': ('body', 'seed'), 'msg': 'Extra inputs are not permitted'}]" },
    "seed",
    "seed",
  ],
  ["JSON schema", 400, "Additional properties are not allowed ('seed' was unexpected)", "seed", "seed"],
  ["Go", 400, { error: 'json: unknown field "seed"' }, "seed", "seed"],
  ["more Chinese words", 400, { error_code: 336003, error_msg: "seed参数不合法" }, "seed", "seed"],
  ["OpenRouter", 404, { error: { message: "No endpoints found that support the parameter: seed" } }, "seed", "seed"],
  ["a plain wish", 400, { error: { message: "Please set stream to false" } }, "stream", "stream"],
  ["a server that has none", 501, "streaming not implemented", "stream", "stream"],
  ["a key that may not", 403, { message: "You are not allowed to use streaming with this key" }, "stream", "stream"],
  [
    "pydantic of a role",
    422,
    {
      detail: [{ loc: ["body", "messages", 0, "role"], msg: "unexpected value; permitted: 'user', 'assistant'" }],
    },
    "system",
    "system",
  ],
  ["Mistral's template", 400, { error: "Only user and assistant roles are supported!" }, "system", "system"],
  ["llama.cpp's template", 400, { error: "Multiple system messages are not supported" }, "system", "system"],
  [
    "Mistral",
    422,
    {
      object: "error",
      message: {
        detail: [{ type: "extra_forbidden", loc: ["body", "seed"], msg: "Extra inputs are not permitted", input: 11 }],
      },
      type: "invalid_request_error",
      param: null,
      code: null,
    },
    "seed",
    "seed",
  ],
  [
    "Mistral behind a proxy",
    422,
    {
      object: "error",
      message: JSON.stringify(pydantic("seed")),
      type: "internal_error_proxy",
      param: null,
      code: "1000",
    },
    "seed",
    "seed",
  ],
  ["FastAPI", 422, pydantic("seed"), "seed", "seed"],
  ["Gemini", 400, [google('Invalid JSON payload received. Unknown name "seed": Cannot find field.')], "seed", "seed"],
  ["Azure of older days", 400, openai("Unrecognized request argument supplied: seed", null), "seed", "seed"],
  [
    "LiteLLM",
    500,
    {
      error: {
        message:
          "litellm.UnsupportedParamsError: anthropic does not support parameters: {'seed': 11}, for model=claude. To drop these, set `litellm.drop_params=True`",
        type: null,
        param: null,
        code: 500,
      },
    },
    "seed",
    "seed",
  ],
  [
    "LiteLLM of a list",
    400,
    { error: "anthropic does not support parameters: ['seed'], for model=claude" },
    "seed",
    "seed",
  ],
  ["LlamaEdge", 400, "unknown field `seed` at line 1 column 200", "seed", "seed"],
  [
    "a gateway that calls it a failure of its own",
    502,
    {
      error: {
        message: "Provider returned error",
        code: 400,
        metadata: { raw: JSON.stringify(openai("seed: invalid", "seed")) },
      },
    },
    "seed",
    "seed",
  ],
  [
    "xAI",
    400,
    { code: "Client specified an invalid argument", error: "Argument not supported on this model: reasoningEffort" },
    "reasoning_effort",
    "body.reasoning_effort",
  ],
  [
    "xAI in other words",
    400,
    { error: "Model grok-4 does not support parameter reasoningEffort." },
    "reasoning_effort",
    "body.reasoning_effort",
  ],
  [
    "Anthropic of two that exclude each other",
    400,
    { error: { message: "`temperature` and `top_p` cannot both be specified for this model. Please use only one." } },
    "top_p",
    "body.top_p",
  ],
  ["an unknown object", 400, openai("Unknown parameter: 'provider'.", "provider"), "provider", "body.provider"],
  [
    "OpenAI of an account that may not stream",
    400,
    openai(
      "Your organization must be verified to stream this model. Please go to: https://example.org/settings and click on Verify Organization.",
      "stream",
      "unsupported_value",
    ),
    "stream",
    "stream",
  ],
  [
    "the same without its field",
    400,
    { error: { message: "Your organization must be verified to stream this model.", code: "unsupported_value" } },
    "stream",
    "stream",
  ],
  [
    "o1 of streams",
    400,
    openai("Unsupported value: 'stream' does not support true with this model. Supported values are: false.", "stream"),
    "stream",
    "stream",
  ],
  ["Azure of streams", 403, { message: "Streaming requests are not yet allowed." }, "stream", "stream"],
  [
    "a deployment of streams",
    422,
    { error: { code: "OperationParameterInvalid", message: "Streaming responses are not currently supported" } },
    "stream",
    "stream",
  ],
  ["Bedrock of streams", 400, { message: "The model is unsupported for streaming" }, "stream", "stream"],
  [
    "DeepSeek of forms",
    400,
    openai("This response_format type is unavailable now", null, "invalid_request_error"),
    "response_format",
    "format",
  ],
  [
    "DeepSeek of forms, as its parser says it",
    422,
    "Failed to deserialize the JSON body into the target type: response_format: response_format.type `json_schema` is unavailable now at line 1 column 180",
    "response_format",
    "format",
  ],
  [
    "ik_llama.cpp",
    500,
    {
      error: {
        code: 500,
        message: 'response_format type must be one of "text" or "json_object", unsupported: json_schema',
      },
    },
    "response_format",
    "format",
  ],
  [
    "DeepInfra",
    405,
    { error: { message: "json_schema response format is not supported for model: some/model" } },
    "response_format",
    "format",
  ],
  [
    "Groq",
    400,
    openai("'response_format.type' : value is not one of the allowed values ['text']", null),
    "response_format",
    "format",
  ],
  [
    "OpenAI of system messages",
    400,
    openai(
      "Unsupported value: 'messages[0].role' does not support 'system' with this model.",
      "messages[0].role",
      "unsupported_value",
    ),
    "system",
    "system",
  ],
  [
    "vLLM with Gemma",
    400,
    { object: "error", message: "System role not supported", type: "BadRequestError", param: null, code: 400 },
    "system",
    "system",
  ],
  ["SGLang with Gemma", 500, "jinja2.exceptions.TemplateError: System role not supported", "system", "system"],
  [
    "Google with Gemma",
    400,
    [google("Developer instruction is not enabled for models/gemma-3-27b-it")],
    "system",
    "system",
  ],
  [
    "OpenRouter with Gemma",
    400,
    {
      error: {
        message: "Provider returned error",
        code: 400,
        metadata: {
          raw: JSON.stringify(google("Developer instruction is not enabled for models/gemma")),
          provider_name: "Google",
        },
      },
      user_id: "user_1",
    },
    "system",
    "system",
  ],
  [
    "an older template",
    400,
    { message: "Conversation roles must alternate user/assistant/user/assistant/..." },
    "system",
    "system",
  ],
];

describe("a refused parameter", () => {
  it.each(refusals)("is left out for %s", async (_who, status, refusal, parameter, withheld) => {
    server.script(refuse(parameter, answerWithError(status, refusal)));
    const answer = await complete();
    expect(answer).toMatchObject({ text: "ok", tries: 2, withheld: [withheld] });
    const [before, after] = bodies();
    expect([before, after].map((body) => body && carries(body, parameter))).toEqual([true, false]);
    // All else is sent as before.
    const gone = [parameter, "messages", "stream", ...(parameter === "stream" ? ["stream_options"] : [])];
    const left = (body = {}) => Object.keys(body).filter((name) => !gone.includes(name));
    expect(new Set(left(after))).toEqual(new Set(left(before)));
  });

  it.each([
    [
      "OpenAI",
      400,
      openai(
        "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
        "max_tokens",
        "unsupported_parameter",
      ),
    ],
    [
      "a copilot",
      400,
      {
        error: {
          message:
            "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
          code: "invalid_request_body",
        },
      },
    ],
    ["a gateway", 400, { error: "Please use max_completion_tokens instead of max_tokens." }],
  ])("is called max_completion_tokens for %s, which withholds nothing", async (_who, status, refusal) => {
    server.script(refuse("max_tokens", answerWithError(status, refusal)));
    expect(await complete()).toMatchObject({ text: "ok", tries: 2, withheld: [] });
    expect(bodies().at(-1)).toMatchObject({ max_completion_tokens: 5000 });
  });

  it("is left out where it has neither name", async () => {
    const script = (call: Parameters<ModelScript>[0], number: number) => {
      const name = ["max_tokens", "max_completion_tokens"].find((one) => one in call.body);
      return (name ? answerWithError(422, pydantic(name)) : answerWith("ok"))(call, number);
    };
    server.script(script);
    expect(await complete()).toMatchObject({ text: "ok", tries: 3, withheld: ["maxTokens"] });
  });

  it("may be one of several, one after the other, and all are remembered", async () => {
    const order = [
      "max_tokens",
      "temperature",
      "seed",
      "stream_options",
      "response_format",
      "top_p",
      "system",
      "stream",
    ];
    server.script((call, number) => {
      const name = order.find((one) => carries(call.body, one));
      if (!name) return answerWith("ok")(call, number);
      const message =
        name === "system"
          ? "System role not supported"
          : `Unsupported parameter: '${name}' is not supported with this model.`;
      return answerWithError(400, openai(message, name === "system" ? null : name))(call, number);
    });
    const provider = createProvider();
    const withheld = ["temperature", "seed", "format", "body.top_p", "system", "stream"];
    expect(await provider.complete(fullRequest(), never)).toMatchObject({ text: "ok", tries: 9, withheld });
    expect(bodies().at(-1)).toEqual({
      model: "vendor/tested-1",
      messages: [{ role: "user", content: "Be brief.\n\nWhy is the sea salty?" }],
      max_completion_tokens: 5000,
      reasoning_effort: "low",
      provider: { sort: "price" },
      stream: false,
    });
    expect(await provider.complete(fullRequest(), never)).toMatchObject({ tries: 1, withheld });
    expect(provider.withheld?.(fullRequest().model)).toEqual(withheld);
    // Another entry in the roster, another model.
    const changed = fullRequest({ model: buildModel({ body: { top_p: 0.9 } }) });
    expect(provider.withheld?.(changed.model)).toEqual([]);
    expect(await provider.complete(changed, never)).toMatchObject({ tries: 9 });
  });

  it("is told within a stream or an answer that is called good", async () => {
    const refusal = openai("Unsupported value: 'temperature' does not support 0.7 with this model.", "temperature");
    for (const script of [answerWithBytes(`data: ${JSON.stringify(refusal)}\n\n`), answerWithError(200, refusal)]) {
      server.script(refuse("temperature", script));
      expect(await complete()).toMatchObject({ text: "ok", withheld: ["temperature"] });
    }
  });

  it("is learnt by two at once", async () => {
    server.script((call, number) => {
      const name = ["temperature", "seed"].find((one) => one in call.body);
      return (name ? answerWithError(400, openai(`Unknown parameter: '${name}'.`, name)) : answerWith("ok"))(
        call,
        number,
      );
    });
    const provider = createProvider();
    await Promise.all([1, 2, 3].map(() => provider.complete(fullRequest(), never)));
    expect(await provider.complete(fullRequest(), never)).toMatchObject({
      tries: 1,
      withheld: ["temperature", "seed"],
    });
  });

  it("stays learnt when a request that did not carry it ends later", async () => {
    const learnt = Promise.withResolvers<void>();
    server.script(async (call, number) => {
      if (!("response_format" in call.body) && number === 0) await learnt.promise;
      return refuse("response_format", answerWithError(400, openai("Unknown parameter: 'response_format'.", null)))(
        call,
        number,
      );
    });
    const provider = createProvider();
    const { format: _format, ...plain } = fullRequest();
    const early = provider.complete(plain, never);
    await until(() => server.calls.length === 1);
    expect(await provider.complete(fullRequest(), never)).toMatchObject({ tries: 2 });
    learnt.resolve();
    expect(await early).toMatchObject({ withheld: [] });
    expect(await provider.complete(fullRequest(), never)).toMatchObject({ tries: 1, withheld: ["format"] });
  });

  it("ends in the words that stand in the way, not in those that were mended", async () => {
    server.script((call, number) => {
      if ("max_tokens" in call.body)
        return answerWithError(400, openai("Use 'max_completion_tokens' instead.", "max_tokens"))(call, number);
      return answerWithError(400, openai("Pictures of this kind cannot be read.", null))(call, number);
    });
    expect((await failureOf(complete())).message).toContain("Pictures of this kind cannot be read.");
  });

  it("has an end, whatever the endpoint says", async () => {
    server.script((call, number) => {
      const name = Object.keys(call.body).find((one) => !["model", "messages", "stream"].includes(one)) ?? "stream";
      return answerWithError(400, openai(`Unknown parameter: '${name}'.`, name))(call, number);
    });
    expect((await failureOf(complete())).kind).toBe("rejected");
    expect(server.calls.length).toBeLessThanOrEqual(20);
    server.script((_call, number) =>
      answerWithError(
        400,
        openai(`max_tokens is too large. This model supports at most ${4000 - number} tokens.`, "max_tokens"),
      )(_call, number),
    );
    const before = server.calls.length;
    await failureOf(complete());
    expect(server.calls.length - before).toBeLessThanOrEqual(20);
  });
});

describe("a number that is too large", () => {
  it.each([
    [
      "OpenAI",
      4096,
      openai(
        "max_tokens is too large: 5000. This model supports at most 4096 completion tokens, whereas you provided 5000.",
        "max_tokens",
      ),
    ],
    ["DeepSeek", 4096, openai("Invalid max_tokens value, the valid range of max_tokens is [1, 4096]", null)],
    [
      "Alibaba",
      4096,
      {
        error: {
          message: "<400> InternalError.Algo.InvalidParameter: Range of max_tokens should be [1, 4096]",
          code: "invalid_parameter_error",
        },
      },
    ],
    [
      "Groq",
      4096,
      openai(
        "`max_tokens` must be less than or equal to `4096`, the maximum value for `max_tokens` is less than the `context_window` for this model",
        null,
      ),
    ],
    ["Groq of one model", 4000, openai("max_tokens for `llama-3.1` must be less than or equal to 4000", null)],
    [
      "Anthropic",
      4096,
      {
        error: {
          message: "max_tokens: 5000 > 4096, which is the maximum allowed number of output tokens for claude-3",
        },
      },
    ],
    ["Fireworks", 4096, { error: { message: "Requests with max_tokens > 4096 must have stream=true" } }],
    ["pydantic", 4096, pydantic("max_tokens", "less_than_equal", "Input should be less than or equal to 4096")],
    ["Hugging Face", 192, { error: "Input validation error: `max_new_tokens` must be <= 192" }],
    [
      "OpenAI of late",
      4096,
      openai(
        "Invalid 'max_tokens': integer above maximum value. Expected a value <= 4096, but got 5000 instead.",
        "max_tokens",
        "integer_above_max_value",
      ),
    ],
    ["Baidu", 4096, { error_code: 336003, error_msg: "the max_output_tokens range is [2, 4096]" }],
    ["a short sentence", 4096, { error: "Too large max_tokens. Max: 4096" }],
    ["a comparison", 4096, { error: "The value of max_tokens (5000) is greater than 4096" }],
    ["a plain sentence", 4096, { message: "The maximum value for max_tokens is 4,096." }],
  ])("is lowered to what %s allows, and so from then on", async (_who, most, refusal) => {
    server.script((call, number) => {
      const tooMany = Number(call.body["max_tokens"]) > most;
      return (tooMany ? answerWithError(400, refusal) : answerWith("ok"))(call, number);
    });
    const provider = createProvider();
    expect(await provider.complete(fullRequest(), never)).toMatchObject({
      text: "ok",
      tries: 2,
      withheld: ["maxTokens"],
    });
    expect(bodies().at(-1)?.["max_tokens"]).toBe(most);
    expect(await provider.complete(fullRequest(), never)).toMatchObject({ tries: 1, withheld: ["maxTokens"] });
    const less = fullRequest({ settings: { temperature: 0.7, maxTokens: 100, system: null } });
    expect(await provider.complete(less, never)).toMatchObject({ tries: 1, withheld: [] });
    expect(bodies().at(-1)?.["max_tokens"]).toBe(100);
  });

  it("may be a temperature, or a field of the model's own", async () => {
    server.script((call, number) => {
      const { temperature, top_p } = call.body;
      if (Number(temperature) > 1)
        return answerWithError(400, { error: { message: "temperature: range: 0..1" } })(call, number);
      if (Number(top_p) > 0.5)
        return answerWithError(422, pydantic("top_p", "x", "Input should be at most 0.5"))(call, number);
      return answerWith("ok")(call, number);
    });
    const settings = { temperature: 1.5, maxTokens: 100, system: null };
    expect(await complete(fullRequest({ settings }))).toMatchObject({ withheld: ["temperature", "body.top_p"] });
    expect(bodies().at(-1)).toMatchObject({ temperature: 1, top_p: 0.5 });
  });

  it.each([
    [
      "vLLM",
      5000 - 70,
      "'max_tokens' or 'max_completion_tokens' is too large: 5000. This model's maximum context length is 5000 tokens and your request has 70 input tokens (5000 > 5000 - 70).",
    ],
    [
      "vLLM of later days",
      5000 - 70,
      "This model's maximum context length is 5000 tokens. However, you requested 5000 output tokens and your prompt contains at least 70 input tokens, for a total of at least 5070 tokens.",
    ],
    [
      "OpenAI",
      5000 - 70,
      "This model's maximum context length is 5000 tokens. However, you requested 5070 tokens (70 in the messages, 5000 in the completion). Please reduce the length of the messages or completion.",
    ],
    [
      "text-generation-inference",
      5000 - 70,
      "Input validation error: `inputs` tokens + `max_new_tokens` must be <= 5000. Given: 70 `inputs` tokens and 5000 `max_new_tokens`",
    ],
  ])("is lowered to what this one question leaves, for %s", async (_who, room, message) => {
    server.script(
      inTurn(answerWithError(400, openai(message, "messages", "context_length_exceeded")), answerWith("ok")),
    );
    const provider = createProvider();
    expect(await provider.complete(fullRequest(), never)).toMatchObject({ tries: 2, withheld: ["maxTokens"] });
    expect(bodies().at(-1)?.["max_tokens"]).toBe(room);
    expect(await provider.complete(fullRequest(), never)).toMatchObject({ tries: 1, withheld: [] });
    expect(bodies().at(-1)?.["max_tokens"]).toBe(5000);
  });
});

describe("no refusal of a parameter", () => {
  const question = "Is it true that 'temperature' is not supported and that a seed is invalid in a stream?";
  it.each([
    ["the content", 400, openai("Your prompt about temperature was flagged as not allowed by our policy.", null)],
    ["a filter", 400, openai("The response was filtered: temperature is not allowed", null, "content_filter")],
    ["a quotation of the question", 400, openai(`Invalid input. ${question}`, null)],
    [
      "the request sent back",
      422,
      {
        detail: [
          {
            loc: ["body", "messages", 0, "content"],
            msg: "Input should be shorter",
            input: { temperature: 1, seed: "is not supported" },
          },
        ],
      },
    ],
    [
      "the length",
      400,
      openai(
        "This model's maximum context length is 4097 tokens. However, your messages resulted in 4111 tokens.",
        "messages",
        "context_length_exceeded",
      ),
    ],
    ["the length, with a seed in it", 400, openai("The prompt is too long to seed this model.", null)],
    [
      "the model's name",
      404,
      openai("The model `temperature-1` does not exist or you do not have access to it.", null, "model_not_found"),
    ],
    [
      "the model's interface",
      404,
      openai("This model is only supported in v1/responses and not in v1/chat/completions.", "model"),
    ],
    ["the key", 401, openai("Your key does not support parameter seed", "seed")],
    ["the account's credit", 402, openai("Insufficient credits for parameter seed", "seed")],
    [
      "something else",
      400,
      { error: { message: "Provider returned error: upstream is not available, the system is down" } },
    ],
    [
      "a failure",
      500,
      { error: { message: "The stream was closed unexpectedly; the seed database must be restarted" } },
    ],
    ["a part of the question", 400, openai("'stream' is not supported here.", "messages[0].content[0].type")],
    ["no words", 400, {}],
  ])("is a refusal of %s", async (_what, status, refusal) => {
    server.script(answerWithError(status, refusal));
    const request = fullRequest({ messages: [{ role: "user", content: question }] });
    const completing = failureOf(complete(request));
    if (status === 500)
      for (const wait of [1000, 2000]) await until(() => clock.pending()[0] === wait).then(() => clock.advance(wait));
    await completing;
    const [first, ...others] = bodies();
    for (const body of others) expect(body).toEqual(first);
    expect(others).toHaveLength(status === 500 ? 2 : 0);
  });

  it.each(["seed is not supported", "no system messages"])(
    "is a quotation of a short question: %s",
    async (content) => {
      server.script(answerWithError(400, openai(`Your prompt "${content}" is bad`, null)));
      await failureOf(complete(fullRequest({ messages: [{ role: "user", content }] })));
      expect(bodies()).toHaveLength(1);
    },
  );

  it("but a question of one word that is a parameter's name does not hide one", async () => {
    server.script(refuse("temperature", answerWithError(400, openai("Unknown parameter: 'temperature'.", null))));
    const request = fullRequest({ messages: [{ role: "user", content: "temperature" }] });
    expect(await complete(request)).toMatchObject({ text: "ok", withheld: ["temperature"] });
  });
});

describe("a whole answer", () => {
  const whole = answerWithError(200, { choices: [{ message: { content: "Salt" }, finish_reason: "stop" }] });

  it("is asked for where the roster says so, by endpoint or by model", async () => {
    server.script(whole);
    const unstreamed = buildModel({ unsupported: ["stream"] });
    expect(await createProvider({ stream: false }).complete(buildRequest(), never)).toMatchObject({
      text: "Salt",
      withheld: ["stream"],
    });
    expect(await complete(buildRequest({ model: unstreamed }))).toMatchObject({ text: "Salt", withheld: ["stream"] });
    for (const body of bodies()) {
      expect(body["stream"]).toBe(false);
      expect(body).not.toHaveProperty("stream_options");
    }
  });

  it("may take as long as an answer may take in all, and no longer", async () => {
    const provider = createProvider({ stream: false, firstTokenSeconds: 5 });
    server.script(async (call, number) => {
      await until(() => clock.pending().length === 1);
      clock.advance(179_000);
      return whole(call, number);
    });
    expect(await provider.complete(buildRequest(), never)).toMatchObject({
      text: "Salt",
      firstTextMilliseconds: 179_000,
    });
    server.script(() => {});
    const completing = failureOf(provider.complete(buildRequest(), never));
    await until(() => server.calls.length === 2);
    expect(clock.pending()).toEqual([180_000]);
    clock.advance(180_000);
    expect((await completing).kind).toBe("too-slow");
  });
});
