import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sentences } from "../../core/index.ts";
import { signedAnswer } from "../arena/play.ts";
import { answerTo, buttonsOf, type DiscordKit, startDiscordKit, textOf } from "./discord-kit.ts";

const { battle } = sentences("en");

let kit: DiscordKit;
beforeAll(async () => {
  kit = await startDiscordKit();
  kit.server.script(signedAnswer);
});
afterAll(() => kit.close());

describe("the asker of a battle", () => {
  it("is called once when it closes, if they want that, also after a restart, and nobody else is offered it", async () => {
    const arena = await kit.arena({ place: "here" });
    const { peer, channel, ann, bob } = arena;
    const { ballot } = await arena.ask();
    const others = await answerTo(arena, bob.press(ballot, "A"));
    expect(buttonsOf(others)).not.toContain(battle.buttons.tell);
    const mine = await answerTo(arena, ann.press(ballot, "B"));
    expect(textOf(await answerTo(arena, ann.press(mine, battle.buttons.tell)))).toBe(battle.willTell);
    await arena.stop();
    const before = peer.messagesIn(channel).length;
    const later = await kit.arena({ place: "here", peer });
    await later.pass(25 * 60 * 60_000);
    const [call, ...more] = peer.messagesIn(channel).slice(before);
    expect(more).toEqual([]);
    expect(textOf(call!)).toMatch(new RegExp(`^<@${ann.id}> Your battle has closed. A was \\*\\*Model m`));
    expect(call!.message_reference?.message_id).toBe(ballot.id);
    const posted = peer.rest.calls.findLast(({ method, path }) => method === "POST" && path.endsWith("/messages"));
    expect(posted!.body).toMatchObject({ allowed_mentions: { parse: [], users: [ann.id] } });
    await later.stop();
  });

  it("is not called who has called that off, or has not asked for it", async () => {
    const arena = await kit.arena();
    const { peer, channel, ann } = arena;
    const { ballot } = await arena.ask();
    const mine = await answerTo(arena, ann.press(ballot, "B"));
    await answerTo(arena, ann.press(mine, battle.buttons.tell));
    const strange = arena.bob.pressId(ballot, `tell:${idOf(ballot)}`);
    expect(textOf(await answerTo(arena, strange))).toBe(sentences("en").refusals.notAsker);
    const off = ann.pressId(ballot, `tell:${idOf(ballot)}`);
    expect(textOf(await answerTo(arena, off))).toBe(battle.willNotTell);
    const before = peer.messagesIn(channel).length;
    await arena.pass(25 * 60 * 60_000);
    expect(textOf(ballot)).toContain("This battle is closed.");
    expect(peer.messagesIn(channel)).toHaveLength(before);
    await arena.stop();
  });
});

/** The identifier that a ballot's buttons carry. */
function idOf(ballot: { components?: unknown }): string {
  return /vote:(?<id>[0-9a-z]{16})/.exec(JSON.stringify(ballot.components))!.groups!["id"]!;
}
