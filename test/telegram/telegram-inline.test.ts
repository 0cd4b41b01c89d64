import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { askingAction, builtInQuestions, sentences } from "../../core/index.ts";
import { signedAnswer } from "../arena/play.ts";
import { answerWith, type ModelScript } from "../peers/scripted-model-server.ts";
import { messageJson } from "../peers/telegram/json.ts";
import type { PeerPerson } from "../peers/telegram/people.ts";
import { refusals } from "../peers/telegram/refusal.ts";
import type { PeerChat, PeerMessage } from "../peers/telegram/world.ts";
import { until } from "../until.ts";
import {
  type ArenaChoices,
  buttonsOf,
  plain,
  startTelegramKit,
  type TelegramArena,
  type TelegramKit,
  textOf,
} from "./telegram-kit.ts";

const words = sentences("en");
const { inline: own } = words.telegram;
const minute = 60_000;
const question = "Why is the sea salty?";

let kit: TelegramKit;
beforeAll(async () => {
  kit = await startTelegramKit();
});
afterAll(() => kit.close());

type Elsewhere = TelegramArena & {
  /** A group that the bot is not in. */
  there: PeerChat;
  /** Types a question behind the bot's name and posts it there. */
  post(person: PeerPerson, text?: string): Promise<PeerMessage>;
};

async function openElsewhere(choices: ArenaChoices = {}): Promise<Elsewhere> {
  const arena = await kit.arena({ ...choices, bot: { status: "left" } });
  return {
    ...arena,
    there: arena.group,
    async post(person, text = question) {
      const typed = person.inline(text);
      await arena.settled();
      const message = person.choose(typed, arena.group);
      await arena.settled();
      return message;
    },
  };
}

/** The link of a message's button to the private chat, as somebody follows it. */
function follow(person: PeerPerson, message: PeerMessage): void {
  const { url } = message.keyboard.flat().find(({ text }) => text === own.alone) as { url: string };
  person.direct(`/start ${new URL(url).searchParams.get("start")}`);
}

/** What the first button of a message tells the bot. */
const dataOf = ({ keyboard }: PeerMessage) => (keyboard.flat()[0] as { callback_data: string }).callback_data;

const saidTo = (arena: TelegramArena, person: PeerPerson) =>
  arena.peer.messagesIn(person.private).filter(({ from }) => from?.is_bot);

describe("a question posted through the bot, in a chat that it is not in", () => {
  it("becomes a battle there, with buttons, names and an end", async () => {
    kit.server.script(signedAnswer);
    const arena = await openElsewhere();
    const { peer, ann, bob, there } = arena;
    const typed = ann.inline(question);
    await arena.settled();
    expect(typed.answer).toMatchObject({ personal: true, results: [{ description: question }] });
    expect(typed.answer!.cachedFor).toBeLessThan(30);
    const post = ann.choose(typed, there);
    expect(textOf(post)).toBe(`${question}\n\n${own.posted}`);
    await arena.settled();
    expect(textOf(post)).toContain(question);
    expect(textOf(post)).not.toMatch(/Model m\d/);
    expect(buttonsOf(post)).toEqual(["A", "B", "Tie", "Both bad", words.battle.buttons.names, own.alone]);

    const tooEarly = bob.tap(post, words.battle.buttons.names);
    await arena.settled();
    expect(tooEarly.answer).toMatchObject({ text: words.refusals.voteFirst, show_alert: true });
    const [voted, other] = [bob.tap(post, "B"), ann.tap(post, "A")];
    await arena.settled();
    expect(voted.answer).toMatchObject({ text: plain(words.battle.chosen("B")), show_alert: true });
    expect(other.answer).toMatchObject({ text: plain(words.battle.chosen("A")) });
    const named = bob.tap(post, words.battle.buttons.names);
    await arena.settled();
    expect(named.answer!.text).toMatch(
      /^A was Model m\d \(Tests\), B was Model m\d \(Tests\)\. Your vote for B is locked\.$/,
    );
    await arena.pass(11 * minute);
    expect(textOf(post)).toContain(words.battle.votes(1, 1, 0, 0));
    expect(textOf(post)).toMatch(/A was Model m\d/);
    expect(peer.messagesIn(there)).toHaveLength(1);
    expect(saidTo(arena, bob)).toEqual([]);
    await arena.stop();
  });

  it("says while it is answered that it is, and is asked once though it is told twice, and by its poster alone", async () => {
    const answers: (() => void)[] = [];
    kit.server.script((call, number) => void answers.push(() => void signedAnswer(call, number)));
    const arena = await openElsewhere();
    const { peer, ann, bob, there } = arena;
    peer.world.inlineFeedback = false;
    const post = await arena.post(ann);
    expect(buttonsOf(post)).toEqual([own.ask]);
    const data = dataOf(post);
    const stranger = bob.tap(post, own.ask);
    await arena.settled();
    expect(stranger.answer).toMatchObject({ text: own.notYours });
    const pressed = ann.tap(post, own.ask);
    await until(() => pressed.answer !== undefined && answers.length === 2);
    expect(textOf(post)).toContain(words.battle.answering);
    expect(textOf(post)).toContain(question);
    const again = ann.tapData(post, data);
    peer.updates.tell("chosen_inline_result", {
      ...{ result_id: "q", from: ann.user, query: question, inline_message_id: post.inlineId! },
    });
    await until(() => again.answer !== undefined);
    for (const answer of answers.splice(0)) answer();
    await arena.settled();
    expect(answers).toEqual([]);
    expect(buttonsOf(post)).toContain("Tie");
    expect(peer.messagesIn(there)).toHaveLength(1);
    await arena.stop();
  });

  it("stays what it is, whatever a client sends that no button says", async () => {
    kit.server.script(signedAnswer);
    const arena = await openElsewhere();
    const { ann, bob } = arena;
    const post = await arena.post(ann);
    const before = [textOf(post), kit.server.calls.length];
    const asking = askingAction(builtInQuestions[0]!.id);
    for (const data of [
      asking,
      `p ${asking}`,
      `ask:${bob.id.toString(36)}:b${builtInQuestions[0]!.id}`,
      "battle:this",
    ]) {
      bob.tapData(post, data);
      await arena.settled();
    }
    expect([textOf(post), kit.server.calls.length]).toEqual(before);
    await arena.stop();
  });

  it.each(["\u200b", "****"])("is none where nothing can be seen: %j", async (text) => {
    const arena = await openElsewhere();
    const typed = arena.ann.inline(text);
    await arena.settled();
    expect(typed.answer!.results.length).toBeGreaterThan(9);
    await arena.stop();
  });

  it("may be one of the bank, in the language of whoever looks for one", async () => {
    kit.server.script(signedAnswer);
    const arena = await openElsewhere();
    const li = arena.peer.person("li", { language: "zh-hans" });
    const typed = li.inline("  ");
    await arena.settled();
    const { results } = typed.answer!;
    expect(results.length).toBeGreaterThan(9);
    expect(results.length).toBeLessThanOrEqual(50);
    const chosen = builtInQuestions.find(({ id }) => results[3]!.id === `b${id}`)!;
    expect(chosen.language).toBe("zh");
    const post = li.choose(typed, arena.there, 3);
    await arena.settled();
    expect(buttonsOf(post)).toContain(sentences("zh").battle.choices.tie);
    expect(JSON.stringify(kit.server.calls.at(-1)!.body)).toContain(JSON.stringify(chosen.text).slice(1, -1));
    await arena.stop();
  });

  it("is asked once where the bot is, too: in the private chat, and in a group of its own", async () => {
    kit.server.script(signedAnswer);
    const arena = await kit.arena();
    const { peer, ann, group } = arena;
    const before = kit.server.calls.length;
    for (const chat of [ann.private, group]) {
      ann.direct("/help");
      const typed = ann.inline(`@${peer.world.bot.username} ${question}`);
      await arena.settled();
      const post = ann.choose(typed, chat);
      await arena.settled();
      expect(buttonsOf(post)).toContain("Tie");
      // Should Telegram tell of the bot's own change of it, too, that is nobody's edit.
      const said = peer.messagesIn(chat).length;
      const now = { ...messageJson(post), edit_date: Math.floor(peer.world.clock.now().getTime() / 1_000) };
      peer.updates.tell("edited_message", now as never);
      await arena.settled();
      expect(peer.messagesIn(chat)).toHaveLength(said);
      expect(peer.messagesIn(chat).filter((one) => buttonsOf(one).includes("Tie"))).toEqual([post]);
    }
    expect(kit.server.calls.length).toBe(before + 4);
    await arena.stop();
  });

  it("tells its poster why it is not asked, and goes on being there to be asked", async () => {
    kit.server.script(signedAnswer);
    const arena = await openElsewhere({ rules: { questionsPerMinute: { person: 1, origin: 9, all: 9 } } });
    const { ann } = arena;
    await arena.post(ann);
    const second = await arena.post(ann, "And why is the sky blue?");
    const pressed = ann.tap(second, own.ask);
    await arena.settled();
    expect(pressed.answer).toMatchObject({ show_alert: true, text: expect.stringContaining("too fast") as string });
    await arena.pass(2 * minute);
    ann.tap(second, own.ask);
    await arena.settled();
    expect(buttonsOf(second)).toContain("Tie");
    await arena.stop();
  });

  it("with personal data is masked or not asked, as its poster decides in the private chat", async () => {
    kit.server.script(signedAnswer);
    const arena = await openElsewhere();
    const { ann } = arena;
    ann.direct("/start");
    const posted = await arena.post(ann, "Who is anna.k@posteo.de?");
    const pressed = ann.tap(posted, own.ask);
    await arena.settled();
    expect(pressed.answer).toMatchObject({ show_alert: true, text: own.decideInPrivate });
    expect(kit.server.calls.map(({ body }) => JSON.stringify(body)).join()).not.toContain("anna.k");
    const asked = saidTo(arena, ann).at(-1)!;
    ann.tap(asked, words.personal.sendMasked);
    await arena.settled();
    expect(textOf(posted)).toContain("Who is [e-mail address]?");
    expect(buttonsOf(posted)).toContain("Tie");
    await arena.stop();
  });

  it("shares the limits of one chat with all others so posted, and takes nothing from a group", async () => {
    kit.server.script(signedAnswer);
    const arena = await kit.arena({ rules: { questionsPerMinute: { person: 9, origin: 1, all: 9 } } });
    const { peer, ann, bob } = arena;
    const elsewhere = peer.group([ann, bob], { bot: { status: "left" } });
    const posts: PeerMessage[] = [];
    for (const person of [ann, bob]) {
      const typed = person.inline(question);
      await arena.settled();
      posts.push(person.choose(typed, elsewhere));
      await arena.settled();
    }
    expect(posts.map((post) => buttonsOf(post).includes("Tie"))).toEqual([true, false]);
    const ballot = await arena.ask();
    expect(buttonsOf(ballot)).toContain("Tie");
    await arena.stop();
  });

  it("survives the end of the process: while it is answered, and when it is open; one not yet asked says so", async () => {
    kit.server.script(() => {});
    const first = await openElsewhere({ place: "here" });
    const { peer, ann, bob } = first;
    const typed = ann.inline(question);
    await until(() => typed.answer !== undefined);
    const post = ann.choose(typed, first.there);
    const calls = kit.server.calls.length;
    await until(() => kit.server.calls.length === calls + 2);
    peer.world.inlineFeedback = false;
    const idle = ann.inline("And why is the sky blue?");
    await until(() => idle.answer !== undefined);
    const asleep = ann.choose(idle, first.there);
    await first.stop();
    kit.server.script(signedAnswer);
    const second = await kit.arena({ place: "here", peer });
    await second.settled();
    expect(buttonsOf(post)).toContain("Tie");
    const forgotten = ann.tap(asleep, own.ask);
    await second.settled();
    expect(forgotten.answer).toMatchObject({ text: own.forgotten });
    await second.stop();
    const third = await kit.arena({ place: "here", peer });
    bob.tap(post, "A");
    await third.settled();
    await third.pass(11 * minute);
    expect(textOf(post)).toContain(words.battle.votes(1, 0, 0, 0));
    await third.stop();
  });
});

describe("answers that one message does not hold", () => {
  const longAnswer =
    (length: number): ModelScript =>
    (call, number) =>
      answerWith(`${String(call.body.model)} ${"word ".repeat(length)}`)(call, number);

  it("are cut at the same length; a link shows one person all of them, and changes their vote", async () => {
    kit.server.script(longAnswer(1_500));
    const arena = await openElsewhere();
    const { ann, bob } = arena;
    const post = await arena.post(ann);
    const [, a = "", b = ""] = /\bA\n+(m\d [\s\S]*?)\n+B\n+(m\d [\s\S]*?)\n+Both answers are cut/u.exec(textOf(post))!;
    expect(a.slice(2)).toBe(b.slice(2));
    expect(a.match(/word/g)!.length).toBeGreaterThan(250);
    expect(textOf(post)).toContain(own.cut);
    bob.tap(post, "B");
    await arena.settled();
    follow(bob, post);
    await arena.settled();
    const shown = saidTo(arena, bob);
    expect(shown.map(textOf).join(" ").match(/word/g)).toHaveLength(3_000);
    const ballot = shown.at(-1)!;
    expect(textOf(ballot)).toBe(words.battle.choose);
    bob.tap(ballot, words.battle.buttons.withdraw);
    await arena.settled();
    expect(textOf(ballot)).toBe(plain(words.battle.withdrawn("B")));
    follow(ann, post);
    await arena.settled();
    ann.tap(saidTo(arena, ann).at(-1)!, "Tie");
    await arena.settled();
    const voted = saidTo(arena, ann).at(-1)!;
    expect(textOf(voted)).toBe(plain(words.battle.chosen("Tie")));
    ann.tap(voted, words.battle.buttons.close);
    await arena.settled();
    expect(textOf(post)).toContain(words.battle.votes(0, 0, 1, 0));
    const checked = bob.tap(post, words.battle.buttons.draw);
    await arena.settled();
    expect(checked.answer!.url).toMatch(/\?start=i-draw-_\d{8}[0-9a-z]{16}$/u);
    bob.direct(`/start ${new URL(checked.answer!.url!).searchParams.get("start")}`);
    await arena.settled();
    expect(textOf(saidTo(arena, bob).at(-1)!)).toContain("sha256sum");
    await arena.stop();
  });

  it("are no part of a battle elsewhere: neither a press nor a link reaches over", async () => {
    kit.server.script(signedAnswer);
    const arena = await openElsewhere();
    const { peer, ann, bob } = arena;
    const alone = await arena.ask(question, ann, ann.private);
    const data = dataOf(alone);
    const post = await arena.post(bob);
    const forged = bob.tapData(post, data);
    bob.direct(`/start i-whole-${data.split(":")[1]!.replace("~", "_")}`);
    await arena.settled();
    expect(forged.answer).toMatchObject({ text: words.refusals.unknownBattle });
    expect(saidTo(arena, bob).map(textOf)).toEqual([plain(words.refusals.unknownBattle)]);
    expect(peer.api.faults).toEqual([]);
    await arena.stop();
  });
});

describe("a flood", () => {
  it("at one posted question keeps no other one waiting", async () => {
    kit.server.script(signedAnswer);
    const arena = await openElsewhere();
    const { peer, ann, bob, there } = arena;
    const [typed, another] = [ann.inline(question), bob.inline("And why is the sky blue?")];
    await arena.settled();
    const [stuck, free] = [ann.choose(typed, there), () => bob.choose(another, there)];
    peer.api.plan(({ parameters }) => parameters.inline_message_id === stuck.inlineId, {
      kind: "refused",
      refusal: refusals.flood(35),
    });
    await until(() => peer.api.calls.some(({ code }) => code === 429));
    const post = free();
    // While one waits, the bot looks for more after a breath.
    await until(() => arena.core.clock.pending().includes(250));
    arena.core.clock.advance(250);
    await until(() => buttonsOf(post).includes("Tie"));
    const voted = ann.tap(post, "A");
    await until(() => arena.core.clock.pending().includes(250));
    arena.core.clock.advance(250);
    await until(() => voted.answer !== undefined);
    expect(voted.answer).toMatchObject({ text: plain(words.battle.chosen("A")) });
    expect(buttonsOf(stuck)).toEqual([own.ask]);
    arena.core.clock.advance(36_000);
    await arena.settled();
    expect(buttonsOf(stuck)).toContain("Tie");
    await arena.stop();
  });
});
