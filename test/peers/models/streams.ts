/** The shapes in which streams really come. */
import { openStream } from "../scripted-model-server.ts";
import { type Behaviours, chunk, completion, done, salt, sends, streams, usage } from "./behaviour.ts";

const whole = chunk({ content: salt }, "stop");
const line = JSON.stringify(whole);

export const streamShapes: Behaviours = {
  crlfEvents: {
    who: "servers on Windows",
    does: sends("text/event-stream", `: hello\r\n\r\ndata: ${line}\r\n\r\ndata: [DONE]\r\n\r\n`),
    becomes: { answers: salt },
  },
  noSpaceAfterData: {
    who: "iFlytek Spark, some Go gateways",
    does: sends("text/event-stream", `data:${line}\n\ndata:[DONE]\n\n`),
    becomes: { answers: salt },
  },
  bomFirst: {
    who: "servers on Windows",
    does: sends("text/event-stream", `\uFEFFdata: ${line}\n\n${done}`),
    becomes: { answers: salt },
  },
  keepAliveComments: {
    who: "OpenRouter",
    does: streams(": OPENROUTER PROCESSING\n\n", ": OPENROUTER PROCESSING\n\n", whole, ": bye\n\n", done),
    becomes: { answers: salt },
  },
  pingEvents: {
    who: "Anthropic's ping, passed on",
    does: streams('event: ping\ndata: {"type": "ping"}\n\n', whole, done),
    becomes: { answers: salt },
  },
  idsAndRetries: {
    who: "frameworks that fill every field of an event",
    does: streams(`id: 1\nevent: message\nretry: 3000\ndata: ${line}\n\n`, done),
    becomes: { answers: salt },
  },
  eventOverSeveralLines: {
    who: "servers that print JSON nicely",
    does: streams(
      `${JSON.stringify(whole, undefined, 2)
        .split("\n")
        .map((one) => `data: ${one}`)
        .join("\n")}\n\n`,
      done,
    ),
    becomes: { answers: salt },
  },
  noEmptyLineAtTheEnd: {
    who: "hand-made servers",
    does: sends("text/event-stream", `data: ${line}\n\ndata: [DONE]`),
    becomes: { answers: salt },
  },
  jsonLines: {
    who: "servers that send a chunk a line",
    does: sends(
      "application/x-ndjson",
      `${JSON.stringify(chunk({ content: salt }))}\n${JSON.stringify(chunk({}, "stop"))}\n`,
    ),
    becomes: { answers: salt },
  },
  jsonLinesCalledEvents: {
    who: "the same, under the name of a stream",
    does: sends(
      "text/event-stream",
      `${JSON.stringify(chunk({ content: salt }))}\n${JSON.stringify(chunk({}, "stop"))}\n`,
    ),
    becomes: { answers: salt },
  },
  ollamaOwnLines: {
    who: "Ollama at its own address, /api/chat: another language",
    does: sends(
      "application/x-ndjson",
      `${JSON.stringify({ model: "m", message: { role: "assistant", content: salt }, done: false })}\n${JSON.stringify({ model: "m", done: true, done_reason: "stop" })}\n`,
    ),
    becomes: { fails: "malformed", says: /choices|chat completion|JSON/ },
  },
  emptyChoicesChunks: {
    who: "Azure OpenAI: what its filter found comes first",
    does: streams({ id: "", choices: [], prompt_filter_results: [{ prompt_index: 0 }] }, whole, usage(5), done),
    becomes: { answers: salt, outputTokens: 5 },
  },
  nullsEverywhere: {
    who: "Rust servers",
    does: streams(
      {
        choices: [{ index: 0, delta: { role: null, content: null, tool_calls: null }, finish_reason: null }],
        usage: null,
      },
      { choices: null },
      whole,
      done,
    ),
    becomes: { answers: salt },
  },
  usageOnlyAtEnd: { who: "OpenAI", does: streams(whole, usage(7), done), becomes: { answers: salt, outputTokens: 7 } },
  usageOnEveryChunk: {
    who: "xAI, Perplexity: it grows",
    does: streams(
      { ...chunk({ content: salt.slice(0, 9) }), usage: { prompt_tokens: 3, completion_tokens: 2 } },
      { ...chunk({ content: salt.slice(9) }, "stop"), usage: { prompt_tokens: 3, completion_tokens: 6 } },
      done,
    ),
    becomes: { answers: salt, outputTokens: 6 },
  },
  usageInChoice: {
    who: "Moonshot: the counts inside the choice",
    does: streams(
      {
        choices: [
          {
            index: 0,
            delta: { content: salt },
            finish_reason: "stop",
            usage: { prompt_tokens: 3, completion_tokens: 8 },
          },
        ],
      },
      done,
    ),
    becomes: { answers: salt },
  },
  contentAsParts: {
    who: "Mistral, Cohere",
    does: streams(chunk({ content: [{ type: "text", text: salt }] }, "stop"), done),
    becomes: { answers: salt },
  },
  messageInsteadOfDelta: {
    who: "gateways that send the whole message as one event",
    does: streams(completion({ content: salt }), done),
    becomes: { answers: salt },
  },
  messageRepeatedAtTheEnd: {
    who: "Perplexity: each chunk carries what has been said so far",
    does: streams(
      {
        choices: [
          {
            index: 0,
            delta: { content: salt.slice(0, 9) },
            message: { content: salt.slice(0, 9) },
            finish_reason: null,
          },
        ],
      },
      { choices: [{ index: 0, delta: { content: salt.slice(9) }, message: { content: salt }, finish_reason: "stop" }] },
      done,
    ),
    becomes: { answers: salt },
  },
  indexMissing: {
    who: "small gateways",
    does: streams({ choices: [{ delta: { content: salt } }] }, { choices: [{ finish_reason: "stop" }] }),
    becomes: { answers: salt },
  },
  everyByteAlone: {
    who: "slow lines: characters torn in the middle",
    does: async ({ response }) => {
      openStream(response);
      const bytes = Buffer.from(`data: ${JSON.stringify(chunk({ content: "海盐 🌊" }, "stop"))}\n\n${done}`);
      for (const byte of bytes) await new Promise((resolve) => response.write(Buffer.of(byte), resolve));
      response.end();
    },
    becomes: { answers: "海盐 🌊" },
  },
  namesItself: {
    who: "anybody: the arena's mask, not the listener, deals with it",
    does: streams(chunk({ content: "As Claude, made by Anthropic: rivers." }, "stop"), done),
    becomes: { answers: "As Claude, made by Anthropic: rivers." },
  },
};
