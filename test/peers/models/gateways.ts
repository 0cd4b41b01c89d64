/** Endpoints that want something beside the question, and those that do not stream. */
import { answerWith, type ModelCall } from "../scripted-model-server.ts";
import {
  type Behaviours,
  type BehaviourScript,
  chunk,
  completion,
  demands,
  done,
  fails,
  openaiError,
  salt,
  secretName,
  secretValue,
  sends,
  unless,
} from "./behaviour.ts";

const sendsWhole = sends("application/json", JSON.stringify(completion({ content: salt })));
const portkey = { status: "failure", message: "Either x-portkey-config or x-portkey-provider header is required" };
const azureKey = {
  error: {
    code: "401",
    message:
      "Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription and use a correct regional API endpoint for your resource.",
  },
};
const azureNotFound = { error: { code: "404", message: "Resource not found" } };

/** Streams only when it is not asked to, or says why not. */
function whole(status: number, words: unknown): BehaviourScript {
  return (call, number, pause) =>
    (call.body["stream"] === true ? fails(status, words) : sendsWhole)(call, number, pause);
}

const has = (name: string, value: string) => (call: ModelCall) => call.headers[name] === value;
const asks = (name: string, value: string) => (call: ModelCall) =>
  new URL(call.path, "http://peer").searchParams.get(name) === value;

export const gateways: Behaviours = {
  noStreamingForAccount: {
    who: "OpenAI, before an organization is verified",
    does: whole(
      400,
      openaiError(
        "Your organization must be verified to stream this model. Please go to: https://platform.openai.com/settings/organization/general and click on Verify Organization. If you just verified, it can take up to 15 minutes for access to propagate.",
        "stream",
        "unsupported_value",
      ),
    ),
    becomes: { answers: salt, withheld: ["stream"], requests: 2 },
  },
  o1OnlyFalseForStream: {
    who: "OpenAI o1-preview",
    does: whole(
      400,
      openaiError(
        "Unsupported value: 'stream' does not support true with this model. Only the default (false) value is supported.",
        "stream",
        "unsupported_value",
      ),
    ),
    becomes: { answers: salt, withheld: ["stream"] },
  },
  openRouterNoStreaming: {
    who: "OpenRouter before such an account",
    does: whole(400, {
      error: {
        message: "Provider returned error",
        code: 400,
        metadata: {
          raw: JSON.stringify(openaiError("Your organization must be verified to stream this model.", "stream")),
        },
      },
    }),
    becomes: { answers: salt, withheld: ["stream"] },
  },
  streamingNotSupported: {
    who: "servers of one's own",
    does: whole(501, { detail: "Streaming is not supported" }),
    becomes: { answers: salt, withheld: ["stream"] },
  },
  streamFalseInRoster: {
    who: "an endpoint that does not say why it refuses",
    endpoint: { stream: false },
    does: whole(400, { error: { message: "Bad request" } }),
    becomes: { answers: salt, withheld: "any", requests: 1 },
  },
  streamUnsupportedByModel: {
    who: "one model of an endpoint that streams",
    model: { unsupported: ["stream"] },
    does: whole(400, { error: { message: "Bad request" } }),
    becomes: { answers: salt, withheld: ["stream"], requests: 1 },
  },
  noStreamingAndSlow: {
    who: "the same, when the whole answer takes longer than a first token may",
    does: async (call, number, pause) => {
      if (call.body["stream"] === true)
        return fails(400, openaiError("stream is not supported", "stream"))(call, number, pause);
      await pause(180_000, 100_000);
      await sendsWhole(call, number, pause);
    },
    becomes: { answers: salt, withheld: ["stream"] },
  },
  ignoresStream: {
    who: "gateways that buffer",
    does: sendsWhole,
    becomes: { answers: salt, requests: 1, outputTokens: 5 },
  },
  qwenThinkingWithoutStream: {
    who: "Alibaba Model Studio: no thinking without streaming",
    endpoint: { stream: false },
    model: { body: { enable_thinking: false } },
    does: unless(
      demands(
        ({ body }) => body["enable_thinking"] === false,
        400,
        openaiError("parameter.enable_thinking must be set to false for non-streaming calls"),
      ),
    ),
    becomes: { answers: salt, withheld: "any" },
  },
  wantsHeader: {
    who: "Portkey",
    endpoint: { headers: { "x-portkey-provider": "openai" } },
    does: unless(demands(has("x-portkey-provider", "openai"), 400, portkey)),
    becomes: { answers: salt, requests: 1 },
  },
  headerMissing: {
    who: "Portkey, by an owner who has not read its manual",
    does: fails(400, portkey),
    becomes: { fails: "rejected", says: /x-portkey-provider header is required/ },
  },
  wantsSecretHeader: {
    who: "gateways of companies: a tenant's secret in a header",
    endpoint: { headers: { "X-Tenant-Secret": `\${${secretName}}`, "HTTP-Referer": "https://arena.example" } },
    does: unless(
      demands(has("x-tenant-secret", secretValue), 403, { error: "no tenant" }),
      demands(has("http-referer", "https://arena.example"), 403, { error: "no referer" }),
    ),
    becomes: { answers: salt, requests: 1 },
  },
  repeatsSecretHeader: {
    who: "gateways that quote what they were sent",
    endpoint: { headers: { "X-Tenant-Secret": `\${${secretName}}` } },
    does: ({ headers, response }, number, pause) =>
      fails(400, { error: `unknown tenant ${String(headers["x-tenant-secret"])}` })(
        { response } as ModelCall,
        number,
        pause,
      ),
    becomes: { fails: "rejected", says: /^(?!.*gw-0123456789abcdef).*unknown tenant \[/s },
  },
  headerValueIsAWord: {
    who: "the same gateway, whose words hold the value of a header that is no secret",
    endpoint: { headers: { "x-portkey-provider": "openai" } },
    does: fails(400, { status: "failure", message: "openai error: the model is asleep" }),
    becomes: { fails: "rejected", says: /openai error: the model is asleep/ },
  },
  wantsApiKeyHeader: {
    who: "Azure OpenAI: the key in a header of its own",
    endpoint: { headers: { "api-key": `\${${secretName}}` } },
    does: unless(demands(has("api-key", secretValue), 401, azureKey)),
    becomes: { answers: salt, requests: 1 },
  },
  wantsApiVersionQuery: {
    who: "Azure OpenAI of 2023 to 2025",
    endpoint: { headers: { "api-key": `\${${secretName}}` }, query: { "api-version": "2024-10-21" } },
    does: unless(
      demands(asks("api-version", "2024-10-21"), 404, azureNotFound),
      demands(has("api-key", secretValue), 401, azureKey),
      demands(({ path }) => path.includes("/chat/completions?"), 404, azureNotFound),
    ),
    becomes: { answers: salt, requests: 1 },
  },
  azureWithoutVersion: {
    who: "Azure OpenAI, by an owner who left the version out",
    does: fails(404, azureNotFound),
    becomes: { fails: "rejected", says: /Resource not found/ },
  },
  wholeWithoutFinish: {
    who: "gateways that say null where the reason for the end belongs",
    does: sends("application/json", JSON.stringify(completion({ content: salt }, null))),
    becomes: { answers: salt },
  },
  eventsCalledJson: {
    who: "gateways that label a stream as JSON",
    does: sends("application/json", `data: ${JSON.stringify(chunk({ content: salt }, "stop"))}\n\n${done}`),
    becomes: { answers: salt },
  },
  eventsWithoutType: {
    who: "servers that name no type at all",
    does: sends("", `data: ${JSON.stringify(chunk({ content: salt }, "stop"))}\n\n${done}`),
    becomes: { answers: salt },
  },
  eventsAsPlainText: {
    who: "proxies that know no event streams",
    does: sends("text/plain; charset=utf-8", `data: ${JSON.stringify(chunk({ content: salt }, "stop"))}\n\n${done}`),
    becomes: { answers: salt },
  },
  jsonCalledEvents: {
    who: "gateways that label one whole completion as a stream",
    does: sends("text/event-stream", JSON.stringify(completion({ content: salt }))),
    becomes: { answers: salt },
  },
  jsonWithCharset: {
    who: "Java servers",
    does: sends("application/json;charset=UTF-8", JSON.stringify(completion({ content: salt }))),
    becomes: { answers: salt },
  },
  movedForGood: {
    who: "addresses that have moved (308)",
    does: ({ path, response, ...call }, number) => {
      if (path.includes("moved")) return answerWith(salt)({ path, response, ...call }, number);
      response.writeHead(308, { location: `${path}?moved` }).end();
    },
    becomes: { answers: salt },
  },
};
