import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { findOllama } from "../../core/models/participants.ts";
import { createManualClock } from "../manual-clock.ts";
import { until } from "../until.ts";

let server: Server | undefined;
afterEach(() => {
  server?.close();
  server?.closeAllConnections();
});

async function startOllama(status: number, body: string | undefined): Promise<{ baseURL: string; asked: string[] }> {
  const asked: string[] = [];
  const peer = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    if (body !== undefined) response.writeHead(status, { "content-type": "application/json" }).end(body);
  });
  server = peer;
  await new Promise<void>((resolve) => peer.listen(0, "127.0.0.1", resolve));
  return { baseURL: `http://127.0.0.1:${(peer.address() as AddressInfo).port}`, asked };
}

const list = (...models: unknown[]): string => JSON.stringify({ models });
const clock = createManualClock();

describe("Ollama on this machine", () => {
  it("gives a roster of its chat models", async () => {
    const { baseURL, asked } = await startOllama(
      200,
      list(
        { name: "llama3.2:latest", digest: "a", details: { family: "llama" } },
        { name: "llama3.2:3b", digest: "a", details: { family: "llama" } },
        { name: "nomic-embed-text:latest", digest: "b", details: { family: "nomic-bert" } },
        { name: "bge-m3:latest", digest: "c", details: { family: "x" } },
        { name: "hf.co/Org/Qwen3-8B-GGUF:Q4_K_M", digest: "d", details: { family: "qwen3" } },
        { name: "hf.co/org/qwen3-8b-gguf:q4_k_m", digest: "e" },
        { name: "llava:7b", digest: "f", capabilities: ["completion", "vision"] },
        { name: "secret-model", digest: "g", capabilities: ["embedding"] },
        { name: "Demo-Echo:latest", digest: "h" },
        "nonsense",
      ),
    );
    const roster = await findOllama({ baseURL: `${baseURL}/`, clock });
    expect(asked).toEqual(["GET /api/tags"]);
    expect(roster?.endpoints).toEqual({
      ollama: {
        baseURL: `${baseURL}/v1`,
        apiKey: null,
        concurrency: 1,
        requestsPerMinute: null,
        firstTokenSeconds: 120,
      },
    });
    expect(roster?.models.map(({ id, name, model, input }) => [id, name, model, input.length])).toEqual([
      ["llama3.2", "llama3.2", "llama3.2:latest", 1],
      ["hf.co-org-qwen3-8b-gguf-q4_k_m", "hf.co/Org/Qwen3-8B-GGUF:Q4_K_M", "hf.co/Org/Qwen3-8B-GGUF:Q4_K_M", 1],
      ["hf.co-org-qwen3-8b-gguf-q4_k_m-2", "hf.co/org/qwen3-8b-gguf:q4_k_m", "hf.co/org/qwen3-8b-gguf:q4_k_m", 1],
      ["llava-7b", "llava:7b", "llava:7b", 2],
      ["ollama-demo-echo", "Demo-Echo", "Demo-Echo:latest", 1],
    ]);
    expect(roster?.models.every(({ league, endpoint }) => league === "real" && endpoint === "ollama")).toBe(true);
  });

  it.each([
    ["has one chat model only", 200, list({ name: "one" }, { name: "all-minilm:latest" })],
    ["fails", 500, "oops"],
    ["is something else", 200, "[]"],
    ["sends no JSON", 200, "<html>"],
  ])("is left alone when it %s", async (_reason, status, body) => {
    const { baseURL, asked } = await startOllama(status, body);
    expect(await findOllama({ baseURL, clock })).toBeUndefined();
    expect(asked).toHaveLength(1);
    expect(clock.pending()).toEqual([]);
  });

  it("is not waited for longer than 300 ms", async () => {
    const { baseURL, asked } = await startOllama(200, undefined);
    const finding = findOllama({ baseURL, clock });
    await until(() => asked.length === 1);
    expect(clock.pending()).toEqual([300]);
    clock.advance(300);
    expect(await finding).toBeUndefined();
  });

  it("need not be there", async () => {
    const { baseURL } = await startOllama(200, list());
    const peer = server;
    await new Promise<void>((resolve) => void peer?.close(() => resolve()));
    expect(await findOllama({ baseURL, clock })).toBeUndefined();
  });
});
