import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { portCheck } from "../../core/doctor/machine.ts";
import { createManualClock } from "../manual-clock.ts";
import { until } from "../until.ts";
import { look, words } from "./examination.ts";

const host = "127.0.0.1";
const closers: (() => Promise<unknown>)[] = [];
afterEach(() => Promise.all(closers.splice(0).map((close) => close())));

/** A server that answers so, or not at all; returns its port, and how often it was asked. */
async function listen(answer?: { status: number; body: string }): Promise<{ port: number; asked: () => number }> {
  let asked = 0;
  const server = createServer((request, response) => {
    asked += 1;
    if (answer) response.writeHead(request.url === "/healthz" ? answer.status : 404).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  closers.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return { port: (server.address() as AddressInfo).port, asked: () => asked };
}

describe("the page's port", () => {
  it("is fine when it is free, and is free again afterwards", async () => {
    const { port } = await listen();
    await closers.pop()?.();
    const fine = [{ state: "ok", what: words.port.free(host, port) }];
    expect(await look(portCheck, { port })).toEqual(fine);
    expect(await look(portCheck, { port, portFixed: true })).toEqual(fine);
  });

  it("is fine when the arena itself has it", async () => {
    const { port } = await listen({ status: 200, body: '{"status":"ok"}' });
    const fine = [{ state: "ok", what: words.port.running(host, port) }];
    expect(await look(portCheck, { port, portFixed: true })).toEqual(fine);
  });

  it.each([
    ["says something else", { status: 200, body: '{"status":"up"}' }],
    ["fails", { status: 500, body: '{"status":"ok"}' }],
    ["speaks no JSON", { status: 200, body: "hello" }],
  ])("is taken when whoever has it %s: a warning, but wrong when no other will do", async (_what, answer) => {
    const { port } = await listen(answer);
    const taken = words.port.taken(port);
    expect(await look(portCheck, { port })).toEqual([{ state: "warning", what: taken, mend: words.port.nextOne }]);
    expect(await look(portCheck, { port, portFixed: true })).toEqual([
      { state: "wrong", what: taken, mend: words.port.chooseAnother },
    ]);
  });

  it("is taken when whoever has it does not answer within three seconds", async () => {
    const { port, asked } = await listen();
    const clock = createManualClock();
    const looking = look(portCheck, { port }, { clock });
    await until(() => asked() === 1);
    clock.advance(3_000);
    expect((await looking)[0]?.what).toBe(words.port.taken(port));
  });

  it("must be on an address of this machine", async () => {
    const [finding] = await look(portCheck, { host: "192.0.2.1", port: 8787 });
    expect(finding).toEqual({
      state: "wrong",
      what: words.port.noSuchAddress("192.0.2.1", "EADDRNOTAVAIL"),
      mend: words.port.correctHost,
    });
  });
});
