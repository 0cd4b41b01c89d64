/** Discord, Telegram and the page at once: one arena, one leaderboard. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { createDiscord, type Discord } from "../../bots/discord/bot.ts";
import { createTelegram, type TelegramBot } from "../../bots/telegram/bot.ts";
import { createPage, type Page } from "../../bots/web/bot.ts";
import { createOperatorFolder, createOperators } from "../../core/index.ts";
import { signedAnswer } from "../arena/play.ts";
import { type CoreKit, type RunningCore, startCoreKit } from "../core-kit.ts";
import { buttonsOf as discordButtons, galleryOf } from "../discord/discord-kit.ts";
import { type DiscordPeer, startDiscordPeer } from "../peers/discord/discord-peer.ts";
import { startTelegramPeer, type TelegramPeer } from "../peers/telegram/telegram-peer.ts";
import { createSeededRandom } from "../seeded-random.ts";
import { buttonsOf, textOf } from "../telegram/telegram-kit.ts";
import { until } from "../until.ts";
import { createMemoryArchive, Person } from "../web/page-kit.ts";

const log = { info: () => {}, warn: () => {}, error: () => {} };

let kit: CoreKit;
let core: RunningCore;
let discordPeer: DiscordPeer;
let telegramPeer: TelegramPeer;
let discord: Discord;
let telegram: TelegramBot;
let page: Page;
let address: string;

beforeAll(async () => {
  kit = await startCoreKit();
  core = await kit.createCore();
  const { clock } = core;
  const random = createSeededRandom(3);
  [discordPeer, telegramPeer] = [await startDiscordPeer(clock), await startTelegramPeer(clock)];
  const onDiscord = { token: discordPeer.token, apiUrl: discordPeer.apiUrl, shards: { first: 0, last: 0, of: 1 } };
  discord = createDiscord({ core, clock, random, log, ...onDiscord });
  const onTelegram = { token: telegramPeer.token, apiUrl: telegramPeer.apiUrl, webhook: null };
  telegram = createTelegram({ core, clock, random, log, ...onTelegram });
  const here = { host: "127.0.0.1", port: 0, portFixed: false, dataDirectory: kit.dataDirectory };
  page = await createPage({
    core,
    archive: createMemoryArchive(),
    clock,
    random,
    log,
    secret: Buffer.alloc(32, 1),
    operators: createOperators(createOperatorFolder(kit.dataDirectory), () => clock.now()),
    ...here,
  });
  for (const { platform } of [discord, telegram, page]) core.connect(platform);
  await core.start();
  ({ address } = await page.open());
});
afterAll(async () => {
  for (const bot of [discord, telegram]) await bot.stopListening();
  const closed = page.close();
  core.clock.advance(1_000);
  await closed;
  await core.stop();
  for (const bot of [discord, telegram]) await bot.close();
  for (const peer of [discordPeer, telegramPeer]) await peer.close();
  await kit.close();
});

it("asks and votes from all three, and counts them on one board", async () => {
  kit.server.script(signedAnswer);
  await Promise.all([discord.open(), telegram.open()]);
  // Registered beside everything else.
  await until(() => discordPeer.world.commands.length > 0);
  const guild = discordPeer.guild();
  const channel = discordPeer.channel(guild);
  const [dora, tim, wanda] = [discordPeer.person("dora"), telegramPeer.person("tim"), await Person.enter(address)];
  dora.slash(channel, "battle", { question: "Why is the sea salty?" });
  tim.direct("Why is the sky blue?");
  await wanda.say("Why is grass green?");
  const onDiscord = () => discordPeer.messagesIn(channel).find((one) => discordButtons(one).includes("Both bad"));
  const onTelegram = () => telegramPeer.messagesIn(tim.private).find((one) => buttonsOf(one).includes("Both bad"));
  await until(() => onDiscord() !== undefined && onTelegram() !== undefined);
  await core.settled();
  const onPage = (await wanda.sees()).findLast(({ data }) => data.buttons.length >= 4)!.data;

  const voted = dora.press(onDiscord()!, "A");
  const tapped = tim.tap(onTelegram()!, "B");
  const { status } = await wanda.press(onPage.id, onPage.buttons[2]!.action);
  expect(status).toBe(200);
  await until(() => voted.replies.length > 0 && tapped.answer !== undefined);
  core.clock.advance(11 * 60_000);
  await core.settled();

  const line = "3 votes";
  tim.direct("/leaderboard");
  dora.slash(channel, "leaderboard", {});
  await wanda.say("/leaderboard");
  await until(() => telegramPeer.messagesIn(tim.private).some(({ photo }) => photo));
  await until(() => discordPeer.messagesIn(channel).some((one) => galleryOf(one).length > 0));
  expect(textOf(telegramPeer.messagesIn(tim.private).find(({ photo }) => photo)!)).toContain(line);
  expect(galleryOf(discordPeer.messagesIn(channel).at(-1)!)[0]?.description).toContain(line);
  const board = (await wanda.sees()).findLast(({ data }) => data.images.length > 0)!.data;
  expect(board.images[0]?.alt).toContain(line);
  expect([...telegramPeer.faults, ...discordPeer.rest.violations]).toEqual([]);
});
