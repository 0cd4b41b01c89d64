/** Endpoints that do not answer, and say why in a way of their own. The sentence about it must keep their words. */
import { answerWith } from "../scripted-model-server.ts";
import { type Behaviours, type BehaviourScript, fails, openaiError, page, salt, sends, streams } from "./behaviour.ts";

/** So many times that, then an answer. */
const at = (times: number, failure: BehaviourScript): BehaviourScript => {
  return (call, number, pause) => (number < times ? failure : answerWith(salt))(call, number, pause);
};

/** Words that must not lead anybody to look at the key. */
const notTheKey = (words: string) => new RegExp(`^(?!.*refused the key).*(?:${words})`, "is");

export const errors: Behaviours = {
  keyRefused401: {
    who: "OpenAI",
    does: fails(401, openaiError("Incorrect API key provided.", null, "invalid_api_key")),
    becomes: { fails: "unauthorized", says: /key/, requests: 1 },
  },
  keyRefusedAsArray400: {
    who: "Gemini: a wrong key is a 400 inside an array",
    does: fails(400, [
      { error: { code: 400, message: "API key not valid. Please pass a valid API key.", status: "INVALID_ARGUMENT" } },
    ]),
    becomes: { fails: "unauthorized", says: /key/, requests: 1 },
  },
  regionBlocked403: {
    who: "OpenAI",
    does: fails(403, {
      error: {
        code: "unsupported_country_region_territory",
        message: "Country, region, or territory not supported",
        param: null,
        type: "request_forbidden",
      },
    }),
    becomes: { fails: "rejected", says: notTheKey("region"), requests: 1 },
  },
  regionBlocked400: {
    who: "Gemini",
    does: fails(400, [
      {
        error: { code: 400, message: "User location is not supported for the API use.", status: "FAILED_PRECONDITION" },
      },
    ]),
    becomes: { fails: "rejected", says: notTheKey("location") },
  },
  challengePage403: {
    who: "Cloudflare before an endpoint",
    does: sends("text/html; charset=UTF-8", page("Just a moment..."), 403),
    becomes: { fails: "rejected", says: notTheKey("web page|browser|challenge|Just a moment"), requests: 1 },
  },
  noAccess403: {
    who: "OpenAI",
    does: fails(403, openaiError("Project `proj_1` does not have access to model `gpt-5`", null, "model_not_found")),
    becomes: { fails: "rejected", says: notTheKey("does not have access") },
  },
  moderation403: {
    who: "OpenRouter",
    does: fails(403, {
      error: { code: 403, message: "Your chosen model requires moderation", metadata: { reasons: ["violence"] } },
    }),
    becomes: { fails: "filtered", says: /filter|moderation/ },
  },
  promptFiltered400: {
    who: "Azure OpenAI",
    does: fails(400, {
      error: {
        message: "The response was filtered due to the prompt triggering Azure OpenAI's content management policy.",
        code: "content_filter",
        param: "prompt",
        status: 400,
      },
    }),
    becomes: { fails: "filtered", says: /filter/, requests: 1 },
  },
  noBalance402: {
    who: "DeepSeek",
    does: fails(402, openaiError("Insufficient Balance", null, "invalid_request_error")),
    becomes: { fails: "rejected", says: /credit|balance/i, requests: 1 },
  },
  noQuota429: {
    who: "OpenAI",
    does: fails(
      429,
      openaiError("You exceeded your current quota, please check your plan.", null, "insufficient_quota"),
    ),
    becomes: { fails: "rate-limited", says: /credit|quota/, requests: 1 },
  },
  noBalance200: {
    who: "MiniMax: all is well, says the status",
    does: sends(
      "application/json",
      '{"choices":null,"base_resp":{"status_code":1008,"status_msg":"insufficient balance"}}',
    ),
    becomes: { fails: ["rejected", "server-error"], says: /insufficient balance/ },
  },
  tooLarge413: {
    who: "Groq: a rate limit by name, and never to be passed",
    does: fails(413, {
      error: {
        message:
          "Request too large for model `llama-3.3-70b-versatile` on tokens per minute (TPM): Limit 12000, Requested 14137, please reduce your message size and try again.",
        type: "tokens",
        code: "rate_limit_exceeded",
      },
    }),
    becomes: { fails: "rejected", says: /too large/i, requests: 1 },
  },
  tooLargeOfNginx: {
    who: "nginx before an endpoint",
    does: sends("text/html", page("413 Request Entity Too Large"), 413),
    becomes: { fails: "rejected", says: /large/i, requests: 1 },
  },
  overloaded529: {
    who: "Anthropic",
    does: fails(529, { type: "error", error: { type: "overloaded_error", message: "Overloaded" } }),
    becomes: { fails: "server-error", says: /Overloaded/, requests: 3 },
  },
  overloadedOnce: {
    who: "Anthropic",
    does: at(1, fails(529, { type: "error", error: { type: "overloaded_error", message: "Overloaded" } })),
    becomes: { answers: salt, requests: 2 },
  },
  loadingModel503: {
    who: "llama.cpp",
    does: at(2, fails(503, { error: { code: 503, message: "Loading model", type: "unavailable_error" } })),
    becomes: { answers: salt, requests: 3 },
  },
  tooMany429: {
    who: "anybody: comes back when asked to",
    does: at(1, fails(429, openaiError("Rate limit reached", null, "rate_limit_exceeded"), { "retry-after": "2" })),
    becomes: { answers: salt, requests: 2 },
  },
  badGateway502: {
    who: "Cloudflare",
    does: sends("text/html", page("502 Bad Gateway"), 502),
    becomes: { fails: "server-error", says: /^[^<]*$/, requests: 3 },
  },
  errorAsText: {
    who: "Envoy",
    does: sends("text/plain", "upstream connect error or disconnect/reset before headers", 503),
    becomes: { fails: "server-error", says: /upstream connect error/, requests: 3 },
  },
  errorWithoutBody: { who: "anybody", does: sends("", "", 400), becomes: { fails: "rejected", says: /refused/ } },
  failsNineOfTen: {
    who: "free tiers at noon: this is one of the nine",
    does: (call, number, pause) =>
      (number % 10 === 9 ? answerWith(salt) : fails(500, openaiError("Internal error")))(call, number, pause),
    becomes: { fails: "server-error", says: /Internal error/, requests: 3 },
  },
  flatErrorObject: {
    who: "vLLM",
    does: fails(404, {
      object: "error",
      message: "The model `m` does not exist.",
      type: "NotFoundError",
      param: null,
      code: 404,
    }),
    becomes: { fails: "rejected", says: /does not (know|exist)/, requests: 1 },
  },
  flatErrorWith200: {
    who: "FastChat: a flat error under status 200",
    does: sends("application/json", '{"object":"error","message":"Only gpt-4o allowed now.","code":40301}'),
    becomes: { fails: ["rejected", "server-error"], says: /Only gpt-4o allowed now/ },
  },
  flatErrorAsEvent: {
    who: "the same as the first event of a stream",
    does: streams({ object: "error", message: "Only gpt-4o allowed now.", code: 40301 }),
    becomes: { fails: ["rejected", "server-error"], says: /Only gpt-4o allowed now/ },
  },
  lmStudioWith200: {
    who: "LM Studio",
    does: sends(
      "application/json; charset=utf-8",
      '{"error":"Unexpected endpoint or method. (POST /chat/completions)"}',
    ),
    becomes: { fails: ["rejected", "server-error"], says: /Unexpected endpoint or method/ },
  },
  responsesOnly404: {
    who: "OpenAI codex, o3-pro, deep research",
    does: fails(
      404,
      openaiError("This model is only supported in v1/responses and not in v1/chat/completions.", "model"),
    ),
    becomes: { fails: "rejected", says: /^(?!.*does not know).*responses/is, requests: 1 },
  },
  notAChatModel404: {
    who: "OpenAI, of the same models",
    does: fails(
      404,
      openaiError(
        "This is not a chat model and thus not supported in the v1/chat/completions endpoint. Did you mean to use v1/completions?",
        "model",
      ),
    ),
    becomes: { fails: "rejected", says: /^(?!.*does not know).*chat/is, requests: 1 },
  },
  unknownModel404: {
    who: "Ollama",
    does: fails(404, {
      error: { message: 'model "m" not found, try pulling it first', type: "api_error", param: null, code: null },
    }),
    becomes: { fails: "rejected", says: /does not know|not found/, requests: 1 },
  },
  noSuchPath404: {
    who: "nginx",
    does: sends("text/html", page("404 Not Found"), 404),
    becomes: { fails: "rejected", says: /baseURL/, requests: 1 },
  },
  dataPolicy404: {
    who: "OpenRouter",
    does: fails(404, {
      error: { message: "No endpoints found matching your data policy (Free model publication).", code: 404 },
    }),
    becomes: { fails: "rejected", says: /data policy/ },
  },
};
