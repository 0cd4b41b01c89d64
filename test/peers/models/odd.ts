/** What was invented to break the rest: odd refusals, odd shapes, and errors that must keep their words. */
import { gzipSync } from "node:zlib";
import { answerWith } from "../scripted-model-server.ts";
import {
  type Behaviours,
  chunk,
  completion,
  demands,
  done,
  fails,
  openaiError,
  refuses,
  salt,
  sends,
  streams,
  unless,
  usage,
} from "./behaviour.ts";

export const odd: Behaviours = {
  jsonInJsonString: {
    who: "gateways that pack JSON into a text of JSON",
    does: unless(
      refuses("temperature", 400, JSON.stringify(JSON.stringify(openaiError("Unsupported value: 'temperature'")))),
    ),
    becomes: { answers: salt, withheld: ["temperature"] },
  },
  french: {
    who: "relays that translate",
    does: unless(
      refuses("temperature", 400, {
        error: { message: "Le paramètre « temperature » n'est pas pris en charge par ce modèle." },
      }),
    ),
    becomes: { answers: salt, withheld: ["temperature"] },
  },
  japanese: {
    who: "relays that translate",
    does: unless(
      refuses("temperature", 400, {
        error: { message: "temperatureパラメータはこのモデルではサポートされていません。" },
      }),
    ),
    becomes: { answers: salt, withheld: ["temperature"] },
  },
  anthropicMaxTokens: {
    who: "Anthropic",
    does: unless(
      demands(({ body }) => Number(body["max_tokens"] ?? body["max_completion_tokens"] ?? 0) <= 128, 400, {
        type: "error",
        error: {
          type: "invalid_request_error",
          message:
            "max_tokens: 256 > 128, which is the maximum allowed number of output tokens for claude-3-5-sonnet-20241022",
        },
      }),
    ),
    becomes: { answers: salt, withheld: ["maxTokens"] },
  },
  minimum1024: {
    who: "servers with a least number of tokens",
    does: unless(
      demands(
        ({ body }) => Number(body["max_tokens"] ?? body["max_completion_tokens"] ?? 9999) >= 1024,
        400,
        openaiError(
          "Invalid 'max_tokens': integer below minimum value. Expected a value >= 1024, but got 256 instead.",
          "max_tokens",
          "integer_below_min_value",
        ),
      ),
    ),
    becomes: { answers: salt, withheld: "any" },
  },
  temperatureRange: {
    who: "servers with a range of their own",
    does: unless(
      demands(
        ({ body }) => Number(body["temperature"] ?? 0) <= 0.5,
        400,
        openaiError("temperature must be in the range [0.0, 0.5]"),
      ),
    ),
    becomes: { answers: salt, withheld: ["temperature"] },
  },
  firstEventRefusesStream: {
    who: "gateways that refuse a stream in its first event",
    does: (call, number) =>
      call.body["stream"] === true
        ? streams(openaiError("Streaming is not supported for this model", "stream"))(call, number, async () => {})
        : sends("application/json", JSON.stringify(completion({ content: salt })))(call, number, async () => {}),
    becomes: { answers: salt, withheld: ["stream"] },
  },
  gzippedError: {
    who: "proxies that pack errors",
    does: (call, number) => {
      if (!("temperature" in call.body)) return answerWith(salt)(call, number);
      call.response.writeHead(400, { "content-type": "application/json", "content-encoding": "gzip" });
      call.response.end(gzipSync(JSON.stringify(openaiError("Unsupported value: 'temperature'", "temperature"))));
    },
    becomes: { answers: salt, withheld: ["temperature"] },
  },
  contentAsObject: {
    who: "gateways before Cohere: content is one part",
    does: streams(chunk({ content: { type: "text", text: salt } }, "stop"), done),
    becomes: { answers: salt },
  },
  contentPartsStrings: {
    who: "servers that send content as a list of texts",
    does: streams(chunk({ content: [salt] }, "stop"), done),
    becomes: { answers: salt },
  },
  pingPong: {
    who: "a server that refuses each of two names in favour of the other",
    does: unless(
      refuses(
        "max_tokens",
        400,
        openaiError("Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.", "max_tokens"),
      ),
      refuses(
        "max_completion_tokens",
        400,
        openaiError(
          "Unsupported parameter: 'max_completion_tokens'. Use 'max_tokens' instead.",
          "max_completion_tokens",
        ),
      ),
    ),
    becomes: { answers: salt, withheld: ["maxTokens"] },
  },
  invisible: {
    who: "models that say nothing that can be seen",
    does: streams(chunk({ content: "\u200b\u200b \n" }, "stop"), done),
    becomes: { fails: "empty", says: /no text/ },
  },
  doneLower: {
    who: "hand-made servers",
    does: streams(chunk({ content: salt }), "data: [done]\n\n"),
    becomes: { answers: salt },
  },
  finishThenMore: {
    who: "servers that end every chunk",
    does: streams(
      chunk({ content: salt.slice(0, 9) }, "stop"),
      usage(3),
      chunk({ content: salt.slice(9) }, "stop"),
      done,
    ),
    becomes: { answers: salt },
  },
  ratelimitHtml: {
    who: "Cloudflare",
    does: sends("text/html", "<html><head><title>429 Too Many Requests</title></head></html>", 429),
    becomes: { fails: "rate-limited", says: /Too [Mm]any/, requests: 3 },
  },
  modelNotLoaded: {
    who: "LM Studio",
    does: fails(404, {
      error: {
        message: "No models loaded. Please load a model in the developer page or use the `lms load` command.",
        type: "invalid_request_error",
        param: "model",
        code: "model_not_found",
      },
    }),
    becomes: { fails: "rejected", says: /lms load/ },
  },
  keyWithoutPermission: {
    who: "Hugging Face",
    does: fails(403, {
      error:
        "This authentication method does not have sufficient permissions to call Inference Providers on behalf of user x",
    }),
    becomes: { fails: ["unauthorized", "rejected"], says: /permissions/ },
  },
  gatedModel: {
    who: "Groq",
    does: fails(
      400,
      openaiError(
        "The model `x` requires terms acceptance. Please have the org admin accept the terms at https://console.groq.com/playground",
        null,
        "model_terms_required",
      ),
    ),
    becomes: { fails: "rejected", says: /terms/ },
  },
  decommissioned: {
    who: "Groq",
    does: fails(
      400,
      openaiError(
        "The model `mixtral-8x7b-32768` has been decommissioned and is no longer supported.",
        null,
        "model_decommissioned",
      ),
    ),
    becomes: { fails: "rejected", says: /decommissioned/, requests: 1 },
  },
  wantsMaxTokens: {
    who: "servers that cannot do without a token limit",
    does: unless(
      demands(({ body }) => body["max_tokens"] !== undefined, 400, openaiError("max_tokens: Field required")),
      refuses("seed", 400, openaiError("seed: Extra inputs are not permitted")),
    ),
    becomes: { answers: salt, withheld: ["seed"] },
  },
};
