import { inspect } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { languages, sentences } from "../../core/index.ts";
import { signedAnswer } from "../arena/play.ts";
import { answerWith } from "../peers/scripted-model-server.ts";
import { fourModels } from "../core-kit.ts";
import type { Call } from "../peers/telegram/read-call.ts";
import { refusals } from "../peers/telegram/refusal.ts";
import { until } from "../until.ts";
import { buttonsOf, plain, startTelegramKit, type TelegramKit, textOf } from "./telegram-kit.ts";

const words = sentences("en");
const { telegram: own } = words;
const minute = 60_000;
const administrator = { status: "administrator" as const, rights: ["can_delete_messages" as const] };
const png = Buffer.from("89504e470d0a1a0a", "hex");

let kit: TelegramKit;
beforeAll(async () => {
  kit = await startTelegramKit();
});
afterAll(() => kit.close());

describe("the bot introduces itself", () => {
  it("in both languages and for every kind of chat, and again only when something has changed", async () => {
    const first = await kit.arena({ place: "here" });
    const { peer, ann } = first;
    await until(() => peer.world.descriptions.size === languages.length * 2);
    await first.settled();
    const settings = () => peer.api.calls.filter(({ method }) => method.startsWith("setMy")).length;
    expect(peer.world.menus).toHaveLength(8);
    const inGroups = peer.world.menus.find(({ scope }) => scope.type === "all_group_chats")!;
    expect(inGroups.commands.map(({ command }) => command)).not.toContain("settings");
    expect(inGroups.commands.find(({ command }) => command === "privacy")).toMatchObject({ is_ephemeral: true });
    const before = settings();
    await first.stop();
    const second = await kit.arena({ place: "here", peer });
    await second.settled();
    await until(() => peer.api.calls.filter(({ method }) => method === "getMyShortDescription").length === 4);
    expect(settings()).toBe(before);
    ann.direct("/start");
    await second.settled();
    const welcome = peer.messagesIn(ann.private).at(-1)!;
    expect(textOf(welcome)).toBe(plain(own.welcome));
    expect(welcome.keyboard.flat()[0]).toMatchObject({ url: expect.stringContaining("?startgroup=arena") as string });
    await second.stop();
  });

  it("speaks the language of whoever writes", async () => {
    const arena = await kit.arena();
    const li = arena.peer.person("li", { language: "zh-hans" });
    li.direct("/start");
    li.direct("/start models");
    await arena.settled();
    const [welcome, models] = arena.peer.messagesIn(li.private).filter(({ from }) => from?.is_bot);
    expect(textOf(welcome!)).toContain("随便问");
    expect(textOf(models!)).toContain("Model m1");
    await arena.stop();
  });
});

describe("commands in a group", () => {
  it("that are private are seen and answered alone; others' are left alone", async () => {
    const arena = await kit.arena();
    const { peer, group, ann } = arena;
    await until(() => peer.world.menus.length === 8);
    ann.say(group, "/history");
    ann.say(group, `/privacy@${peer.world.bot.username}`);
    ann.say(group, "/battle@other_bot Why?");
    ann.say(group, "/weather");
    await arena.settled();
    expect(peer.messagesIn(group).map(textOf)).toEqual(["/battle@other_bot Why?", "/weather"]);
    expect(peer.shownAlone(group, ann)).toHaveLength(2);
    await arena.stop();
  });

  it("take the private chat where an ephemeral answer is impossible, and offer it to who has not opened it", async () => {
    const arena = await kit.arena();
    const { peer, group, ann, bob } = arena;
    await until(() => peer.world.menus.length === 8);
    const alone = ({ parameters }: Call) => parameters.ephemeral_message_parameters !== undefined;
    peer.api.plan(alone, { kind: "refused", refusal: refusals.noUser() }, 9);
    ann.direct("/start");
    ann.say(group, "/history");
    bob.say(group, "/history");
    await arena.settled();
    expect(peer.messagesIn(ann.private)).toHaveLength(3);
    const invitation = peer.messagesIn(group).at(-1)!;
    expect(textOf(invitation)).toBe(plain(own.startFirst));
    expect(invitation.keyboard.flat()[0]).toMatchObject({
      url: `https://t.me/${peer.world.bot.username}?start=history`,
    });
    await arena.stop();
  });

  it("a press whose ephemeral answer is impossible is answered in words, next time by an alert", async () => {
    kit.server.script(signedAnswer);
    const arena = await kit.arena();
    const { peer, bob } = arena;
    const ballot = await arena.ask();
    const alone = ({ parameters }: Call) => parameters.ephemeral_message_parameters !== undefined;
    peer.api.plan(alone, { kind: "refused", refusal: refusals.noUser() }, 9);
    const [pressed, nonsense] = [bob.tap(ballot, "A"), bob.tapData(ballot, "nonsense")];
    await arena.settled();
    const again = bob.tap(ballot, "B");
    await arena.settled();
    expect(pressed.answer).toMatchObject({ text: plain(words.battle.chosen("A")) });
    expect(again.answer).toMatchObject({ text: plain(words.battle.changed("B")), show_alert: true });
    expect(nonsense.answer).toMatchObject({ text: words.refusals.unknownAction, show_alert: true });
    await arena.stop();
  });
});

describe("reactions", () => {
  /** The emoji that stand in the headings, each above an answer. */
  const emojiIn = (shown: string) =>
    /^(?<a>🐳|🦄) A\n[^]*^(?<b>🐳|🦄) B\n/mu.exec(shown)!.groups as { a: string; b: string };

  it.each([
    ["in one rich message", true, 2],
    ["in one plain message, where the server knows no other", false, 2],
  ])("vote for the side beside whose emoji they stand, %s", async (_name, rich, messages) => {
    kit.server.script(signedAnswer);
    const arena = await kit.arena({ bot: administrator, rich });
    const { peer, group, ann, bob } = arena;
    const [cat, ghost] = [peer.person("cat"), peer.person("ghost")];
    cat.join(group);
    ghost.join(group, { status: "administrator", anonymous: true });
    const ballot = await arena.ask();
    expect(peer.messagesIn(group)).toHaveLength(messages);
    const { a, b } = emojiIn(textOf(ballot));
    expect(new Set([a, b])).toEqual(new Set(["🐳", "🦄"]));
    expect(textOf(ballot)).toContain(plain(own.reactHint(a, b)));
    ann.react(ballot, a);
    bob.react(ballot, b);
    cat.react(ballot, "🤝");
    ghost.react(ballot, a);
    peer.countReactions(ballot, { [b]: 40 });
    await arena.settled();
    // Whose reaction is nobody's vote stays where it is.
    expect([...ballot.reactions.keys()]).toEqual([String(group.id)]);
    await arena.pass(11 * minute);
    expect(textOf(ballot)).toContain(words.battle.votes(1, 1, 1, 0));
    expect(emojiIn(textOf(ballot))).toEqual({ a, b });
    await arena.stop();
  });

  it("that stay visible are taken back by taking them away", async () => {
    kit.server.script(signedAnswer);
    const arena = await kit.arena({ bot: { status: "administrator" } });
    const { ann, bob } = arena;
    const ballot = await arena.ask();
    const { a } = emojiIn(textOf(ballot));
    bob.react(ballot, a);
    await arena.settled();
    bob.react(ballot);
    ann.tap(ballot, "B");
    await arena.settled();
    await arena.pass(11 * minute);
    expect(textOf(ballot)).toContain(words.battle.votes(0, 1, 0, 0));
    await arena.stop();
  });

  it("are not asked for where a group allows only others", async () => {
    kit.server.script(signedAnswer);
    const arena = await kit.arena({ bot: administrator });
    arena.group.reactions = ["👍", "🤝", "👎"];
    const ballot = await arena.ask();
    expect(textOf(ballot)).toMatch(/^A$/mu);
    expect(textOf(ballot)).not.toMatch(/🐳|🦄/u);
    await arena.stop();
  });

  it("mean the same on answers in messages of their own, where nothing holds both", async () => {
    kit.server.script(answerWith("word ".repeat(600)));
    const arena = await kit.arena({ bot: administrator, rich: false });
    const { peer, group, ann, bob } = arena;
    const ballot = await arena.ask();
    const [, , a, b] = peer.messagesIn(group);
    const emoji = emojiIn(`${textOf(a!)}\n${textOf(b!)}`);
    expect(textOf(ballot)).toContain(plain(own.reactHint(emoji.a, emoji.b)));
    ann.react(b!, emoji.b);
    bob.react(ballot, emoji.b);
    await arena.settled();
    await arena.pass(11 * minute);
    expect(textOf(ballot)).toContain(words.battle.votes(0, 2, 0, 0));
    await arena.stop();
  });

  it("mean after a restart what they meant before", async () => {
    kit.server.script(signedAnswer);
    const first = await kit.arena({ bot: administrator, place: "reactions" });
    const { peer, bob } = first;
    const ballot = await first.ask();
    await first.stop();
    const second = await kit.arena({ place: "reactions", peer });
    bob.react(ballot, emojiIn(textOf(ballot)).b);
    await second.settled();
    await second.pass(11 * minute);
    expect(textOf(ballot)).toContain(words.battle.votes(0, 1, 0, 0));
    await second.stop();
  });
});

describe("pictures", () => {
  it("have their figures as captions, and pages that take each other's place", async () => {
    const arena = await kit.arena();
    const { peer, ann } = arena;
    ann.direct("/leaderboard");
    ann.direct("/profile m1");
    await arena.settled();
    const [board, profile] = peer.messagesIn(ann.private).filter(({ photo }) => photo);
    expect(textOf(board!).match(/Leaderboard/g)).toHaveLength(1);
    expect(textOf(profile!)).toContain("Model m1");
    const photo = board!.photo;
    ann.tap(board!, words.boards.buttons.byTask);
    await arena.settled();
    expect(buttonsOf(board!)).toContain(words.tasks.programming);
    ann.tap(board!, words.tasks.programming);
    await arena.settled();
    expect(board!.photo).not.toEqual(photo);
    ann.tap(board!, words.boards.buttons.otherReadings);
    await arena.settled();
    for (const { called, answers } of Object.values(words.readings)) {
      expect(buttonsOf(board!)).toContain(called);
      expect(textOf(board!)).toContain(answers);
    }
    ann.tap(board!, words.readings.fit.called);
    await arena.settled();
    expect(textOf(board!)).toContain(words.readings.fit.title);
    expect(textOf(board!)).toContain(words.fit.none);
    ann.tap(board!, words.boards.buttons.otherReadings);
    await arena.settled();
    ann.tap(board!, words.readings.ranks.called);
    await arena.settled();
    expect(textOf(board!)).toContain(words.readings.ranks.title);
    expect(peer.messagesIn(ann.private).filter((one) => one.photo)).toHaveLength(2);
    await arena.stop();
  });
});

describe("a picture that Telegram has", () => {
  /** How a call brought its picture. */
  function broughtBy({ uploads, parameters }: Call): string {
    const { photo, media } = parameters as { photo?: string; media?: { media: string } };
    return uploads.size > 0 ? "upload" : (photo ?? media?.media ?? "nothing");
  }

  it("is named to it, sent anew or in another's place, and uploaded again where the name is refused", async () => {
    const arena = await kit.arena();
    const { peer, ann, bob } = arena;
    const brought = () =>
      peer.api.calls.filter(({ method }) => /Photo|Media/u.test(method)).map((call) => broughtBy(call));
    ann.direct("/leaderboard");
    await arena.settled();
    const board = peer.messagesIn(ann.private).find(({ photo }) => photo)!;
    const known = board.photo!.at(-1)!.file_id;
    bob.direct("/leaderboard");
    await arena.settled();
    expect(brought()).toEqual(["upload", known]);
    const { byTask, allTasks } = words.boards.buttons;
    for (const label of [byTask, words.tasks.programming, byTask, allTasks]) {
      ann.tap(board, label);
      await arena.settled();
    }
    expect(board.photo!.at(-1)!.file_id).toBe(known);
    peer.world.files.delete(known);
    bob.direct("/leaderboard");
    await arena.settled();
    expect(peer.messagesIn(bob.private).filter(({ photo }) => photo)).toHaveLength(2);
    expect(brought()).toEqual(["upload", known, "upload", known, known, "upload"]);
    await arena.stop();
  });
});

describe("attachments", () => {
  it("reach the models: pictures alone, as an album, and text documents", async () => {
    kit.server.script(signedAnswer);
    const models = fourModels.map((model) => ({ ...model, input: ["text" as const, "image" as const] }));
    const arena = await kit.arena({ models });
    const { ann } = arena;
    const file = { name: "one.png", type: "image/png", bytes: png };
    const said = () => JSON.stringify(kit.server.calls.at(-1)!.body.messages);
    ann.direct("What is this?", { file });
    await arena.settled();
    expect(said().match(/data:image\/png/g)).toHaveLength(1);
    ann.album(ann.private, "And these?", [file, { ...file, name: "two.png" }]);
    const waiting = (milliseconds: number) => arena.core.clock.pending().filter((one) => one === milliseconds).length;
    // While its first message is waited with, the bot looks for more after a breath; it breathes again once it has.
    await until(() => waiting(250) === 1 && waiting(700) === 1);
    arena.core.clock.advance(250);
    await until(() => waiting(250) === 1);
    arena.core.clock.advance(700);
    await arena.settled();
    expect(said().match(/data:image\/png/g)).toHaveLength(2);
    ann.direct("Count the lines.", { file: { name: "notes.txt", type: "text/plain", bytes: Buffer.from("x\ny") } });
    await arena.settled();
    expect(said()).toContain("notes.txt");
    await arena.stop();
  });

  it("that Telegram does not give are told of to whoever sent them, whatever its reason", async () => {
    const arena = await kit.arena();
    const { ann, peer, core } = arena;
    const notes = { name: "notes.txt", type: "text/plain", bytes: Buffer.from("x") };
    const reasons = [refusals.bigFile(), refusals.blocked(), refusals.bad("wrong file_id")];
    for (const refusal of reasons) peer.api.plan(({ method }) => method === "getFile", { kind: "refused", refusal });
    for (const _ of reasons) ann.direct("Count the lines.", { file: notes });
    await arena.settled();
    const replies = peer.messagesIn(ann.private).filter(({ from }) => from?.is_bot);
    const lost = plain(words.asking.fileNotFetched("notes.txt"));
    expect(replies.map(textOf)).toEqual([plain(words.asking.fileTooLarge("notes.txt", 20)), lost, lost]);
    expect(inspect(core.log, { depth: 9 })).not.toContain(peer.token);
    await arena.stop();
  });

  it("of other kinds get a sentence", async () => {
    const arena = await kit.arena();
    const { ann, peer } = arena;
    ann.direct("", { other: { voice: { file_id: "v", file_unique_id: "v", duration: 3 } } });
    ann.direct("", { file: { name: "app.exe", type: "application/octet-stream", bytes: Buffer.from([0, 1, 2]) } });
    await arena.settled();
    const replies = peer
      .messagesIn(ann.private)
      .filter(({ from }) => from?.is_bot)
      .map(textOf);
    expect(replies).toEqual([plain(own.onlyTextAndPictures), plain(words.asking.unreadableFile("app.exe"))]);
    await arena.stop();
  });
});

describe("settings", () => {
  it("are changed by administrators with buttons, and by nobody else", async () => {
    const arena = await kit.arena();
    const { peer, group, ann, bob, core } = arena;
    await until(() => peer.world.menus.length === 8);
    ann.join(group, { status: "administrator" });
    for (const person of [ann, bob]) person.say(group, "/settings");
    await arena.settled();
    const [menu] = peer.shownAlone(group, ann);
    expect(buttonsOf(peer.shownAlone(group, bob)[0]!)).toEqual([]);
    for (const label of [words.options.minutes.called, "30", words.options.paused.called, "on"]) {
      ann.tap(menu!, label);
      await arena.settled();
    }
    expect(textOf(menu!)).toContain("minutes 30:");
    expect(textOf(menu!)).toContain("paused on:");
    bob.say(group, "/battle Why?");
    await arena.settled();
    expect(peer.messagesIn(group).filter((one) => buttonsOf(one).includes("Tie"))).toEqual([]);
    ann.join(group, { status: "member" });
    core.clock.advance(minute);
    const pressed = ann.tap(menu!, words.options.theme.called);
    await arena.settled();
    expect(pressed.answer).toMatchObject({ text: words.settings.notYours });
    await arena.stop();
  });
});

describe("a forum", () => {
  it("is asked in the topics that administrators allow by a button, and in no others", async () => {
    const arena = await kit.arena({ forum: true });
    const { peer, group, ann, bob } = arena;
    const [one, two] = [peer.topic(group, "One"), peer.topic(group, "Two")];
    await until(() => peer.world.menus.length === 8);
    ann.join(group, { status: "administrator" });
    ann.say(group, "/settings", { topic: one.id });
    await arena.settled();
    const [menu] = peer.shownAlone(group, ann);
    const press = async (label: string) => {
      const query = ann.tap(menu!, label);
      await arena.settled();
      return query.answer;
    };
    await press(words.options.allow.called);
    await press("here");
    expect(textOf(menu!)).toContain(`allow ${words.askingSettings.places(1)}`);
    const mayAsk = async (topic: { id: number }) => {
      bob.say(group, "/battle Why?", { topic: topic.id });
      await arena.settled();
      return textOf(peer.messagesIn(group).at(-1)!) !== plain(words.asking.notHere);
    };
    expect([await mayAsk(one), await mayAsk(two)]).toEqual([true, false]);
    await press(words.options.forbid.called);
    expect(await press("here")).toMatchObject({ text: words.askingSettings.nothingForbidden });
    await press(words.menu.back);
    await press(words.options.allow.called);
    await press("all");
    expect(await mayAsk(two)).toBe(true);
    await arena.stop();
  });
});

describe("by webhook", () => {
  it("the bot takes what comes with its secret, and nothing else", async () => {
    kit.server.script(signedAnswer);
    const port = 20_000 + Math.floor(process.pid % 20_000);
    const url = `http://127.0.0.1:${port}/telegram`;
    const arena = await kit.arena({ webhook: { url, host: "127.0.0.1", port, secret: "a-secret" } });
    const ballot = await arena.ask();
    expect(buttonsOf(ballot)).toContain("Tie");
    const send = (path: string, secret: string, body: string, method = "POST") =>
      fetch(`http://127.0.0.1:${port}${path}`, {
        method,
        ...(method === "POST" && { body }),
        headers: { "x-telegram-bot-api-secret-token": secret },
      }).then(({ status }) => status);
    expect(await send("/telegram", "wrong", "{}")).toBe(401);
    expect(await send("/elsewhere", "a-secret", "{}")).toBe(404);
    expect(await send("/telegram", "a-secret", "", "GET")).toBe(405);
    expect(await send("/telegram", "a-secret", "no json")).toBe(400);
    expect(await send("/telegram", "a-secret", "x".repeat(1_100_000))).toBe(413);
    await arena.stop();
  });
});
