import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { CompletionRequest, ModelFailure } from "../../core/models/completion.ts";
import { createModelProvider } from "../../core/models/openai-provider.ts";
import { done, readResponse } from "../../core/models/response-reading.ts";
import { createManualClock, type ManualClock } from "../manual-clock.ts";
import {
  answerWithBytes,
  answerWithError,
  type ModelScript,
  openStream,
  type ScriptedModelServer,
  sendChunk,
  sendData,
  startScriptedModelServer,
} from "../peers/scripted-model-server.ts";
import { until } from "../until.ts";
import { buildEndpoint, buildRequest, failureOf, secretKey } from "./fixtures.ts";

let server: ScriptedModelServer;
let clock: ManualClock;
beforeEach(async () => {
  server = await startScriptedModelServer();
  clock = createManualClock();
});
afterEach(() => server.close());

const never = new AbortController().signal;
function complete(script: ModelScript, request: CompletionRequest = buildRequest()) {
  server.script(script);
  return createModelProvider({ endpoints: { local: buildEndpoint(server.baseURL) }, clock }).complete(request, never);
}

const failureAt = (script: ModelScript): Promise<ModelFailure> => failureOf(complete(script));

const chunk = (content: string, finish: string | null = null): string =>
  JSON.stringify({ choices: [{ index: 0, delta: { content }, finish_reason: finish }] });
const message = { role: "assistant", content: "Salt water" };
const stream = { "content-type": "text/event-stream" };
const asStream = (body: unknown): ModelScript => answerWithError(200, body, stream);

it("is read in linear time where blanks keep the connection alive", async () => {
  const blank = new TextEncoder().encode(" ");
  const end = new TextEncoder().encode(`data: ${chunk("Salt", "stop")}\n\ndata: [DONE]\n\n`);
  let pieces = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      pieces += 1;
      controller.enqueue(pieces <= 200_000 ? blank : end);
      if (pieces > 200_000) controller.close();
    },
  });
  const before = process.cpuUsage().user;
  let chunks = 0;
  await readResponse(new Response(body), () => {
    chunks += 1;
    return true;
  });
  expect(chunks).toBe(2);
  // In microseconds.
  expect(process.cpuUsage().user - before).toBeLessThan(8_000_000);
});

/** What is heard of a body that comes in these pieces, and the error behind it, if there is one. */
async function hear(pieces: readonly Uint8Array[], goOn: (heard: number) => boolean = () => true) {
  const heard: unknown[] = [];
  const left = [...pieces];
  let ended = false;
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const piece = left.shift();
        if (piece) controller.enqueue(piece);
        else controller.close();
      },
      cancel: () => void (ended = true),
    },
    { highWaterMark: 0 },
  );
  const told = readResponse(new Response(body), (one) => goOn(heard.push(one)));
  const error: unknown = await told.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return { heard, error: error instanceof Error ? error.message : undefined, unread: left.length, ended };
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("a piece of a response", () => {
  const [one, two] = [chunk("Salt "), chunk("water", "stop")];

  it("tells what stands before a fault in it", async () => {
    const { heard, error } = await hear([bytesOf(`data: ${one}\n\ndata: ${two}\n\ndata: {"error":"worn out"}\n\n`)]);
    expect(heard).toEqual([JSON.parse(one), JSON.parse(two)]);
    expect(error).toContain("worn out");
  });

  it.each(["data: [DONE]\n\n", "data: [DONE]\r\r"])(
    "tells nothing that stands behind the end in it (%j)",
    async (end) => {
      const pieces = [bytesOf(`data: ${one}\n\n${end}data: {"error":"worn out"}\n\n`), bytesOf("more")];
      expect(await hear(pieces)).toEqual({ heard: [JSON.parse(one), done], error: undefined, unread: 1, ended: true });
    },
  );

  it.each([`data: ${one}\n\ndata: ${two}\n\n`, `${one}\n${two}\n`])(
    "is left in its middle when nobody listens any more, and the request ended (case %#)",
    async (text) => {
      const told = await hear([bytesOf(text), bytesOf(text)], (heard) => heard < 1);
      expect(told).toEqual({ heard: [JSON.parse(one)], error: undefined, unread: 1, ended: true });
    },
  );

  it("may end anywhere", async () => {
    const forms = [
      `: hi\r\n\r\ndata: ${chunk("盐 🌊")}\r\n\r\ndata: ${two}\n\ndata: [DONE]\n\n`,
      `${chunk("盐 🌊")}\n${two}\n`,
      JSON.stringify(JSON.parse(chunk("盐 🌊", "stop")), null, 2),
      `data: ${one}\n\ndata: Gate 7 is closed\n\n`,
      "<html><title>Gate 7 is closed</title></html>",
    ].map(bytesOf);
    const torn = fc.tuple(fc.constantFrom(...forms), fc.array(fc.nat(200), { maxLength: 12 }));
    const property = fc.asyncProperty(torn, async ([body, places]) => {
      const cuts = [0, ...places.filter((place) => place < body.length).toSorted((x, y) => x - y), body.length];
      const pieces = cuts.slice(1).map((end, index) => body.slice(cuts[index], end));
      const [whole, inPieces] = [await hear([body]), await hear(pieces.filter(({ length }) => length > 0))];
      expect({ ...inPieces, unread: 0, ended: true }).toEqual({ ...whole, unread: 0, ended: true });
    });
    await fc.assert(property, { numRuns: 300, seed: 20 });
  });
});

describe("an answer is understood as", () => {
  it.each<[string, ModelScript]>([
    ["events", answerWithBytes(`data: ${chunk("Salt ")}\n\n`, `data: ${chunk("water", "stop")}\n\ndata: [DONE]\n\n`)],
    [
      "events without a reason to finish, but an end",
      answerWithBytes(`data: ${chunk("Salt water")}\n\ndata: [DONE]\n\n`),
    ],
    ["an end without an empty line", answerWithBytes(`data: ${chunk("Salt water")}\n\n`, "data: [DONE]")],
    ["events that nothing parts", answerWithBytes(`data: ${chunk("Salt ")}\ndata: ${chunk("water")}\ndata: [DONE]\n`)],
    [
      "\\r\\n, no blank, comments",
      answerWithBytes(`: hi\r\n\r\ndata:${chunk("Salt water", "stop")}\r\n\r\n: bye\r\n\r\n`),
    ],
    ["\\r alone", answerWithBytes(`data: ${chunk("Salt water", "stop")}\r\rdata: [DONE]\r\r`)],
    [
      "named events",
      answerWithBytes("event: ping\ndata: {}\n\n", `event: message\ndata: ${chunk("Salt water", "stop")}\n\n`),
    ],
    ["a byte order mark in front", answerWithBytes(`\ufeffdata: ${chunk("Salt water", "stop")}\n\n`)],
    ["empty lines in front", answerWithBytes("\n\n\n", `data: ${chunk("Salt water", "stop")}\n\n`)],
    [
      "lines of JSON",
      answerWithError(200, `${chunk("Salt ")}\n${chunk("water", "stop")}\n`, {
        "content-type": "application/x-ndjson",
      }),
    ],
    ["lines of JSON as an event stream", asStream(`${chunk("Salt ")}\n${chunk("water")}\n[DONE]`)],
    ["events as JSON", answerWithError(200, `data: ${chunk("Salt water", "stop")}\n\n`)],
    [
      "events as a page",
      answerWithError(200, `data: ${chunk("Salt water", "stop")}\n\n`, { "content-type": "text/html" }),
    ],
    ["a whole message", answerWithError(200, { choices: [{ message, finish_reason: "stop" }] })],
    ["a whole message as an event stream", asStream({ choices: [{ message, finish_reason: "stop" }] })],
    [
      "a whole message over many lines",
      asStream(JSON.stringify({ choices: [{ message, finish_reason: "stop" }] }, null, 2)),
    ],
    ["a whole message without a reason to finish", answerWithError(200, { choices: [{ message }] })],
    ["the same with a line break behind", answerWithError(200, `${JSON.stringify({ choices: [{ message }] })}\n`)],
    [
      "a whole message in an event",
      answerWithBytes(`data: ${JSON.stringify({ choices: [{ message }] })}\n\ndata: [DONE]\n\n`),
    ],
    [
      "chunks with an empty error",
      answerWithBytes(`data: {"error":null,"choices":[]}\n\ndata: ${chunk("Salt water", "stop")}\n\n`),
    ],
  ])("%s", async (_form, script) => {
    expect(await complete(script)).toMatchObject({ text: "Salt water", finishReason: "stop" });
  });

  it("torn lines of JSON, each when it comes", async () => {
    const completing = complete(({ response }) => {
      response.writeHead(200, { "content-type": "application/x-ndjson" });
      const lines = `${chunk("Salt ")}\n${chunk("water", "stop")}\n`;
      response.write(lines.slice(0, 30));
      response.write(lines.slice(30, 100));
    });
    await until(() => clock.pending()[0] === 30_000);
    server.calls[0]?.response.end(`${chunk("Salt ")}\n${chunk("water", "stop")}\n`.slice(100));
    expect((await completing).text).toBe("Salt water");
  });
});

describe("the endpoint's own words are in the failure", () => {
  const page = "<!DOCTYPE html><html><head><title>Sign in to Gate 7</title></head><body>x</body></html>";
  it.each<[string, ModelScript, RegExp]>([
    ["a page", answerWithError(200, page, { "content-type": "text/html" }), /web page.*Sign in to Gate 7/],
    ["a page as an event stream", asStream(page), /web page.*Sign in to Gate 7/],
    ["a page as JSON", answerWithError(200, "<html><body>Gate 7 is closed</body></html>"), /Gate 7 is closed/],
    ["words as an event stream", asStream("Gate 7 is closed"), /words instead of an answer.*Gate 7 is closed/],
    ["words in an event", answerWithBytes("data: Gate 7 is closed\n\n"), /not JSON.*Gate 7 is closed/],
    ["broken JSON", answerWithError(200, "{Gate 7 is closed"), /not JSON.*Gate 7 is closed/],
    ["nothing", asStream(""), /without sending anything/],
    ["nothing but comments", answerWithBytes(": ping\n\n: ping\n\n"), /without sending anything/],
    ["an error event", answerWithBytes("event: error\ndata: Gate 7 is closed\n\n"), /Gate 7 is closed/],
    [
      "an error event of JSON",
      answerWithBytes('event: error\ndata: {"message":"Gate 7 is closed"}\n\n'),
      /Gate 7 is closed/,
    ],
    [
      "an error event of OpenAI",
      answerWithBytes('event: error\ndata: {"error":{"message":"Gate 7 is closed"}}\n\n'),
      /Gate 7 is closed/,
    ],
    ["a flat error", asStream({ object: "error", message: "Gate 7 is closed", code: 40_001 }), /Gate 7 is closed/],
    [
      "a flat error in an event",
      answerWithBytes('data: {"object":"error","message":"Gate 7 is closed"}\n\n'),
      /Gate 7 is closed/,
    ],
    ["an error of words", asStream({ error: "Gate 7 is closed" }), /Gate 7 is closed/],
    ["a detail", asStream({ detail: "Gate 7 is closed" }), /Gate 7 is closed/],
    ["a list of details", answerWithError(200, { detail: [{ msg: "Gate 7 is closed" }] }), /Gate 7 is closed/],
    ["an error in a 200", answerWithError(200, { error: { message: "Gate 7 is closed" } }), /Gate 7 is closed/],
    [
      "an error over many lines",
      asStream('{\n  "error": {\n    "message": "Gate 7 is closed"\n  }\n}\n'),
      /Gate 7 is closed/,
    ],
    ["Baidu's error", answerWithError(200, { error_code: 18, error_msg: "Gate 7 is closed" }), /Gate 7 is closed/],
    [
      "MiniMax's error",
      answerWithError(200, { choices: null, base_resp: { status_code: 1004, status_msg: "Gate 7 is closed" } }),
      /Gate 7 is closed/,
    ],
    [
      "an error in the middle",
      answerWithBytes(`data: ${chunk("Sal")}\n\n`, 'data: {"error":{"message":"Gate 7 is closed"}}\n\n'),
      /Gate 7 is closed/,
    ],
    ["an error line in the middle", asStream(`${chunk("Sal")}\n{"error":"Gate 7 is closed"}\n`), /Gate 7 is closed/],
  ])("%s", async (_form, script, words) => {
    server.script(script);
    const completing = failureAt(script);
    // Errors that may pass are tried again.
    for (const wait of [1000, 2000]) {
      const waits = () => clock.pending().length === 1 && clock.pending()[0] === wait;
      const ended = await Promise.race([completing.then(() => true), until(waits).then(() => false)]);
      if (ended) break;
      clock.advance(wait);
    }
    const { message: told } = await completing;
    expect(told).toMatch(words);
    expect(told).not.toMatch(/without saying that it was finished|undefined|\[object/);
  });

  it("without a key, and cut", async () => {
    const { message: told } = await failureAt(asStream(`Bad key ${secretKey} ${"x".repeat(2_000_000)}`));
    expect(told).toContain("Bad key [key]");
    expect(told.length).toBeLessThan(500);
  });
});

describe("an end", () => {
  const endWith = (reason: string): ModelScript => answerWithBytes(`data: ${chunk("Salt", reason)}\n\n`);

  it.each([
    ["STOP", "stop"],
    ["FinishReason.stop", "stop"],
    ["eos", "stop"],
    ["end_turn", "stop"],
    ["COMPLETE", "stop"],
    ["MAX_TOKENS", "length"],
    ["max-tokens", "length"],
    ["model_context_window_exceeded", "length"],
  ] as const)("of %s is whole, or at the limit", async (reason, finishReason) => {
    expect(await complete(endWith(reason))).toMatchObject({ text: "Salt", finishReason });
  });

  it.each([
    ["content_filter", "filtered"],
    ["content_filter: PROHIBITED_CONTENT", "filtered"],
    ["SAFETY", "filtered"],
    ["refusal", "filtered"],
    ["sensitive", "filtered"],
    ["network_error", "server-error"],
    ["insufficient_system_resource", "server-error"],
    ["abort", "cut-off"],
    ["OTHER", "cut-off"],
    ["a whim", "cut-off"],
  ] as const)("of %s is none", async (reason, kind) => {
    expect((await failureAt(endWith(reason))).kind).toBe(kind);
  });

  it("that nobody told is none", async () => {
    expect((await failureAt(answerWithBytes(`data: ${chunk("Sal")}\n\n`))).kind).toBe("cut-off");
    expect((await failureAt(asStream(`${chunk("Sal")}\n${chunk("t")}\n`))).kind).toBe("cut-off");
    expect((await failureAt(answerWithBytes(`data: ${chunk("Sal")}\n\n`, 'data: {"choices":[{"del'))).kind).toBe(
      "cut-off",
    );
  });
});

describe("tokens", () => {
  it.each([
    [
      "OpenAI: thoughts within",
      { completion_tokens: 50, total_tokens: 60, completion_tokens_details: { reasoning_tokens: 40 } },
      50,
    ],
    [
      "xAI: thoughts beside",
      { completion_tokens: 9, total_tokens: 113, completion_tokens_details: { reasoning_tokens: 94 } },
      103,
    ],
    ["Gemini: thoughts in the total alone", { completion_tokens: 151, total_tokens: 543 }, 533],
    ["no total", { completion_tokens: 9, completion_tokens_details: { reasoning_tokens: 94 } }, 103],
    ["no thoughts", { completion_tokens: 9, total_tokens: 19 }, 9],
    ["a total that is too small", { completion_tokens: 9, total_tokens: 3 }, 9],
    ["a total that is none", { completion_tokens: 9, total_tokens: "many" }, 9],
  ])("are counted and priced: %s", async (_provider, counts, outputTokens) => {
    const usage = { prompt_tokens: 10, ...counts };
    const answer = await complete(answerWithError(200, { choices: [{ message, finish_reason: "stop" }], usage }));
    expect(answer).toMatchObject({ inputTokens: 10, outputTokens });
    expect(answer.cost).toBeCloseTo((10 * 2 + outputTokens * 10) / 1e6, 12);
  });
});

describe("thoughts", () => {
  /** Each piece heard before the time goes on. */
  const pass = async (milliseconds: number): Promise<void> => {
    await until(() => clock.pending()[0] === 30_000);
    clock.advance(milliseconds);
  };

  it("that come apart are kept in front of what was received, and timed", async () => {
    const script: ModelScript = async ({ response }) => {
      openStream(response);
      sendChunk(response, { role: "assistant", content: "" });
      clock.advance(300);
      sendChunk(response, {
        reasoning: "Rivers ",
        reasoning_content: "Rivers ",
        reasoning_details: [{ text: "Rivers " }],
      });
      await pass(300);
      sendChunk(response, { reasoning_content: "carry it." });
      sendChunk(response, { content: [{ type: "thinking", thinking: [{ type: "text", text: " Yes." }] }] });
      await pass(300);
      sendChunk(response, { content: "Salt." }, "stop");
      response.end();
    };
    expect(await complete(script)).toMatchObject({
      text: "Salt.",
      received: "<think>\nRivers carry it. Yes.\n</think>\n\nSalt.",
      firstThoughtMilliseconds: 300,
      firstTextMilliseconds: 900,
    });
  });

  it("without a beginning are timed as thoughts once their end has come", async () => {
    const script: ModelScript = async ({ response }) => {
      openStream(response);
      clock.advance(100);
      sendChunk(response, { content: "Rivers, I think." });
      await pass(100);
      sendChunk(response, { content: "\n</think>\n" });
      await pass(100);
      sendChunk(response, { content: "\nSalt." }, "stop");
      response.end();
    };
    const times = { firstThoughtMilliseconds: 100, firstTextMilliseconds: 300 };
    expect(await complete(script)).toMatchObject({ text: "Salt.", ...times });
  });

  it.each([
    ["length", /whole token limit went into thinking \(4,096 tokens\).*Raise maxTokens.*"body"/],
    ["stop", /used its tokens for thinking \(4,096 tokens\) and stopped.*Raise maxTokens.*"body"/],
  ])("alone, then %s, say what they cost and what to do", async (reason, words) => {
    for (const delta of [{ reasoning_content: "hm" }, { content: "<think>hm" }]) {
      const failure = await failureAt(({ response }) => {
        openStream(response);
        sendChunk(response, delta, reason);
        const details = { completion_tokens_details: { reasoning_tokens: 4096 } };
        sendData(response, { choices: [], usage: { prompt_tokens: 9, completion_tokens: 4096, ...details } });
        response.end("data: [DONE]\n\n");
      });
      expect(failure.kind).toBe("empty");
      expect(failure.message).toMatch(words);
    }
  });
});
