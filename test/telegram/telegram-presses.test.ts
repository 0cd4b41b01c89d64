import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sentences } from "../../core/index.ts";
import { signedAnswer } from "../arena/play.ts";
import type { Call } from "../peers/telegram/read-call.ts";
import type { PeerQuery } from "../peers/telegram/world.ts";
import { until } from "../until.ts";
import { buttonsOf, plain, startTelegramKit, type TelegramKit, textOf } from "./telegram-kit.ts";

const words = sentences("en");
const { telegram: own } = words;
const minute = 60_000;
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
    expect(peer.api.calls.slice(before).filter(is("editEphemeralMessageText")).length).toBeLessThan(3);
    await arena.stop();
  });
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

describe("a group's minute", () => {
  it("has room for three battles at once and for those who vote in it, each of whom is answered", async () => {
    const arena = await kit.arena();
    const { peer, group } = arena;
    peer.api.floods.limitGroups(20);
    const people = Array.from({ length: 24 }, (_one, index) => peer.person(`voter ${index}`));
    for (const person of people) person.join(group);
    for (const person of people.slice(0, 3)) person.say(group, `/battle Why is it ${person.user.first_name}?`);
    await arena.settled();
    const ballots = peer.messagesIn(group).filter((message) => buttonsOf(message).includes("Tie"));
    expect(ballots).toHaveLength(3);
    const queries = people.flatMap((person) => ballots.map((ballot) => person.tap(ballot, "A")));
    await arena.settled();
    expect(queries.filter(({ answer }) => answer?.text !== plain(words.battle.chosen("A")))).toEqual([]);
    expect(peer.api.floods.mostInMinute(group)).toBeLessThan(20);
    await arena.pass(11 * minute);
    for (const ballot of ballots) expect(textOf(ballot)).toContain(plain(words.battle.votes(24, 0, 0, 0)));
    await arena.stop();
  });
});
