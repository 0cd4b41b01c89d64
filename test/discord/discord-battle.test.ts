import { refusals as peerRefusals } from "../peers/discord/refusal.ts";
import type { Call } from "../peers/discord/rest.ts";
import { until } from "../until.ts";
import { everything } from "../peers/discord/world.ts";
import { answerWith, answerWithError } from "../peers/scripted-model-server.ts";
import { PermissionFlagsBits as may } from "discord-api-types/v10";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sentences } from "../../core/index.ts";
import { signedAnswer } from "../arena/play.ts";
import { answerTo, buttonsOf, type DiscordKit, startDiscordKit, textOf, type DiscordArena } from "./discord-kit.ts";

const words = sentences("en");
const minute = 60_000;

const { battle, chat, refusals } = words;

let kit: DiscordKit;
beforeAll(async () => {
  kit = await startDiscordKit();
});
beforeEach(() => kit.server.script(signedAnswer));
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

describe("the asker of a battle", () => {
  it("is called once when it closes, if they want that, also after a restart, and nobody else is offered it", async () => {
    const arena = await kit.arena({ place: "here" });
    const { peer, channel, ann, bob } = arena;
    const { ballot } = await arena.ask();
    const others = await answerTo(arena, bob.press(ballot, "A"));
    expect(buttonsOf(others)).not.toContain(words.battle.buttons.tell);
    const mine = await answerTo(arena, ann.press(ballot, "B"));
    expect(textOf(await answerTo(arena, ann.press(mine, words.battle.buttons.tell)))).toBe(words.battle.willTell);
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
    await answerTo(arena, ann.press(mine, words.battle.buttons.tell));
    const strange = arena.bob.pressId(ballot, `tell:${idOf(ballot)}`);
    expect(textOf(await answerTo(arena, strange))).toBe(words.refusals.notAsker);
    const off = ann.pressId(ballot, `tell:${idOf(ballot)}`);
    expect(textOf(await answerTo(arena, off))).toBe(words.battle.willNotTell);
    const before = peer.messagesIn(channel).length;
    await arena.pass(25 * 60 * 60_000);
    expect(textOf(ballot)).toContain("This battle is closed.");
    expect(peer.messagesIn(channel)).toHaveLength(before);
    await arena.stop();
  });
});

/** The identifier that a ballot's buttons carry. */
function idOf(ballot: { components?: unknown }): string {
  return /vote:(?<id>~\d{8}[0-9a-z]{16})/.exec(JSON.stringify(ballot.components))!.groups!["id"]!;
}

/** Asks, and lets the models answer only when told to. */
async function begin(arena: DiscordArena) {
  const { promise, resolve } = Promise.withResolvers<void>();
  kit.server.script(async (call, number) => {
    await promise;
    await signedAnswer(call, number);
  });
  const asked = arena.ann.slash(arena.channel, "battle", { question: "Why is the sea salty?" });
  await until(() => asked.replies.length > 0);
  const post = arena.peer.messagesIn(arena.channel).at(-1)!;
  return { asked, post, answer: resolve };
}

describe("a battle that may not be shown", () => {
  it.each(["channel", "role"] as const)("is shown once its %s allows it again", async (by) => {
    const arena = await kit.arena();
    const { peer, channel, guild } = arena;
    const { asked, post, answer } = await begin(arena);
    if (by === "channel") peer.deny(channel, may.ViewChannel);
    else peer.grant(guild, everything & ~may.ViewChannel);
    answer();
    // The one permission that is missing, and no other.
    await until(() => textOf(asked.replies[0]!) === chat.missingPermissions(chat.permissions.ViewChannel));
    for (let turn = 0; turn < 20; turn += 1) await arena.pass(minute);
    expect(peer.rest.calls.filter(({ status }) => status === 403)).toHaveLength(1);
    expect(textOf(post)).toContain(battle.answering);
    if (by === "channel") peer.deny(channel, 0n);
    else peer.grant(guild, everything);
    await until(() => buttonsOf(post).includes("Both bad"));
    expect(peer.rest.calls.filter(({ status }) => status === 403)).toHaveLength(1);
    expect(arena.core.log.filter(({ level }) => level === "error")).toEqual([]);
    await arena.stop();
  });

  it("is shown when somebody does something there, and at the next start", async () => {
    const arena = await kit.arena({ place: "here" });
    const { peer, channel, guild } = arena;
    const { asked, post, answer } = await begin(arena);
    peer.deny(channel, may.ViewChannel);
    answer();
    await until(() => textOf(asked.replies[0]!).includes(chat.permissions.ViewChannel));
    await arena.settled();
    // No event tells of it.
    channel.denied = 0n;
    await answerTo(arena, arena.ann.slash(channel, "help"));
    await until(() => buttonsOf(post).includes("Both bad"));
    const second = await begin(arena);
    peer.deny(channel, may.ViewChannel);
    second.answer();
    await until(() => textOf(second.asked.replies[0]!).includes(chat.permissions.ViewChannel));
    await arena.stop();
    peer.deny(channel, 0n);
    const later = await kit.arena({ place: "here", peer });
    await until(() => buttonsOf(second.post).includes("Both bad"));
    expect(guild.joined).toBe(true);
    await later.stop();
  });
});

describe("a battle whose answers Discord lets not through", () => {
  it.each([peerRefusals.moderated, peerRefusals.emptyMessage])(
    "keeps no other battle of its channel from being shown",
    async (refusal) => {
      const arena = await kit.arena();
      const { peer, channel, ann, bob } = arena;
      const { asked, post, answer } = await begin(arena);
      bob.say(channel, "Why is the sky blue?", { mention: true });
      await until(() => peer.messagesIn(channel).length === 4);
      const other = peer.messagesIn(channel).at(-1)!;
      const refused = ({ method, path }: Call) => method === "PATCH" && path.endsWith(post.id);
      peer.rest.plan(refused, { kind: "refused", refusal: refusal() });
      const release = peer.rest.hold(({ method, path }) => method === "PATCH" && path.endsWith(other.id));
      answer();
      await until(() => Object.values(chat.obstacles).includes(textOf(asked.replies[0]!)));
      release();
      await until(() => buttonsOf(other).includes("Both bad"));
      await answerTo(arena, ann.press(other, "A"));
      await arena.pass(25 * 60 * minute);
      expect(textOf(other)).toContain("This battle is closed.");
      await arena.stop();
    },
  );
});

it("votes that Discord is slow to answer for keep no other vote waiting", async () => {
  const arena = await kit.arena();
  const { peer, bob } = arena;
  const { ballot } = await arena.ask();
  const slow = Array.from({ length: 16 }, (_, index) => peer.person(`voter ${index}`).press(ballot, "B"));
  const release = peer.rest.hold(({ path }) => slow.some(({ token }) => path.includes(`${token}/messages/`)));
  await until(() => slow.every((one) => one.acknowledgedAfter !== undefined));
  const vote = bob.press(ballot, "A");
  await until(() => vote.replies.length > 0);
  expect(textOf(vote.replies[0]!)).toContain(battle.chosen("A"));
  expect(slow.every(({ replies }) => replies.length === 0)).toBe(true);
  release();
  await until(() => slow.every(({ replies }) => replies.length > 0));
  await arena.stop();
});

describe("a post that is deleted", () => {
  it.each(["message", "channel"] as const)(
    "is said to be gone where its asker has a link to it: the %s",
    async (what) => {
      const arena = await kit.arena();
      const { peer, channel } = arena;
      kit.server.script(signedAnswer);
      const { ballot, asked } = await arena.ask();
      expect(textOf(asked.replies[0]!)).toContain(ballot.id);
      if (what === "message") peer.removeMessage(ballot);
      else peer.removeChannel(channel);
      await until(() => textOf(asked.replies[0]!) === chat.obstacles.gone);
      await arena.stop();
    },
  );
});

describe("a battle without answers", () => {
  it("can be asked again by a button, once a press, and only by its asker", async () => {
    const arena = await kit.arena();
    const { peer, channel, ann, bob } = arena;
    kit.server.script(answerWithError(400, { error: { message: "no" } }));
    const asked = ann.slash(channel, "battle", { question: "Why is the sea salty?" });
    await until(() => asked.replies.length > 0);
    const failed = peer.messagesIn(channel).at(-1)!;
    await until(() => textOf(failed).includes(battle["no-answer"]));
    await arena.settled();
    kit.server.script(answerWith("Salt."));
    const strange = await answerTo(arena, bob.press(failed, battle.buttons.again));
    expect(textOf(strange)).toBe(refusals.notYourQuestion);
    const presses = [ann.press(failed, battle.buttons.again), ann.press(failed, battle.buttons.again)];
    for (const press of presses) expect(textOf(await answerTo(arena, press))).toBe(battle.askedAgain);
    const ballots = () => peer.messagesIn(channel).filter((message) => buttonsOf(message).includes("Both bad"));
    await until(() => ballots().length > 0);
    await arena.settled();
    expect(ballots().map(textOf)).toEqual([expect.stringContaining("> Why is the sea salty?")]);
    await arena.stop();
  });
});
