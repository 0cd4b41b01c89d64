import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freePort } from "../free-port.ts";
import { sentences } from "../../core/index.ts";
import { signedAnswer } from "../arena/play.ts";
import { until } from "../until.ts";
import { plain, startTelegramKit, type TelegramKit, textOf } from "./telegram-kit.ts";

const words = sentences("en");

let kit: TelegramKit;
beforeAll(async () => {
  kit = await startTelegramKit();
});
afterAll(() => kit.close());

async function webhookHere() {
  const port = await freePort();
  return { url: `http://127.0.0.1:${port}/telegram`, host: "127.0.0.1", port, secret: "a-secret_of-theirs" };
}

describe("by webhook", () => {
  it("a battle goes as it does otherwise, and nobody waits for a slow model", async () => {
    const { promise: silence, resolve: speak } = Promise.withResolvers<void>();
    kit.server.script(signedAnswer);
    const arena = await kit.arena({ webhook: await webhookHere() });
    const { peer, group, ann, bob } = arena;
    const ballot = await arena.ask();
    kit.server.script(async (call, number) => {
      await silence;
      await signedAnswer(call, number);
    });
    const other = peer.group([ann]);
    ann.say(other, "/battle Why?");
    await until(() => kit.server.inFlight() === 2);
    const tapped = bob.tap(ballot, "A");
    await until(() => tapped.answer !== undefined && peer.shownAlone(group, bob).length === 1);
    expect(textOf(peer.shownAlone(group, bob)[0]!)).toContain(plain(words.battle.chosen("A")));
    speak();
    await arena.settled();
    expect(peer.api.calls.some(({ method }) => method === "getUpdates")).toBe(false);
    expect(peer.updates.allowed).toContain("message_reaction");
    await arena.stop();
  });

  it("only Telegram is let in: whoever does not know the secret, or sends something else, is not", async () => {
    const webhook = await webhookHere();
    const arena = await kit.arena({ webhook });
    const post = async (headers: Record<string, string>, body = "{}", path = "/telegram") =>
      (await fetch(`http://127.0.0.1:${webhook.port}${path}`, { method: "POST", headers, body })).status;
    const secret = { "x-telegram-bot-api-secret-token": webhook.secret };
    const update = JSON.stringify({ update_id: 1 });
    expect(await post({}, update)).toBe(401);
    expect(await post({ "x-telegram-bot-api-secret-token": "a-secret_of-others" }, update)).toBe(401);
    expect(await post(secret, update, "/elsewhere")).toBe(404);
    expect(await post(secret, "no JSON")).toBe(400);
    expect(await post(secret, "x".repeat(1024 * 1024 + 1))).toBe(413);
    expect(await post(secret, update)).toBe(200);
    await arena.stop();
  });

  it("a stranger who never ends a request keeps it from stopping for a moment only", async () => {
    const webhook = await webhookHere();
    const arena = await kit.arena({ webhook });
    const stranger = connect(webhook.port, webhook.host);
    await once(stranger, "connect");
    stranger.on("error", () => {}).write("POST /telegram HTTP/1.1\r\n");
    const hungUp = once(stranger, "close");
    // Answered after it, so the server has seen both.
    await fetch(`http://127.0.0.1:${webhook.port}/`);
    const stopped = arena.stop();
    await until(() => arena.core.clock.pending().includes(2_000));
    arena.core.clock.advance(2_000);
    await Promise.all([stopped, hungUp]);
  });

  it("an update that comes again is done once", async () => {
    kit.server.script(signedAnswer);
    const arena = await kit.arena({ webhook: await webhookHere() });
    const { peer, group } = arena;
    await arena.ask();
    for (const update of peer.updates.all) peer.updates.repeat(update);
    await arena.settled();
    expect(peer.messagesIn(group)).toHaveLength(2);
    await arena.stop();
  });

  it("gives way to long polling when it is taken back", async () => {
    kit.server.script(signedAnswer);
    const first = await kit.arena({ webhook: await webhookHere(), place: "here" });
    const { peer } = first;
    await first.stop();
    const second = await kit.arena({ peer, place: "here" });
    expect(peer.updates.webhook).toBeUndefined();
    expect(textOf(await second.ask())).toContain("the sea of");
    await second.stop();
  });
});
