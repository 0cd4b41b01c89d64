/** Serves the demo models on this machine as real ones are served, in the words of OpenAI's chat completions. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { text as readText } from "node:stream/consumers";
import { type Clock, systemClock } from "../../machine/clock.ts";
import { type Random, systemRandom } from "../../machine/random.ts";
import type { Roster } from "../roster.ts";
import { demoEndpoint, demoModels, answerAsDemo } from "./demo-models.ts";
import { z } from "zod";

/** How the demo models are served; what is left out is as the arena needs it. */
export type DemoOptions = {
  /** About how long an answer takes to be written, in milliseconds; 0 for at once. */
  writingTime?: number;
  clock?: Clock;
  random?: Random;
};

type Serving = { key: string; writingTime: number; clock: Clock; random: Random };

/** No word takes longer than this, in milliseconds. */
const slowestWord = 30;

/**
 * Starts them on a free port of 127.0.0.1, under a key made for this run.
 * @returns a roster that holds nothing else; `close` ends every answer being written.
 */
export async function startDemoModels(options: DemoOptions = {}): Promise<{ roster: Roster; close(): Promise<void> }> {
  const { writingTime = 1200, clock = systemClock, random = systemRandom } = options;
  const key = `demo-${random.id()}${random.id()}`;
  const serving = { key, writingTime, clock, random };
  const server = createServer((request, response) => {
    serve(request, response, serving).catch(() => {
      if (response.headersSent) response.destroy();
      else refuse(response, 500, "the demo models failed");
    });
  });
  const port = await listen(server);
  const baseURL = `http://127.0.0.1:${port}/v1`;
  return {
    roster: {
      endpoints: { [demoEndpoint]: { baseURL, apiKey: key, concurrency: 64, requestsPerMinute: null } },
      models: [...demoModels],
      generation: { temperature: 0.7, maxTokens: 1024, system: null },
    },
    close: () => close(server),
  };
}

async function serve(request: IncomingMessage, response: ServerResponse, serving: Serving): Promise<void> {
  if (request.headers.authorization !== `Bearer ${serving.key}`) return refuse(response, 401, "the key is wrong");
  const path = (request.url ?? "").split("?")[0];
  if (request.method === "GET" && path === "/v1/models") {
    const data = demoModels.map(({ id }) => ({ id, object: "model", created: 0, owned_by: demoEndpoint }));
    return sendJson(response, 200, { object: "list", data });
  }
  if (request.method !== "POST" || path !== "/v1/chat/completions")
    return refuse(response, 404, "there is nothing here");
  const answer = answerRequest(parse(await readText(request)));
  if ("problem" in answer) return refuse(response, answer.status, answer.problem);
  const id = `chatcmpl-${serving.random.id()}`;
  const created = Math.floor(serving.clock.now().getTime() / 1000);
  if (!answer.stream) return sendJson(response, 200, toCompletion(answer, id, created));
  return sendStream(response, answer, toEvents(answer, id, created), serving);
}

async function sendStream(
  response: ServerResponse,
  answer: DemoAnswer,
  events: readonly string[],
  { writingTime, clock }: Serving,
): Promise<void> {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
  const wordTime = Math.min(slowestWord, writingTime / Math.max(answer.pieces.length, 1));
  for (const event of events) {
    if (response.destroyed) return;
    response.write(event);
    if (wordTime > 0) await wait(clock, wordTime);
  }
  response.end();
}

function wait(clock: Clock, milliseconds: number): Promise<void> {
  return new Promise((resolve) => void clock.after(milliseconds, resolve));
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

function refuse(response: ServerResponse, status: number, problem: string): void {
  sendJson(response, status, { error: { message: problem, type: "invalid_request_error", param: null, code: null } });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : 0);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

const content = z.union([
  z.string(),
  z.array(z.looseObject({ type: z.string(), text: z.string().optional() })).transform((parts) => {
    return parts.map((part) => part.text ?? "").join(" ");
  }),
]);

const form = z.looseObject({
  name: z.string(),
  schema: z.looseObject({ properties: z.record(z.string(), z.unknown()).default({}) }).default({ properties: {} }),
});

const request = z.looseObject({
  model: z.string(),
  messages: z.array(z.looseObject({ role: z.string(), content: content.nullish() })).min(1),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().nullish() }).nullish(),
  max_tokens: z.number().int().min(1).nullish(),
  max_completion_tokens: z.number().int().min(1).nullish(),
  seed: z.number().int().nullish(),
  response_format: z.looseObject({ json_schema: form.optional() }).nullish(),
});

/** A whole answer in pieces, each about a token. */
type DemoAnswer = {
  model: string;
  pieces: readonly string[];
  finishReason: "stop" | "length";
  usage: { prompt_tokens: number; completion_tokens: number; total_tokens: number };
  stream: boolean;
  includeUsage: boolean;
};

/** @returns the answer, or an HTTP status with the reason why there is none. */
function answerRequest(body: unknown): DemoAnswer | { status: number; problem: string } {
  const parsed = request.safeParse(body);
  if (!parsed.success) return { status: 400, problem: z.prettifyError(parsed.error) };
  const { model, messages, seed, stream, stream_options: streamOptions } = parsed.data;
  const asked = messages.filter(({ role }) => role === "user").map((message) => message.content ?? "");
  const form = parsed.data.response_format?.json_schema;
  const format = form && { name: form.name, fields: Object.keys(form.schema.properties) };
  const text = answerAsDemo({ model, seed: seed ?? 0, asked, format });
  if (text === undefined) return { status: 404, problem: `there is no model "${model}"` };

  const all = splitPieces(text);
  const most = parsed.data.max_completion_tokens ?? parsed.data.max_tokens ?? Infinity;
  const pieces = all.slice(0, most);
  const promptTokens = messages.reduce((sum, message) => sum + splitPieces(message.content ?? "").length, 0);
  return {
    model,
    pieces,
    finishReason: pieces.length < all.length ? "length" : "stop",
    usage: {
      prompt_tokens: promptTokens,
      completion_tokens: pieces.length,
      total_tokens: promptTokens + pieces.length,
    },
    stream: stream ?? false,
    includeUsage: streamOptions?.include_usage ?? false,
  };
}

/** The answer as one JSON object. */
function toCompletion(answer: DemoAnswer, id: string, created: number): object {
  const message = { role: "assistant", content: answer.pieces.join("") };
  const choices = [{ index: 0, message, finish_reason: answer.finishReason }];
  return { id, object: "chat.completion", created, model: answer.model, choices, usage: answer.usage };
}

/** The answer as the events of a stream, in order. */
function toEvents(answer: DemoAnswer, id: string, created: number): string[] {
  const event = (choices: object[], more: object = {}): string => {
    return encode({ id, object: "chat.completion.chunk", created, model: answer.model, choices, ...more });
  };
  const delta = (part: object, reason: string | null = null): string => {
    return event([{ index: 0, delta: part, finish_reason: reason }]);
  };
  return [
    delta({ role: "assistant", content: "" }),
    ...answer.pieces.map((piece) => delta({ content: piece })),
    delta({}, answer.finishReason),
    ...(answer.includeUsage ? [event([], { usage: answer.usage })] : []),
    "data: [DONE]\n\n",
  ];
}

function encode(chunk: object): string {
  return `data: ${JSON.stringify(chunk)}\n\n`;
}

/** Words, and pairs of Chinese characters. */
function splitPieces(text: string): string[] {
  return text.match(/\p{Script=Han}{1,2}|[^\s\p{Script=Han}]+\s*|\s+/gu) ?? [];
}
