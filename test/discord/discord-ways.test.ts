import type { Call } from "../peers/discord/rest.ts";
import { refusals as peerRefusals } from "../peers/discord/refusal.ts";
import type { PeerMessage } from "../peers/discord/world.ts";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { sentences } from "../../core/index.ts";
import { answerWith } from "../peers/scripted-model-server.ts";
import { signedAnswer } from "../arena/play.ts";
import { until } from "../until.ts";
import { answerTo, buttonsOf, type DiscordKit, galleryOf, startDiscordKit, textOf } from "./discord-kit.ts";

const words = sentences("en");
const chinese = sentences("zh");

const { boards, chat, refusals, tasks } = words;
const minute = 60_000;

let kit: DiscordKit;
beforeAll(async () => {
  kit = await startDiscordKit();
  kit.server.script(signedAnswer);
});
afterAll(() => kit.close());

describe("asking on Discord", () => {
  it("takes a mention, and answers it", async () => {
    const arena = await kit.arena();
    const { peer, channel, ann } = arena;
    const question = ann.say(channel, "Why is the sea salty?", { mention: true });
    await until(() => peer.messagesIn(channel).length > 1);
    await arena.settled();
    const ballot = peer.messagesIn(channel)[1]!;
    expect(ballot.message_reference?.message_id).toBe(question.id);
    expect(buttonsOf(ballot)).toContain("Both bad");
    expect(JSON.stringify(kit.server.calls.at(-1)!.body)).toContain('"content":"Why is the sea salty?"');
    await arena.stop();
  });

  it("lets alone what is not said to it, and what bots say", async () => {
    const arena = await kit.arena();
    const { peer, channel, ann } = arena;
    ann.say(channel, "just talking");
    peer.person("robot", { bot: true }).say(channel, "hello", { mention: true });
    await arena.settled();
    expect(peer.messagesIn(channel)).toHaveLength(2);
    await arena.stop();
  });

  it("says what to do when it is only mentioned", async () => {
    const arena = await kit.arena();
    arena.ann.say(arena.channel, "", { mention: true });
    await until(() => arena.peer.messagesIn(arena.channel).length > 1);
    expect(textOf(arena.peer.messagesIn(arena.channel)[1]!)).toBe(words.chat.askSomething);
    await arena.stop();
  });

  it("takes a direct message, whose battle closes when the names are shown", async () => {
    const arena = await kit.arena();
    const { peer, ann } = arena;
    ann.direct("Why is the sea salty?");
    const messages = () => peer.messagesIn(peer.direct(ann));
    await until(() => messages().some((message) => buttonsOf(message).includes("Both bad")));
    await arena.settled();
    const ballot = messages()[1]!;
    const reply = await answerTo(arena, ann.press(ballot, "Tie"));
    await answerTo(arena, ann.press(reply, words.battle.buttons.names));
    expect(textOf(ballot)).toContain("This battle is closed.");
    await arena.stop();
  });

  it("battles a message of one's own from its menu", async () => {
    const arena = await kit.arena();
    const { peer, channel, ann } = arena;
    const message = ann.say(channel, "Why is the sea salty?");
    ann.menu(words.chat.battleThis, message);
    await until(() => peer.messagesIn(channel).length > 1);
    await arena.settled();
    const ballot = peer.messagesIn(channel)[1]!;
    expect(ballot.message_reference?.message_id).toBe(message.id);
    expect(buttonsOf(ballot)).toContain("Both bad");
    await arena.stop();
  });

  it("asks a follow-up by a form, and by an answer to the ballot", async () => {
    const arena = await kit.arena();
    const { peer, channel, ann, bob } = arena;
    const { ballot } = await arena.ask();
    const opened = ann.press(ballot, words.chat.followUp);
    await until(() => opened.callback !== undefined);
    const sent = ann.submit(opened, { question: "And the lakes?" });
    await answerTo(arena, sent);
    const [, , question, second] = peer.messagesIn(channel);
    expect(textOf(question!)).toContain("And the lakes?");
    expect(second!.message_reference?.message_id).toBe(question!.id);
    expect(textOf(ballot)).toContain(words.battle.continued);
    expect(buttonsOf(ballot)).toEqual([]);
    ann.say(channel, "And the rivers?", { replyTo: second! });
    await until(() => textOf(second!).includes(words.battle.continued));
    await arena.settled();
    const refused = await answerTo(arena, bob.submit(opened, { question: "Mine?" }));
    expect(textOf(refused)).toBe(words.refusals.followUpNotAsker);
    await arena.stop();
  });

  it("plays a private battle in its own answer where the bot is no member", async () => {
    const arena = await kit.arena();
    const { peer, ann } = arena;
    const elsewhere = peer.channel(peer.guild({ joined: false }));
    const asked = ann.slash(elsewhere, "battle", { question: "Why is the sea salty?" });
    await until(() => asked.replies.length > 0 && buttonsOf(asked.replies[0]!).length > 3);
    const ballot = asked.replies[0]!;
    expect((ballot.flags ?? 0) & 64).toBe(64);
    const reply = await answerTo(arena, ann.press(ballot, "A"));
    expect(reply).not.toBe(ballot);
    const named = await answerTo(arena, ann.press(reply, words.battle.buttons.names));
    expect(textOf(named)).toMatch(/A was \*\*Model/);
    await arena.settled();
    expect(textOf(ballot)).toContain("This battle is closed.");
    expect(peer.messagesIn(elsewhere)).toEqual([]);
    await arena.stop();
  });

  it("asks a follow-up there of the same two, in an answer of its own, also after a vote", async () => {
    const arena = await kit.arena();
    const { peer, ann } = arena;
    const elsewhere = peer.channel(peer.guild({ joined: false }));
    const asked = ann.slash(elsewhere, "battle", { question: "Why is the sea salty?" });
    await until(() => asked.replies.length > 0 && buttonsOf(asked.replies[0]!).length > 3);
    const [ballot] = asked.replies;
    expect(textOf(ballot!)).not.toContain(words.chat.reactHint);
    const opened = ann.press(ballot!, words.chat.followUp);
    await until(() => opened.callback?.type === 9);
    const second = await answerTo(arena, ann.submit(opened, { question: "And the lakes?" }));
    const sidesOf = (message: PeerMessage) => /### A\n[^#]*### B\nthe sea of \w+/u.exec(textOf(message))?.[0];
    expect(sidesOf(second)).toBe(sidesOf(ballot!));
    expect(textOf(ballot!)).toContain(words.battle.continued);
    await answerTo(arena, ann.press(second, "A"));
    const again = ann.press(second, words.chat.followUp);
    await until(() => again.callback?.type === 9);
    const third = await answerTo(arena, ann.submit(again, { question: "And the rivers?" }));
    expect(textOf(third)).toContain(words.battle.samePair);
    await arena.stop();
  });

  it("brings answers that come too late for that to whoever asked, in a direct message with its ballot", async () => {
    const arena = await kit.arena();
    const { peer, ann } = arena;
    const { promise, resolve } = Promise.withResolvers<void>();
    kit.server.script(async (call, number) => {
      await promise;
      await signedAnswer(call, number);
    });
    const asked = ann.slash(peer.channel(peer.guild({ joined: false })), "battle", {
      question: "Why is the sea salty?",
    });
    await until(() => asked.replies.length > 0);
    // The clock of the models stands still, that of Discord does not.
    const { clock } = peer.world;
    peer.world.clock = { ...clock, now: () => new Date(clock.now().getTime() + 16 * 60_000) };
    resolve();
    const told = () => peer.messagesIn(peer.direct(ann));
    await until(() => told().length === 1);
    expect(textOf(told()[0]!)).toContain("### A");
    const opened = ann.press(told()[0]!, words.chat.followUp);
    await until(() => opened.callback?.type === 9);
    ann.submit(opened, { question: "And the lakes?" });
    await until(() => told().length === 3 && buttonsOf(told()[2]!).includes("Both bad"));
    await until(() => textOf(told()[0]!).includes(words.battle.continued));
    const reply = await answerTo(arena, ann.press(told()[2]!, "A"));
    await answerTo(arena, ann.press(reply, words.battle.buttons.names));
    await until(() => textOf(told()[2]!).includes("This battle is closed."));
    expect(told()).toHaveLength(3);
    kit.server.script(signedAnswer);
    await arena.stop();
  });

  it("speaks Chinese to whoever has Discord in Chinese", async () => {
    const arena = await kit.arena();
    const { ballot } = await arena.ask("海水为什么是咸的？", arena.peer.person("li", { locale: "zh-CN" }));
    expect(textOf(ballot)).toContain(chinese.battle.open);
    expect(buttonsOf(ballot)).toContain(chinese.chat.followUp);
    await arena.stop();
  });
});

describe("texts on Discord", () => {
  it("come whole as files beside equal beginnings when two answers do not fit", async () => {
    const long = `${"A sentence of some length. ".repeat(8)}\n\n`.repeat(48).trim();
    kit.server.script(answerWith(`${long}\n\n\`\`\`js\nconst end = true;\n\`\`\``));
    const arena = await kit.arena();
    const { ballot } = await arena.ask();
    expect(ballot.attachments.map(({ filename }) => filename)).toEqual(["answer-a.md", "answer-b.md"]);
    for (const { url } of ballot.attachments) {
      const whole = Buffer.from(arena.peer.world.files.get(url)!.bytes).toString();
      expect(whole.length).toBeGreaterThan(10_000);
      expect(whole.endsWith("const end = true;\n```")).toBe(true);
    }
    expect(textOf(ballot).length).toBeGreaterThan(3_400);
    await arena.pass(25 * 60 * 60_000);
    expect(ballot.attachments).toHaveLength(2);
    kit.server.script(signedAnswer);
    await arena.stop();
  });

  it("show one short and one long answer in the same form", async () => {
    kit.server.script((call, number) => answerWith(number % 2 ? "Short." : "Long. ".repeat(900).trim())(call, number));
    const arena = await kit.arena();
    const { ballot } = await arena.ask();
    type Container = { type: number; components?: { type: number }[] };
    const containers = (ballot.components as Container[]).filter(({ type }) => type === 17);
    const shape = ({ components = [] }: Container) => components.map(({ type }) => type);
    expect(containers).toHaveLength(2);
    expect(shape(containers[0]!)).toEqual(shape(containers[1]!));
    kit.server.script(signedAnswer);
    await arena.stop();
  });

  it("cannot call anybody, unfurl anything or leave their place, and code stays as it is", async () => {
    const hostile = "@everyone <@123> <#4> https://evil.example\n```\n<@5> @here\n```\nopen ``` fence";
    kit.server.script(answerWith(hostile));
    const arena = await kit.arena();
    const { ballot } = await arena.ask(`${hostile} ?`);
    for (const { body } of arena.peer.rest.calls) {
      const sent = body as { allowed_mentions?: unknown; flags?: number; components?: unknown };
      if (!sent?.components) continue;
      expect(sent.allowed_mentions).toEqual({ parse: [] });
      expect((sent.flags ?? 0) & 4).toBe(4);
    }
    expect(textOf(ballot)).toContain("@\u200beveryone <\u200b@123> <\u200b#4>");
    expect(textOf(ballot)).toContain("<@5> @here");
    kit.server.script(signedAnswer);
    await arena.stop();
  });

  it("of long questions become several messages, and nothing is lost", async () => {
    const arena = await kit.arena();
    const question = `${"What about this? ".repeat(460).trim()} The end.`;
    await arena.ask(question);
    const said = arena.peer.messagesIn(arena.channel).slice(0, -1).map(textOf);
    expect(said.length).toBeGreaterThan(1);
    expect(said.join(" ").replaceAll(/\s/g, "")).toContain(question.replaceAll(/\s/g, ""));
    await arena.stop();
  });
});

describe("commands on Discord", () => {
  it("show boards and profiles as pictures with their figures in words", async () => {
    const arena = await kit.arena();
    const { peer, channel, ann } = arena;
    for (const [name, options] of [
      ["leaderboard", { task: "mathematics" }],
      ["profile", { model: "m1", rival: "m2" }],
    ] as const) {
      const asked = ann.slash(channel, name, options);
      const before = peer.messagesIn(channel).length;
      await until(() => peer.messagesIn(channel).length > before);
      await arena.settled();
      expect(galleryOf(peer.messagesIn(channel).at(-1)!)[0]?.description).toContain("Model m1");
      // What announced it is gone.
      expect(asked.replies).toEqual([]);
    }
    await arena.stop();
  });

  it("complete what is typed", async () => {
    const arena = await kit.arena();
    const offered = async (name: string, option: string, typed: string) => {
      const asked = arena.ann.complete(arena.channel, name, option, typed);
      await until(() => asked.callback !== undefined);
      return (asked.callback as { data: { choices: { name: string; value: string }[] } }).data.choices;
    };
    expect(await offered("leaderboard", "task", "math")).toEqual([{ name: "mathematics", value: "mathematics" }]);
    expect((await offered("profile", "model", "")).map(({ value }) => value)).toEqual(["me", "m1", "m2", "m3", "m4"]);
    expect(await offered("leaderboard", "questions", "中")).toEqual([{ name: "Chinese", value: "zh" }]);
    expect(await offered("leaderboard", "task", "zzz")).toEqual([]);
    await arena.stop();
  });

  it("change settings only for those who manage the server", async () => {
    const arena = await kit.arena();
    const { peer, channel, ann } = arena;
    const refused = await answerTo(arena, ann.slash(channel, "settings", { minutes: 5 }));
    expect(textOf(refused)).toBe(words.settings.notYours);
    const owner = peer.person("owner", { manages: true });
    const changed = await answerTo(arena, owner.slash(channel, "settings", { minutes: 5, votes: "3" }));
    expect(textOf(changed)).toContain("`minutes` **5**");
    expect(textOf(changed)).toContain("`votes` **3**");
    expect((changed.flags ?? 0) & 64).toBe(64);
    await arena.stop();
  });

  it("are registered once, and again only when they have changed", async () => {
    const registrations = (calls: { method: string; path: string }[]) =>
      calls.filter(({ method, path }) => method === "PUT" && path.endsWith("/commands")).length;
    const own = await startDiscordKit();
    onTestFinished(() => own.close());
    const first = await own.arena({ place: "here" });
    await first.stop();
    const second = await own.arena({ place: "here", peer: first.peer });
    await second.stop();
    expect(registrations(first.peer.rest.calls)).toBe(1);
    first.peer.world.commands[0]!.description = "something else";
    const third = await own.arena({ place: "here", peer: first.peer });
    await third.stop();
    expect(registrations(first.peer.rest.calls)).toBe(2);
  });

  it("answer a mention privately where what they say is private", async () => {
    const arena = await kit.arena();
    const { peer, channel, ann } = arena;
    ann.say(channel, "/help", { mention: true });
    await until(() => peer.messagesIn(peer.direct(ann)).length > 0);
    expect(textOf(peer.messagesIn(peer.direct(ann))[0]!)).toContain("/leaderboard");
    peer.world.closedTo.add(ann.id);
    ann.say(channel, "/history", { mention: true });
    await until(() => peer.messagesIn(channel).length === 3);
    expect(textOf(peer.messagesIn(channel)[2]!)).toBe(words.chat.privately);
    await arena.stop();
  });
});

const isPost = ({ method, path }: Call) => method === "POST" && path.endsWith("/messages");

describe("what Discord does not take", () => {
  it.each([
    ["slow", peerRefusals.slowMode],
    ["empty", peerRefusals.emptyMessage],
    ["kind", peerRefusals.otherKind],
    ["blocked", peerRefusals.cloudflare],
    ["blocked", peerRefusals.moderated],
  ] as const)("is said as what it is: %s", async (obstacle, refusal) => {
    const arena = await kit.arena();
    arena.peer.rest.plan(isPost, { kind: "refused", refusal: refusal() });
    const asked = arena.ann.slash(arena.channel, "battle", { question: "Why?" });
    expect(textOf(await answerTo(arena, asked))).toBe(chat.obstacles[obstacle]);
    await arena.stop();
  });
});

describe("the form for a follow-up", () => {
  it("does not open for those who would be refused", async () => {
    const arena = await kit.arena();
    const { ann, bob } = arena;
    const { ballot } = await arena.ask();
    const said = async (press: ReturnType<typeof ann.press>) => {
      const reply = await answerTo(arena, press);
      expect((reply.flags ?? 0) & 64).toBe(64);
      return textOf(reply);
    };
    expect(await said(bob.press(ballot, chat.followUp))).toBe(refusals.followUpNotAsker);
    const opened = ann.press(ballot, chat.followUp);
    await until(() => opened.callback?.type === 9);
    const reply = await answerTo(arena, bob.press(ballot, "A"));
    const meanwhile = ann.press(ballot, chat.followUp);
    await until(() => meanwhile.callback?.type === 9);
    await answerTo(arena, bob.press(reply, words.battle.buttons.names));
    expect(await said(ann.press(ballot, chat.followUp))).toBe(refusals.followUpAfterVote);
    const form = (ballot.components as { components?: { custom_id?: string; label?: string }[] }[])
      .flatMap(({ components = [] }) => components)
      .find(({ label }) => label === chat.followUp)!;
    await arena.pass(25 * 60 * minute);
    expect(buttonsOf(ballot)).not.toContain(chat.followUp);
    expect(await said(ann.pressId(ballot, form.custom_id!))).toBe(refusals.followUpClosed);
    await arena.stop();
  });
});

describe("a task that there is not", () => {
  it("is refused with those that there are, and is no part of the question", async () => {
    const arena = await kit.arena();
    const all = Object.values(tasks).join(boards.listSeparator);
    for (const options of [{ task: "nonsense" }, { task: "nonsense", question: "Why?" }]) {
      const reply = await answerTo(arena, arena.ann.slash(arena.channel, "battle", options));
      expect(textOf(reply)).toBe(refusals.unknownTask("nonsense", all));
    }
    expect(arena.peer.messagesIn(arena.channel)).toEqual([]);
    await arena.stop();
  });
});
