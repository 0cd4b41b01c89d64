import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sentences } from "../../core/index.ts";
import { signedAnswer } from "../arena/play.ts";
import type { Call } from "../peers/telegram/read-call.ts";
import { refusals } from "../peers/telegram/refusal.ts";
import { until } from "../until.ts";
import { buttonsOf, plain, startTelegramKit, type TelegramArena, type TelegramKit, textOf } from "./telegram-kit.ts";

const words = sentences("en");
const { telegram: own } = words;
const minute = 60_000;

let kit: TelegramKit;
beforeAll(async () => {
  kit = await startTelegramKit();
});
afterAll(() => kit.close());

const is = (method: string) => (call: Call) => call.method === method;
const ballotsIn = ({ peer, group }: TelegramArena) =>
  peer.messagesIn(group).filter((message) => buttonsOf(message).includes("Both bad"));

/** Lets the models answer only when told to. */
function holdAnswers(): () => void {
  const { promise, resolve } = Promise.withResolvers<void>();
  kit.server.script(async (call, number) => {
    await promise;
    await signedAnswer(call, number);
  });
  return resolve;
}

/** Asks, and waits for the progress line. */
async function begin(arena: TelegramArena) {
  const answer = holdAnswers();
  arena.ann.say(arena.group, "/battle Why?");
  await until(() => arena.peer.messagesIn(arena.group).length === 2);
  return { answer, line: arena.peer.messagesIn(arena.group)[1]! };
}

/** What went wrong, in words. */
const errorsIn = ({ core }: TelegramArena) =>
  core.log
    .filter(({ level }) => level === "error")
    .map(({ message, details }) => `${message}: ${String(details["error"])}`);

describe("a line that breaks", () => {
  it.each(["reset-before", "reset-after"] as const)("posts no battle twice, and loses none: %s", async (kind) => {
    kit.server.script(signedAnswer);
    const arena = await kit.arena();
    arena.peer.api.plan(is("sendMessage"), { kind });
    arena.peer.api.plan(is("editMessageText"), { kind });
    arena.peer.api.plan(is("answerCallbackQuery"), { kind });
    const ballot = await arena.ask();
    expect(ballotsIn(arena)).toHaveLength(1);
    const pressed = arena.bob.tap(ballot, "A");
    await arena.settled();
    expect(pressed.answer).toBeDefined();
    expect(errorsIn(arena)).toEqual([]);
    await arena.stop();
  });

  it("says nothing twice that is no line of progress", async () => {
    const arena = await kit.arena();
    arena.peer.api.plan(is("sendMessage"), { kind: "reset-after" });
    arena.ann.direct("/models");
    await arena.settled();
    expect(arena.peer.messagesIn(arena.ann.private)).toHaveLength(2);
    await arena.stop();
  });

  it("takes nothing away where something else stands of which nobody knows", async () => {
    kit.server.script(signedAnswer);
    const arena = await kit.arena();
    const { peer, group, ann, bob } = arena;
    const release = peer.api.hold(is("sendMessage"));
    peer.api.plan(is("sendMessage"), { kind: "reset-before" });
    peer.api.plan(is("sendPhoto"), { kind: "reset-after" });
    bob.say(group, "/battle Why?");
    ann.say(group, "/leaderboard");
    await until(() => peer.messagesIn(group).some(({ photo }) => photo));
    await until(() => peer.api.calls.some(({ method }) => method === "sendPhoto"));
    const board = peer.messagesIn(group).find(({ photo }) => photo);
    release();
    await arena.settled();
    expect(ballotsIn(arena)).toHaveLength(1);
    expect(buttonsOf(board!)).not.toEqual([]);
    expect(board!.edits).toBe(0);
    await arena.stop();
  });
});

describe("an update that is told twice", () => {
  it("asks, votes and answers once, also after a restart", async () => {
    kit.server.script(signedAnswer);
    const first = await kit.arena({ place: "here" });
    const { peer, group, ann, bob } = first;
    const ballot = await first.ask();
    const asked = peer.updates.all.at(-1)!;
    ann.say(group, "/models");
    await first.settled();
    const commanded = peer.updates.all.at(-1)!;
    bob.tap(ballot, "B");
    await first.settled();
    const voted = peer.updates.all.at(-1)!;
    const counts = () => [peer.messagesIn(group).length, peer.shownAlone(group, bob).length];
    const before = counts();
    for (const update of [asked, commanded, voted]) peer.updates.repeat(update);
    await first.settled();
    await first.stop();
    const second = await kit.arena({ place: "here", peer });
    for (const update of [asked, commanded, voted]) peer.updates.repeat(update);
    await second.settled();
    expect(counts()).toEqual(before);
    ann.tap(ballot, "A");
    await second.settled();
    await second.pass(11 * minute);
    expect(textOf(ballot)).toContain(words.battle.votes(1, 1, 0, 0));
    await second.stop();
  });
});

describe("Telegram's refusals", () => {
  it("to wait are obeyed, in that chat alone", async () => {
    kit.server.script(signedAnswer);
    const arena = await kit.arena();
    const { peer, group, ann } = arena;
    const toGroup = (call: Call) => call.method === "sendMessage" && call.parameters.chat_id === group.id;
    peer.api.plan(toGroup, { kind: "refused", refusal: refusals.flood(7) });
    ann.say(group, "/battle Why?");
    // That it was refused is heard a moment after it was: until then there is no wait.
    await until(() => arena.core.clock.pending().includes(7_000));
    ann.direct("/models");
    await until(() => arena.core.clock.pending().includes(250));
    arena.core.clock.advance(250);
    await until(() => peer.messagesIn(ann.private).length === 2);
    expect(peer.messagesIn(group)).toHaveLength(1);
    arena.core.clock.advance(6_600);
    expect(peer.api.calls.filter(toGroup)).toHaveLength(1);
    arena.core.clock.advance(300);
    await until(() => ballotsIn(arena).length === 1);
    await arena.settled();
    await arena.stop();
  });

  it("of entities send the words plain", async () => {
    kit.server.script(signedAnswer);
    const arena = await kit.arena();
    const refusal = refusals.bad("can't parse entities: Can't find end of the entity");
    arena.peer.api.plan(({ parameters }) => JSON.stringify(parameters.entities ?? []).includes("bold"), {
      kind: "refused",
      refusal,
    });
    const ballot = await arena.ask();
    expect(textOf(ballot)).toContain("the sea of");
    expect(ballot.entities).toEqual([]);
    await arena.stop();
  });

  it.each(["removed", "expelled", "closed"] as const)("in the middle of a battle are no trouble: %s", async (what) => {
    const arena = await kit.arena({ forum: what === "closed" });
    const { peer, group, ann } = arena;
    const { answer, line } = await begin(arena);
    if (what === "removed") peer.removeMessage(line);
    if (what === "expelled") peer.place(group, "kicked", ann);
    if (what === "closed") group.open = false;
    answer();
    await arena.settled();
    for (let turn = 0; turn < 5; turn += 1) await arena.pass(minute);
    expect(errorsIn(arena)).toEqual([]);
    // Nor are they many: somebody who waits is told in one of several ways, if there is any.
    expect(peer.api.calls.filter(({ code }) => code >= 400).length).toBeLessThan(9);
    await arena.stop();
  });

  it("of a closed topic are told to whoever asked there, alone", async () => {
    kit.server.script(signedAnswer);
    const arena = await kit.arena({ forum: true });
    const { peer, group, ann } = arena;
    ann.direct("/start");
    const topic = peer.topic(group);
    peer.closeTopic(group, topic, ann);
    ann.say(group, "/battle Why?", { topic: topic.id });
    await arena.settled();
    expect(textOf(peer.messagesIn(ann.private).at(-1)!)).toBe(plain(own.obstacles.topic));
    await arena.stop();
  });

  it("of pictures are told there, in words", async () => {
    const arena = await kit.arena();
    const { peer, group, ann } = arena;
    const refusal = refusals.bad("not enough rights to send photos to the chat");
    peer.api.plan(is("sendPhoto"), { kind: "refused", refusal });
    ann.say(group, "/leaderboard");
    await arena.settled();
    expect(textOf(peer.messagesIn(group).at(-1)!)).toBe(plain(own.obstacles.media));
    await arena.stop();
  });

  it("of somebody who has blocked the bot keep it from nothing else", async () => {
    const arena = await kit.arena();
    const { peer, ann } = arena;
    ann.direct("/models");
    ann.block();
    await arena.settled();
    ann.unblock();
    ann.direct("/models");
    await arena.settled();
    expect(textOf(peer.messagesIn(ann.private).at(-1)!)).toContain("Model m1");
    await arena.stop();
  });
});

describe("a slow model", () => {
  it("keeps nobody in another chat waiting", async () => {
    kit.server.script(signedAnswer);
    const arena = await kit.arena();
    const { peer, ann, bob } = arena;
    const ballot = await arena.ask("Why?", bob, bob.private);
    const { answer, line } = await begin(arena);
    expect(textOf(line)).toBe(plain(words.battle.answering));
    const pressed = bob.tap(ballot, "A");
    await until(() => pressed.answer !== undefined);
    const chosen = plain(words.battle.chosen("A"));
    await until(() => peer.messagesIn(bob.private).some((one) => textOf(one) === chosen));
    arena.core.clock.advance(5_000);
    await until(() => peer.world.actions.filter(({ chat }) => chat === arena.group.id).length >= 2);
    ann.direct("/models");
    await until(() => peer.messagesIn(ann.private).length === 2);
    answer();
    await arena.settled();
    expect(buttonsOf(line)).toContain("Tie");
    await arena.stop();
  });
});

describe("a crowd", () => {
  it("votes, and every press is answered", async () => {
    kit.server.script(signedAnswer);
    const arena = await kit.arena();
    const { peer, group } = arena;
    const ballot = await arena.ask();
    const crowd = Array.from({ length: 60 }, (_one, index) => peer.person(`voter ${index}`));
    for (const voter of crowd) voter.join(group);
    const pressed = crowd.map((voter, index) => voter.tap(ballot, index % 3 === 0 ? "A" : "B"));
    await arena.settled();
    expect(pressed.every(({ answer }) => answer !== undefined)).toBe(true);
    await arena.pass(11 * minute);
    expect(textOf(ballot)).toContain(words.battle.votes(20, 40, 0, 0));
    await arena.stop();
  });
});

describe("a group that becomes a supergroup", () => {
  it("keeps its settings and votes, and its open battle goes on there", async () => {
    kit.server.script(signedAnswer);
    const arena = await kit.arena({ type: "group" });
    const { peer, group, ann, bob } = arena;
    ann.join(group, { status: "creator" });
    ann.direct("/start");
    ann.say(group, "/settings minutes 3 theme dark");
    const ballot = await arena.ask();
    bob.tap(ballot, "B");
    await arena.settled();
    const next = peer.migrate(group, ann);
    await arena.settled();
    await arena.pass(4 * minute);
    const closed = peer.messagesIn(next).find((message) => textOf(message).includes("This battle is closed."));
    expect(textOf(closed!)).toContain(words.battle.votes(0, 1, 0, 0));
    ann.say(next, "/settings");
    await arena.settled();
    expect(textOf(peer.shownAlone(next, ann).at(-1)!)).toContain("minutes 3:");
    ann.say(next, "/leaderboard here");
    await arena.settled();
    expect(textOf(peer.messagesIn(next).at(-1)!)).toContain("1");
    expect(errorsIn(arena)).toEqual([]);
    await arena.stop();
  });
});

describe("somebody without a name of their own", () => {
  it.each(["group", "channel"] as const)("is asked to write as themselves: as a %s", async (as) => {
    const arena = await kit.arena();
    const { peer, group, ann } = arena;
    if (as === "group") ann.join(group, { status: "administrator", anonymous: true });
    ann.say(group, "/battle Why?", as === "channel" ? { as: peer.channel() } : {});
    await arena.settled();
    expect(textOf(peer.messagesIn(group).at(-1)!)).toBe(plain(own.writeAsYourself));
    await arena.stop();
  });
});
