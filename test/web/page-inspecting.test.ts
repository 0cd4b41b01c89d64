/** Metrics and status over the page's server: for whoever runs the arena, and nobody else. */
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it, onTestFinished } from "vitest";
import { type RunningPage, type StartOptions, startPage } from "./page-kit.ts";

const token = "a token of the tests, 32 letters".replaceAll(/\W/gu, "-");
const inspection = {
  tokens: [token],
  metrics: async () => ({ type: "text/plain; version=0.0.4; charset=utf-8", text: "up 1\n" }),
  status: async () => ({ version: "1.2.3" }),
};

let page: RunningPage;
afterEach(() => page.end());

async function start(options: StartOptions = {}): Promise<void> {
  page = await startPage({ inspection, ...options });
}

type Answer = { status: number; body: string; type: string };

function get(path: string, headers: Record<string, string> = {}, address = page.address): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(address + path, { headers, agent: false }, (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (chunk: string) => (body += chunk));
      const { statusCode: status = 0 } = response;
      response.on("end", () => resolve({ status, body, type: response.headers["content-type"] ?? "" }));
    });
    sent.on("error", reject).end();
  });
}

const statusOf = async (headers: Record<string, string> = {}) =>
  Promise.all(["/metrics", "/statusz"].map(async (path) => (await get(path, headers)).status));
const bearer = { Authorization: `Bearer ${token}` };

it("tells programs on this machine", async () => {
  await start();
  const { metrics } = inspection;
  expect(await get("/metrics")).toEqual({ status: 200, body: "up 1\n", type: (await metrics()).type });
  expect(JSON.parse((await get("/statusz")).body)).toEqual({ version: "1.2.3" });
});

it.each([
  ["names for whom it is passed on", { "X-Forwarded-For": "127.0.0.1" }],
  ["says only that it was passed on", { Via: "1.1 proxy" }],
  ["comes by another name", { Host: "evil.example" }],
  ["shows another token", { "X-Real-IP": "127.0.0.1", Authorization: `Bearer ${token}x` }],
  ["shows an empty token", { "X-Real-IP": "127.0.0.1", Authorization: "Bearer " }],
])("finds nothing there for a request that %s", async (_what, headers) => {
  await start({ host: "0.0.0.0" });
  expect(await statusOf(headers)).toEqual([404, 404]);
  expect(JSON.parse((await get("/metrics", headers)).body)).toEqual({ error: expect.any(String) });
});

it.each([
  ["trusts a proxy", { trustProxy: { hops: 1 } }],
  ["is reached by another address", { publicUrl: new URL("https://arena.example") }],
])("believes no request to be from this machine where the page %s", async (_what, options) => {
  await start(options);
  expect(await statusOf()).toEqual([404, 404]);
  expect(await statusOf(bearer)).toEqual([200, 200]);
});

it("is not fooled by a proxy of HTTP/1.0 that says nothing", async () => {
  await start({ host: "0.0.0.0" });
  const { hostname, port } = new URL(page.address);
  const proxy = createServer((_incoming, outgoing) => {
    const socket = request({ hostname, port, path: "/metrics", agent: false });
    // What nginx sends by default.
    socket.once("socket", (raw) => {
      raw.write(`GET /metrics HTTP/1.0\r\nHost: ${hostname}:${port}\r\nConnection: close\r\n\r\n`);
    });
    socket.on("response", (response) => outgoing.writeHead(response.statusCode ?? 0).end());
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void proxy.close());
  const { status } = await get("/metrics", {}, `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`);
  expect(status).toBe(404);
});

it("takes the token from anywhere, without the code of the page, and through any proxy", async () => {
  await start({ host: "0.0.0.0" });
  expect(await statusOf({ ...bearer, "X-Forwarded-For": "203.0.113.7", Host: "arena.example" })).toEqual([200, 200]);
  await page.end();
  await start();
  expect(await statusOf({ ...bearer, Via: "1.1 proxy" })).toEqual([200, 200]);
});

it("is not there where nobody asked for it", async () => {
  page = await startPage();
  expect(await statusOf(bearer)).toEqual([404, 404]);
});
