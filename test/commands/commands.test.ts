import { createCanvas, loadImage } from "@napi-rs/canvas";
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { unpackVotes } from "../../core/boards/packed-votes.ts";
import { closest } from "../../core/language/closest.ts";
import { commandNames } from "../../core/commands/index.ts";
import { sentences } from "../../core/language/index.ts";
import type { Reply, Sender } from "../../core/chat/post.ts";
import { planPairs } from "../../core/rating/pairing.ts";
import { Refusal } from "../../core/chat/refusal.ts";
import { type CoreKit, fourModels, type RunningCore, sender, startCoreKit } from "../core-kit.ts";
import { buildModel } from "../models/fixtures.ts";
import { answerWith, answerWithError } from "../peers/scripted-model-server.ts";

const words = sentences("en");

let kit: CoreKit;
let core: RunningCore;

beforeAll(async () => {
  kit = await startCoreKit();
});
afterAll(() => kit.close());
beforeEach(async () => {
  core = await kit.createCore();
});

/** For tests in which it matters which votes there are. */
async function startOnEmptyStore(): Promise<CoreKit> {
  const empty = await startCoreKit();
  onTestFinished(() => empty.close());
  core = await empty.createCore();
  return empty;
}

async function say(text: string, more: Partial<Sender> = {}): Promise<Reply> {
  const reply = await core.handle({ ...sender("somebody", more), text });
  if (!reply) throw new Error(`no reply to ${text}`);
  return reply;
}

/** One battle, each of the given choices cast by a voter of its own, closed. */
async function fight(question: string, votes: readonly string[]): Promise<void> {
  await core.handle({ ...sender("asker"), text: question });
  await core.settled();
  const battle = core.platform.shows(core.platform.addresses().at(-1)!).buttons[0]!.action.split(":")[1];
  for (const [index, choice] of votes.entries())
    await core.press({ ...sender(`voter ${index}`), action: `vote:${battle}:${choice}` });
  await core.press({ ...sender("asker"), action: `close:${battle}` });
}

/** Whether a PNG holds more than one colour. */
async function isDrawn(png: Uint8Array): Promise<boolean> {
  const image = await loadImage(Buffer.from(png));
  const canvas = createCanvas(image.width, image.height);
  const pixels = canvas.getContext("2d");
  pixels.drawImage(image, 0, 0);
  const { data } = pixels.getImageData(0, 0, image.width, image.height);
  const colours = new Set<number>();
  for (let at = 0; at < data.length; at += 4) colours.add((data[at]! << 16) | (data[at + 1]! << 8) | data[at + 2]!);
  return colours.size > 8;
}

describe("/leaderboard", () => {
  it("is a picture even before the first vote, and says what is missing", async () => {
    await startOnEmptyStore();
    const reply = await say("/leaderboard");
    expect(reply.private).toBe(false);
    expect(reply.text).toBe(words.boards.emptyBoard);
    expect(await isDrawn(reply.images[0]!.png)).toBe(true);
    for (const model of fourModels) expect(reply.images[0]!.alt).toContain(model.name);
  });

  it("gives the figures in words beside the picture, best first", async () => {
    await startOnEmptyStore();
    await fight("Why is the sky blue?", ["a", "a", "a", "b"]);
    const { alt, png } = (await say("/leaderboard")).images[0]!;
    const [heading, order, group, first, second] = alt.split("\n");
    expect(heading).toMatch(/^Too early to rank · Leaderboard · All communities · [^·]+ · 4 votes$/);
    expect(order).toMatch(/^A model is ranked once it has 10 battles with votes by 3 people/u);
    expect(group).toBe("Not ranked yet: too few votes");
    expect(first).toMatch(/^– Model m\d: ≈\d{4}, 4 votes$/);
    expect(second).toMatch(/^– Model m\d: ≈\d{3}, 4 votes$/);
    expect(await isDrawn(png)).toBe(true);
  });

  it("takes a task by its name in either language, and counts only its votes", async () => {
    await startOnEmptyStore();
    await fight("Why is the sky blue?", ["a", "a", "a", "b"]);
    await fight("Write a haiku about rain", ["tie"]);
    expect((await say("/leaderboard generation")).images[0]!.alt).toMatch(
      /^Too early to rank · Leaderboard: generation · All communities · [^·]+ · 1 vote\n/u,
    );
    expect((await say("/leaderboard 创作")).images[0]!.alt).toContain("· 1 vote\n");
    expect((await say("/leaderboard question answering")).images[0]!.alt).toContain("· 4 votes\n");
    const chinese = await say("/leaderboard 创作", { language: "zh" });
    expect(chinese.images[0]!.alt).toMatch(/^现在排名还太早 · 排行榜：创作 · 全部社区 · [^·]+ · 1 票\n/u);
  });

  it("says which tasks there are when it knows no such task", async () => {
    await expect(say("/leaderboard genration")).rejects.toThrow(
      /Did you mean generation\? The tasks are: generation, /,
    );
  });

  it("keeps demo models and real ones apart", async () => {
    const demo = ["d1", "d2"].map((id) => buildModel({ id, name: `Demo ${id}`, model: id, league: "demo" }));
    core = await kit.createCore({ models: demo });
    const { alt } = (await say("/leaderboard")).images[0]!;
    expect(alt).toContain("No votes yet: Demo d1, Demo d2");
    expect(alt).not.toContain("Model m");
    await fight("Why?", ["a"]);
    core = await kit.createCore();
    expect((await say("/leaderboard")).images[0]!.alt).not.toContain("Demo d");
  });
});

describe("/profile", () => {
  it("draws one model, and says in words what the picture shows", async () => {
    await startOnEmptyStore();
    await fight("Why is the sky blue?", ["a", "a", "a", "b"]);
    const board = (await say("/leaderboard")).images[0]!.alt;
    const voted = /Model (?<id>m\d): ≈\d/u.exec(board)!.groups!["id"]!;
    const { images, text, models } = await say(`/profile ${voted}`);
    expect(text).toContain(`**Model ${voted}**`);
    // Whom it has met can be looked at next.
    const [rival] = images[0]!.alt.match(/(?<=against )Model m\d/u)!;
    expect(models).toEqual([rival]);
    expect(rival).not.toBe(`Model ${voted}`);
    expect(await isDrawn(images[0]!.png)).toBe(true);
    expect(images[0]!.alt).toMatch(
      /^Model m\d\nRating about \d+ · not ranked yet: too few votes · \d votes?\nModel m\d: .*question answering \d+% \(only \d votes?\)/u,
    );
    expect(images[0]!.alt).toContain(`\n${words.profile.unclaimed(5)}\n`);
    const chinese = (await say(`/profile ${voted}`, { language: "zh" })).images[0]!.alt;
    expect(chinese).toContain(`\n${sentences("zh").profile.unclaimed(5)}\n`);
  });

  it.each(["/profile m1 m2", "/profile Model m1 Model m2", "/profile model M1 m2"])(
    "compares two: %s",
    async (text) => {
      const { images, models } = await say(text);
      expect(models).toEqual(["Model m1", "Model m2"]);
      expect(images[0]!.alt).toMatch(/^Model m1 and Model m2\nModel m1: .+\n(?:Model m1: .+\n)?Model m2: /);
    },
  );

  it.each([
    ["/profile", words.refusals.profileUsage("m1, m2, m3, m4")],
    ["/profile m9", words.refusals.unknownModel("m9", "m1")],
    ["/profile nothing-like-it", words.refusals.unknownModel("nothing-like-it", undefined)],
    ["/profile m1 nothing", words.refusals.unknownModel("nothing", undefined)],
    [`/profile ${"m1 ".repeat(30_000)}`, words.refusals.tooManyWords(words.commands.profile.usage)],
    ["/profile m1 m2 m3", words.refusals.tooManyWords(words.commands.profile.usage)],
  ])("%s is refused with what to write instead", async (text, sentence) => {
    await expect(say(text)).rejects.toThrow(new Refusal(sentence));
  });
});

describe("/profile of a model that has left the roster", () => {
  it("is drawn all the same, for it is on the board", async () => {
    core = await kit.createCore({ models: fourModels.slice(0, 2) });
    expect((await say("/profile m4")).text).toContain("**Model m4**");
  });
});

describe("/models", () => {
  it("lists all of them, with the state of those that do not play", async () => {
    const [first, second, third, fourth] = fourModels;
    const empty = await startOnEmptyStore();
    core = await empty.createCore({
      models: [first!, second!, { ...third!, status: "paused" }, { ...fourth!, status: "retired" }],
    });
    const { text } = await say("/models");
    expect(text).toContain(
      "- Model m1, Tests\n- Model m2, Tests\n- Model m3, Tests (paused)\n- Model m4, Tests (retired)",
    );
    expect(text).not.toContain(words.models.demoNote);
  });
});

describe("/models after a refusal", () => {
  it("says what a model is not given, as the record of its answer does", async () => {
    const models = fourModels.slice(0, 2).map((model) => ({ ...model, body: { top_k: 5 } }));
    core = await kit.createCore({ models });
    kit.server.script((call, number) => {
      const name = ["temperature", "top_k"].find((one) => one in call.body && call.body["model"] === "m1");
      const refusal = answerWithError(400, { error: { message: `Unknown parameter: '${name}'.` } });
      return (name ? refusal : answerWith("ok"))(call, number);
    });
    expect((await say("/models")).text).toContain("- Model m1, Tests\n- Model m2, Tests\n");
    await core.handle({ ...sender("asker"), text: "Why is the sea salty?" });
    await core.settled();
    kit.server.script(answerWith("ok"));
    expect((await say("/models")).text).toContain(
      "- Model m1, Tests; its endpoint does not accept: temperature, `top_k`\n- Model m2, Tests\n",
    );
    expect((await say("/models", { language: "zh" })).text).toContain("其端点不接受：温度、`top_k`");
    const battle = core.platform.shows(core.platform.addresses().at(-1)!).buttons[0]!.action.split(":")[1]!;
    const { attempts } = (await kit.store.battles.findBattle(battle))!;
    expect(attempts.find(({ model }) => model === "m1")?.ending).toMatchObject({
      withheld: ["temperature", "body.top_k"],
    });
  });
});

describe("/models after votes", () => {
  it("says how pairs are drawn, and how likely each model is drawn next", async () => {
    core = await kit.createCore();
    await fight("Why is the sea salty?", ["a", "b"]);
    await core.settled();
    const { text } = await say("/models");
    const shares = [...text.matchAll(/in (\d+)% of the next battles/gu)].map(([, share]) => Number(share));
    expect(shares).toHaveLength(4);
    // Two models a battle.
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeGreaterThan(195);
    expect(text).toContain(words.models.drawNote("20%", 30, "50%"));
    await core.handle({ ...sender("asker"), text: "Is the next battle drawn by the plan?" });
    await core.settled();
    const battle = core.platform.shows(core.platform.addresses().at(-1)!).buttons[0]!.action.split(":")[1]!;
    const { drawRule, attempts } = (await kit.store.battles.findBattle(battle))!;
    expect(drawRule).toBe("shrinking-1");
    const tallies = unpackVotes(await kit.store.boards.boardVotes({ league: "real" })).cells;
    const pairs = planPairs(
      fourModels.map(({ id }) => id),
      tallies,
    );
    const drawn = attempts.map(({ model }) => model).toSorted();
    const { chance } = pairs.find(({ first, second }) => [first, second].toSorted().join() === drawn.join())!;
    expect(attempts[0]!.probability).toBeCloseTo(chance / 2, 6);
  });
});

describe("/help", () => {
  it.each(["en", "zh"] as const)("names every command, privately, in %s", async (language) => {
    const reply = await say("/help", { language });
    expect(reply.private).toBe(true);
    for (const name of commandNames) expect(reply.text).toContain(sentences(language).commands[name].usage);
  });
});

describe("what is not a command", () => {
  it.each([
    ["/leaderbord", words.refusals.unknownCommand("leaderbord", "leaderboard")],
    ["/HLEP", words.refusals.unknownCommand("HLEP", "help")],
    ["/etc/passwd what is it?", words.refusals.unknownCommand("etc/passwd", undefined)],
    ["/", words.refusals.unknownCommand("", undefined)],
    ["/帮忙", words.refusals.unknownCommand("帮忙", undefined)],
    ["/lead", words.refusals.unknownCommand("lead", "leaderboard")],
    ["／hlep", words.refusals.unknownCommand("hlep", "help")],
  ])("%j is refused with what was probably meant", async (text, sentence) => {
    await expect(say(text)).rejects.toThrow(new Refusal(sentence));
  });

  it.each(["/help@doubleblind_bot", "／help", "/帮助", "/HELP", "  /help  ", "/help me please"])(
    "%j is /help",
    async (text) => {
      expect((await say(text)).text).toContain("Doubleblind");
    },
  );

  it("is a question, and so is what follows /battle", async () => {
    for (const text of ["Why not?", "/battle Why not?", "/battle\nWhy not?"]) {
      expect(await core.handle({ ...sender(text), text })).toBeUndefined();
      await core.settled();
    }
    expect(core.platform.addresses()).toHaveLength(3);
    expect(kit.server.calls.at(-1)?.body.messages).toEqual([{ role: "user", content: "Why not?" }]);
  });
});

describe("the closest word", () => {
  it("is the only one that begins so, or at most a third of the word away", () => {
    expect(closest("math", ["mathematics", "matter"])).toBe("mathematics");
    expect(closest("ab", ["m1", "qa"])).toBeUndefined();
    expect(closest("leaderbord", commandNames)).toBe("leaderboard");
    expect(closest("profiel", commandNames)).toBe("profile");
    expect(closest("xyzzy", commandNames)).toBeUndefined();
    expect(closest("anything", [])).toBeUndefined();
  });
});
