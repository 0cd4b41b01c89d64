/** Who may write to the page, and what a browser is told about it. */
import { request } from "node:http";
import { connect, createServer, Server } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { bodyGrace, longestBody } from "../../bots/web/limits.ts";
import { CannotListen, listen } from "../../bots/web/server.ts";
import { sentences } from "../../core/index.ts";
import { answerTo } from "../../scripts/bench/flood/visitor.ts";
import { until } from "../until.ts";
import { Person, type RunningPage, startPage } from "./page-kit.ts";

let page: RunningPage;

beforeEach(async () => {
  page = await startPage();
});

afterEach(() => page.end());

/** A request whose Host and Origin are free, which fetch does not allow. */
function send(
  path: string,
  headers: Record<string, string>,
  method = "GET",
): Promise<{ status: number; body: string; cookies: string[] }> {
  return new Promise((resolve, reject) => {
    const sent = request(page.address + path, { method, headers }, (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (chunk: string) => (body += chunk));
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, body, cookies: response.headers["set-cookie"] ?? [] }),
      );
    });
    sent.on("error", reject).end(method === "POST" ? "{}" : undefined);
  });
}

describe("writing", () => {
  it.each([
    ["another site", { Origin: "https://evil.example" }],
    ["an opaque origin", { Origin: "null" }],
    ["another port of this machine", { Origin: "http://127.0.0.1:1" }],
    ["a browser that says cross-site", { "Sec-Fetch-Site": "cross-site" }],
    ["a browser that says same-site", { "Sec-Fetch-Site": "same-site" }],
  ])("is refused to %s", async (_name, headers) => {
    for (const path of ["/api/session", "/api/messages", "/api/actions"]) {
      const { status, body } = await send(path, { "Content-Type": "application/json", ...headers }, "POST");
      expect(status).toBe(403);
      expect(JSON.parse(body)).toEqual({ error: expect.stringMatching(/^Another site/) });
    }
  });

  it("is open to the page itself", async () => {
    const headers = { Origin: page.address, "Sec-Fetch-Site": "same-origin" };
    expect((await send("/api/session", headers, "POST")).status).toBe(200);
    const tunnel = { Host: "localhost:9999", Origin: "http://localhost:9999" };
    expect((await send("/api/session", tunnel, "POST")).status).toBe(200);
  });

  it.each(["text/plain", "application/x-www-form-urlencoded", ""])("takes JSON, not %j", async (type) => {
    const person = await Person.enter(page.address);
    const response = await person.post("/api/messages", { text: "Why?" }, { "Content-Type": type });
    expect(response.status).toBe(415);
    expect(page.core.requests).toEqual([]);
  });
});

it("gives the events to no other site", async () => {
  for (const headers of [{ "Sec-Fetch-Site": "cross-site" }, { Origin: "https://evil.example" }]) {
    expect((await send("/api/events", headers)).status).toBe(403);
  }
});

describe("the Host header", () => {
  it.each(["evil.example", "evil.example:80", "127.0.0.1.evil.example", "127.evil.example"])(
    "must be this machine's, not %j",
    async (host) => {
      for (const path of ["/", "/api/events", "/healthz"]) expect((await send(path, { Host: host })).status).toBe(403);
    },
  );

  it.each(["localhost", "127.0.0.1:1234", "[::1]:1234"])("may be %s", async (host) => {
    expect((await send("/healthz", { Host: host })).status).toBe(200);
  });

  it("may be that of the public address, which is the page's own origin then", async () => {
    await page.end();
    page = await startPage({ publicUrl: new URL("https://arena.example") });
    const there = { Host: "arena.example", Origin: "https://arena.example" };
    const { status, cookies } = await send("/api/session", there, "POST");
    expect([status, cookies]).toEqual([200, [expect.stringMatching(/; HttpOnly; Secure; SameSite=Strict$/)]]);
    // A proxy that changes Host, seen by a browser that does not send Sec-Fetch-Site.
    expect((await send("/api/session", { ...there, Host: "127.0.0.1:8787" }, "POST")).status).toBe(200);
    expect((await send("/api/session", { ...there, Host: "evil.example" }, "POST")).status).toBe(403);
    expect((await send("/api/session", { ...there, Origin: "https://evil.example" }, "POST")).status).toBe(403);
    expect((await send("/api/session", { ...there, Origin: "http://arena.example" }, "POST")).status).toBe(200);
  });

  it("is free when the server is open to a network", async () => {
    await page.end();
    page = await startPage({ host: "0.0.0.0" });
    const headers = { Host: "box.lan", Origin: "http://box.lan" };
    expect((await send("/api/session", headers, "POST")).status).toBe(200);
    expect((await send("/api/session", { Host: "box.lan", Origin: "http://evil.example" }, "POST")).status).toBe(403);
  });
});

/** A request as the plainest proxies send it, such as nginx with nothing but `proxy_pass`. */
function sendOld(path: string, more = ""): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect(page.port, "127.0.0.1", () => {
      socket.write(`GET ${path} HTTP/1.0\r\nHost: 127.0.0.1:${page.port}\r\n${more}Connection: close\r\n\r\n`);
    });
    let answer = "";
    socket.setEncoding("utf8").on("data", (part: string) => (answer += part));
    socket.on("end", () => resolve(Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]))).on("error", reject);
  });
}

describe("a proxy in front", () => {
  const { errors } = sentences("en").page;
  const signs = [
    "Via",
    "Forwarded",
    "X-Forwarded-For",
    "X-Forwarded-Proto",
    "X-Forwarded-Whatever",
    "X-Real-IP",
    "CF-Connecting-IP",
    "True-Client-IP",
    "Fly-Client-IP",
    "X-Client-IP",
    "X-Cluster-Client-IP",
    "X-Original-Host",
    "X-Envoy-External-Address",
    "WL-Proxy-Client-IP",
    "Forwarded-For",
  ];

  it.each(signs)("shows by %s, and is refused where there is no code", async (header) => {
    for (const [path, method] of [
      ["/", "GET"],
      ["/api/session", "POST"],
    ] as const) {
      const { status, body } = await send(path, { [header]: "somebody" }, method);
      expect([status, JSON.parse(body)]).toEqual([403, { error: errors.proxyWithoutCode }]);
    }
    expect(errors.proxyWithoutCode).toContain("PAGE_JOIN_CODE");
  });

  it("is told of on a page, in their language, to a person whose browser opens the address", async () => {
    const headers = { "X-Forwarded-For": "203.0.113.7", Accept: "text/html,*/*;q=0.8", "Accept-Language": "zh-CN" };
    const response = await fetch(page.address, { headers });
    expect([response.status, response.headers.get("content-type")]).toEqual([403, "text/html; charset=UTF-8"]);
    expect(response.headers.get("content-security-policy")).toMatch(/^default-src 'none'; style-src 'sha256-\S+'; /);
    const body = await response.text();
    expect(body).toContain('<html lang="zh-Hans">');
    expect(body).toContain(`<p>${sentences("zh").page.errors.proxyWithoutCode}</p>`);
  });

  it("shows by its version, and by an origin that is not where the request went", async () => {
    expect(await sendOld("/")).toBe(403);
    const passedOn = { Origin: "https://arena.example", "Sec-Fetch-Site": "same-origin" };
    const { status, body } = await send("/api/session", { Host: "localhost", ...passedOn }, "POST");
    expect([status, JSON.parse(body)]).toEqual([403, { error: errors.proxyWithoutCode }]);
  });

  it("may ask whether the arena is well", async () => {
    for (const path of ["/healthz", "/readyz"]) {
      expect(await sendOld(path)).toBe(200);
      for (const header of signs) expect((await send(path, { [header]: "somebody" })).status).toBe(200);
    }
  });

  it.each(signs.slice(1))("is refused with %s where there is a code but no proxy is trusted", async (header) => {
    await page.end();
    page = await startPage({ host: "0.0.0.0" });
    const { status, body } = await send("/", { [header]: "somebody" });
    expect([status, JSON.parse(body)]).toEqual([403, { error: errors.proxyNotTrusted }]);
    expect(errors.proxyNotTrusted).toContain("TRUST_PROXY");
  });

  it("is taken with a code where it tells nothing, or where it is trusted and tells for whom it asks", async () => {
    await page.end();
    page = await startPage({ joinCode: "Rainy Day" });
    expect(await sendOld("/")).toBe(200);
    await page.end();
    page = await startPage({ trustProxy: { hops: 1 } });
    expect(await sendOld("/", "X-Forwarded-For: 203.0.113.7\r\n")).toBe(200);
    expect(await sendOld("/", "X-Forwarded-Proto: https\r\n")).toBe(403);
    const { body } = await send("/", { "X-Forwarded-Proto": "https" });
    expect(JSON.parse(body)).toEqual({ error: errors.proxySilent });
    expect((await send("/", {})).status).toBe(200);
  });
});

describe("an answer to somebody who is still sending", () => {
  /** Sends the head of a request alone. */
  function begin(path: string, headers: Record<string, string>) {
    const asked = request(page.address + path, { method: "POST", headers });
    asked.flushHeaders();
    return { asked, answered: answerTo(asked) };
  }
  const short = { "Content-Length": "2" };

  // Caddy breaks off an answer that begins earlier.
  it.each([
    ["is taken", "/api/session", short, 200],
    ["comes in pieces", "/api/session", { "Transfer-Encoding": "chunked" }, 200],
    ["is refused at the door", "/api/session", { ...short, Origin: "https://evil.example" }, 403],
    ["is refused for want of a session", "/api/actions", short, 401],
    ["leads nowhere", "/nowhere", short, 404],
  ])("begins once what %s has come", async (_what, path, headers, status) => {
    const { asked, answered } = begin(path, headers);
    await until(() => page.clock.pending().length === 1);
    asked.end("{}");
    expect((await answered).status).toBe(status);
    expect(page.clock.pending()).toEqual([]);
  });

  it("comes anyway where nothing more is sent, or too much", async () => {
    const silent = begin("/api/session", short);
    await until(() => page.clock.pending().length === 1);
    page.clock.advance(bodyGrace);
    expect((await silent.answered).status).toBe(200);
    silent.asked.destroy();
    const chatty = begin("/api/session", { "Transfer-Encoding": "chunked" });
    chatty.asked.write("x".repeat(longestBody + 1));
    expect((await chatty.answered).status).toBe(200);
    chatty.asked.destroy();
    const long = begin("/api/session", { "Content-Length": String(longestBody + 1) });
    expect((await long.answered).status).toBe(200);
    long.asked.destroy();
  });
});

it("allows a browser nothing but the page's own files", async () => {
  const person = await Person.enter(page.address);
  const event = await person.listen();
  const responses = [
    await fetch(page.address),
    event.response,
    await fetch(`${page.address}/nothing`),
    await person.say(""),
  ];
  for (const response of responses) {
    const policy = response.headers.get("content-security-policy") ?? "";
    expect(policy).toContain(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';",
    );
    expect(policy).not.toMatch(/unsafe|\*|data:|https?:/);
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(response.headers.get("referrer-policy")).toBe("no-referrer");
    expect(response.headers.get("cross-origin-resource-policy")).toBe("same-origin");
  }
  const html = await (await fetch(page.address)).text();
  expect(html).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\bstyle=|\bon\w+=/);
});

it("refuses a secret that could be guessed", async () => {
  await expect(startPage({ secret: Buffer.from("short") })).rejects.toThrow("at least 32 bytes");
});

describe("the port", () => {
  it("is the next free one when the wished one is taken, unless somebody chose it", async () => {
    const [first, second, third] = [createServer(), createServer(), createServer()];
    const { port } = await listen(first, "127.0.0.1", 0, false);
    const moved = await listen(second, "127.0.0.1", port, false);
    expect(moved).toEqual({ port: expect.any(Number), moved: true });
    expect(moved.port).toBeGreaterThan(port);
    const refused = await listen(third, "127.0.0.1", port, true).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(CannotListen);
    expect(refused).toMatchObject({
      kind: "taken",
      host: "127.0.0.1",
      port,
      message: expect.stringMatching(`${port}`),
    });
    for (const server of [first, second]) await new Promise((resolve) => server.close(resolve));
  });

  // An address kept for documentation, one without its zone, and a name too long for any name server to be asked.
  it.each(["192.0.2.1", "fe80::1", "x".repeat(64)])(
    "cannot be had on %s, which is not this machine's",
    async (host) => {
      const refused = await listen(createServer(), host, 0, false).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(CannotListen);
      expect(refused).toMatchObject({ kind: "no-such-address", host, port: 0, message: expect.stringContaining(host) });
    },
  );

  it("may be forbidden, in which case another one is tried unless somebody chose it", async () => {
    const fixed = await listen(new ReservedPorts(443), "127.0.0.1", 443, true).catch((error: unknown) => error);
    expect(fixed).toBeInstanceOf(CannotListen);
    expect(fixed).toMatchObject({
      kind: "forbidden",
      host: "127.0.0.1",
      port: 443,
      message: expect.stringMatching("443"),
    });
    const first = createServer();
    const { port } = await listen(first, "127.0.0.1", 0, false);
    const reserved = new ReservedPorts(port);
    expect(await listen(reserved, "127.0.0.1", port, false)).toEqual({ port: expect.any(Number), moved: true });
    for (const server of [first, reserved]) await new Promise((resolve) => server.close(resolve));
  });
});

/** A server on a machine that keeps one port for itself. Tests often run as an account that may have any. */
class ReservedPorts extends Server {
  readonly #reserved: number;

  constructor(reserved: number) {
    super();
    this.#reserved = reserved;
  }

  override listen(...wished: never[]): this {
    const [port] = wished as unknown[];
    if (port !== this.#reserved) return super.listen(...(wished as unknown as [number, string, () => void]));
    const error = Object.assign(new Error(`listen EACCES: permission denied ${port}`), { code: "EACCES" });
    setImmediate(() => this.emit("error", error));
    return this;
  }
}
