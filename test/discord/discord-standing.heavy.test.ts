/** How the bot comes to Discord, stays there and comes back, whatever goes wrong on the way. */
import { GatewayIntentBits as intents } from "discord-api-types/v10";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDiscord, type Discord } from "../../bots/discord/bot.ts";
import type { Standing } from "../../core/index.ts";
import { signedAnswer } from "../arena/play.ts";
import type { RunningCore } from "../core-kit.ts";
import { type DiscordPeer, startDiscordPeer } from "../peers/discord/discord-peer.ts";
import type { Call, Mishap } from "../peers/discord/rest.ts";
import { createSeededRandom } from "../seeded-random.ts";
import { until } from "../until.ts";
import { type DiscordKit, startDiscordKit, textOf } from "./discord-kit.ts";

const minute = 60_000;

let kit: DiscordKit;
beforeAll(async () => {
  kit = await startDiscordKit();
});
afterAll(() => kit.close());

type Bot = {
  core: RunningCore;
  peer: DiscordPeer;
  discord: Discord;
  heard: string[];
  /** Moves time on to the next try. */
  tryAgain(): void;
  stop(): Promise<void>;
};

const nameOf = (standing: Standing) => (standing.state === "trying" ? standing.trouble : standing.state);

/** A client as another process of the same arena has it. */
function createAgain({ core, peer, heard }: Pick<Bot, "core" | "peer" | "heard">): Discord {
  const log = (details: Record<string, unknown>, message: string) =>
    void core.log.push({ level: "info", details, message });
  const discord = createDiscord({
    ...{ core, clock: core.clock, random: createSeededRandom(1), log: { info: log, warn: log, error: log } },
    ...{ token: peer.token, apiUrl: peer.apiUrl, shards: { first: 0, last: 0, of: 1 } },
    onStanding: (standing) => void heard.push(nameOf(standing)),
  });
  core.connect(discord.platform);
  return discord;
}

async function prepare(): Promise<Bot> {
  const core = await kit.createCore();
  const peer = await startDiscordPeer(core.clock);
  const heard: string[] = [];
  const discord = createAgain({ core, peer, heard });
  return {
    ...{ core, peer, discord, heard },
    tryAgain: () => core.clock.advance(5 * minute),
    async stop() {
      await discord.stopListening();
      await discord.close();
      await peer.close();
    },
  };
}

const isGateway = ({ path }: Call) => path === "/gateway/bot";
const isCommands = ({ path }: Call) => path.endsWith("/commands");
const isEdit = ({ method, path }: Call) => method === "PATCH" && path.startsWith("/channels/");
/** More often than discord.js tries by itself. */
const often = 4;

const broken: Mishap[] = [
  { kind: "broken-body", status: 502 },
  { kind: "broken-body", status: 200 },
  { kind: "html", status: 502 },
  { kind: "html", status: 200 },
  { kind: "html", status: 403 },
  { kind: "reset-before" },
];
const named = broken.map((mishap) => [Object.values(mishap).join(" "), mishap] as const);

describe("a start of the bot", () => {
  it.each(named)("is tried again when Discord's first answer is %s", async (_name, mishap) => {
    const bot = await prepare();
    bot.peer.rest.plan(isGateway, mishap, often);
    expect(await bot.discord.open()).toMatchObject({ state: "trying", trouble: "away" });
    bot.peer.rest.calm();
    await until(() => bot.core.clock.pending().length > 0);
    bot.tryAgain();
    await until(() => bot.heard.includes("up"));
    expect(bot.heard).toEqual(["away", "up"]);
    await bot.stop();
  });

  it("is tried again when Discord's answer about its gateway is of no use, which discord.js would trip over", async () => {
    const bot = await prepare();
    bot.peer.sessions.malformed = true;
    expect(await bot.discord.open()).toMatchObject({ state: "trying", trouble: "away" });
    bot.peer.sessions.malformed = false;
    await until(() => bot.core.clock.pending().length > 0);
    bot.tryAgain();
    await until(() => bot.heard.includes("up"));
    await bot.stop();
  });

  it("waits as Discord says, though the body of that breaks off", async () => {
    const bot = await prepare();
    bot.peer.rest.plan(isGateway, { kind: "broken-body", status: 429 });
    expect(await bot.discord.open()).toEqual({ state: "up", name: "Doubleblind" });
    await bot.stop();
  });

  it.each(named)("registers its commands later when that meets %s", async (_name, mishap) => {
    const bot = await prepare();
    bot.peer.rest.plan(isCommands, mishap, often);
    expect(await bot.discord.open()).toMatchObject({ state: "up" });
    await until(() => bot.core.log.some(({ message }) => message.includes("could not be registered")));
    bot.peer.rest.calm();
    bot.tryAgain();
    await until(() => bot.peer.world.commands.length > 0);
    await bot.stop();
  });

  it.each([
    [4004, "token"],
    [4010, "sharding"],
    [4011, "sharding"],
    [4012, "version"],
    [4013, "bad-intents"],
    [4014, "intents"],
  ])("says what is to be done about close code %i, and goes on trying", async (code, trouble) => {
    const bot = await prepare();
    bot.peer.gateway.closeCode = code;
    expect(await bot.discord.open()).toMatchObject({ state: "trying", trouble });
    bot.peer.gateway.closeCode = undefined;
    await until(() => bot.core.clock.pending().includes(5 * minute));
    bot.tryAgain();
    await until(() => bot.heard.at(-1) === "up");
    expect(bot.peer.gateway.connections()).toBe(1);
    await bot.stop();
  });

  it("waits for the next day's connections when today's are used up, as long as Discord says", async () => {
    const bot = await prepare();
    Object.assign(bot.peer.sessions, { remaining: 0, resetAfter: 40 * minute });
    expect(await bot.discord.open()).toEqual({ state: "trying", trouble: "sessions", reason: "40" });
    bot.core.clock.advance(40 * minute - 1);
    await bot.peer.rest.idle();
    expect(bot.peer.gateway.greetings).toEqual([]);
    bot.peer.sessions.remaining = 1;
    bot.core.clock.advance(1);
    await until(() => bot.heard.at(-1) === "up");
    await bot.stop();
  });

  it("waits longer and says so when the arena has started again and again", async () => {
    const first = await prepare();
    const { core, peer } = first;
    let last = first.discord;
    for (let start = 0; start < 6; start += 1) {
      await last.open();
      core.clock.advance(5_000);
      await until(() => peer.gateway.greetings.length === start + 1);
      await last.stopListening();
      await last.close();
      core.clock.advance(25_000);
      last = createAgain(first);
    }
    expect(await last.open()).toEqual({ state: "trying", trouble: "sessions", reason: "1" });
    expect(peer.gateway.greetings).toHaveLength(6);
    core.clock.advance(minute);
    await until(() => peer.gateway.listening() === 1);
    await last.stopListening();
    await last.close();
    await first.stop();
  });

  it("says so at once when the token is refused", async () => {
    const bot = await prepare();
    bot.peer.world.token = "another";
    expect(await bot.discord.open()).toMatchObject({ state: "trying", trouble: "token" });
    await bot.stop();
  });

  it("keeps nobody waiting for a Discord that does not answer, and ends at once in the middle of it", async () => {
    const bot = await prepare();
    const release = bot.peer.rest.hold(isGateway);
    const opening = bot.discord.open();
    await until(() => bot.core.clock.pending().includes(5_000));
    bot.core.clock.advance(5_000);
    expect(await opening).toMatchObject({ state: "trying" });
    await bot.discord.stopListening();
    expect(bot.core.clock.pending()).toEqual([]);
    release();
    await bot.stop();
  });

  it("gives a gateway up that cannot be connected to, and comes back with one connection", async () => {
    const bot = await prepare();
    bot.peer.gateway.unreachable = true;
    const opening = bot.discord.open();
    await until(() => bot.core.clock.pending().includes(minute));
    bot.core.clock.advance(minute);
    expect(await opening).toMatchObject({ state: "trying", trouble: "away" });
    await until(() => bot.heard.at(-1) === "away");
    bot.peer.gateway.unreachable = false;
    bot.tryAgain();
    await until(() => bot.heard.at(-1) === "up");
    expect(bot.peer.gateway.connections()).toBe(1);
    await bot.stop();
  });

  it.each(["hello", "ready"] as const)(
    "keeps nobody waiting for a gateway that never says %s, gives it up, and comes back",
    async (silentOn) => {
      const bot = await prepare();
      bot.peer.gateway.silentOn = silentOn;
      const opening = bot.discord.open();
      await until(() => bot.peer.gateway.connections() === 1);
      if (silentOn === "ready") await until(() => bot.peer.gateway.greetings.length === 1);
      bot.core.clock.advance(5_000);
      expect(await opening).toMatchObject({ state: "trying", trouble: "away" });
      bot.core.clock.advance(minute);
      await until(() => bot.heard.at(-1) === "away");
      bot.peer.gateway.silentOn = undefined;
      bot.tryAgain();
      await until(() => bot.heard.at(-1) === "up");
      expect(bot.peer.gateway.connections()).toBe(1);
      await bot.stop();
    },
  );
});

describe("a bot that is there", () => {
  it.each([
    ["a broken body", { kind: "broken-body", status: 502 }],
    ["a broken body of a 429", { kind: "broken-body", status: 429 }],
    ["a broken body of a success", { kind: "broken-body", status: 200 }],
    ["a page of HTML", { kind: "html", status: 502 }],
    ["a page of HTML as a success", { kind: "html", status: 200 }],
  ] as const)("loses nothing when an edit of a message meets %s", async (_name, mishap) => {
    kit.server.script(signedAnswer);
    const arena = await kit.arena();
    arena.peer.rest.plan(isEdit, mishap);
    const { ballot } = await arena.ask();
    expect(textOf(ballot)).toContain("### A");
    await arena.stop();
  });

  it("is told of a token that is revoked, by any request and by the gateway", async () => {
    const bot = await prepare();
    await bot.discord.open();
    const guild = bot.peer.guild();
    const channel = bot.peer.channel(guild);
    bot.peer.world.token = "another";
    await expect(bot.discord.platform.post(channel.id, { text: "x", buttons: [], images: [] }, "k")).rejects.toThrow();
    await until(() => bot.heard.at(-1) === "token");
    await until(() => bot.peer.gateway.connections() === 0);
    bot.peer.world.token = "peer";
    await bot.stop();
  });

  it("is begun again when the gateway hangs up for good, leaves nothing behind, and says each change once", async () => {
    const bot = await prepare();
    await bot.discord.open();
    bot.peer.gateway.disallowed = intents.GuildMessages;
    bot.peer.gateway.drop(4014);
    await until(() => bot.heard.at(-1) === "intents");
    for (let tries = 0; tries < 3; tries += 1) {
      await until(() => bot.core.clock.pending().includes(5 * minute));
      bot.tryAgain();
      await until(() => bot.peer.gateway.greetings.length === tries + 2);
    }
    bot.peer.gateway.disallowed = 0;
    await until(() => bot.core.clock.pending().includes(5 * minute));
    bot.tryAgain();
    await until(() => bot.heard.at(-1) === "up");
    expect(bot.heard).toEqual(["up", "intents", "up"]);
    expect(bot.peer.gateway.connections()).toBe(1);
    await bot.stop();
    expect(bot.core.clock.pending()).toEqual([]);
  });

  it("hangs up on a gateway that does not say goodbye, and waits a moment only for what is being worked on", async () => {
    const arena = await kit.arena();
    const { clock } = arena.core;
    let isAtWork = false;
    const release = arena.peer.rest.hold(({ path }) => (isAtWork ||= path.endsWith("/callback")));
    arena.ann.slash(arena.channel, "models", {});
    await until(() => isAtWork);
    arena.peer.gateway.freeze();
    const stopped = arena.stop();
    for (const wait of [1_000, 2_000]) {
      await until(() => clock.pending().includes(wait));
      clock.advance(wait);
    }
    await stopped;
    release();
  });

  it("is not said to be back as long as it comes and goes", async () => {
    const bot = await prepare();
    await bot.discord.open();
    for (let times = 0; times < 4; times += 1) {
      const before = bot.peer.gateway.greetings.length;
      bot.peer.gateway.drop(4004);
      await until(() => bot.core.clock.pending().some((wait) => wait >= 5 * minute));
      bot.core.clock.advance(5 * minute);
      await until(() => bot.peer.gateway.greetings.length > before);
      await until(() => bot.peer.gateway.listening() === 1);
      await bot.peer.gateway.heartbeat();
      await bot.discord.settled();
    }
    expect(bot.heard).toEqual(["up", "token", "up", "token"]);
    await bot.stop();
  });
});
