import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sentences } from "../../core/index.ts";
import { signedAnswer } from "../arena/play.ts";
import { answerTo, buttonsOf, type DiscordKit, startDiscordKit, textOf } from "./discord-kit.ts";

const words = sentences("en");
const minute = 60_000;

let kit: DiscordKit;
beforeAll(async () => {
  kit = await startDiscordKit();
  kit.server.script(signedAnswer);
});
afterAll(() => kit.close());

describe("a battle on Discord", () => {
  it("goes from a command to the names", async () => {
    const arena = await kit.arena();
    const { ballot, asked } = await arena.ask("Why is the sea salty?");
    expect(asked.acknowledgedAfter).toBe(0);
    const [question, post] = arena.peer.messagesIn(arena.channel);
    expect(textOf(question!)).toContain("Why is the sea salty?");
    expect(post).toBe(ballot);
    expect(ballot.message_reference?.message_id).toBe(question!.id);
    expect(textOf(ballot)).toMatch(/### A\nthe sea of m\d\n### B\nthe sea of m\d/);
    expect(textOf(ballot)).not.toContain("Model m");
    expect(buttonsOf(ballot)).toEqual(["A", "B", "Tie", "Both bad", words.chat.followUp]);
    expect(textOf(await answerTo(arena, asked))).toContain(`/${arena.channel.id}/${ballot.id}`);

    const pressed = arena.ann.press(ballot, "A");
    const reply = await answerTo(arena, pressed);
    expect(textOf(reply)).toContain(words.battle.chosen("A"));
    expect((reply.flags ?? 0) & 64).toBe(64);
    const seen = arena.ann.press(reply, words.battle.buttons.names);
    expect(textOf(await answerTo(arena, seen))).toMatch(/A was \*\*Model m\d/);
    expect(textOf(ballot)).not.toContain("Model m");

    await arena.pass(11 * minute);
    expect(textOf(ballot)).toMatch(/This battle is closed. A was \*\*Model m\d/);
    expect(textOf(ballot)).toContain("1 vote");
    await arena.stop();
  });
});
