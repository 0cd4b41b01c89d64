/** The arena as people start it, among platforms in trouble: the page stays, and what is nobody's fault ends it in order. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { createTelegramCheck } from "../../core/doctor/telegram.ts";
import { sentences } from "../../core/index.ts";
import { look } from "../doctor/examination.ts";
import { type DiscordPeer, startDiscordPeer } from "../peers/discord/discord-peer.ts";
import { startTelegramPeer, type TelegramPeer } from "../peers/telegram/telegram-peer.ts";
import { type StartedProcess, startProcess } from "../started-process.ts";
import { makeDataDirectory } from "../store/data-directory.ts";
import { until } from "../until.ts";

const words = sentences("en");
/** Throws, on a signal, what belongs to no platform. */
const faulty = "--import data:text/javascript,process.on('SIGUSR2',()=>{throw%20new%20Error('of%20nobody')})";

let discord: DiscordPeer;
let telegram: TelegramPeer;
let directory: Awaited<ReturnType<typeof makeDataDirectory>>;
let arena: StartedProcess | undefined;
beforeAll(async () => {
  discord = await startDiscordPeer();
  telegram = await startTelegramPeer({ now: () => new Date() });
  directory = await makeDataDirectory();
});
afterAll(async () => {
  await arena?.end("SIGKILL");
  await discord.close();
  await telegram.close();
  directory.remove();
});

async function states(address: string): Promise<unknown> {
  return (await fetch(`${address}/readyz`)).json();
}

it("is there without its platforms, tells of each, and ends in order only when an error is nobody's", async () => {
  telegram.api.plan(({ method }) => method === "getWebhookInfo", { kind: "bad-gateway" }, 1_000);
  discord.rest.plan(({ path }) => path === "/gateway/bot", { kind: "broken-body", status: 502 });
  arena = await startProcess({
    ...{ DATA_DIR: directory.path, DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl },
    ...{ TELEGRAM_TOKEN: telegram.token, TELEGRAM_API_URL: telegram.apiUrl, NODE_OPTIONS: faulty },
  });
  await until(() => arena!.stdout().includes(words.startup.stopHint));
  expect(arena.stdout()).toContain(words.startup.discord("Doubleblind"));
  expect(arena.stdout()).toMatch(/\nTelegram cannot be used right now \(.+\)/u);
  expect(await states(arena.address)).toEqual({ status: "ready", platforms: { discord: "up", telegram: "trying" } });
  const settings = { token: telegram.token, apiUrl: telegram.apiUrl, webhook: null };
  expect(await look(createTelegramCheck(settings), { dataDirectory: directory.path })).toContainEqual({
    ...{ state: "wrong", what: words.doctor.running.trying, mend: words.doctor.running.mend },
  });

  // What discord.js makes of it, nobody but the last net catches.
  discord.gateway.dispatch("GUILD_CREATE", null, { guild: null, intent: 0 });
  await until(() => arena!.stderr().includes(words.platforms.away("Discord", undefined)));
  telegram.api.calm();
  await until(() => arena!.stderr().includes("Connected: Telegram"));
  await until(() => arena!.stderr().includes("Connected: Discord"));
  expect(await states(arena.address)).toMatchObject({ platforms: { discord: "up", telegram: "up" } });

  const ended = arena.end("SIGUSR2");
  expect(await ended).toEqual({ code: 1, signal: null });
  expect(arena.stderr()).toContain(words.platforms.ended(`${directory.path}/doubleblind.log`));
  expect(arena.stderr()).not.toContain("of nobody");
  arena = undefined;
});

it("waits for no gateway that says nothing: the page and Telegram are there, and it ends in order", async () => {
  discord.gateway.silentOn = "hello";
  const own = await makeDataDirectory();
  arena = await startProcess({
    ...{ DATA_DIR: own.path, DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl },
    ...{ TELEGRAM_TOKEN: telegram.token, TELEGRAM_API_URL: telegram.apiUrl },
  });
  await until(() => arena!.stdout().includes(words.startup.stopHint));
  discord.gateway.silentOn = undefined;
  expect(await states(arena.address)).toEqual({ status: "ready", platforms: { discord: "trying", telegram: "up" } });
  expect(await arena.end("SIGTERM")).toEqual({ code: 0, signal: null });
  arena = undefined;
  own.remove();
});

it("waits for the next connections that Discord allows, says so, and connects then", async () => {
  Object.assign(discord.sessions, { remaining: 0, resetAfter: 3_000 });
  const own = await makeDataDirectory();
  arena = await startProcess({ DATA_DIR: own.path, DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl });
  await until(() => arena!.stdout().includes(words.startup.stopHint));
  expect(arena.stdout()).toContain(words.platforms.sessions("1"));
  discord.sessions.remaining = 1_000;
  await until(() => arena!.stderr().includes("Connected: Discord"));
  expect(await arena.end("SIGTERM")).toEqual({ code: 0, signal: null });
  arena = undefined;
  own.remove();
});
