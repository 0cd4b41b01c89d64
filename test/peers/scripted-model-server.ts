/** A model server that sends exactly the bytes a test writes, and counts what it is asked. */
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text as readText } from "node:stream/consumers";
import { createGzip } from "node:zlib";

export type ModelCall = {
  path: string;
  headers: IncomingHttpHeaders;
  body: Record<string, unknown>;
  response: ServerResponse;
};

/** Answers one call. `number` counts calls from 0. */
export type ModelScript = (call: ModelCall, number: number) => void | Promise<void>;

export type ScriptedModelServer = {
  baseURL: string;
  calls: ModelCall[];
  /** Calls whose answers are not finished, now and at the most. */
  inFlight(): number;
  mostInFlight(): number;
  /** From now on, calls are answered so. */
  script(next: ModelScript): void;
  close(): Promise<void>;
};

export async function startScriptedModelServer(script: ModelScript = answerWith("ok")): Promise<ScriptedModelServer> {
  let current = script;
  let inFlight = 0;
  let mostInFlight = 0;
  const calls: ModelCall[] = [];
  // Never hangs up by itself: after a pause of the whole process, the next question would run into that.
  const server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
    inFlight += 1;
    mostInFlight = Math.max(mostInFlight, inFlight);
    response.once("close", () => (inFlight -= 1));
    void readText(request).then((body) => {
      const call = { path: request.url ?? "", headers: request.headers, body: body ? JSON.parse(body) : {}, response };
      calls.push(call);
      return current(call, calls.length - 1);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    baseURL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    calls,
    inFlight: () => inFlight,
    mostInFlight: () => mostInFlight,
    script: (next) => void (current = next),
    close: () => close(server),
  };
}

/** An orderly stream of the given text, in the fullest form. */
export function answerWith(text: string, tokens = { prompt_tokens: 3, completion_tokens: 5 }): ModelScript {
  return ({ response, body }) => {
    openStream(response);
    sendChunk(response, { role: "assistant", content: "" });
    sendChunk(response, { content: text });
    sendChunk(response, {}, "stop");
    const usage = { ...tokens, total_tokens: tokens.prompt_tokens + tokens.completion_tokens };
    sendData(response, { id: "1", object: "chat.completion.chunk", created: 1, model: body.model, choices: [], usage });
    response.end("data: [DONE]\n\n");
  };
}

/** Exactly these bytes, as an event stream. */
export function answerWithBytes(...bytes: string[]): ModelScript {
  return ({ response }) => {
    openStream(response);
    for (const part of bytes) response.write(part);
    response.end();
  };
}

/** An error before any stream. */
export function answerWithError(status: number, body: unknown, headers: Record<string, string> = {}): ModelScript {
  return ({ response }) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  };
}

/** Sends without end, as fast as it is taken. @param headers with `content-encoding: gzip`, it is packed. */
export function answerWithoutEnd(headers: Record<string, string>, beginning: string, status = 200): ModelScript {
  const mebibyte = "x".repeat(2 ** 20);
  return ({ response }) => {
    response.writeHead(status, headers);
    const packed = headers["content-encoding"] === "gzip" ? createGzip({ level: 1 }) : undefined;
    packed?.pipe(response);
    const body = packed ?? response;
    response.once("close", () => packed?.destroy());
    const send = () => {
      while (!response.destroyed && body.write(mebibyte));
      if (!response.destroyed) body.once("drain", send);
    };
    body.write(beginning);
    send();
  };
}

/** The scripts one after another, the last one for ever. */
export function inTurn(...scripts: [ModelScript, ...ModelScript[]]): ModelScript {
  const rest = [...scripts];
  return (call, number) => ((rest.length > 1 ? rest.shift() : rest[0]) ?? scripts[0])(call, number);
}

export function openStream(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "text/event-stream" });
}

export function sendData(response: ServerResponse, data: unknown): void {
  response.write(`data: ${JSON.stringify(data)}\n\n`);
}

export function sendChunk(response: ServerResponse, delta: object, finishReason: string | null = null): void {
  const choices = [{ index: 0, delta, finish_reason: finishReason }];
  sendData(response, { id: "1", object: "chat.completion.chunk", created: 1, model: "scripted-1", choices });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
