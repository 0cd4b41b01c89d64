import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sentences } from "../../core/index.ts";
import { signedAnswer } from "../arena/play.ts";
import { until } from "../until.ts";
import { buttonsOf, plain, startTelegramKit, type TelegramKit, textOf } from "./telegram-kit.ts";

const words = sentences("en");
const minute = 60_000;
const administrator = { status: "administrator" as const };

let kit: TelegramKit;
beforeAll(async () => {
  kit = await startTelegramKit();
});
afterAll(() => kit.close());

describe("a group that becomes a supergroup in the middle of a battle", () => {
  it("lets people go on voting with the buttons that they still see", async () => {
    kit.server.script(signedAnswer);
    const arena = await kit.arena({ type: "group" });
    const { peer, group, ann, bob } = arena;
    const ballot = await arena.ask();
    const moved = peer.migrate(group, ann);
    await arena.settled();
    const voted = bob.tap(ballot, "A");
    await arena.settled();
    expect(voted.answer).toMatchObject({ text: plain(words.battle.chosen("A")) });
    await arena.pass(11 * minute);
    expect(textOf(peer.messagesIn(moved).at(-1)!)).toContain(words.battle.votes(1, 0, 0, 0));
    await arena.stop();
  });

  it("takes follow-ups and reactions on the post that stands there in its place", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    kit.server.script(async (call, number) => {
      await promise;
      await signedAnswer(call, number);
    });
    const arena = await kit.arena({ type: "group", bot: administrator });
    const { peer, group, ann, bob } = arena;
    const before = kit.server.calls.length;
    ann.say(group, "/battle Why?");
    await until(() => kit.server.calls.length >= before + 2);
    const moved = peer.migrate(group, ann);
    resolve();
    await arena.settled();
    const again = peer.messagesIn(moved).at(-1)!;
    expect(again.rich).toBeDefined();
    ann.say(moved, "And why is the sky blue?", { replyTo: again });
    await arena.settled();
    const next = peer.messagesIn(moved).at(-1)!;
    expect([buttonsOf(again), buttonsOf(next)].map((labels) => labels.includes("Tie"))).toEqual([false, true]);
    bob.react(next, "🤝");
    await arena.settled();
    await arena.pass(11 * minute);
    expect(textOf(next)).toContain(words.battle.votes(0, 0, 1, 0));
    await arena.stop();
  });
});
