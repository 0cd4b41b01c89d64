import { PermissionFlagsBits as may } from "discord-api-types/v10";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sentences } from "../../core/index.ts";
import { signedAnswer } from "../arena/play.ts";
import type { PeerPerson } from "../peers/discord/people.ts";
import type { PeerChannel, PeerMessage } from "../peers/discord/world.ts";
import { until } from "../until.ts";
import { answerTo, buttonsOf, type DiscordArena, type DiscordKit, startDiscordKit, textOf } from "./discord-kit.ts";

const words = sentences("en");
const { erased } = words.battle;
const day = 24 * 60 * 60_000;

let kit: DiscordKit;
beforeAll(async () => {
  kit = await startDiscordKit();
  kit.server.script(signedAnswer);
});
afterAll(() => kit.close());

async function erase(arena: DiscordArena, person: PeerPerson, at: PeerMessage): Promise<string> {
  const said = textOf(await answerTo(arena, person.pressId(at, "privacy:erase-now")));
  await arena.settled();
  return said;
}

const allOf = (arena: DiscordArena, channel: PeerChannel) => JSON.stringify(arena.peer.messagesIn(channel));

describe("erasing on Discord", () => {
  it("takes question, answers and name out of all that the bot has posted, after a restart too", async () => {
    const arena = await kit.arena({ place: "erasing" });
    const { peer, channel, ann, bob } = arena;
    const question = `My name is Salty. ${"Why is my sea so salty? ".repeat(230)}`;
    const { ballot } = await arena.ask(question);
    const mine = await answerTo(arena, ann.press(ballot, "A"));
    await answerTo(arena, ann.press(mine, words.battle.buttons.tell));
    const { ballot: bobs } = await arena.ask("Why is Bob's sea salty?", bob);
    await arena.pass(25 * 60 * 60_000);
    const [first, second, , , , call] = peer.messagesIn(channel);
    expect(textOf(first!)).toContain(words.chat.asks(`<@${ann.id}>`));
    expect(textOf(second!)).toContain("salty?");
    expect(textOf(call!)).toContain(`<@${ann.id}>`);
    await arena.stop();

    const later = await kit.arena({ place: "erasing", peer });
    expect(await erase(later, ann, ballot)).toContain(words.privacy.postsWaiting(1));
    for (const message of [first!, second!, call!]) expect(textOf(message)).toBe(erased);
    expect(textOf(ballot)).toContain(erased);
    expect(textOf(ballot)).toMatch(/A was \*\*Model m\d/u);
    expect(textOf(ballot)).toContain(words.battle.votes(1, 0, 0, 0));
    expect(buttonsOf(ballot)).toEqual([words.battle.buttons.draw]);
    expect(allOf(later, channel)).not.toMatch(/Salty|my sea/u);
    expect(allOf(later, channel)).not.toContain(ann.id);
    expect(textOf(bobs)).toContain("the sea of");
    await later.stop();
  });

  it("renames threads that carry a question, also closed ones", async () => {
    const arena = await kit.arena();
    const { peer, channel, ann } = arena;
    const owner = peer.person("owner", { manages: true });
    await answerTo(arena, owner.slash(channel, "settings", { threads: "on" }));
    await answerTo(arena, ann.slash(channel, "battle", { question: "Why is my sea salty?" }));
    const [question] = peer.messagesIn(channel);
    const thread = peer.world.channels.get(question!.id)!;
    const [ballot] = peer.messagesIn(thread);
    await until(() => buttonsOf(ballot!).includes("Both bad"));
    await arena.pass(25 * 60 * 60_000);
    thread.archived = true;
    await erase(arena, ann, ballot!);
    expect(thread.name).toBe("Erased by whoever asked.");
    expect(allOf(arena, channel) + allOf(arena, thread)).not.toMatch(/my sea|the sea of/u);
    await arena.stop();
  });

  it("waits for permissions, lets go of what was deleted, and counts replies that can be changed no more", async () => {
    const arena = await kit.arena();
    const { peer, guild, channel, ann } = arena;
    const { ballot } = await arena.ask("Why is my sea salty?");
    const { ballot: deleted } = await arena.ask("Why is my sea salty?");
    const elsewhere = peer.channel(peer.guild({ joined: false }));
    const asked = ann.slash(elsewhere, "battle", { question: "Why is my sea salty?" });
    await until(() => asked.replies.length > 0 && buttonsOf(asked.replies[0]!).length > 3);
    const reply = await answerTo(arena, ann.press(asked.replies[0]!, "A"));
    await answerTo(arena, ann.press(reply, words.battle.buttons.names));
    await arena.pass(25 * 60 * 60_000);
    peer.removeMessage(deleted);
    const other = peer.channel(guild);
    const { ballot: pressed } = await arena.ask("Why is the sky blue?", arena.bob, other);
    peer.deny(channel, may.SendMessages | may.ViewChannel);
    await erase(arena, ann, pressed);
    expect(textOf(ballot)).toContain("the sea of");
    const told = textOf(await answerTo(arena, ann.slash(other, "privacy", {})));
    expect(told).toContain(words.privacy.postsWaiting(2));
    expect(told).toContain(words.privacy.postsUnreachable(1));
    peer.deny(channel, 0n);
    await arena.pass(day);
    expect(textOf(ballot)).not.toContain("the sea of");
    const later = textOf(await answerTo(arena, ann.slash(other, "privacy", {})));
    expect(later).toContain(words.privacy.postsUnreachable(1));
    expect(later).not.toContain(words.privacy.postsWaiting(1));
    await arena.stop();
  });
});
