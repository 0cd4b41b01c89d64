/** Models and gateways that refuse a parameter. The words are those of the providers named, as people have reported them. */
import { type Behaviours, demands, openaiError, refuses, refusesRole, salt, unless } from "./behaviour.ts";

/** OpenAI's words about a temperature. */
export const onlyDefault = openaiError(
  "Unsupported value: 'temperature' does not support 0.7 with this model. Only the default (1) value is supported.",
  "temperature",
  "unsupported_value",
);
const otherName = openaiError(
  "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
  "max_tokens",
  "unsupported_parameter",
);
const noRole = (role: string) =>
  openaiError(
    `Unsupported value: 'messages[0].role' does not support '${role}' with this model.`,
    "messages[0].role",
    "unsupported_value",
  );
const forbidden = (...fields: string[]) =>
  fields.map((field) => ({ type: "extra_forbidden", loc: ["body", field], msg: "Extra inputs are not permitted" }));
const deprecated = { type: "invalid_request_error", message: "`temperature` is deprecated for this model." };
const google = (code: number, message: string) => [{ error: { code, message, status: "INVALID_ARGUMENT" } }];

export const parameters: Behaviours = {
  gpt5RefusesTemperatureThenMaxTokens: {
    who: "OpenAI gpt-5",
    does: unless(refuses("temperature", 400, onlyDefault), refuses("max_tokens", 400, otherName)),
    becomes: { answers: salt, withheld: ["temperature"], requests: 3 },
  },
  gpt52SaysUnsupportedParameter: {
    who: "OpenAI gpt-5.2",
    does: unless(
      refuses("max_tokens", 400, otherName),
      refuses(
        "temperature",
        400,
        openaiError("Unsupported parameter: 'temperature' is not supported with this model."),
      ),
    ),
    becomes: { answers: salt, withheld: ["temperature"], requests: 3 },
  },
  o4MiniRefusesMaxTokensThenTemperature: {
    who: "OpenAI o4-mini",
    does: unless(refuses("max_tokens", 400, otherName), refuses("temperature", 400, onlyDefault)),
    becomes: { answers: salt, withheld: ["temperature"], requests: 3 },
  },
  o1MiniRefusesSystemToo: {
    who: "OpenAI o1-mini",
    does: unless(
      refusesRole("system", 400, noRole("system")),
      refusesRole("developer", 400, noRole("developer")),
      refuses("temperature", 400, onlyDefault),
      refuses("max_tokens", 400, otherName),
    ),
    becomes: { answers: salt, withheld: ["system", "temperature"] },
  },
  oSeriesDeveloperRole: {
    who: "OpenAI o1, by way of gateways that know no system message",
    does: unless(refusesRole("system", 400, noRole("system")), refuses("max_tokens", 400, otherName)),
    becomes: { answers: salt, withheld: "any" },
  },
  mistralForbidsExtraInputs: {
    who: "Mistral: 422, the list of all at once inside a message that is an object",
    does: unless(
      refuses("seed", 422, {
        object: "error",
        message: { detail: forbidden("seed", "stream_options") },
        type: "invalid_request_error",
        param: null,
        code: null,
      }),
      refuses("stream_options", 422, { object: "error", message: { detail: forbidden("stream_options") } }),
    ),
    becomes: { answers: salt, withheld: ["seed"] },
  },
  mistralMessageAsText: {
    who: "Mistral of 2024: JSON inside the text of the message",
    does: unless(
      refuses("seed", 422, { object: "error", message: JSON.stringify({ detail: forbidden("seed") }), code: "1000" }),
    ),
    becomes: { answers: salt, withheld: ["seed"] },
  },
  mistralMessageAsList: {
    who: "Mistral of late 2025",
    does: unless(
      refuses("seed", 422, { object: "Error", detail: forbidden("seed"), message: forbidden("seed"), code: 3001 }),
    ),
    becomes: { answers: salt, withheld: ["seed"] },
  },
  geminiUnknownName: {
    who: "Gemini: the error inside an array",
    does: unless(
      refuses("seed", 400, google(400, 'Invalid JSON payload received. Unknown name "seed": Cannot find field.')),
    ),
    becomes: { answers: salt, withheld: ["seed"] },
  },
  gemmaDeveloperInstruction: {
    who: "Gemma 3 at Google AI Studio",
    does: unless(
      refusesRole("system", 400, google(400, "Developer instruction is not enabled for models/gemma-3-27b-it")),
    ),
    becomes: { answers: salt, withheld: ["system"] },
  },
  vllmSystemRole: {
    who: "Gemma 2 under vLLM: a flat error",
    does: unless(
      refusesRole("system", 400, {
        object: "error",
        message: "System role not supported",
        type: "BadRequestError",
        param: null,
        code: 400,
      }),
    ),
    becomes: { answers: salt, withheld: ["system"] },
  },
  claudeTemperatureDeprecated: {
    who: "Anthropic Claude Opus 4.7",
    does: unless(refuses("temperature", 400, { type: "error", error: deprecated })),
    becomes: { answers: salt, withheld: ["temperature"], requests: 2 },
  },
  claudeThroughBedrockAndLiteLLM: {
    who: "LiteLLM before Bedrock: JSON inside JSON inside words",
    does: unless(
      refuses("temperature", 400, {
        error: {
          message: `litellm.BadRequestError: BedrockException - ${JSON.stringify({
            message: `The model returned the following errors: ${JSON.stringify({ type: "error", error: deprecated })}`,
          })}`,
          type: null,
          param: null,
          code: "400",
        },
      }),
    ),
    becomes: { answers: salt, withheld: ["temperature"] },
  },
  claudeThinkingWantsOne: {
    who: "Claude while it thinks",
    model: { body: { thinking: { type: "enabled", budget_tokens: 1024 } } },
    does: unless(
      refuses("temperature", 400, {
        type: "error",
        error: { ...deprecated, message: "`temperature` may only be set to 1 when thinking is enabled." },
      }),
    ),
    becomes: { answers: salt, withheld: ["temperature"] },
  },
  claudeTemperatureOrTopP: {
    who: "Claude Opus 4.1 and later",
    model: { body: { top_p: 0.9 } },
    does: unless(
      demands(({ body }) => !("top_p" in body && "temperature" in body), 400, {
        error: { message: "`temperature` and `top_p` cannot both be specified for this model. Please use only one." },
      }),
    ),
    becomes: { answers: salt, withheld: "any" },
  },
  kimiOnlyOneAllowed: {
    who: "Moonshot Kimi K2.5 and later",
    does: unless(refuses("temperature", 400, openaiError("invalid temperature: only 1 is allowed for this model"))),
    becomes: { answers: salt, withheld: ["temperature"] },
  },
  glmTemperatureIllegal: {
    who: "Zhipu GLM, in Chinese",
    does: unless(
      refuses("temperature", 400, { error: { code: "1214", message: "temperature参数非法。请检查文档。" } }),
    ),
    becomes: { answers: salt, withheld: ["temperature"] },
  },
  glmMaxTokensIllegal: {
    who: "Zhipu GLM-4V, in Chinese",
    does: unless(
      refuses("max_tokens", 400, { error: { code: "1214", message: "max_tokens参数非法。请检查文档。" } }),
      refuses("max_completion_tokens", 400, {
        error: { code: "1214", message: "max_completion_tokens参数非法。请检查文档。" },
      }),
    ),
    becomes: { answers: salt, withheld: ["maxTokens"] },
  },
  xaiErrorAsString: {
    who: "xAI: the error is a text",
    does: unless(
      refuses("stream_options", 400, { code: "400", error: "Argument not supported: stream_options" }),
      refuses("seed", 400, {
        code: "Client specified an invalid argument",
        error: "Argument not supported on this model: seed",
      }),
    ),
    becomes: { answers: salt, withheld: ["seed"], requests: 3 },
  },
  groqPropertyUnsupported: {
    who: "Groq: another name is suggested that is not meant",
    does: unless(refuses("seed", 400, openaiError("property 'seed' is unsupported, did you mean 'stream'?"))),
    becomes: { answers: salt, withheld: ["seed"] },
  },
  cerebrasPropertyUnsupported: {
    who: "Cerebras: `param` is not the parameter",
    does: unless(
      refuses("seed", 422, {
        message: "body.seed: property 'body.seed' is unsupported",
        type: "invalid_request_error",
        param: "validation_error",
        code: "wrong_api_format",
      }),
    ),
    becomes: { answers: salt, withheld: ["seed"] },
  },
  bodyFieldArrives: {
    who: "models that are told how long to think",
    model: { body: { reasoning_effort: "low", provider: { order: ["anthropic"] } } },
    does: unless(
      demands(({ body }) => body["reasoning_effort"] === "low", 400, openaiError("reasoning_effort is required")),
      demands(({ body }) => JSON.stringify(body["provider"]).includes("anthropic"), 400, openaiError("no provider")),
    ),
    becomes: { answers: salt, requests: 1 },
  },
  rosterNamesWhatIsRefused: {
    who: "an owner who has looked it up",
    model: { unsupported: ["temperature", "seed"] },
    does: unless(refuses("temperature", 400, "no"), refuses("seed", 400, "no")),
    becomes: { answers: salt, withheld: ["seed", "temperature"], requests: 1 },
  },
};
