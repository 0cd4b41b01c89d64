import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sentences } from "../../core/index.ts";
import { signedAnswer } from "../arena/play.ts";
import { until } from "../until.ts";
import { answerTo, type DiscordKit, startDiscordKit, textOf } from "./discord-kit.ts";

const { battle, boards, chat } = sentences("en");

let kit: DiscordKit;
beforeAll(async () => {
  kit = await startDiscordKit();
  kit.server.script(signedAnswer);
});
afterAll(() => kit.close());

describe("a channel in which Discord takes no more for a while", () => {
  it("keeps nobody elsewhere waiting: neither votes nor commands", async () => {
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
    expect(textOf(vote.replies[0]!)).toContain(battle.chosen("A"));
    expect(flood.every(({ replies }) => replies.length === 0)).toBe(true);
    release();
    await until(() => flood.every(({ replies }) => replies.length > 0));
    await arena.stop();
  });
});

describe("buttons of boards that many press", () => {
  it("keep no vote waiting", async () => {
    const arena = await kit.arena();
    const { peer, channel, ann, bob } = arena;
    const { ballot } = await arena.ask();
    ann.slash(channel, "leaderboard");
    await until(() => peer.messagesIn(channel).length === 3);
    await arena.settled();
    const board = peer.messagesIn(channel).at(-1)!;
    const pressed = Array.from({ length: 20 }, (_, index) =>
      peer.person(`reader ${index}`).press(board, boards.buttons.byTask),
    );
    const release = peer.rest.hold(({ path }) => pressed.some(({ token }) => path.includes(`${token}/messages/`)));
    await until(() => pressed.every((one) => one.acknowledgedAfter !== undefined));
    const vote = bob.press(ballot, "A");
    await until(() => vote.replies.length > 0);
    expect(textOf(vote.replies[0]!)).toContain(battle.chosen("A"));
    expect(pressed.every(({ replies }) => replies.length === 0)).toBe(true);
    release();
    await until(() => pressed.every(({ replies }) => replies.length > 0));
    await arena.stop();
  });
});

describe("what commands post", () => {
  it("is not posted again a moment later: a link leads to it", async () => {
    const arena = await kit.arena();
    const { peer, channel, ann, bob, core } = arena;
    const posts = () => peer.messagesIn(channel);
    const asked = Array.from({ length: 6 }, () => ann.slash(channel, "leaderboard", { task: "mathematics" }));
    await until(() => asked.filter(({ replies }) => replies.length > 0).length === 5);
    await arena.settled();
    expect(posts()).toHaveLength(1);
    const link = `https://discord.com/channels/${arena.guild.id}/${channel.id}/${posts()[0]!.id}`;
    for (const { replies } of asked.filter((one) => one.replies.length > 0)) {
      expect(textOf(replies[0]!)).toBe(chat.sameAbove(link));
      expect((replies[0]!.flags ?? 0) & 64).toBe(64);
    }
    core.clock.advance(61_000);
    const later = bob.slash(channel, "leaderboard", { task: "mathematics" });
    await until(() => later.withdrawn);
    expect(posts()).toHaveLength(2);
    await arena.stop();
  });

  it("is linked to whoever asks by a mention as well, and too much is said privately", async () => {
    const arena = await kit.arena();
    const { peer, channel, ann } = arena;
    const posts = () => peer.messagesIn(channel).filter(({ author }) => author.id === peer.world.bot.id);
    ann.say(channel, "/leaderboard", { mention: true });
    await until(() => posts().length === 1);
    await arena.settled();
    const link = `https://discord.com/channels/${arena.guild.id}/${channel.id}/${posts()[0]!.id}`;
    ann.say(channel, "/leaderboard", { mention: true });
    await until(() => posts().length === 2);
    expect(textOf(posts()[1]!)).toBe(chat.sameAbove(link));
    for (const page of [2, 3, 4]) ann.say(channel, `/leaderboard ${page}`, { mention: true });
    await until(() => peer.messagesIn(peer.direct(ann)).length === 1);
    await arena.settled();
    expect(textOf(peer.messagesIn(peer.direct(ann))[0]!)).toBe(chat.postsTooOften(30));
    expect(posts()).toHaveLength(4);
    await arena.stop();
  });

  it("needs a pause of its person in that channel, which is said privately", async () => {
    const arena = await kit.arena();
    const { peer, channel, guild, ann, bob } = arena;
    const page = (person: typeof ann, number: number, place = channel) =>
      person.slash(place, "leaderboard", { page: number });
    const [first, second, third, fourth] = [1, 2, 3, 4].map((number) => page(ann, number));
    await until(() => [first!, second!, third!].every((one) => one.withdrawn));
    expect(textOf(await answerTo(arena, fourth!))).toBe(chat.postsTooOften(30));
    expect((fourth!.replies[0]!.flags ?? 0) & 64).toBe(64);
    const others = [page(bob, 5), page(ann, 6, peer.channel(guild))];
    await until(() => others.every((one) => one.withdrawn));
    arena.core.clock.advance(30_000);
    // What only one person sees fills nothing.
    for (const model of ["me", "me", "me", "me"])
      expect(textOf(await answerTo(arena, ann.slash(channel, "profile", { model })))).not.toContain("several times");
    const later = page(ann, 7);
    await until(() => later.withdrawn);
    expect(peer.messagesIn(channel)).toHaveLength(5);
    await arena.stop();
  });
});
