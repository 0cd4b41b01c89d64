import type { ServerResponse } from "node:http";
import { LLMock } from "@copilotkit/aimock";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type CompletionRequest, ModelFailure } from "../../core/models/completion.ts";
import { createModelProvider } from "../../core/models/openai-provider.ts";
import type { Endpoint } from "../../core/models/roster.ts";
import { systemClock } from "../../core/machine/clock.ts";
import { describeModelProvider } from "../contracts/model-provider-contract.ts";
import { createManualClock, type ManualClock } from "../manual-clock.ts";
import {
  answerWith,
  answerWithBytes,
  answerWithError,
  answerWithoutEnd,
  inTurn,
  type ModelCall,
  openStream,
  type ScriptedModelServer,
  sendChunk,
  sendData,
  startScriptedModelServer,
} from "../peers/scripted-model-server.ts";
import { times } from "../thorough.ts";
import { until } from "../until.ts";
import { buildEndpoint, buildModel, buildRequest, secretKey } from "./fixtures.ts";

describeModelProvider("the OpenAI-compatible provider at a scripted server", async () => {
  const server = await startScriptedModelServer(answerWith("The sea is wide."));
  const provider = createModelProvider({ endpoints: { local: buildEndpoint(server.baseURL) }, clock: systemClock });
  return { provider, model: buildModel(), close: () => server.close() };
});

describeModelProvider("the OpenAI-compatible provider at aimock", async () => {
  const server = new LLMock({ port: 0 });
  server.onMessage("sea", { content: "The sea is wide and deep." });
  await server.start();
  const endpoints = { local: buildEndpoint(`${server.url}/v1`, { concurrency: 20 }) };
  return {
    provider: createModelProvider({ endpoints, clock: systemClock }),
    model: buildModel(),
    close: () => server.stop(),
  };
});

let server: ScriptedModelServer;
let clock: ManualClock;
beforeEach(async () => {
  server = await startScriptedModelServer();
  clock = createManualClock();
});
afterEach(() => server.close());

function createProvider(more: Partial<Endpoint> = {}) {
  return createModelProvider({ endpoints: { local: buildEndpoint(server.baseURL, more) }, clock });
}

const never = new AbortController().signal;
const complete = (request: CompletionRequest = buildRequest(), signal = never) =>
  createProvider().complete(request, signal);

async function failureOf(completing: Promise<unknown>): Promise<ModelFailure> {
  const outcome: unknown = await completing.catch((error: unknown) => error);
  if (!(outcome instanceof ModelFailure)) throw new Error("a ModelFailure was expected", { cause: outcome });
  return outcome;
}

/** Lets a retry wait begin and end. */
async function passRetry(milliseconds: number): Promise<void> {
  await until(() => clock.pending().length === 1 && clock.pending()[0] === milliseconds);
  clock.advance(milliseconds);
}

describe("what is sent", () => {
  it("carries key, model, messages and settings, and asks for a stream with usage", async () => {
    await complete(buildRequest({ settings: { temperature: 0.3, maxTokens: 99, system: "Be brief." } }));
    const [call] = server.calls;
    expect(call?.path).toBe("/v1/chat/completions");
    expect(call?.headers.authorization).toBe(`Bearer ${secretKey}`);
    expect(call?.body).toEqual({
      model: "vendor/tested-1",
      messages: [
        { role: "system", content: "Be brief." },
        { role: "user", content: "Why is the sea salty?" },
      ],
      stream: true,
      stream_options: { include_usage: true },
      temperature: 0.3,
      max_tokens: 99,
      seed: 11,
    });
  });

  it("sends no key where there is none", async () => {
    await createProvider({ apiKey: null }).complete(buildRequest(), never);
    expect(server.calls[0]?.headers).not.toHaveProperty("authorization");
  });

  it("leaves out what the model does not support; the system message then goes before the first question", async () => {
    const model = buildModel({ unsupported: ["temperature", "maxTokens", "system", "seed"] });
    const settings = { temperature: 1, maxTokens: 9, system: "Be brief." };
    const { withheld } = await complete(buildRequest({ model, settings }));
    expect(withheld).toEqual(["temperature", "maxTokens", "system", "seed"]);
    expect(server.calls[0]?.body).toEqual({
      model: "vendor/tested-1",
      messages: [{ role: "user", content: "Be brief.\n\nWhy is the sea salty?" }],
      stream: true,
      stream_options: { include_usage: true },
    });
  });

  it("puts refused parameters differently, and remembers it for that model alone", async () => {
    server.script((call, number) => {
      const refused = ["max_tokens", "seed", "stream_options"].find((name) => name in call.body);
      if (!refused || call.body.model === "other") return answerWith("ok")(call, number);
      const message = `Unsupported parameter: '${refused}' is not supported with this model.`;
      return answerWithError(400, { error: { message, param: refused, code: "unsupported_parameter" } })(call, number);
    });
    const provider = createProvider();
    // A token limit under another name is sent all the same, and token counts are no setting.
    const withheld = ["seed"];
    expect(await provider.complete(buildRequest(), never)).toMatchObject({ text: "ok", tries: 4, withheld });
    expect(server.calls).toHaveLength(4);
    expect(server.calls.at(-1)?.body).toMatchObject({ max_completion_tokens: 256 });
    expect(await provider.complete(buildRequest(), never)).toMatchObject({ tries: 1, withheld });
    expect(server.calls).toHaveLength(5);
    const other = buildRequest({ model: buildModel({ id: "other", model: "other" }) });
    expect(await provider.complete(other, never)).toMatchObject({ tries: 1, withheld: [] });
    expect(server.calls.at(-1)?.body).toMatchObject({ max_tokens: 256, seed: 11 });
  });

  it("understands a refusal that names the parameter only in words", async () => {
    const detail = [{ type: "extra_forbidden", loc: ["body", "seed"], msg: "Extra inputs are not permitted" }];
    server.script(inTurn(answerWithError(422, { detail }), answerWith("ok")));
    await complete();
    expect(server.calls.map(({ body }) => "seed" in body)).toEqual([true, false]);
  });

  it("shows what led to the way round when that is refused without a name, and then forgets both", async () => {
    server.script((call, number) => {
      const message = "max_tokens" in call.body ? "max_tokens is too large" : "Unrecognized request argument";
      return answerWithError(400, { error: { message } })(call, number);
    });
    const provider = createProvider();
    const failure = await failureOf(provider.complete(buildRequest(), never));
    expect(failure.kind).toBe("rejected");
    expect(failure.message).toContain("max_tokens is too large");
    server.script(answerWith("ok"));
    await provider.complete(buildRequest(), never);
    expect(server.calls.at(-1)?.body).toHaveProperty("max_tokens");
  });
});

describe("what comes back", () => {
  it("is the whole text with tokens, cost, the server's name of the model and times", async () => {
    server.script(({ response }) => {
      openStream(response);
      sendChunk(response, { role: "assistant", content: "" });
      clock.advance(400);
      sendChunk(response, { content: "Because of " });
      sendChunk(response, { content: "rivers.\n" }, "stop");
      sendData(response, { choices: [], usage: { prompt_tokens: 1000, completion_tokens: 500 } });
      response.end("data: [DONE]\n\n");
    });
    expect(await complete()).toEqual({
      text: "Because of rivers.",
      received: "Because of rivers.\n",
      finishReason: "stop",
      reportedModel: "scripted-1",
      inputTokens: 1000,
      outputTokens: 500,
      cost: 0.007,
      withheld: [],
      tries: 1,
      firstThoughtMilliseconds: null,
      firstTextMilliseconds: 400,
      totalMilliseconds: 400,
    });
  });

  it("is kept as it was received too, when that is not the same, and timed from its first text", async () => {
    server.script(async ({ response }) => {
      openStream(response);
      sendChunk(response, { content: "<think>Rivers?" });
      await until(() => clock.pending()[0] === 30_000);
      clock.advance(3000);
      sendChunk(response, { content: "</think>\n\n" });
      response.write(": still here\n\n");
      clock.advance(2000);
      sendChunk(response, { content: "  Rivers.\n" }, "stop");
      response.end();
    });
    expect(await complete()).toMatchObject({
      text: "  Rivers.",
      received: "<think>Rivers?</think>\n\n  Rivers.\n",
      firstThoughtMilliseconds: 0,
      firstTextMilliseconds: 5000,
    });
    server.script(answerWith("Rivers."));
    expect(await complete()).toMatchObject({ text: "Rivers.", received: null });
  });

  it("leaves unknown what a server leaves out", async () => {
    server.script(
      answerWithBytes(
        'data: {"choices":[{"delta":{"content":"Salt"}}]}\n\n',
        'data: {"choices":[{"finish_reason":"length"}]}\n\n',
      ),
    );
    expect(await complete()).toMatchObject({
      text: "Salt",
      finishReason: "length",
      reportedModel: null,
      inputTokens: null,
      outputTokens: null,
      cost: null,
    });
  });

  it("leaves unknown token counts that are none, or that no record could hold", async () => {
    for (const count of [1e12, 1.5, -1, "7", null]) {
      const message = { content: "Salt" };
      const usage = { prompt_tokens: count, completion_tokens: count };
      server.script(
        answerWithError(200, { model: "m".repeat(9_999), choices: [{ message, finish_reason: "stop" }], usage }),
      );
      const answer = await complete();
      expect(answer).toMatchObject({ inputTokens: null, outputTokens: null, cost: null });
      expect(answer.reportedModel).toHaveLength(200);
    }
  });

  it.each([
    [
      "\\r\\n, comments and a byte order of its own",
      ": hello\r\n\r\n",
      'data: {"choices":[{"delta":{"content":"Salt"},"finish_reason":"stop"}]}\r\n\r\n',
      ": bye\r\n\r\ndata: [DONE]\r\n\r\n",
    ],
    [
      "no space after data:",
      'data:{"choices":[{"delta":{"content":"Salt"},"finish_reason":"stop"}]}\n\n',
      "data:[DONE]\n\n",
    ],
    [
      "null content, empty choices, empty reasons",
      'data: {"choices":[]}\n\ndata: {"choices":[{"delta":{"content":null},"finish_reason":""}],"usage":null}\n\n',
      'data: {"choices":[{"delta":{"content":"Salt"},"finish_reason":null}]}\n\ndata: {"choices":[{"delta":{"content":null},"finish_reason":"stop"}]}\n\n',
    ],
    [
      "tool calls and other choices",
      'data: {"choices":[{"index":1,"delta":{"content":"no"}},{"index":0,"delta":{"tool_calls":[{"index":0}],"content":"Salt"},"finish_reason":"tool_calls"}]}\n\n',
    ],
    [
      "content in parts, some of them thoughts",
      'data: {"choices":[{"delta":{"content":[{"type":"thinking","thinking":[{"type":"text","text":"hm"}]}]}}]}\n\n',
      'data: {"choices":[{"delta":{"content":[{"type":"text","text":"Salt"}]},"finish_reason":"stop"}]}\n\n',
    ],
    [
      "reasoning in either field",
      'data: {"choices":[{"delta":{"reasoning_content":"let me see"}}]}\n\n',
      'data: {"choices":[{"delta":{"reasoning":"hm","content":"Salt"},"finish_reason":"stop"}]}\n\n',
    ],
    [
      "thoughts in a block before the text",
      'data: {"choices":[{"delta":{"content":"<think>let me"}}]}\n\n',
      'data: {"choices":[{"delta":{"content":" see</think>\\n\\nSalt"},"finish_reason":"stop"}]}\n\n',
    ],
  ])("is understood with %s", async (_oddity, ...bytes) => {
    server.script(answerWithBytes(...bytes));
    expect((await complete()).text).toBe("Salt");
  });

  it("is understood when chunks are torn anywhere, inside a character too", { timeout: 60_000 }, async () => {
    const bytes = Buffer.from(
      'data: {"choices":[{"delta":{"content":"海盐 🌊"},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n',
    );
    server.script(async ({ response }) => {
      openStream(response);
      for (const byte of bytes) await new Promise((resolve) => response.write(Buffer.of(byte), resolve));
      response.end();
    });
    expect((await complete()).text).toBe("海盐 🌊");
  });

  it("is cut between characters at 100,000, and no more of it is read", async () => {
    const hungUp = Promise.withResolvers<void>();
    server.script(async ({ response }) => {
      response.on("close", () => hungUp.resolve());
      openStream(response);
      sendChunk(response, { content: `<think>${"a".repeat(150_000)}</think>` });
      for (let sent = 0; sent < 20; sent++) sendChunk(response, { content: `x${"😀".repeat(4_000)}y` });
      // Never ended: whoever waits for more waits for ever.
    });
    const { text, finishReason } = await complete();
    expect({ length: text.length, finishReason, whole: text.isWellFormed() }).toEqual({
      ...{ length: 99_999, finishReason: "length", whole: true },
    });
    await hungUp.promise;
  });

  it("is whole at 100,000, however many blanks come after it", async () => {
    server.script(answerWith(`${"x".repeat(100_000)}`));
    expect(await complete()).toMatchObject({ finishReason: "stop", received: null });
  });

  it("is none when it shows nothing", async () => {
    for (const nothing of ["\u200b", "\ufeff \u2060", "\u3164", "****", "```\n```", "<think>x</think>&nbsp;"]) {
      server.script(answerWith(nothing));
      expect((await failureOf(complete())).kind).toBe("empty");
    }
    for (const short of ["0", ".", "。", "👍", "½"]) {
      server.script(answerWith(short));
      expect((await complete()).text).toBe(short);
    }
  });

  it("is understood from a server that does not stream", async () => {
    const message = { role: "assistant", content: "Salt" };
    const usage = { prompt_tokens: 1, completion_tokens: 1 };
    server.script(answerWithError(200, { model: "m", choices: [{ message, finish_reason: "stop" }], usage }));
    expect(await complete()).toMatchObject({ text: "Salt", outputTokens: 1, reportedModel: "m" });
  });

  it("is whole once it has its reason to finish, whatever happens to the connection then", async () => {
    server.script(({ response }) => {
      openStream(response);
      response.write('data: {"choices":[{"delta":{"content":"Salt"},"finish_reason":"stop"}]}\n\n', () =>
        response.destroy(),
      );
    });
    expect((await complete()).text).toBe("Salt");
    server.script(({ response }) => {
      openStream(response);
      sendChunk(response, { content: "Salt" }, "stop");
    });
    const completing = complete();
    await until(() => clock.pending()[0] === 5_000);
    clock.advance(5_000);
    expect((await completing).text).toBe("Salt");
  });
});

describe("failures", () => {
  it.each([
    ["unauthorized", answerWithError(401, { error: { message: "Incorrect API key provided" } })],
    ["unauthorized", answerWithError(403, { error: { message: "no access" } })],
    ["rejected", answerWithError(404, { error: { message: "no such model" } })],
    ["rejected", answerWithError(400, { error: { message: "bad" } })],
    ["rejected", answerWithError(402, { error: { message: "Insufficient credits", code: 402 } })],
    ["rate-limited", answerWithError(429, { error: { message: "quota", code: "insufficient_quota" } })],
    ["filtered", answerWithError(400, { error: { message: "policy", code: "content_filter" } })],
    ["filtered", answerWithError(403, { error: { message: "flagged", code: 403, metadata: { reasons: ["x"] } } })],
    ["malformed", answerWithBytes("data: {oops\n\n")],
    ["malformed", answerWithBytes("data: 42\n\n")],
    ["malformed", answerWithError(200, "<html><body>Welcome</body></html>", { "content-type": "text/html" })],
    ["malformed", answerWithError(200, "{oops")],
    ["malformed", answerWithBytes("data: null\n\n")],
    ["malformed", answerWithBytes('data: {"object":"list","data":[]}\n\n', "data: [DONE]\n\n")],
    ["empty", answerWithBytes('data: {"choices":[null]}\n\n', "data: [DONE]\n\n")],
    ["malformed", answerWithError(200, {})],
    ["malformed", answerWithError(200, { choices: null })],
    ["malformed", answerWithError(200, { choices: { 0: {} } })],
    ["malformed", answerWithError(200, [])],
    ["malformed", answerWithError(200, "null")],
    ["malformed", answerWithError(200, "7")],
    ["cut-off", answerWithError(200, "")],
    ["malformed", answerWithError(200, "<html>Welcome</html>")],
    ["cut-off", ({ response }: ModelCall) => void response.writeHead(204).end()],
    ["malformed", answerWithError(400, `{"error":${"[".repeat(30_000)}${"]".repeat(30_000)}}`)],
    ["cut-off", answerWithError(200, { choices: [] })],
    ["cut-off", answerWithError(200, { choices: [null] })],
    ["cut-off", answerWithError(200, "", { "content-type": "text/event-stream" })],
    ["empty", answerWithError(200, { choices: [{ message: null, finish_reason: "stop" }] })],
    ["empty", answerWithError(200, { choices: [{ message: { content: 42 }, finish_reason: "stop" }] })],
    ["empty", answerWithError(200, { choices: [{ message: { content: [null, 1] }, finish_reason: "stop" }] })],
    ["empty", answerWithBytes('data: {"choices":[{"delta":null,"finish_reason":"stop"}]}\n\n')],
    ["rejected", answerWithError(400, "null")],
    ["rejected", answerWithError(400, { error: { message: { a: 1 }, param: 5, code: {} } })],
    ["cut-off", answerWithBytes('data: {"choices":[{"delta":{"content":"Sal"}}]}\n\n')],
    ["empty", answerWithBytes("data: [DONE]\n\n")],
    ["cut-off", answerWithBytes('data: {"choices":[{"delta":{"content":"Sal"},"finish_reason":"whim"}]}\n\n')],
    ["empty", answerWithBytes('data: {"choices":[{"delta":{"content":""},"finish_reason":"stop"}]}\n\n')],
    ["empty", answerWithBytes('data: {"choices":[{"delta":{"content":" \\n\\t "},"finish_reason":"stop"}]}\n\n')],
    ["empty", answerWithBytes('data: {"choices":[{"delta":{"reasoning":"hm"},"finish_reason":"length"}]}\n\n')],
    ["empty", answerWithBytes('data: {"choices":[{"delta":{"content":"<think>hm"},"finish_reason":"length"}]}\n\n')],
    [
      "filtered",
      answerWithBytes('data: {"choices":[{"delta":{"content":"Sal"},"finish_reason":"content_filter"}]}\n\n'),
    ],
    ["server-error", answerWithBytes('data: {"choices":[{"delta":{"content":"Sal"},"finish_reason":"error"}]}\n\n')],
    [
      "server-error",
      answerWithBytes(
        'data: {"choices":[{"delta":{"content":"Sal"}}]}\n\n',
        'data: {"error":{"code":502,"message":"upstream"},"choices":[]}\n\n',
      ),
    ],
    [
      "rate-limited",
      answerWithBytes(
        'data: {"choices":[{"delta":{"content":"Sal"}}]}\n\n',
        'data: {"error":{"code":429,"message":"slow down"}}\n\n',
      ),
    ],
    [
      "server-error",
      answerWithBytes('data: {"choices":[{"delta":{"content":"Sal"}}]}\n\n', 'data: {"error":"out of memory"}\n\n'),
    ],
  ] as const)("are called %s, after one try (case %#)", async (kind, script) => {
    server.script(script);
    const failure = await failureOf(complete());
    expect(failure.kind).toBe(kind);
    expect(failure.message).toMatch(/^tested at local: \S/);
    expect(failure.message).not.toMatch(/TypeError|undefined|\[object|Cannot read/);
    expect(server.calls).toHaveLength(1);
  });

  describe("of size", () => {
    it.each([
      ["an answer of more than 8 MiB", { "content-type": "application/json" }, '{"choices":"'],
      ["an answer of more than 8 MiB", { "content-type": "application/json", "content-encoding": "gzip" }, '"'],
      ["one event of more than 8 MiB", { "content-type": "text/event-stream" }, "data: "],
      ["one event of more than 8 MiB", { "content-type": "text/event-stream", "content-encoding": "gzip" }, "data: "],
      ["one event of more than 8 MiB", { "content-type": "text/plain" }, "\n\n"],
    ])("are called malformed: %s (case %#)", async (what, headers, beginning) => {
      server.script(answerWithoutEnd(headers as Record<string, string>, beginning));
      const failure = await failureOf(complete());
      expect(failure).toMatchObject({ kind: "malformed" });
      expect(failure.message).toMatch(`tested at local: The endpoint sent ${what} and was cut off.`);
      await until(() => server.inFlight() === 0);
    });

    it("keep their status where it is an error that does not end", async () => {
      server.script(answerWithoutEnd({ "content-type": "text/plain" }, "<<<<", 401));
      expect((await failureOf(complete())).kind).toBe("unauthorized");
      await until(() => server.inFlight() === 0);
    });

    it("leave alone a long stream of many events", async () => {
      const event = `data: {"choices":[{"delta":{"content":"x"}}],"padding":"${"y".repeat(900_000)}"}\r\n\r\n`;
      const last = 'data: {"choices":[{"delta":{},"finish_reason":"stop"}]}\n\n';
      server.script(answerWithBytes(...Array.from({ length: 20 }, () => event), last));
      expect((await complete()).text).toBe("x".repeat(20));
    });
  });

  it.each([
    ["thought", (part: string) => ({ reasoning: part, reasoning_details: [{ type: "reasoning.text", text: part }] })],
    ["thought in parts", (part: string) => ({ content: [{ type: "thinking", thinking: [{ text: part }] }] })],
    ["thought in a block", (part: string) => ({ content: `<think>${part.slice(7)}` })],
  ])("end an answer of more than a million characters of %s, and hang up", async (_what, toDelta) => {
    const delta = toDelta("x".repeat(100_000));
    server.script(({ response }) => {
      openStream(response);
      for (let count = 0; count < 10; count += 1) sendChunk(response, delta);
      sendChunk(response, { content: "!" });
    });
    const failure = await failureOf(complete());
    expect(failure.kind).toBe("malformed");
    expect(failure.message).toContain("beyond 1,000,000 characters");
    await until(() => server.inFlight() === 0);
    expect(server.calls).toHaveLength(1);
  });

  it("end one that is too long however it ends, but none that is just not", async () => {
    const content = "x".repeat(1_000_000);
    server.script(answerWithError(200, { choices: [{ message: { content: `${content}!` }, finish_reason: "stop" }] }));
    expect((await failureOf(complete())).kind).toBe("malformed");
    server.script(answerWith(content));
    expect(await complete()).toMatchObject({ text: content.slice(0, 100_000), finishReason: "length" });
  });

  it("never quote the question", async () => {
    const question = "Should I tell my sister Ann about her husband's letter?";
    const request = buildRequest({ messages: [{ role: "user", content: question }] });
    for (const script of [
      answerWithError(400, { error: { message: `Invalid input: ${question}` } }),
      answerWithError(400, { detail: [{ loc: ["body"], input: { messages: request.messages } }] }),
      answerWithError(400, question, { "content-type": "text/plain" }),
      answerWithBytes(`data: ${question}\n\n`),
      answerWithBytes(`data: ${JSON.stringify({ error: { code: 400, message: question } })}\n\n`),
      answerWithBytes(
        `data: ${JSON.stringify({ choices: [{ delta: { content: "a" }, finish_reason: question }] })}\n\n`,
      ),
    ]) {
      server.script(script);
      const failure = await failureOf(complete(request));
      expect(failure.message).toMatch(/^tested at local: \S/);
      expect(failure.message).not.toMatch(/sister|husband/i);
    }
    server.script(answerWithError(400, { error: { message: "The input is too long." } }));
    expect((await failureOf(complete(request))).message).toContain("The input is too long.");
  });

  it("say that thinking used up the token limit", async () => {
    server.script(answerWithBytes('data: {"choices":[{"delta":{"reasoning":"hm"},"finish_reason":"length"}]}\n\n'));
    expect((await failureOf(complete())).message).toContain("Raise maxTokens");
  });

  it("are called cut-off when the socket breaks in the middle", async () => {
    server.script(({ response }) => {
      openStream(response);
      response.write('data: {"choices":[{"delta":{"content":"Sal"}}]}\n\n', () => response.destroy());
    });
    expect((await failureOf(complete())).kind).toBe("cut-off");
    expect(server.calls).toHaveLength(1);
  });

  it("never hold a key, even when the server echoes it", async () => {
    const echoed = `Incorrect API key provided: ${secretKey}. You sent Bearer ${secretKey}`;
    for (const script of [
      answerWithError(401, { error: { message: echoed } }),
      answerWithError(400, `${"x".repeat(280)} ${secretKey}`, { "content-type": "text/plain" }),
      answerWithBytes(`data: ${JSON.stringify({ error: { code: 400, message: echoed } })}\n\n`),
      answerWithBytes(`data: {"choices":[{"delta":{"content":"a"},"finish_reason":"${secretKey}"}]}\n\n`),
    ]) {
      server.script(script);
      const failure = await failureOf(complete());
      expect(`${failure.message}${failure.stack}${JSON.stringify(failure)}`).not.toContain(secretKey.slice(0, 12));
      expect(failure.cause).toBeUndefined();
    }
  });

  it("never hold a key that cannot be sent", async () => {
    for (const apiKey of [`${secretKey}\u2026`, `${secretKey}\nx`]) {
      const failure = await failureOf(createProvider({ apiKey }).complete(buildRequest(), never));
      expect(failure.kind).toBe("rejected");
      expect(failure.message).not.toContain(secretKey);
    }
    expect(server.calls).toHaveLength(0);
  });
});

describe("watchdogs", () => {
  const hang = ({ response }: { response: ServerResponse }): void => openStream(response);

  it("end an answer whose first token does not come, though the server keeps the line warm", async () => {
    server.script(({ response }) => {
      openStream(response);
      response.write(": PROCESSING\n\n");
      sendChunk(response, { role: "assistant", content: "" });
    });
    const completing = failureOf(complete());
    await until(() => server.calls.length === 1);
    clock.advance(59_999);
    expect(server.inFlight()).toBe(1);
    clock.advance(1);
    expect((await completing).kind).toBe("no-first-token");
    await until(() => server.inFlight() === 0);
  });

  it("wait longer for an endpoint that is known to begin late", async () => {
    server.script(hang);
    const completing = failureOf(createProvider({ firstTokenSeconds: 120 }).complete(buildRequest(), never));
    await until(() => server.calls.length === 1);
    expect(clock.pending()).toEqual([120_000, 180_000]);
    clock.advance(120_000);
    const failure = await completing;
    expect(failure.kind).toBe("no-first-token");
    expect(failure.message).toContain("120 seconds");
  });

  it("end an answer whose headers do not come", async () => {
    server.script(() => {});
    const completing = failureOf(complete());
    await until(() => server.calls.length === 1);
    clock.advance(60_000);
    expect((await completing).kind).toBe("no-first-token");
  });

  it("end an error whose body does not come", async () => {
    server.script(({ response }) => void response.writeHead(500).write("{"));
    const completing = failureOf(complete());
    await until(() => server.calls.length === 1);
    clock.advance(60_000);
    expect((await completing).kind).toBe("no-first-token");
  });

  it("end an answer that stalls in the middle", async () => {
    server.script((call) => {
      hang(call);
      sendChunk(call.response, { content: "Sal" });
    });
    const completing = failureOf(complete());
    await until(() => clock.pending()[0] === 30_000);
    clock.advance(30_000);
    expect((await completing).kind).toBe("stalled");
    expect(server.calls).toHaveLength(1);
  });

  it("take thoughts for life, and end what never ends", async () => {
    server.script(hang);
    const completing = failureOf(complete());
    await until(() => server.calls.length === 1);
    const { response } = server.calls[0]!;
    for (let passed = 0; passed < 175_000; passed += 25_000) {
      sendChunk(response, { reasoning: "hm" });
      await until(() => clock.pending()[0] === Math.min(30_000, 180_000 - passed));
      clock.advance(25_000);
    }
    sendChunk(response, { reasoning: "hm" });
    await until(() => clock.pending().length === 2);
    clock.advance(5_000);
    expect((await completing).kind).toBe("too-slow");
    expect(clock.pending()).toEqual([]);
  });

  it("leave no timer behind a good answer", async () => {
    await complete();
    expect(clock.pending()).toEqual([]);
  });

  it("end the answer when the caller aborts, and hang up", async () => {
    server.script((call) => {
      hang(call);
      sendChunk(call.response, { content: "Sal" });
    });
    const controller = new AbortController();
    const completing = failureOf(complete(buildRequest(), controller.signal));
    await until(() => clock.pending()[0] === 30_000);
    controller.abort();
    expect((await completing).kind).toBe("aborted");
    await until(() => server.inFlight() === 0);
    expect(clock.pending()).toEqual([]);
  });

  it("let an abort count even when only the token counts are missing", async () => {
    server.script(({ response }) => {
      openStream(response);
      sendChunk(response, { content: "Salt" }, "stop");
    });
    const controller = new AbortController();
    const completing = failureOf(complete(buildRequest(), controller.signal));
    await until(() => clock.pending()[0] === 5_000);
    controller.abort();
    expect((await completing).kind).toBe("aborted");
  });
});

describe("retries", () => {
  const busy = answerWithError(503, { error: { message: "overloaded" } });

  it("wait 1 s, then 2 s, then give up", async () => {
    server.script(busy);
    const completing = failureOf(complete());
    await passRetry(1000);
    await passRetry(2000);
    const failure = await completing;
    expect(failure.kind).toBe("server-error");
    expect(failure.message).toContain("overloaded");
    expect(server.calls).toHaveLength(3);
  });

  it.each([
    ["429", answerWithError(429, { error: { message: "slow down" } })],
    ["500", answerWithError(500, "oops", { "content-type": "text/plain" })],
    ["a reset before the answer", ({ response }: { response: ServerResponse }) => void response.destroy()],
    [
      "a socket cut before the first token",
      ({ response }: { response: ServerResponse }) => {
        openStream(response);
        response.write(": hello\n\n", () => response.destroy());
      },
    ],
    [
      "an error in the stream before the first token",
      answerWithBytes('data: {"error":{"code":503,"message":"busy"}}\n\n'),
    ],
  ])("overcome %s", async (_trouble, script) => {
    server.script(inTurn(script, answerWith("ok")));
    const completing = complete();
    await passRetry(1000);
    expect((await completing).text).toBe("ok");
    expect(server.calls).toHaveLength(2);
  });

  it("overcome an endpoint that is not there yet, or say that it cannot be reached", async () => {
    await server.close();
    const completing = failureOf(complete());
    await passRetry(1000);
    await passRetry(2000);
    const failure = await completing;
    expect(failure.kind).toBe("unreachable");
    expect(failure.message).toContain("ECONNREFUSED");
  });

  it.each([
    ["seconds", { "retry-after": "7" }, 7000],
    ["a date", { "retry-after": "Tue, 01 Jan 2030 00:00:09 GMT" }, 9000],
    ["milliseconds", { "retry-after-ms": "1500", "retry-after": "2" }, 1500],
    ["nonsense", { "retry-after": "soon" }, 1000],
  ])("wait as long as the server asks in %s", async (_form, headers, milliseconds) => {
    server.script(inTurn(answerWithError(429, { error: { message: "slow down" } }, headers), answerWith("ok")));
    const completing = complete();
    await passRetry(milliseconds);
    expect((await completing).text).toBe("ok");
  });

  it("give up at once when the server asks for more time than is left", async () => {
    server.script(answerWithError(429, { error: { message: "slow down" } }, { "retry-after": "180" }));
    expect((await failureOf(complete())).kind).toBe("rate-limited");
    expect(server.calls).toHaveLength(1);
  });

  it("share one total time", async () => {
    server.script(inTurn(answerWithError(429, {}, { "retry-after": "170" }), () => {}));
    const completing = failureOf(complete());
    await passRetry(170_000);
    await until(() => server.calls.length === 2);
    expect(clock.pending()).toEqual([10_000, 60_000]);
    clock.advance(10_000);
    expect((await completing).kind).toBe("too-slow");
  });

  it("count the time of every try", async () => {
    server.script(() => {});
    const completing = failureOf(complete());
    await until(() => server.calls.length === 1);
    clock.advance(50_000);
    server.calls[0]?.response.writeHead(503, { "retry-after": "100" }).end();
    await passRetry(100_000);
    await until(() => server.calls.length === 2);
    expect(clock.pending()).toEqual([30_000, 60_000]);
    clock.advance(30_000);
    expect((await completing).kind).toBe("too-slow");
  });

  it("end while waiting when the caller aborts", async () => {
    server.script(busy);
    const controller = new AbortController();
    const completing = failureOf(complete(buildRequest(), controller.signal));
    await until(() => clock.pending()[0] === 1000);
    controller.abort();
    expect((await completing).kind).toBe("aborted");
    expect(clock.pending()).toEqual([]);
  });

  it("tell the times of the try that succeeded, and how many there were", async () => {
    server.script(inTurn(busy, answerWith("ok")));
    const completing = complete();
    await passRetry(1000);
    expect(await completing).toMatchObject({ firstTextMilliseconds: 0, totalMilliseconds: 0, tries: 2 });
  });

  it("do not count the time of a refusal either", async () => {
    server.script((call, number) => {
      clock.advance(700);
      if (!("seed" in call.body)) return answerWith("ok")(call, number);
      return answerWithError(400, { error: { message: "no", param: "seed" } })(call, number);
    });
    expect(await complete()).toMatchObject({ firstTextMilliseconds: 700, totalMilliseconds: 700, tries: 2 });
  });

  it("hold back everyone at an endpoint that asked for time", async () => {
    server.script(inTurn(answerWithError(429, {}, { "retry-after": "7" }), answerWith("ok")));
    const provider = createProvider();
    const first = provider.complete(buildRequest(), never);
    await until(() => clock.pending()[0] === 7000);
    const second = provider.complete(buildRequest(), never);
    await until(() => clock.pending().length === 2);
    const controller = new AbortController();
    const third = failureOf(provider.complete(buildRequest(), controller.signal));
    await until(() => clock.pending().length === 3);
    controller.abort();
    expect((await third).kind).toBe("aborted");
    clock.advance(6999);
    expect(clock.pending()).toEqual([1, 1]);
    expect(server.calls).toHaveLength(1);
    clock.advance(1);
    expect(await first).toMatchObject({ text: "ok", tries: 2, totalMilliseconds: 0 });
    expect(await second).toMatchObject({ text: "ok", tries: 1, totalMilliseconds: 0 });
    expect(clock.pending()).toEqual([]);
  });

  it("hold back nobody for more than a minute, and nobody elsewhere", async () => {
    server.script(inTurn(answerWithError(429, {}, { "retry-after": "86400" }), answerWith("ok")));
    const endpoints = { local: buildEndpoint(server.baseURL), other: buildEndpoint(server.baseURL) };
    const provider = createModelProvider({ endpoints, clock });
    expect((await failureOf(provider.complete(buildRequest(), never))).kind).toBe("rate-limited");
    const held = provider.complete(buildRequest(), never);
    await until(() => clock.pending().length === 1);
    expect(clock.pending()).toEqual([60_000]);
    const elsewhere = buildRequest({ model: buildModel({ endpoint: "other" }) });
    expect((await provider.complete(elsewhere, never)).text).toBe("ok");
    expect(server.calls).toHaveLength(2);
    clock.advance(60_000);
    expect((await held).text).toBe("ok");
  });

  it("let others have the place while waiting", async () => {
    server.script(inTurn(busy, answerWith("ok")));
    const provider = createProvider({ concurrency: 1 });
    const first = provider.complete(buildRequest(), never);
    await until(() => clock.pending()[0] === 1000);
    expect((await provider.complete(buildRequest(), never)).text).toBe("ok");
    clock.advance(1000);
    expect((await first).text).toBe("ok");
  });
});

describe("at aimock", () => {
  let mock: LLMock;
  beforeEach(async () => {
    mock = new LLMock({ port: 0 });
    mock.onMessage("salty", { content: "Rivers bring the salt." });
    await mock.start();
  });
  afterEach(() => mock.stop());
  const completeThere = () => {
    const endpoints = { local: buildEndpoint(`${mock.url}/v1`) };
    return createModelProvider({ endpoints, clock }).complete(buildRequest(), never);
  };

  it("reads usage and cost", async () => {
    mock.clearFixtures();
    mock.onMessage("salty", {
      content: "Rivers.",
      usage: { prompt_tokens: 10, completion_tokens: 20, total_tokens: 30 },
    });
    expect(await completeThere()).toMatchObject({ text: "Rivers.", inputTokens: 10, outputTokens: 20, cost: 0.00022 });
  });

  it("overcomes one error of the server", async () => {
    mock.nextRequestError(503, { message: "overloaded" });
    const completing = completeThere();
    await passRetry(1000);
    expect((await completing).text).toBe("Rivers bring the salt.");
  });

  it("is unauthorized where the key is refused", async () => {
    mock.nextRequestError(401, { message: "Invalid key", type: "invalid_request_error", code: "invalid_api_key" });
    expect((await failureOf(completeThere())).kind).toBe("unauthorized");
  });

  it("sees what is not JSON", async () => {
    mock.setChaos({ malformedRate: 1 });
    expect((await failureOf(completeThere())).kind).toBe("malformed");
  });

  it("gives up on what always drops the connection", async () => {
    mock.setChaos({ disconnectRate: 1 });
    const completing = failureOf(completeThere());
    await passRetry(1000);
    await passRetry(2000);
    expect(["unreachable", "cut-off"]).toContain((await completing).kind);
  });
});

describe("load", { timeout: 60_000 }, () => {
  const many = times(500, 60);

  it("carries many streams at once and never more than the limit at the server", async () => {
    let release: () => void = () => {};
    const full = new Promise<void>((resolve) => (release = resolve));
    server.script(async (call, number) => {
      if (server.inFlight() === 20) release();
      await full;
      return answerWith(`answer to ${String((call.body.messages as { content: string }[])[0]?.content)}`)(call, number);
    });
    const provider = createProvider({ concurrency: 20 });
    const asked = Array.from({ length: many }, (_, index) => `question ${index}`);
    const answers = await Promise.all(
      asked.map((content) => provider.complete(buildRequest({ messages: [{ role: "user", content }] }), never)),
    );
    expect(answers.map(({ text }) => text)).toEqual(asked.map((content) => `answer to ${content}`));
    expect(server.calls).toHaveLength(many);
    expect(server.mostInFlight()).toBe(20);
    expect(clock.pending()).toEqual([]);
  });

  it("carries many streams that are all open together", async () => {
    let release: () => void = () => {};
    const allOpen = new Promise<void>((resolve) => (release = resolve));
    server.script(async ({ response }) => {
      openStream(response);
      sendChunk(response, { content: "ok" });
      if (server.inFlight() === many) release();
      await allOpen;
      sendChunk(response, {}, "stop");
      response.end();
    });
    const provider = createProvider({ concurrency: many });
    const answers = await Promise.all(Array.from({ length: many }, () => provider.complete(buildRequest(), never)));
    expect(answers.filter(({ text }) => text === "ok")).toHaveLength(many);
    expect(server.mostInFlight()).toBe(many);
  });

  it("lets whoever aborts in the queue leave it at once, without ever asking the server", async () => {
    server.script(({ response }) => openStream(response));
    const provider = createProvider({ concurrency: 1 });
    const controllers = Array.from({ length: 3 }, () => new AbortController());
    const completing = controllers.map(({ signal }) => failureOf(provider.complete(buildRequest(), signal)));
    await until(() => server.calls.length === 1);
    controllers[1]?.abort();
    expect((await completing[1])?.kind).toBe("aborted");
    expect(server.calls).toHaveLength(1);
    controllers[0]?.abort();
    await until(() => server.calls.length === 2);
    controllers[2]?.abort();
    expect((await Promise.all(completing)).map(({ kind }) => kind)).toEqual(["aborted", "aborted", "aborted"]);
    expect(server.calls).toHaveLength(2);
  });
});
