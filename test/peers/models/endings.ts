/** How answers end: whole, cut, refused, empty or broken. */
import { openStream, sendChunk } from "../scripted-model-server.ts";
import { type Behaviours, chunk, completion, done, salt, sends, streams, thought, usage } from "./behaviour.ts";

const halves = [chunk({ content: salt.slice(0, 12) }), chunk({ content: salt.slice(12) })];
const ends = (reason: string) => streams(...halves, chunk({}, reason), done);

export const endings: Behaviours = {
  wholeAndOrderly: { who: "OpenAI gpt-4.1", does: ends("stop"), becomes: { answers: salt, requests: 1 } },
  gatewayWithoutFinishReason: {
    who: "OpenCode Zen and many proxies before Gemini",
    does: streams(...halves, done),
    becomes: { answers: salt },
  },
  emptyFinishReason: {
    who: "Ollama and SGLang of 2024",
    does: streams(chunk({ content: salt }, ""), chunk({ content: "" }, ""), done),
    becomes: { answers: salt },
  },
  finishWithoutDone: {
    who: "Cloudflare Workers AI",
    does: streams(...halves, chunk({}, "stop")),
    becomes: { answers: salt },
  },
  neitherFinishNorDone: {
    who: "a relay whose provider hung up",
    does: streams(...halves),
    becomes: { fails: "cut-off", says: /without saying|cut off|broke|ended/i },
  },
  finishInCapitals: { who: "proxies before Gemini", does: ends("STOP"), becomes: { answers: salt } },
  finishEndTurn: { who: "proxies before Claude", does: ends("end_turn"), becomes: { answers: salt } },
  finishEos: { who: "Hugging Face TGI", does: ends("eos_token"), becomes: { answers: salt } },
  finishOnEveryChunk: {
    who: "LocalAI of 2023",
    does: streams(chunk({ content: salt.slice(0, 12) }, "stop"), chunk({ content: salt.slice(12) }, "stop"), done),
    becomes: { answers: salt },
  },
  tokenLimitReached: { who: "anybody", does: ends("length"), becomes: { answers: salt, finishReason: "length" } },
  tokenLimitInCapitals: { who: "Gemini", does: ends("MAX_TOKENS"), becomes: { answers: salt, finishReason: "length" } },
  contentFilterMidStream: {
    who: "Azure OpenAI",
    does: ends("content_filter"),
    becomes: { fails: "filtered", says: /filter/ },
  },
  geminiFilterReason: {
    who: "Gemini",
    does: ends("content_filter: PROHIBITED_CONTENT"),
    becomes: { fails: "filtered", says: /filter/ },
  },
  refusalField: {
    who: "OpenAI: a refusal in a field of its own is the answer",
    does: streams(chunk({ refusal: "I can't help with that." }), chunk({}, "stop"), done),
    becomes: { answers: "I can't help with that." },
  },
  onlyThinkingThenStop: {
    who: "DeepSeek-R1 and GLM with a low limit",
    does: streams(chunk({ reasoning_content: thought }), chunk({ content: "" }, "stop"), usage(256), done),
    becomes: { fails: "empty", says: /think.*maxTokens|maxTokens.*think/is },
  },
  onlyThinkingThenLength: {
    who: "OpenAI gpt-5 with a low limit: not even the thoughts are sent",
    does: streams(
      chunk({ role: "assistant", content: "" }),
      chunk({}, "length"),
      usage(256, { completion_tokens_details: { reasoning_tokens: 256 } }),
      done,
    ),
    becomes: { fails: "empty", says: /think.*maxTokens|maxTokens.*think/is },
  },
  unclosedThoughts: {
    who: "Qwen3 under Ollama with a low limit",
    does: streams(chunk({ content: `<think>\n${thought}` }), chunk({}, "length"), done),
    becomes: { fails: "empty", says: /think.*maxTokens|maxTokens.*think/is },
  },
  emptyAnswer: {
    who: "overloaded relays",
    does: streams(chunk({ role: "assistant", content: "" }), chunk({}, "stop"), done),
    becomes: { fails: "empty", says: /no text/ },
  },
  roleChunksOnly: {
    who: "gateways that time out silently",
    does: streams(chunk({ role: "assistant" }), chunk({ role: "assistant" }), done),
    becomes: { fails: "empty", says: /no text|nothing/i },
  },
  toolCallsOnly: {
    who: "models with tools of their server's",
    does: streams(chunk({ tool_calls: [{ index: 0, function: { name: "search" } }] }), chunk({}, "tool_calls"), done),
    becomes: { fails: "empty", says: /no text|tool/i },
  },
  openRouterErrorMidStream: {
    who: "OpenRouter",
    does: streams(halves[0] ?? "", {
      id: "1",
      error: { code: "server_error", message: "Provider disconnected unexpectedly" },
      choices: [{ index: 0, delta: { content: "" }, finish_reason: "error" }],
    }),
    becomes: { fails: "server-error", says: /Provider disconnected/ },
  },
  vllmErrorMidStream: {
    who: "vLLM: a flat error among the chunks",
    does: streams(
      halves[0] ?? "",
      { object: "error", message: "EngineCore died", type: "InternalServerError", code: 500 },
      done,
    ),
    becomes: { fails: "server-error", says: /EngineCore died/ },
  },
  errorEvent: {
    who: "proxies before Claude: an event of the type error",
    does: streams(
      halves[0] ?? "",
      `event: error\ndata: ${JSON.stringify({ type: "error", error: { type: "overloaded_error", message: "Overloaded" } })}\n\n`,
    ),
    becomes: { fails: "server-error", says: /Overloaded/ },
  },
  systemResources: {
    who: "DeepSeek",
    does: ends("insufficient_system_resource"),
    becomes: { fails: "server-error", says: /failed|resource/i },
  },
  abortReason: { who: "SGLang", does: ends("abort"), becomes: { fails: "cut-off", says: /abort/ } },
  cutSocket: {
    who: "anybody whose server dies",
    does: ({ response }) => {
      openStream(response);
      sendChunk(response, { content: salt.slice(0, 12) });
      response.write("", () => response.destroy());
    },
    becomes: { fails: "cut-off", says: /connection broke/ },
  },
  cutInsideAnEvent: {
    who: "proxies with a limit on bytes: an orderly end in the middle of a chunk",
    does: sends("text/event-stream", `data: ${JSON.stringify(halves[0])}\n\ndata: {"choices":[{"delta":{"cont`),
    becomes: { fails: ["cut-off", "malformed"], says: /./ },
  },
  slowFirstToken: {
    who: "models that are first read from a disk",
    does: async ({ response }, _number, pause) => {
      openStream(response);
      await pause(60_000, 59_000);
      sendChunk(response, { content: salt }, "stop");
      response.end(done);
    },
    becomes: { answers: salt },
  },
  neverFirstToken: {
    who: "queues that nobody serves",
    does: async ({ response }, _number, pause) => {
      openStream(response);
      response.write(": waiting\n\n");
      await pause(60_000, 60_000);
    },
    becomes: { fails: "no-first-token", says: /60 seconds/ },
  },
  stallsInTheMiddle: {
    who: "anybody whose graphics card hangs",
    does: async ({ response }, _number, pause) => {
      openStream(response);
      sendChunk(response, { content: salt.slice(0, 12) });
      await pause(30_000, 30_000);
    },
    becomes: { fails: "stalled", says: /30 seconds/ },
  },
  hangsAfterFinish: {
    who: "servers that keep the connection open",
    does: async ({ response }, _number, pause) => {
      openStream(response);
      sendChunk(response, { content: salt }, "stop");
      await pause(5_000, 5_000);
    },
    becomes: { answers: salt },
  },
  wholeAfterAWhile: {
    who: "servers that do not stream and take their time",
    does: async ({ response }, _number, pause) => {
      await pause(60_000, 50_000);
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify(completion({ content: salt })));
    },
    becomes: { answers: salt },
  },
};
