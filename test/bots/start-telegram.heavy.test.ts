/** The arena on Telegram as people start it: a process, a battle's whole life, both pictures, settings, a sudden end. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { sentences } from "../../core/index.ts";
import type { PeerPerson } from "../peers/telegram/people.ts";
import { startTelegramPeer, type TelegramPeer } from "../peers/telegram/telegram-peer.ts";
import type { PeerChat, PeerMessage } from "../peers/telegram/world.ts";
import { type StartedProcess, startProcess } from "../started-process.ts";
import { makeDataDirectory } from "../store/data-directory.ts";
import { buttonsOf, plain, textOf } from "../telegram/telegram-kit.ts";
import { until } from "../until.ts";

const words = sentences("en");

let peer: TelegramPeer;
let directory: Awaited<ReturnType<typeof makeDataDirectory>>;
let environment: Record<string, string>;
let ann: PeerPerson;
let bob: PeerPerson;
let group: PeerChat;
beforeAll(async () => {
  peer = await startTelegramPeer({ now: () => new Date() });
  directory = await makeDataDirectory();
  environment = { DATA_DIR: directory.path, TELEGRAM_TOKEN: peer.token, TELEGRAM_API_URL: peer.apiUrl };
  [ann, bob] = [peer.person("ann"), peer.person("bob")];
  group = peer.group([ann, bob]);
  ann.join(group, { status: "creator" });
});
afterAll(async () => {
  await peer.close();
  directory.remove();
});

const ballotsIn = (chat: PeerChat) => peer.messagesIn(chat).filter((one) => buttonsOf(one).includes("Both bad"));
const photosIn = (chat: PeerChat) => peer.messagesIn(chat).filter(({ photo }) => photo);

async function open(): Promise<StartedProcess> {
  const arena = await startProcess(environment);
  await until(() => arena.stdout().includes(words.startup.stopHint));
  return arena;
}

/** A whole battle of its asker's, closed by them. */
async function play(asker: PeerPerson, chat: PeerChat, seen: () => PeerMessage[]): Promise<void> {
  const vote = (ballot: PeerMessage) => asker.tap(ballot, "A");
  await until(() => ballotsIn(chat).length > 0);
  const ballot = ballotsIn(chat).at(-1)!;
  expect(textOf(ballot)).not.toMatch(/Demo [A-Z]/);
  vote(ballot);
  const confirmed = () => seen().findLast((one) => buttonsOf(one).includes(words.battle.buttons.close));
  await until(() => confirmed() !== undefined);
  asker.tap(confirmed()!, words.battle.buttons.close);
  await until(() => textOf(ballot).includes("This battle is closed."));
}

describe("an arena with a Telegram token", () => {
  let arena: StartedProcess | undefined;
  afterAll(() => arena?.end("SIGKILL"));
  // What a failed test leaves running would keep the data folder from the next one.
  afterEach(async ({ task }) => {
    if (task.result?.state !== "fail") return;
    await arena?.end("SIGKILL");
    arena = undefined;
  });

  it("plays battles, draws pictures and changes settings, in private and in a group", async () => {
    arena = await open();
    const link = `https://t.me/${peer.world.bot.username}?startgroup=arena`;
    expect(arena.stdout()).toContain(words.startup.bots(words.startup.telegram(`@${peer.world.bot.username}`, link)));
    await until(() => peer.world.menus.length === 8);
    ann.direct("What is 12 * 12?");
    ann.say(group, "/battle What is 6 * 7?");
    await Promise.all([
      play(ann, ann.private, () => peer.messagesIn(ann.private)),
      play(ann, group, () => peer.shownAlone(group, ann)),
    ]);
    for (const chat of [ann.private, group]) {
      ann.say(chat, "/leaderboard");
      ann.say(chat, "/profile demo-concise");
      await until(() => photosIn(chat).length === 2);
      expect(photosIn(chat).every((one) => textOf(one).length <= 1_024 && textOf(one).includes("Demo"))).toBe(true);
      ann.say(chat, "/settings minutes 5");
    }
    const settings = () => [...peer.shownAlone(group, ann), ...peer.messagesIn(ann.private)].map(textOf);
    await until(() => settings().filter((text) => text.includes("minutes 5:")).length === 2);
    expect(peer.faults).toEqual([]);
  });

  it("answers nothing twice after a sudden end, and its buttons work on", async () => {
    arena ??= await open();
    bob.say(group, "/battle What is 2 + 2?");
    await until(() => ballotsIn(group).length > 0);
    const asked = peer.updates.all.findLast(({ message }) => message?.text === "/battle What is 2 + 2?")!;
    const ballot = ballotsIn(group).at(-1)!;
    bob.tap(ballot, "B");
    await until(() => peer.shownAlone(group, bob).length > 0);
    await arena.end("SIGKILL");
    peer.updates.repeat(asked);
    peer.updates.repeat(peer.updates.all.findLast(({ callback_query: query }) => query !== undefined)!);
    const before = peer.messagesIn(group).length;
    arena = await open();
    ann.tap(ballot, "A");
    await until(() => peer.shownAlone(group, ann).some((one) => textOf(one).includes(plain(words.battle.chosen("A")))));
    await until(() => peer.updates.pending() === 0);
    expect(peer.messagesIn(group)).toHaveLength(before);
    expect(peer.shownAlone(group, bob)).toHaveLength(1);
    expect(peer.faults).toEqual([]);
    expect(await arena.end("SIGTERM")).toEqual({ code: 0, signal: null });
  });

  it("goes on after a sudden end with what was being answered in private, and in a chat that it is not in", async () => {
    arena = await open();
    const elsewhere = peer.group([ann, bob], { bot: { status: "left" } });
    const typed = bob.inline("What is 3 + 3?");
    await until(() => typed.answer !== undefined);
    const before = ballotsIn(ann.private).length;
    const drafts = () => peer.api.calls.filter(({ method }) => method === "sendMessageDraft").length;
    const shown = drafts();
    ann.direct("What is 5 + 5?");
    const post = bob.choose(typed, elsewhere);
    // What is confirmed is on record.
    await until(() => post.edits > 0 && drafts() > shown && peer.updates.pending() === 0);
    await arena.end("SIGKILL");
    peer.world.drafts.clear();
    arena = await open();
    await until(() => buttonsOf(post).includes("Tie") && ballotsIn(ann.private).length > before);
    const voted = ann.tap(post, "A");
    await until(() => voted.answer !== undefined);
    expect(voted.answer!.text).toBe(plain(words.battle.chosen("A")));
    expect(ballotsIn(ann.private)).toHaveLength(before + 1);
    expect(peer.messagesIn(elsewhere)).toHaveLength(1);
    expect(peer.faults).toEqual([]);
    expect(await arena.end("SIGTERM")).toEqual({ code: 0, signal: null });
  });

  it("starts without Telegram, and says why, when the token is wrong", async () => {
    environment = { ...environment, TELEGRAM_TOKEN: "123:wrong" };
    arena = await open();
    expect(arena.stdout()).toContain(
      `${words.startup.bots(words.startup.telegramAway)}\n${words.platforms.telegramToken}`,
    );
    expect(arena.stderr()).toBe("");
    await arena.end("SIGTERM");
  });
});
