import { PermissionFlagsBits as may } from "discord-api-types/v10";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { choices } from "../../core/chat/post.ts";
import { sentences } from "../../core/index.ts";
import { signedAnswer } from "../arena/play.ts";
import { until } from "../until.ts";
import { type DiscordKit, startDiscordKit, textOf } from "./discord-kit.ts";

const words = sentences("en");
const minute = 60_000;

// Everything takes place on two cores: the store, the models, the peer and the bot.
vi.setConfig({ testTimeout: 240_000 });

let kit: DiscordKit;
// One store each: the open battles of another test would be caught up on, as slowly as a clock that stands still allows.
beforeEach(async () => {
  kit = await startDiscordKit();
});
afterEach(() => kit.close());

describe("under load", () => {
  it("acknowledges 200 commands at once, while every model is silent", async () => {
    const { promise: silence, resolve: speak } = Promise.withResolvers<void>();
    kit.server.script(async (call, number) => {
      await silence;
      await signedAnswer(call, number);
    });
    const arena = await kit.arena();
    const { peer, core } = arena;
    const channels = Array.from({ length: 20 }, () => peer.channel(arena.guild));
    // The test is about commands: reactions would only fill the queue.
    for (const channel of channels) peer.deny(channel, may.AddReactions);
    const before = peer.rest.calls.length;
    const asked = Array.from({ length: 200 }, (_, index) => {
      const channel = channels[index % channels.length]!;
      return peer.person(`asker ${index}`).slash(channel, "battle", { question: `Question ${index}?` });
    });
    await until(() => asked.every((one) => one.acknowledgedAfter !== undefined));
    expect(asked.map((one) => one.acknowledgedAfter)).toEqual(asked.map(() => 0));
    // The peer's clock stands still, so this counts as well: next to nothing else was done before.
    const isAnswer = ({ path }: { path: string }) => path.endsWith("/callback");
    const others = peer.rest.calls
      .slice(before, peer.rest.calls.findLastIndex(isAnswer))
      .filter((call) => !isAnswer(call));
    expect(others.length).toBeLessThan(40);
    speak();
    await until(() => asked.every((one) => one.replies.length > 0));
    await arena.settled();
    const ballots = channels.flatMap(peer.messagesIn).filter((message) => textOf(message).includes("### A"));
    expect(ballots).toHaveLength(200);
    expect(core.log.filter(({ level }) => level === "error")).toEqual([]);
    await arena.stop();
  });

  it("counts 600 presses of 150 people on one battle once a person", async () => {
    kit.server.script(signedAnswer);
    const arena = await kit.arena();
    const { peer, core } = arena;
    const { ballot } = await arena.ask();
    const labels = choices.map((choice) => words.battle.buttons[choice]);
    const people = Array.from({ length: 150 }, (_, index) => peer.person(`voter ${index}`));
    // Everybody tries every button, and ends with one of their own; the peer tells of them in this order.
    const last = people.map((_, index) => labels[index % labels.length]!);
    const presses = labels.flatMap((_, round) =>
      people.map((person, index) => person.press(ballot, labels[(index + round + 1) % labels.length]!)),
    );
    expect(presses).toHaveLength(600);
    await until(() => presses.every((one) => one.replies.length > 0));
    await arena.settled();
    expect(presses.every((one) => /You (?:chose|changed your vote to)/.test(textOf(one.replies[0]!)))).toBe(true);
    await arena.pass(11 * minute);
    const count = (label: string) => last.filter((one) => one === label).length;
    const [a = 0, b = 0, tie = 0, bothBad = 0] = labels.map(count);
    expect(textOf(ballot)).toContain(words.battle.votes(a, b, tie, bothBad));
    expect(core.log.filter(({ level }) => level === "error")).toEqual([]);
    await arena.stop();
  });
});

describe("a channel in which Discord takes no more for a while", () => {
  it("keeps nobody elsewhere waiting: neither votes nor commands", async () => {
    kit.server.script(signedAnswer);
    const arena = await kit.arena();
    const { peer, guild, ann, bob } = arena;
    const { ballot } = await arena.ask();
    const loud = peer.channel(guild);
    const release = peer.rest.hold(({ method, path }) => method === "POST" && path === `/channels/${loud.id}/messages`);
    const flood = Array.from({ length: 20 }, (_, index) =>
      peer.person(`asker ${index}`).slash(loud, "battle", { question: `Question ${index}?` }),
    );
    await until(() => flood.every((one) => one.acknowledgedAfter !== undefined));
    const vote = bob.press(ballot, "A");
    const help = ann.slash(arena.channel, "help");
    await until(() => vote.replies.length > 0 && help.replies.length > 0);
    expect(textOf(vote.replies[0]!)).toContain(words.battle.chosen("A"));
    expect(flood.every(({ replies }) => replies.length === 0)).toBe(true);
    release();
    await until(() => flood.every(({ replies }) => replies.length > 0));
    await arena.stop();
  });
});

describe("buttons of boards that many press", () => {
  it("keep no vote waiting", async () => {
    kit.server.script(signedAnswer);
    const arena = await kit.arena();
    const { peer, channel, ann, bob } = arena;
    const { ballot } = await arena.ask();
    ann.slash(channel, "leaderboard");
    await until(() => peer.messagesIn(channel).length === 3);
    await arena.settled();
    const board = peer.messagesIn(channel).at(-1)!;
    const pressed = Array.from({ length: 20 }, (_, index) =>
      peer.person(`reader ${index}`).press(board, words.boards.buttons.byTask),
    );
    const release = peer.rest.hold(({ path }) => pressed.some(({ token }) => path.includes(`${token}/messages/`)));
    await until(() => pressed.every((one) => one.acknowledgedAfter !== undefined));
    const vote = bob.press(ballot, "A");
    await until(() => vote.replies.length > 0);
    expect(textOf(vote.replies[0]!)).toContain(words.battle.chosen("A"));
    expect(pressed.every(({ replies }) => replies.length === 0)).toBe(true);
    release();
    await until(() => pressed.every(({ replies }) => replies.length > 0));
    await arena.stop();
  });
});
