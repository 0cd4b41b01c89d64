import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sentences } from "../../core/index.ts";
import { signedAnswer } from "../arena/play.ts";
import { answerWith, type ModelScript } from "../peers/scripted-model-server.ts";
import { buttonsOf, plain, startTelegramKit, type TelegramKit, textOf } from "./telegram-kit.ts";

const words = sentences("en");
const minute = 60_000;

let kit: TelegramKit;
beforeAll(async () => {
  kit = await startTelegramKit();
});
afterAll(() => kit.close());

describe("a battle in a group", () => {
  it("is one message from the progress line to the names, in answer to its question", async () => {
    kit.server.script(signedAnswer);
    const arena = await kit.arena();
    const { peer, group, ann, bob } = arena;
    const ballot = await arena.ask();
    expect(peer.messagesIn(group)).toHaveLength(2);
    expect(ballot.replyTo?.text).toContain("Why is the sea salty?");
    expect(ballot.previewDisabled).toBe(true);
    expect(ballot.edits).toBe(1);
    expect(buttonsOf(ballot)).toEqual(["A", "B", "Tie", "Both bad"]);
    expect(new Set(ballot.keyboard.flat().map(({ style }) => style)).size).toBe(1);
    expect(peer.world.actions.some(({ chat }) => chat === group.id)).toBe(true);
    expect(textOf(ballot)).not.toMatch(/Model m\d/);

    const pressed = bob.tap(ballot, "B");
    await arena.settled();
    expect(pressed.answer).toEqual({ callback_query_id: pressed.id, text: "You chose B." });
    const [confirmed] = peer.shownAlone(group, bob);
    expect(textOf(confirmed!)).toContain(plain(words.battle.chosen("B")));
    expect(peer.messagesIn(group)).toHaveLength(2);

    bob.tap(confirmed!, words.battle.buttons.change);
    await arena.settled();
    expect(peer.shownAlone(group, bob)).toHaveLength(1);
    bob.tap(confirmed!, "Tie");
    await arena.settled();
    expect(textOf(confirmed!)).toContain("You changed your vote to Tie.");

    ann.tap(ballot, "A");
    await arena.settled();
    await arena.pass(11 * minute);
    expect(textOf(ballot)).toContain("This battle is closed.");
    expect(textOf(ballot)).toContain(words.battle.votes(1, 0, 1, 0));
    expect(textOf(ballot)).toMatch(/Model m\d/);
    await arena.stop();
  });

  it("goes on when its asker answers its post, and when somebody names the bot", async () => {
    kit.server.script(signedAnswer);
    const arena = await kit.arena();
    const { peer, group, ann, bob } = arena;
    const ballot = await arena.ask();
    ann.say(group, "And the Dead Sea?", { replyTo: ballot });
    await arena.settled();
    expect(buttonsOf(ballot)).toEqual([]);
    const next = peer.messagesIn(group).at(-1)!;
    expect(buttonsOf(next)).toEqual(["A", "B", "Tie", "Both bad"]);
    expect(next.replyTo?.text).toBe("And the Dead Sea?");
    bob.say(group, `@${peer.world.bot.username} Why is the sky blue?`);
    await arena.settled();
    expect(peer.messagesIn(group).at(-1)!.replyTo?.text).toContain("sky");
    expect(buttonsOf(peer.messagesIn(group).at(-1)!)).toContain("Tie");
    expect(JSON.stringify(kit.server.calls.at(-1)!.body)).not.toContain(peer.world.bot.username);
    await arena.stop();
  });

  it("stays in its topic", async () => {
    kit.server.script(signedAnswer);
    const arena = await kit.arena({ forum: true });
    const { peer, group, ann } = arena;
    const topic = peer.topic(group);
    ann.say(group, "/battle Why?", { topic: topic.id });
    await arena.settled();
    const post = peer.messagesIn(group).at(-1)!;
    expect(post.thread).toBe(topic.id);
    expect(buttonsOf(post)).toContain("Tie");
    await arena.stop();
  });
});

describe("a battle in a private chat", () => {
  it("is asked by a plain message, and voted on by buttons that work after a restart", async () => {
    kit.server.script(signedAnswer);
    const first = await kit.arena({ place: "here" });
    const { peer, ann } = first;
    const ballot = await first.ask("Why?", ann, ann.private);
    await first.stop();
    const second = await kit.arena({ place: "here", peer });
    ann.tap(ballot, "A");
    await second.settled();
    const confirmed = peer.messagesIn(ann.private).at(-1)!;
    expect(textOf(confirmed)).toContain(plain(words.battle.chosen("A")));
    ann.tap(confirmed, words.battle.buttons.names);
    await second.settled();
    expect(textOf(confirmed)).toMatch(/Model m\d/);
    expect(textOf(ballot)).toContain("This battle is closed.");
    await second.stop();
  });
});

describe("long answers", () => {
  const longAnswer =
    (length: number): ModelScript =>
    (call, number) =>
      answerWith(`${String(call.body.model)} ${"word ".repeat(length)}`)(call, number);

  it("stand together in one rich message", async () => {
    const arena = await kit.arena();
    const { peer, group, bob } = arena;
    kit.server.script(longAnswer(3_000));
    const ballot = await arena.ask();
    expect(peer.messagesIn(group)).toHaveLength(2);
    expect(ballot.edits).toBe(1);
    expect(ballot.entities).toEqual([]);
    const blocks = ballot.rich!.blocks.map(({ type }) => type);
    expect(blocks).toEqual([
      "paragraph",
      ...["heading", "blockquote"],
      ...["heading", "blockquote"],
      ...blocks.slice(5),
    ]);
    expect(new Set(blocks.slice(5))).toEqual(new Set(["footer"]));
    expect(textOf(ballot).match(/word/g)).toHaveLength(6_000);
    bob.tap(ballot, "B");
    await arena.settled();
    await arena.pass(11 * minute);
    expect(textOf(ballot)).toContain("This battle is closed.");
    expect(textOf(ballot).match(/word/g)).toHaveLength(6_000);
    await arena.stop();
  });

  it("stand apart in messages of their own, whole and in the same form, where the server knows no rich ones", async () => {
    const arena = await kit.arena({ rich: false });
    const { peer, group, bob } = arena;
    kit.server.script(longAnswer(600));
    const ballot = await arena.ask();
    const [, , a, b] = peer.messagesIn(group);
    expect(textOf(ballot)).toContain(words.telegram.answersBelow);
    for (const [side, message] of [
      ["A", a!],
      ["B", b!],
    ] as const) {
      expect(textOf(message)).toMatch(new RegExp(`^${side}\nm\\d (?:word ){599}word$`));
      expect(message.replyTo).toBe(ballot);
    }
    bob.tap(ballot, "B");
    await arena.settled();
    await arena.pass(11 * minute);
    expect(textOf(ballot)).toContain("This battle is closed.");
    expect(peer.messagesIn(group)).toHaveLength(4);
    await arena.stop();
  });

  it.each([
    ["where no message holds them", true, 3_300],
    ["where the server knows no rich messages", false, 1_200],
  ])("come as files with all of it %s", async (_name, rich, length) => {
    const arena = await kit.arena({ rich });
    const { peer, group } = arena;
    kit.server.script(longAnswer(length));
    await arena.ask();
    const [, , a, b] = peer.messagesIn(group);
    expect([a!.document?.file_name, b!.document?.file_name]).toEqual(["answer-a.md", "answer-b.md"]);
    expect(textOf(a!)).toContain(words.chat.goesOn("answer-a.md"));
    const kept = Buffer.from(peer.world.files.get(a!.document!.file_id)!.bytes).toString();
    expect(kept.match(/word/g)).toHaveLength(length);
    await arena.stop();
  });
});
