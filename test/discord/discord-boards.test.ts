import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sentences } from "../../core/index.ts";
import { builtInQuestions } from "../../core/bank/question-bank.ts";
import { signedAnswer } from "../arena/play.ts";
import { until } from "../until.ts";
import {
  answerTo,
  buttonsOf,
  type DiscordArena,
  type DiscordKit,
  galleryOf,
  startDiscordKit,
  textOf,
} from "./discord-kit.ts";

const words = sentences("en");

let kit: DiscordKit;
let arena: DiscordArena;
beforeAll(async () => {
  kit = await startDiscordKit();
  kit.server.script(signedAnswer);
  arena = await kit.arena();
  await fight("Why is the sea salty, and why are lakes not?");
});
afterAll(() => kit.close());

/** What an open command posts in the channel. */
async function posted(name: string, options: Record<string, string | number> = {}) {
  const { peer, channel, ann, core } = arena;
  // Nobody may fill a channel without a pause.
  core.clock.advance(30_000);
  const before = peer.messagesIn(channel).length;
  const asked = ann.slash(channel, name, options);
  await until(() => asked.acknowledgedAfter !== undefined);
  await arena.settled();
  const message = peer.messagesIn(channel)[before];
  if (!message) throw new Error(`/${name} posted nothing: ${asked.replies.map(textOf).join()}`);
  return message;
}

const command = (name: string, options: Record<string, string | number | boolean> = {}, person = arena.ann) =>
  answerTo(arena, person.slash(arena.channel, name, options));

async function fight(question: string): Promise<void> {
  const { ballot } = await arena.ask(question);
  await answerTo(arena, arena.bob.press(ballot, "A"));
  const mine = await answerTo(arena, arena.ann.press(ballot, "A"));
  await answerTo(arena, arena.ann.press(mine, words.battle.buttons.close));
}

describe("boards and profiles on Discord", () => {
  it("says under whose name a board stands there, and shows it to its person alone who wants that", async () => {
    const { peer, channel, ann } = arena;
    const board = await posted("leaderboard", { task: "programming" });
    expect(textOf(board)).toContain(`-# ${words.chat.askedFor(`<@${ann.id}>`)}`);
    expect(board.mentions).toEqual([]);
    const before = peer.messagesIn(channel).length;
    const own = await command("leaderboard", { scope: "here", private: true });
    expect((own.flags ?? 0) & 64).toBe(64);
    expect(galleryOf(own)[0]!.description).toContain(arena.guild.name);
    // The same once more is shown once more: nobody else saw it.
    expect(galleryOf(await command("leaderboard", { scope: "here", private: true }))).toHaveLength(1);
    expect(textOf(await command("leaderboard", { form: "jury", private: true }))).toContain(words.jury.empty);
    expect(peer.messagesIn(channel)).toHaveLength(before);
  });

  it("posts the board that its options choose, and answers its buttons privately", async () => {
    const board = await posted("leaderboard", { questions: "en", scope: "here", page: 1 });
    const [picture] = galleryOf(board);
    expect(picture!.description).toContain(`${arena.guild.name} · questions in English`);
    expect(picture!.description).toContain("2 votes");
    const everywhere = await answerTo(arena, arena.bob.press(board, words.boards.buttons.everywhere));
    expect(galleryOf(everywhere)[0]!.description).toContain("All communities");
    const back = await answerTo(arena, arena.bob.press(everywhere, words.boards.buttons.here));
    expect(galleryOf(back)[0]!.description).toContain(arena.guild.name);
  });

  it("reads the board in another way, by an option and by its menu", async () => {
    const board = await posted("leaderboard", { reading: "ranks" });
    expect(galleryOf(board)[0]!.description).toContain(words.readings.ranks.title);
    const menu = await answerTo(arena, arena.bob.press(board, words.boards.buttons.otherReadings));
    expect(buttonsOf(menu)).toContain(words.boards.buttons.plain);
    expect(textOf(menu)).toContain(words.readings.style.answers);
    const fit = await answerTo(arena, arena.bob.press(menu, words.readings.fit.called));
    expect(textOf(fit)).toContain(words.readings.fit.title);
    const style = await answerTo(arena, arena.bob.press(fit, words.boards.buttons.otherReadings));
    const shown = await answerTo(arena, arena.bob.press(style, words.readings.style.called));
    expect(galleryOf(shown)[0]!.description).toContain(words.readings.style.title);
  });

  it("shows one's own profile to oneself, and to others once one lets them", async () => {
    const own = await command("profile", { model: "me" }, arena.bob);
    expect(galleryOf(own)[0]!.description).toContain("Your profile");
    const bob = `<@${arena.bob.id}>`;
    expect(textOf(await command("profile", { model: bob }))).toContain("has not made their profile visible");
    await answerTo(arena, arena.bob.press(own, words.voter.buttons.show));
    expect(galleryOf(await posted("profile", { model: bob }))[0]!.description).toMatch(/^Profile: /u);
  });

  it("keeps a history to oneself", async () => {
    expect(textOf(await command("history"))).toContain("Why is the sea salty");
  });

  it("speaks the language one chooses", async () => {
    await command("language", { language: "zh" }, arena.bob);
    expect(textOf(await command("history", {}, arena.bob))).toContain("已结束");
    await command("language", { language: "en" }, arena.bob);
  });
});

describe("questions on Discord", () => {
  it("come from the bank to whoever has none, and are shown with their battle", async () => {
    const offer = await command("battle");
    expect(buttonsOf(offer)).toEqual([words.bank.ask, words.bank.another]);
    const before = arena.peer.messagesIn(arena.channel).length;
    await answerTo(arena, arena.ann.press(offer, words.bank.ask));
    await until(() => arena.peer.messagesIn(arena.channel).length > before);
    await arena.settled();
    const ballot = arena.peer.messagesIn(arena.channel)[before]!;
    expect(buttonsOf(ballot)).toContain("Both bad");
    const shown = textOf(ballot).replaceAll(/^> /gm, "");
    const beginnings = builtInQuestions.map(({ text }) => text.slice(0, 16));
    expect(beginnings.some((beginning) => shown.startsWith(beginning))).toBe(true);
  });

  it("take the task that is chosen for them, which stands nowhere in them", async () => {
    const { peer, channel, ann } = arena;
    const before = peer.messagesIn(channel).length;
    const asked = ann.slash(channel, "battle", { question: "Why so?", task: "question answering" });
    await until(() => asked.acknowledgedAfter !== undefined);
    await arena.settled();
    const [question, ballot] = peer.messagesIn(channel).slice(before);
    expect(textOf(question!)).toContain("Why so?");
    expect(textOf(question!)).not.toContain("#question");
    const id = /"custom_id":"vote:(?<id>~\d{8}[0-9a-z]{16}):/u.exec(JSON.stringify(ballot))!.groups!["id"]!;
    expect(await kit.store.battles.findBattle(id)).toMatchObject({ task: "question-answering", taskRule: "asker" });
  });

  it("are added to the bank by an option", async () => {
    expect(textOf(await command("bank", { add: "Which rope is the longest, and who made it?" }))).toContain("is kept");
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
      expect(textOf(replies[0]!)).toBe(words.chat.sameAbove(link));
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
    expect(textOf(posts()[1]!)).toBe(words.chat.sameAbove(link));
    for (const page of [2, 3, 4]) ann.say(channel, `/leaderboard ${page}`, { mention: true });
    await until(() => peer.messagesIn(peer.direct(ann)).length === 1);
    await arena.settled();
    expect(textOf(peer.messagesIn(peer.direct(ann))[0]!)).toBe(words.chat.postsTooOften(30));
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
    expect(textOf(await answerTo(arena, fourth!))).toBe(words.chat.postsTooOften(30));
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
