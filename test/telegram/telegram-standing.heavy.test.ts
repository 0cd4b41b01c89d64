/** How the bot comes to Telegram, stays there and comes back, whatever goes wrong on the way. */
import { createServer } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freePort } from "../free-port.ts";
import { createTelegram, type TelegramBot, type TelegramOptions } from "../../bots/telegram/bot.ts";
import type { Standing } from "../../core/index.ts";
import { signedAnswer } from "../arena/play.ts";
import type { RunningCore } from "../core-kit.ts";
import type { Mishap } from "../peers/telegram/bot-api-server.ts";
import type { Call } from "../peers/telegram/read-call.ts";
import { refusals } from "../peers/telegram/refusal.ts";
import { startTelegramPeer, type TelegramPeer } from "../peers/telegram/telegram-peer.ts";
import { createSeededRandom } from "../seeded-random.ts";
import { until } from "../until.ts";
import { buttonsOf, startTelegramKit, type TelegramKit, textOf } from "./telegram-kit.ts";

const minute = 60_000;

let kit: TelegramKit;
beforeAll(async () => {
  kit = await startTelegramKit();
});
afterAll(() => kit.close());

type Bot = {
  core: RunningCore;
  peer: TelegramPeer;
  telegram: TelegramBot;
  heard: string[];
  tryAgain(): void;
  stop(): Promise<void>;
};

const nameOf = (standing: Standing) => (standing.state === "trying" ? standing.trouble : standing.state);
const is = (method: string) => (call: Call) => call.method.toLowerCase() === method.toLowerCase();

async function webhookHere() {
  const port = await freePort();
  return { url: `http://127.0.0.1:${port}/telegram`, host: "127.0.0.1", port, secret: "a-secret_of-the-tests" };
}

async function prepare(webhook: TelegramOptions["webhook"] = null): Promise<Bot> {
  const core = await kit.createCore({ platform: "telegram" });
  const peer = await startTelegramPeer(core.clock);
  const heard: string[] = [];
  const log = (details: Record<string, unknown>, message: string) =>
    void core.log.push({ level: "info", details, message });
  const { token, apiUrl } = peer;
  const telegram = createTelegram({
    ...{ core, clock: core.clock, random: createSeededRandom(1), log: { info: log, warn: log, error: log } },
    ...{ token, apiUrl, webhook },
    onStanding: (standing) => void heard.push(nameOf(standing)),
  });
  core.connect(telegram.platform);
  return {
    ...{ core, peer, telegram, heard },
    tryAgain: () => core.clock.advance(5 * minute),
    async stop() {
      await telegram.stopListening();
      await telegram.close();
      await peer.close();
    },
  };
}

/** More often than the bot tries by itself. */
const often = 4;
const mishaps: readonly (readonly [string, Mishap])[] = [
  ["a page of HTML", { kind: "bad-gateway" }],
  ["a broken body", { kind: "broken-body", status: 502 }],
  ["a broken body of a success", { kind: "broken-body", status: 200 }],
  ["a reset", { kind: "reset-before" }],
  ["a refusal", { kind: "refused", refusal: refusals.bad("something is wrong") }],
];

const steps = (names: readonly string[]) =>
  names.flatMap((step) => mishaps.map(([name, mishap]) => [step, name, mishap] as const));

async function comesUpAfter(bot: Bot, step: string, mishap: Mishap): Promise<void> {
  bot.peer.api.plan(is(step), mishap, often);
  expect(await bot.telegram.open()).toMatchObject({ state: "trying" });
  bot.peer.api.calm();
  await until(() => bot.core.clock.pending().length > 0);
  bot.tryAgain();
  await until(() => bot.heard.includes("up"));
  expect(bot.heard).toHaveLength(2);
  await bot.stop();
}

describe("a start of the bot", () => {
  it.each(steps(["getMe", "getWebhookInfo", "getUpdates"]))(
    "is tried again when %s meets %s",
    async (step, _name, mishap) => {
      await comesUpAfter(await prepare(), step, mishap);
    },
  );

  it.each(steps(["deleteWebhook"]))("is tried again when %s meets %s", async (step, _name, mishap) => {
    const bot = await prepare();
    bot.peer.updates.setWebhook({ url: "http://127.0.0.1:1/", secret: undefined, connections: 1 }, {});
    await comesUpAfter(bot, step, mishap);
  });

  it.each(steps(["setWebhook"]))("is tried again when %s meets %s", async (step, _name, mishap) => {
    await comesUpAfter(await prepare(await webhookHere()), step, mishap);
  });

  it.each(mishaps)("introduces the bot later when that meets %s", async (_name, mishap) => {
    const bot = await prepare();
    bot.peer.api.plan(is("setMyCommands"), mishap, often);
    expect(await bot.telegram.open()).toMatchObject({ state: "up" });
    await until(() => bot.core.log.some(({ message }) => message.includes("could not introduce itself")));
    bot.peer.api.calm();
    bot.tryAgain();
    await until(() => bot.peer.world.menus.length === 8);
    await bot.stop();
  });

  it.each([
    ["getMe", refusals.unauthorized(), "token"],
    ["getUpdates", refusals.otherPoll(), "conflict"],
    ["getUpdates", refusals.webhookActive(), "webhook"],
  ] as const)("says what is to be done when %s is refused: %s", async (step, refusal, trouble) => {
    const bot = await prepare();
    bot.peer.api.plan(is(step), { kind: "refused", refusal }, often);
    expect(await bot.telegram.open()).toMatchObject({ state: "trying", trouble });
    await bot.stop();
  });

  it("names Telegram's own reason when it does not take the webhook's address", async () => {
    const bot = await prepare(await webhookHere());
    const refusal = refusals.bad("bad webhook: HTTPS URL must be provided for webhook");
    bot.peer.api.plan(is("setWebhook"), { kind: "refused", refusal });
    const standing = await bot.telegram.open();
    expect(standing).toMatchObject({ trouble: "webhook-refused", reason: refusal.message });
    await bot.stop();
  });

  it("waits for the webhook's port", async () => {
    const webhook = await webhookHere();
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(webhook.port, "127.0.0.1", resolve));
    const bot = await prepare(webhook);
    expect(await bot.telegram.open()).toMatchObject({ trouble: "port", reason: "EADDRINUSE" });
    await new Promise((resolve) => other.close(resolve));
    bot.tryAgain();
    await until(() => bot.heard.at(-1) === "up");
    await bot.stop();
  });

  it("waits at least as long as Telegram says", async () => {
    const bot = await prepare();
    bot.peer.api.plan(is("getUpdates"), { kind: "refused", refusal: refusals.flood(900) });
    expect(await bot.telegram.open()).toMatchObject({ state: "trying", trouble: "away", reason: "429" });
    await until(() => bot.core.clock.pending().includes(900_000));
    await bot.stop();
  });

  it("keeps nobody waiting for a Telegram that does not answer, and ends at once in the middle of it", async () => {
    const bot = await prepare();
    const release = bot.peer.api.hold(is("getMe"));
    const opening = bot.telegram.open();
    await until(() => bot.core.clock.pending().includes(5_000));
    bot.core.clock.advance(5_000);
    expect(await opening).toMatchObject({ state: "trying" });
    await bot.telegram.stopListening();
    expect(bot.core.clock.pending()).toEqual([]);
    release();
    await bot.stop();
  });
});

describe("a bot that is there", () => {
  it("is told when its token is revoked, and when another program fetches its updates", async () => {
    const bot = await prepare();
    await bot.telegram.open();
    const ann = bot.peer.person("ann");
    bot.peer.api.plan(is("getUpdates"), { kind: "refused", refusal: refusals.unauthorized() });
    ann.direct("/models");
    await until(() => bot.heard.at(-1) === "token");
    bot.tryAgain();
    await until(() => bot.heard.at(-1) === "up");
    bot.core.clock.advance(10 * minute);
    bot.peer.api.plan(is("getUpdates"), { kind: "refused", refusal: refusals.otherPoll() });
    ann.direct("/models");
    await until(() => bot.heard.at(-1) === "conflict");
    expect(bot.heard).toEqual(["up", "token", "up", "conflict"]);
    await bot.stop();
  });

  it("takes its updates back from a webhook of somebody else's", async () => {
    const bot = await prepare();
    await bot.telegram.open();
    bot.peer.updates.setWebhook({ url: "http://127.0.0.1:1/", secret: undefined, connections: 1 }, {});
    await until(() => bot.heard.at(-1) === "webhook");
    bot.tryAgain();
    await until(() => bot.heard.at(-1) === "up");
    expect(bot.peer.updates.webhook).toBeUndefined();
    await bot.stop();
  });

  it("notices a webhook that somebody has set elsewhere, and sets its own again", async () => {
    const webhook = await webhookHere();
    const bot = await prepare(webhook);
    await bot.telegram.open();
    bot.peer.updates.setWebhook(undefined, {});
    bot.core.clock.advance(5 * minute);
    await until(() => bot.heard.at(-1) === "webhook");
    bot.tryAgain();
    await until(() => bot.heard.at(-1) === "up");
    expect(bot.peer.updates.webhook?.url).toBe(webhook.url);
    await bot.stop();
  });

  it("says nothing of a fault that passes, and once of one that lasts", async () => {
    const bot = await prepare();
    await bot.telegram.open();
    const ann = bot.peer.person("ann");
    bot.peer.api.plan(is("getUpdates"), { kind: "bad-gateway" }, 3);
    ann.direct("/models");
    for (const wait of [1_000, 2_000, 4_000]) {
      await until(() => bot.core.clock.pending().includes(wait));
      bot.core.clock.advance(wait);
    }
    await until(() => bot.peer.messagesIn(ann.private).length === 2);
    expect(bot.heard).toEqual(["up"]);
    bot.peer.api.plan(is("getUpdates"), { kind: "broken-body", status: 502 }, 100);
    ann.direct("/models");
    for (const wait of [1_000, 2_000, 4_000, 8_000, 16_000, 32_000]) {
      await until(() => bot.core.clock.pending().includes(wait));
      bot.core.clock.advance(wait);
    }
    await until(() => bot.heard.at(-1) === "away");
    bot.peer.api.calm();
    await until(() => bot.core.clock.pending().length > 0);
    bot.tryAgain();
    await until(() => bot.heard.at(-1) === "up");
    expect(bot.heard).toEqual(["up", "away", "up"]);
    await until(() => bot.peer.messagesIn(ann.private).length === 4);
    await bot.stop();
  });

  it("waits a moment only, at its end, for a Telegram that does not answer, which tells of it all again", async () => {
    const bot = await prepare();
    await bot.telegram.open();
    const release = bot.peer.api.hold(is("sendMessage"));
    bot.peer.person("ann").direct("/models");
    await until(() => bot.core.clock.pending().includes(10_000));
    const stopped = bot.telegram.stopListening();
    for (const wait of [2_000, 2_000]) {
      await until(() => bot.core.clock.pending().includes(wait));
      bot.core.clock.advance(wait);
    }
    await stopped;
    expect(bot.peer.updates.pending()).toBe(1);
    release();
    await bot.stop();
  });

  it("shows a battle that went on in its absence as soon as it is back", async () => {
    const { promise: silence, resolve: speak } = Promise.withResolvers<void>();
    kit.server.script(async (call, number) => {
      await silence;
      await signedAnswer(call, number);
    });
    const bot = await prepare();
    await bot.telegram.open();
    const ann = bot.peer.person("ann");
    ann.direct("Why is the sea salty?");
    await until(() => bot.peer.world.drafts.has(ann.id));
    bot.peer.api.plan(is("editMessageText"), { kind: "bad-gateway" }, 100);
    speak();
    await until(
      () =>
        bot.core.log.some(({ message }) => message.includes("could not be")) ||
        bot.core.clock.pending().includes(30_000),
    );
    bot.peer.api.calm();
    bot.core.connect(bot.telegram.platform);
    await until(() => bot.peer.messagesIn(ann.private).some((one) => buttonsOf(one).includes("Both bad")));
    expect(textOf(bot.peer.messagesIn(ann.private).at(-1)!)).toContain("the sea of");
    await bot.core.settled();
    await bot.stop();
    await bot.core.stop();
  });
});
