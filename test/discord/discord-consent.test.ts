import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sentences } from "../../core/index.ts";
import { signedAnswer } from "../arena/play.ts";
import type { PeerPerson } from "../peers/discord/people.ts";
import type { PeerMessage } from "../peers/discord/world.ts";
import { until } from "../until.ts";
import { answerTo, buttonsOf, type DiscordArena, type DiscordKit, startDiscordKit, textOf } from "./discord-kit.ts";

const { asking, bank, chat, consent, refusals } = sentences("en");
const hour = 60 * 60_000;

let kit: DiscordKit;
let arena: DiscordArena;
beforeAll(async () => {
  kit = await startDiscordKit();
  kit.server.script(signedAnswer);
});
afterAll(() => kit.close());
beforeEach(async () => {
  arena = await kit.arena({ place: "here" });
});
afterEach(() => arena.stop());

const ballots = () => arena.peer.messagesIn(arena.channel).filter((one) => buttonsOf(one).includes("Both bad"));

/** Somebody wants to battle what another has written. @returns what the bot asks the writer. */
async function wants(person: PeerPerson, message: PeerMessage): Promise<PeerMessage> {
  const wanted = person.menu(chat.battleThis, message);
  const said = textOf(await answerTo(arena, wanted));
  const asked = arena.peer.messagesIn(arena.channel).find(({ id }) => said.includes(`/${id}`));
  if (!asked) throw new Error(said);
  return asked;
}

const told = async (person: PeerPerson, post: PeerMessage, label: string) =>
  textOf(await answerTo(arena, person.press(post, label)));

describe("somebody else's message", () => {
  it("is battled once its writer says yes, who alone is called and alone may press", async () => {
    const { channel, ann, bob } = arena;
    const calls = kit.server.calls.length;
    const message = ann.say(channel, "Why is the sea salty?");
    const asked = await wants(bob, message);
    expect(asked.message_reference?.message_id).toBe(message.id);
    expect(textOf(asked)).toContain(chat.wantsBattle(`<@${bob.id}>`, `<@${ann.id}>`));
    const sent = arena.peer.rest.calls.findLast(({ method, path }) => method === "POST" && path.endsWith("/messages"));
    expect(sent?.body).toMatchObject({ allowed_mentions: { parse: [], users: [ann.id] } });
    expect(await told(bob, asked, consent.buttons.yes)).toBe(consent.onlyWriter);
    expect(kit.server.calls).toHaveLength(calls);
    expect(await told(ann, asked, consent.buttons.yes)).toBe(bank.asked);
    await until(() => ballots().length === 1);
    expect(ballots()[0]!.message_reference?.message_id).toBe(message.id);
    expect(JSON.stringify(kit.server.calls.at(-1)!.body)).toContain('"content":"Why is the sea salty?"');
    expect(textOf(asked)).toBe(consent.saidYes);
    expect(buttonsOf(asked)).toEqual([]);
  });

  it("is battled with what is attached to it, also after a restart", async () => {
    const { peer, channel, ann, bob } = arena;
    const note = { name: "note.txt", type: "text/plain", bytes: Buffer.from("Salt comes from rocks.") };
    const message = ann.say(channel, "Is this right?", { files: [note] });
    const asked = await wants(bob, message);
    await arena.stop();
    const own = arena.channel;
    arena = await kit.arena({ place: "here", peer });
    arena.channel = own;
    expect(await told(ann, asked, consent.buttons.yes)).toBe(bank.asked);
    await until(() => ballots().length === 1);
    expect(JSON.stringify(kit.server.calls.at(-1)!.body)).toContain("Salt comes from rocks.");
  });

  it("goes to no model after a no, and not when it was changed or deleted", async () => {
    const { peer, channel, ann, bob } = arena;
    const calls = kit.server.calls.length;
    const [refused, edited, deleted] = ["One?", "Two?", "Three?"].map((text) => ann.say(channel, text));
    const first = await wants(bob, refused!);
    expect(await told(ann, first, consent.buttons.no)).toBe(consent.youSaidNo);
    expect([textOf(first), buttonsOf(first)]).toEqual([consent.saidNo, []]);
    const second = await wants(bob, edited!);
    ann.edit(edited!, "Something else?");
    expect(await told(ann, second, consent.buttons.yes)).toBe(asking.wordsUntold);
    const third = await wants(bob, deleted!);
    peer.removeMessage(deleted!);
    expect(await told(ann, third, consent.buttons.yes)).toBe(asking.wordsGone);
    expect(textOf(third)).toBe(consent.gone);
    expect(kit.server.calls).toHaveLength(calls);
  });

  it("goes to no model a day later", async () => {
    const { channel, ann, bob } = arena;
    const asked = await wants(bob, ann.say(channel, "Why?"));
    await arena.pass(24 * hour + 2_000);
    expect(await told(ann, asked, consent.buttons.yes)).toBe(consent.tooLate);
    expect(textOf(asked)).toBe(consent.over);
  });

  it("is asked for once, and nobody is asked more than three times a day, or again after saying never", async () => {
    const { peer, channel, ann, bob } = arena;
    const refusal = async (person: PeerPerson, message: PeerMessage) =>
      textOf(await answerTo(arena, person.menu(chat.battleThis, message)));
    const message = ann.say(channel, "Why?");
    const asked = await wants(bob, message);
    expect(await refusal(bob, message)).toBe(consent.askedBefore);
    await wants(peer.person("carl"), ann.say(channel, "Why not?"));
    await wants(peer.person("dora"), ann.say(channel, "Who?"));
    expect(await refusal(bob, ann.say(channel, "How?"))).toBe(consent.askedTooOften);
    const never = await answerTo(arena, ann.press(asked, consent.buttons.never));
    await arena.pass(25 * hour);
    expect(await refusal(bob, ann.say(channel, "When?"))).toBe(consent.notToBeAsked);
    const shown = await answerTo(arena, ann.slash(channel, "privacy"));
    expect(textOf(shown)).toContain(consent.isNeverAsked);
    expect(buttonsOf(shown)).toContain(consent.buttons.allow);
    await answerTo(arena, ann.press(never, consent.buttons.allow));
    await wants(bob, ann.say(channel, "Where?"));
  });

  it("is not asked for where it is a bot's, says nothing, or the bot is no member", async () => {
    const { peer, channel, ann, bob } = arena;
    const refusal = async (message: PeerMessage) => textOf(await answerTo(arena, bob.menu(chat.battleThis, message)));
    expect(await refusal(peer.person("robot", { bot: true }).say(channel, "Why?"))).toBe(chat.neverBots);
    expect(await refusal(ann.say(channel, "…"))).toBe(refusals.emptyQuestion);
    const elsewhere = peer.channel(peer.guild({ joined: false }));
    expect(await refusal(ann.say(elsewhere, "Why?"))).toBe(chat.cannotAskWriter);
    const owner = peer.person("owner", { manages: true });
    await answerTo(arena, owner.slash(channel, "settings", { askers: "managers" }));
    expect(await refusal(ann.say(channel, "Why?"))).toBe(asking.notAmongAskers);
  });
});
