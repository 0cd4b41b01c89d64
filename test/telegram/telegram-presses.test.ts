import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sentences } from "../../core/index.ts";
import { StoreFailure } from "../../core/store/store-failure.ts";
import { signedAnswer } from "../arena/play.ts";
import type { Call } from "../peers/telegram/read-call.ts";
import { TelegramRefusal } from "../peers/telegram/refusal.ts";
import type { PeerMessage, PeerQuery } from "../peers/telegram/world.ts";
import { until } from "../until.ts";
import { buttonsOf, plain, startTelegramKit, type TelegramArena, type TelegramKit, textOf } from "./telegram-kit.ts";

const words = sentences("en");
const { telegram: own } = words;
const minute = 60_000;
const day = 1_440 * minute;
const labels = ["A", "B", "Tie", "Both bad"];

let kit: TelegramKit;
beforeAll(async () => {
  kit = await startTelegramKit();
  kit.server.script(signedAnswer);
});
afterAll(() => kit.close());

const is = (method: string) => (call: Call) => call.method === method;
const answered = (query: PeerQuery) => until(() => query.answer !== undefined);

describe("a press in a group that takes nothing more for a while", () => {
  it("is answered at once, and its vote is kept", async () => {
    const arena = await kit.arena();
    const { peer, group, ann, bob } = arena;
    const cat = peer.person("cat");
    cat.join(group);
    const ballot = await arena.ask();
    peer.api.floods.close(group, 35);
    // The first tells the bot that the group is closed; it is answered before.
    const first = ann.tap(ballot, "A");
    await answered(first);
    await until(() => peer.api.calls.some(({ code }) => code === 429));
    const second = bob.tap(ballot, "B");
    // Nor does what somebody asks there, which has to wait, keep back their presses.
    cat.say(group, "/battle Why?");
    const third = cat.tap(ballot, "B");
    await answered(second);
    await answered(third);
    expect(first.answer).toMatchObject({ text: plain(words.battle.chosen("A")) });
    expect(second.answer).toMatchObject({
      text: `${plain(words.battle.chosen("B"))} ${own.later(35)}`,
      show_alert: true,
    });
    expect(peer.shownAlone(group, ann)).toEqual([]);
    arena.core.clock.advance(35_000);
    await arena.settled();
    await arena.pass(11 * minute);
    expect(textOf(ballot)).toContain(plain(words.battle.votes(1, 2, 0, 0)));
    await arena.stop();
  });

  it("says when what it changes will be there, and changes it once then, to the newest", async () => {
    const arena = await kit.arena();
    const { peer, group, bob } = arena;
    const ballot = await arena.ask();
    bob.tap(ballot, "A");
    await arena.settled();
    const [shown] = peer.shownAlone(group, bob);
    peer.api.floods.close(group, 35);
    const change = bob.tap(shown!, words.battle.buttons.change);
    await until(() => arena.core.clock.pending().includes(35_000));
    // Telegram has just said so: this one is still within its patience, later ones know.
    arena.core.clock.advance(700);
    await answered(change);
    const more = ["B", "Tie", "B"].map((label) => bob.tap(ballot, label));
    for (const query of more) await answered(query);
    expect(change.answer).toMatchObject({ text: own.moment });
    expect(more[1]!.answer).toMatchObject({ text: expect.stringContaining(own.later(35)) as string });
    const before = peer.api.calls.length;
    arena.core.clock.advance(35_000);
    await arena.settled();
    await arena.pass(minute);
    expect(textOf(shown!)).toBe(plain(words.battle.changed("B")));
    // Of the four presses, the one before the last has been overtaken in any case.
    expect(peer.api.calls.slice(before).filter(is("editEphemeralMessageText")).length).toBeLessThan(4);
    await arena.stop();
  });
});

it("a question whose notes cannot be read is answered with why: the database is away", async () => {
  const arena = await kit.arena();
  const { peer, ann } = arena;
  const ballot = await arena.ask("Why?", ann, ann.private);
  const { findNote } = kit.store.notes;
  kit.store.notes.findNote = () => Promise.reject(new StoreFailure("unreachable", "away"));
  ann.direct("And why not?", { replyTo: ballot });
  await arena.settled();
  kit.store.notes.findNote = findNote;
  expect(textOf(peer.messagesIn(ann.private).at(-1)!)).toBe(plain(words.refusals.cannotReachStore));
  await arena.stop();
});

describe("a press", () => {
  it("is answered within a second, whatever it waits for", async () => {
    const arena = await kit.arena();
    const { peer, group, ann } = arena;
    ann.join(group, { status: "administrator" });
    await until(() => peer.world.menus.length === 8);
    ann.say(group, "/settings");
    await arena.settled();
    const [menu] = peer.shownAlone(group, ann);
    arena.core.clock.advance(minute);
    const release = peer.api.hold(is("getChatAdministrators"));
    const pressed = ann.tap(menu!, words.options.theme.called);
    await until(() => arena.core.clock.pending().includes(700));
    arena.core.clock.advance(700);
    await answered(pressed);
    expect(pressed.answer).toMatchObject({ text: own.moment });
    release();
    await until(() => menu!.edits === 1);
    await arena.stop();
  });

  it("is confirmed as soon as it is stored, whatever its answer waits for", async () => {
    const arena = await kit.arena();
    const { peer, bob } = arena;
    const ballot = await arena.ask();
    const release = peer.api.hold(is("answerCallbackQuery"));
    const pressed = bob.tap(ballot, "A");
    await until(() => peer.updates.pending() === 0);
    expect(pressed.answer).toBeUndefined();
    release();
    await answered(pressed);
    await arena.stop();
  });

  it("that was answered late, and comes again after a sudden end, brings nothing twice", async () => {
    const arena = await kit.arena({ place: "here" });
    const { peer, group, ann } = arena;
    const ballot = await arena.ask();
    await arena.pass(day);
    const release = peer.api.hold(is("getChatAdministrators"));
    const pressed = ann.tap(ballot, words.battle.buttons.draw);
    await until(() => arena.core.clock.pending().includes(700));
    arena.core.clock.advance(700);
    await answered(pressed);
    release();
    await arena.settled();
    expect(peer.shownAlone(group, ann)).toHaveLength(1);
    await arena.stop();
    const again = await kit.arena({ place: "here", peer });
    peer.updates.repeat(peer.updates.all.findLast(({ callback_query: query }) => query !== undefined)!);
    await again.settled();
    expect(peer.shownAlone(group, ann)).toHaveLength(1);
    await again.stop();
  });

  it("whose hasty answer Telegram does not take still brings what it brings", async () => {
    const arena = await kit.arena();
    const { peer, group, ann } = arena;
    ann.join(group, { status: "administrator" });
    await until(() => peer.world.menus.length === 8);
    ann.say(group, "/settings");
    await arena.settled();
    const [menu] = peer.shownAlone(group, ann);
    arena.core.clock.advance(minute);
    const release = peer.api.hold(is("getChatAdministrators"));
    peer.api.plan(
      is("answerCallbackQuery"),
      { kind: "refused", refusal: new TelegramRefusal(500, "Internal Server Error") },
      3,
    );
    ann.tap(menu!, words.options.theme.called);
    await until(() => arena.core.clock.pending().includes(700));
    arena.core.clock.advance(700);
    await until(() => arena.core.log.some(({ message }) => message.includes("a press could not be answered")));
    release();
    await until(() => menu!.edits === 1);
    await arena.stop();
  });

  it("that closes the battle does not wait until all see that", async () => {
    const arena = await kit.arena();
    const { peer, group, ann, bob } = arena;
    ann.join(group, { status: "administrator" });
    ann.direct("/start");
    ann.say(group, "/settings votes 1");
    const ballot = await arena.ask();
    peer.api.floods.close(group, 35);
    const pressed = bob.tap(ballot, "A");
    await answered(pressed);
    expect(pressed.answer!.text).toContain(words.battle.lastVote);
    await until(() => arena.core.clock.pending().includes(35_000));
    arena.core.clock.advance(35_000);
    await until(() => textOf(ballot).includes("This battle is closed."));
    await arena.stop();
  });

  it("that is told again after a sudden end is answered, too", async () => {
    const first = await kit.arena({ place: "here" });
    const { peer, bob } = first;
    const ballot = await first.ask();
    await first.stop();
    const pressed = bob.tap(ballot, "A");
    // As an end leaves it that comes just before the answer.
    await first.core.record.memory("telegram").keep(`answered press ${pressed.id}`, "");
    const second = await kit.arena({ place: "here", peer });
    await answered(pressed);
    expect(pressed.answer).toMatchObject({ text: plain(words.battle.chosen("A")) });
    await second.stop();
  });

  it("says in an alert what it has to say without any marks of formats", async () => {
    const arena = await kit.arena();
    const { bob } = arena;
    const ballot = await arena.ask();
    const keyboard = ballot.keyboard.flat();
    bob.tap(ballot, "A");
    await arena.settled();
    await arena.pass(11 * minute);
    const data = keyboard.flatMap((button) => ("callback_data" in button ? [button.callback_data] : []))[1]!;
    const late = bob.tapData(ballot, data);
    await arena.settled();
    expect(late.answer).toMatchObject({ show_alert: true });
    expect(late.answer!.text).toMatch(
      /^Voting on this battle has closed\. A was Model m\d \(Tests\), B was Model m\d/u,
    );
    await arena.stop();
  });

  it.each(["group", "private"] as const)("changes what the last one brought: in a %s", async (where) => {
    const arena = await kit.arena();
    const { peer, group, ann } = arena;
    const chat = where === "group" ? group : ann.private;
    const ballot = await arena.ask("Why?", ann, chat);
    const shown = () =>
      where === "group" ? peer.shownAlone(group, ann) : peer.messagesIn(chat).filter(({ id }) => id > ballot.id);
    for (let round = 0; round < 8; round += 1) {
      const query = ann.tap(ballot, labels[round % labels.length]!);
      await arena.settled();
      expect(query.answer?.text).toBeDefined();
      // Nobody's fingers are as fast as that; hasty ones wait.
      await arena.pass(3_000);
    }
    expect(shown().map(textOf)).toEqual([plain(words.battle.changed("Both bad"))]);
    await arena.pass(10 * minute - 30_000);
    await arena.stop();
  });
});

describe("a line of progress whose answer was cut off", () => {
  it("does not stay beside its battle, and nothing else goes", async () => {
    const arena = await kit.arena({ bot: { status: "administrator", rights: ["can_delete_messages"] } });
    const { peer, group, ann, bob } = arena;
    const before = await arena.ask();
    const count = peer.messagesIn(group).length;
    const release = peer.api.hold(is("sendMessage"));
    peer.api.plan(is("sendMessage"), { kind: "reset-after" });
    ann.say(group, "/battle Why not?");
    bob.say(group, "I wonder as well");
    release();
    await arena.settled();
    const after = peer.messagesIn(group).slice(count);
    expect(after.map(textOf)).toEqual(["/battle Why not?", "I wonder as well", ...after.slice(2).map(textOf)]);
    expect(after.filter((message) => textOf(message) === plain(words.battle.answering))).toEqual([]);
    expect(after.filter((message) => buttonsOf(message).includes("Tie"))).toHaveLength(1);
    expect(buttonsOf(before)).toContain("Tie");
    await arena.stop();
  });
});

describe("whoever waits for something that cannot come", () => {
  /** Asks, lets something happen, and then the models answer. */
  async function meanwhile(arena: TelegramArena, happen: (line: PeerMessage) => void): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    kit.server.script(async (call, number) => {
      await promise;
      await signedAnswer(call, number);
    });
    arena.ann.say(arena.group, "/battle Why?");
    await until(() => arena.peer.messagesIn(arena.group).some((one) => textOf(one) === plain(words.battle.answering)));
    happen(arena.peer.messagesIn(arena.group).at(-1)!);
    resolve();
    await arena.settled();
    kit.server.script(signedAnswer);
  }
  const sentence = plain(own.ballotGone);

  it.each([
    ["in their private chat", { started: true, administrator: false }],
    ["alone in the group, where the bot is an administrator", { started: false, administrator: true }],
    ["in answer to their question", { started: false, administrator: false }],
  ])("is told that the ballot was deleted, and can ask again: %s", async (_where, { started, administrator }) => {
    const arena = await kit.arena(administrator ? { bot: { status: "administrator" } } : {});
    const { peer, group, ann } = arena;
    if (started) ann.direct("/start");
    await arena.settled();
    await meanwhile(arena, (line) => peer.removeMessage(line));
    const told = [peer.messagesIn(ann.private), peer.shownAlone(group, ann), peer.messagesIn(group)];
    const where = told.map((messages) => messages.filter((one) => textOf(one) === sentence).length);
    expect(told[2]!.filter((one) => /^[AB]\n/u.test(textOf(one)))).toEqual([]);
    expect(where).toEqual([Number(started), Number(administrator), Number(!started && !administrator)]);
    expect(buttonsOf(await arena.ask("Once more?"))).toContain("Tie");
    await arena.stop();
  });

  it("where the bot may not write, the administrators are told", async () => {
    const arena = await kit.arena();
    const { peer, group, ann, bob } = arena;
    bob.join(group, { status: "administrator" });
    bob.direct("/start");
    await arena.settled();
    group.open = false;
    const question = ann.say(group, "/battle Why?");
    await arena.settled();
    expect([...question.reactions.values()].flat()).toEqual([{ type: "emoji", emoji: "🙊" }]);
    const text = peer.messagesIn(bob.private).map(textOf).at(-1)!;
    expect(text).toContain(own.couldNotAnswer("A group"));
    expect(text).toContain(plain(own.obstacles.permission));
    await arena.stop();
  });
});
