/** A platform that has too many requests of ours: each of its refusals is told once, to whoever counts them. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { createWholeResponses } from "../../bots/discord/whole-responses.ts";
import { createFloodControl } from "../../bots/telegram/transport.ts";
import { createManualClock } from "../manual-clock.ts";

it("on Telegram, for whatever was asked", async () => {
  let limited = 0;
  const { transformer } = createFloodControl(createManualClock(), () => (limited += 1));
  const refusal = { ok: false, error_code: 429, description: "Too Many Requests", parameters: { retry_after: 3_600 } };
  const send = async () => refusal as never;
  for (const method of ["getUpdates", "sendMessage", "sendMessage"] as const)
    await transformer(send, method, { chat_id: 1, text: "" } as never, undefined);
  // The third was not sent at all.
  expect(limited).toBe(2);
});

it("on Discord, for each answer, tries by the library among them", async () => {
  const answers = [429, 429, 200];
  const server = createServer((_request, response) => {
    const status = answers.shift() ?? 200;
    response.writeHead(status, { "content-type": "application/json" }).end('{"retry_after": 0, "global": false}');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  let limited = 0;
  const ask = createWholeResponses({ unauthorized() {}, limited: () => void (limited += 1), unheard() {} });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  for (let asked = 0; asked < 3; asked += 1) await ask(url, { method: "GET" });
  expect(limited).toBe(2);
});
