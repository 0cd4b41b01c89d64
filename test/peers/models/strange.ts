/** What nobody writes a manual about: bodies half right, words that mislead, servers that change their mind. */
import { gzipSync } from "node:zlib";
import { answerWith, type ModelCall, openStream } from "../scripted-model-server.ts";
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
  saysTorn,
  sends,
  streams,
  thought,
  unless,
} from "./behaviour.ts";

const sendsJson = (value: unknown) => sends("application/json", JSON.stringify(value));
const line = JSON.stringify(chunk({ content: salt }, "stop"));
/** Everything that a request may carry beside the question. */
const settings = ["temperature", "max_tokens", "max_completion_tokens", "seed", "stream_options", "stream"];
const carried = ({ body }: ModelCall) => settings.find((name) => body[name] !== undefined && body[name] !== false);

export const strange: Behaviours = {
  refusesOneAfterTheOther: {
    who: "proxies that take nothing but the question",
    does: (call, number, pause) => {
      const name = carried(call);
      if (name === undefined) return sendsJson(completion({ content: salt }))(call, number, pause);
      return fails(400, openaiError(`Unrecognized request argument supplied: ${name}`))(call, number, pause);
    },
    becomes: { answers: salt, withheld: ["maxTokens", "seed", "stream", "temperature"] },
  },
  refusesWhateverIsSent: {
    who: "nobody should ask such a one for ever",
    does: fails(
      400,
      openaiError("Unsupported parameter: 'temperature' is not supported with this model.", "temperature"),
    ),
    becomes: { fails: "rejected", says: /temperature/, requests: 2 },
  },
  refusesWhatWasNotSent: {
    who: "gateways that add parameters of their own",
    does: fails(
      400,
      openaiError("Unsupported parameter: 'logit_bias' is not supported with this model.", "logit_bias"),
    ),
    becomes: { fails: "rejected", says: /logit_bias/, requests: 1 },
  },
  twoServersBehindOne: {
    who: "a balancer before an old and a new server: every other call refuses",
    does: (call, number) =>
      number % 2 === 0
        ? unless(refuses("seed", 400, openaiError("Unknown parameter: 'seed'", "seed")))(call, number, async () => {})
        : unless(refuses("stream_options", 400, openaiError("Unknown parameter: 'stream_options'")))(
            call,
            number,
            async () => {},
          ),
    becomes: { answers: salt, withheld: ["seed"] },
  },
  hotGraphicsCard: {
    who: "a failure that names a parameter and is none of it",
    does: (call, number, pause) =>
      (number === 0 ? fails(500, "GPU temperature is too high") : answerWith(salt))(call, number, pause),
    becomes: { answers: salt, requests: 2 },
  },
  asksToStartOver: {
    who: "an error in the words of the question, which are about parameters",
    does: fails(400, openaiError("Invalid message: 'Why is the sea salty?' must be a list of parts")),
    becomes: { fails: "rejected", says: /^(?!.*salty)/s, requests: 1 },
  },
  minimumOfTokens: {
    who: "Anthropic: thinking needs more tokens than the answer may have",
    model: { body: { thinking: { type: "enabled", budget_tokens: 4096 } } },
    does: unless(
      demands(({ body }) => body["thinking"] === undefined || Number(body["max_tokens"] ?? Infinity) > 4096, 400, {
        type: "error",
        error: {
          type: "invalid_request_error",
          message: "`max_tokens` must be greater than `thinking.budget_tokens`.",
        },
      }),
    ),
    becomes: { answers: salt, withheld: "any" },
  },
  noBalanceInChinese: {
    who: "Zhipu",
    does: fails(429, { error: { code: "1113", message: "您的账户已欠费，请充值后重试。" } }),
    becomes: { fails: "rate-limited", says: /credit|欠费/ },
  },
  noBalance403: {
    who: "SiliconFlow and relays: money, not the key",
    does: fails(403, { code: 30001, message: "Sorry, your account balance is insufficient", data: null }),
    becomes: { fails: "rejected", says: /^(?!.*refused the key).*balance/is, requests: 1 },
  },
  gone410: {
    who: "GitHub Models, Hugging Face: a model that is no more",
    does: fails(410, { error: "The requested model is deprecated and no longer supported by this provider" }),
    becomes: { fails: "rejected", says: /no longer supported/, requests: 1 },
  },
  legal451: {
    who: "endpoints that may not serve a country",
    does: fails(451, "Unavailable For Legal Reasons"),
    becomes: { fails: "rejected", says: /Legal/, requests: 1 },
  },
  emptyError200: {
    who: "gateways that always send a field for an error",
    does: sendsJson({ ...completion({ content: salt }), error: null }),
    becomes: { answers: salt },
  },
  falseError200: {
    who: "the same, with false",
    does: sendsJson({ ...completion({ content: salt }), error: false }),
    becomes: { answers: salt },
  },
  codeAndMsg200: {
    who: "Chinese gateways: a code and words under status 200",
    does: streams({ code: 10007, msg: "模型服务繁忙", success: false, data: null }),
    becomes: { fails: ["rejected", "server-error"], says: /模型服务繁忙/ },
  },
  nothing204: {
    who: "proxies",
    does: ({ response }) => void response.writeHead(204).end(),
    becomes: { fails: ["cut-off", "malformed"], says: /nothing|empty|no /i },
  },
  listOfChunks: {
    who: "Gemini's own stream: one array of JSON",
    does: sendsJson([chunk({ content: salt.slice(0, 9) }), chunk({ content: salt.slice(9) }, "stop")]),
    becomes: { fails: "malformed", says: /choices|list|chat completion/ },
  },
  geminiOwnShape: {
    who: "Gemini's own interface",
    does: sendsJson({ candidates: [{ content: { parts: [{ text: salt }] } }] }),
    becomes: { fails: "malformed", says: /choices/ },
  },
  anthropicOwnStream: {
    who: "Anthropic's own interface",
    does: streams(
      `event: message_start\ndata: ${JSON.stringify({ type: "message_start", message: { role: "assistant" } })}\n\n`,
      `event: content_block_delta\ndata: ${JSON.stringify({ type: "content_block_delta", delta: { type: "text_delta", text: salt } })}\n\n`,
      'event: message_stop\ndata: {"type": "message_stop"}\n\n',
    ),
    becomes: { fails: "malformed", says: /choices/ },
  },
  doneWithSpaces: {
    who: "hand-made servers",
    does: streams(chunk({ content: salt }), "data:  [DONE] \n\n"),
    becomes: { answers: salt },
  },
  nullEvent: {
    who: "hand-made servers",
    does: streams("data: null\n\n", `data: ${line}\n\n`, done),
    becomes: { answers: salt },
  },
  emptyEvents: {
    who: "proxies that keep alive with empty data",
    does: streams("data: \n\n", "data:\n\n", `data: ${line}\n\n`, done),
    becomes: { answers: salt },
  },
  carriageReturnsAlone: {
    who: "an old way to end lines, allowed by the standard",
    does: sends("text/event-stream", `data: ${line}\r\rdata: [DONE]\r\r`),
    becomes: { answers: salt },
  },
  packedStream: {
    who: "proxies that pack what they pass on",
    does: ({ response }) => {
      response.writeHead(200, { "content-type": "text/event-stream", "content-encoding": "gzip" });
      response.end(gzipSync(`data: ${line}\n\n${done}`));
    },
    becomes: { answers: salt },
  },
  secondChoiceFirst: {
    who: "servers that send two choices",
    does: streams(
      { choices: [{ index: 1, delta: { content: "No." }, finish_reason: "stop" }] },
      { choices: [{ index: 0, delta: { content: salt }, finish_reason: "stop" }] },
      done,
    ),
    becomes: { answers: salt },
  },
  completionsOwnText: {
    who: "servers that know the older interface: text instead of a message",
    does: streams({ choices: [{ index: 0, text: salt, finish_reason: "stop" }] }, done),
    becomes: { answers: salt },
  },
  thoughtsInThinking: {
    who: "servers that call the field thinking, thought or reasoning_text",
    does: streams(
      chunk({ thinking: thought }),
      chunk({ thought }),
      chunk({ reasoning_text: thought }),
      chunk({ content: salt }, "stop"),
      done,
    ),
    becomes: { answers: salt },
  },
  onlyThinkingInThinking: {
    who: "the same with a low limit",
    does: streams(chunk({ thinking: thought }), chunk({}, "length"), done),
    becomes: { fails: "empty", says: /think.*maxTokens|maxTokens.*think/is },
  },
  harmonyOnlyAnalysis: {
    who: "gpt-oss with a low limit",
    does: saysTorn(`<|channel|>analysis<|message|>${thought}`, "length"),
    becomes: { fails: "empty", says: /think.*maxTokens|maxTokens.*think/is },
  },
  thoughtsWithinThoughts: {
    who: "R1 that writes about tags while it thinks",
    does: saysTorn(`<think>${thought} They want <think> and </think> explained.</think>\n\n${salt}`),
    becomes: { answers: salt },
  },
  answerInTags: {
    who: "models taught to wrap their answers: R1-Zero",
    does: saysTorn(`<think>${thought}</think>\n<answer>\n${salt}\n</answer>`),
    becomes: { answers: salt },
  },
  slowPieces: {
    who: "a torn end of a line between two packets",
    does: async ({ response }) => {
      openStream(response);
      for (const part of [`data: ${line}\n`, "\n", "data: [DO", "NE]\n", "\n"]) {
        await new Promise((resolve) => response.write(part, resolve));
      }
      response.end();
    },
    becomes: { answers: salt },
  },
  streamsThoughAskedNot: {
    who: "gateways that always stream",
    endpoint: { stream: false },
    does: streams(chunk({ content: salt }, "stop"), done),
    becomes: { answers: salt, withheld: "any" },
  },
};
