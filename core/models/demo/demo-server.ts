/** Serves the demo models on this machine the way real ones are served, so that both take the same road. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { text as readText } from "node:stream/consumers";
import { type Clock, systemClock } from "../../machine/clock.ts";
import { type Random, systemRandom } from "../../machine/random.ts";
import type { Roster } from "../roster.ts";
import { answerRequest, type DemoAnswer, toCompletion, toEvents } from "./chat-completion.ts";
import { demoEndpoint, demoModels } from "./demo-models.ts";

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
