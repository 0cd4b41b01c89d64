import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { tasks } from "../../core/arena/task.ts";
import { decodeBoardChoice, encodeBoardChoice, readBoardChoice, wholeBoard } from "../../core/commands/board-choice.ts";
import { sentences } from "../../core/language/index.ts";
import { openPageCommunity } from "../../core/post.ts";
import { Refusal } from "../../core/refusal.ts";
import { type CoreKit, type RunningCore, sender, startCoreKit } from "../core-kit.ts";
import { buildModel } from "../models/fixtures.ts";
import { fight, pressOn, say } from "./command-kit.ts";

const words = sentences("en");
const elsewhere = { platform: "discord", community: "discord:guild", place: "discord:channel" } as const;

describe("which board is wanted", () => {
  it.each([
    ["", {}],
    ["programming", { task: "programming" }],
    ["Question  Answering", { task: "question-answering" }],
    ["#编程 中文", { task: "programming", language: "zh" }],
    ["here", { scope: "here" }],
    ["本社区 数学", { scope: "here", task: "mathematics" }],
    ["german", { language: "de" }],
    ["2 español code everywhere", { page: 2, language: "es", task: "programming" }],
    ["zh, math, 3", { language: "zh", task: "mathematics", page: 3 }],
  ])("%j", (typed, choice) => {
    expect(readBoardChoice(typed, "en")).toEqual({ ...wholeBoard, ...choice });
  });

  it.each([
    ["genration", "“genration” is neither a task nor a language"],
    ["genration", "Did you mean generation?"],
    ["programming math", "“math” there are two of the same kind"],
    ["here all", "two of the same kind"],
    ["0", "“0” is neither"],
    ["99999", "“99999” is neither"],
    ["__proto__", "“__proto__” is neither"],
    ["constructor", "“constructor” is neither"],
  ])("%j is refused, and why", (typed, sentence) => {
    expect(() => readBoardChoice(typed, "en")).toThrow(Refusal);
    expect(() => readBoardChoice(typed, "en")).toThrow(sentence);
  });

  it("goes through a button and back, in at most 64 bytes, and nothing else does", () => {
    const longest = { task: "question-answering", language: "zh-Hant-TW", scope: "everywhere", page: 9999 } as const;
    for (const choice of [wholeBoard, longest]) {
      const text = encodeBoardChoice(choice);
      expect(Buffer.byteLength(`leaderboard:task:${text}`)).toBeLessThanOrEqual(64);
      expect(decodeBoardChoice(text)).toEqual(choice);
    }
    for (const text of ["", ":::", "x::here:1", "::here:0", "::nowhere:1", "::here:1:2", ":<b>:here:1"])
      expect(decodeBoardChoice(text)).toBeUndefined();
  });
});

describe("/leaderboard", () => {
  let kit: CoreKit;
  let core: RunningCore;

  beforeAll(async () => {
    kit = await startCoreKit();
    core = await kit.createCore();
    const away = await kit.createCore({ platform: "discord" });
    await fight(core, "Why is the sky blue on a clear day?", { one: "a", two: "tie" });
    await fight(core, "用一句话解释为什么天空是蓝色的", { one: "b" });
    await fight(away, "Write a haiku about rain in autumn", { one: "a", two: "a", three: "both-bad" }, elsewhere);
  });
  afterAll(() => kit.close());
  beforeEach(async () => {
    core = await kit.createCore();
  });

  const votesOf = async (text: string, more = {}) =>
    /· (\d+|No) votes?/u.exec((await say(core, text, "x", more)).images[0]!.alt)![1];

  it("counts what fits: everywhere, here, by language, by task", async () => {
    expect(await votesOf("/leaderboard")).toBe("6");
    expect(await votesOf("/leaderboard here")).toBe("3");
    expect(await votesOf("/leaderboard here", elsewhere)).toBe("3");
    expect(await votesOf("/leaderboard chinese")).toBe("1");
    expect(await votesOf("/leaderboard english")).toBe("5");
    expect(await votesOf("/leaderboard english here")).toBe("2");
    expect(await votesOf("/leaderboard generation")).toBe("3");
    expect(await votesOf("/leaderboard japanese")).toBe("No");
  });

  it("leaves what an open page decides to its own board", async () => {
    const open = { community: openPageCommunity };
    await fight(core, "Write a haiku about rain in autumn", { one: "a", two: "a" }, open);
    expect(await votesOf("/leaderboard")).toBe("6");
    expect(await votesOf("/leaderboard", open)).toBe("6");
    expect(await votesOf("/leaderboard here", open)).toBe("2");
    const profiles = await Promise.all(["m1", "m2", "m3", "m4"].map((id) => say(core, `/profile ${id}`, "x", open)));
    const votes = profiles.map(({ images }) => Number(/(\d+) votes?/u.exec(images[0]!.alt)?.[1] ?? 0));
    expect(votes.reduce((sum, count) => sum + count)).toBe(12);
  });

  it("says what it is about, and in words what the picture shows", async () => {
    const named = { ...elsewhere, communityName: "Rainy Day Café" };
    const { alt } = (await say(core, "/leaderboard generation english here", "x", named)).images[0]!;
    expect(alt).toMatch(
      /^Leaderboard: generation · Rainy Day Café · questions in English · [A-Z][a-z]{2} \d+, \d{4} · 3 votes\n/u,
    );
    expect(alt).toContain("33% both bad");
    expect((await say(core, "/leaderboard japanese")).text).toBe(words.boards.emptySelection);
  });

  it("has buttons between here and everywhere that answer privately", async () => {
    const everywhere = await say(core, "/leaderboard");
    expect(everywhere.private).toBe(false);
    const here = await pressOn(core, everywhere, words.boards.buttons.here);
    expect(here.private).toBe(true);
    expect(here.images[0]!.alt).toContain("This community");
    const back = await pressOn(core, here, words.boards.buttons.everywhere);
    expect(back.images[0]!.alt).toContain("All communities");
    const forged = { ...sender("x"), action: "leaderboard:x" };
    await expect(core.press(forged)).rejects.toThrow(words.refusals.unknownAction);
  });

  it("offers the board of each task, and keeps the rest of the choice", async () => {
    const here = await say(core, "/leaderboard here 1");
    const offer = await pressOn(core, here, words.boards.buttons.byTask);
    expect(offer).toMatchObject({ text: words.boards.whichTask, private: true });
    expect(offer.buttons.map(({ label }) => label)).toEqual([
      words.boards.buttons.allTasks,
      ...tasks.map((task) => words.tasks[task]),
    ]);
    for (const { action } of [...here.buttons, ...offer.buttons]) expect(action.length).toBeLessThanOrEqual(64);
    const board = await pressOn(core, offer, words.tasks["question-answering"]);
    expect(board.images[0]!.alt).toMatch(/^Leaderboard: question answering · This community/u);
  });

  it("pages through a long board, every page with the place of its models and words that fit", async () => {
    const many = Array.from({ length: 40 }, (_, index) =>
      buildModel({
        id: `many-${index}`,
        name: `A model with a rather long name, number ${index + 1}`,
        model: `many-${index}`,
      }),
    );
    core = await kit.createCore({ models: many });
    let page = await say(core, "/leaderboard");
    const seen = [page];
    while (page.buttons.some(({ label }) => label === words.boards.buttons.next)) {
      page = await pressOn(core, page, words.boards.buttons.next);
      seen.push(page);
    }
    expect(seen).toHaveLength(3);
    for (const [index, { images }] of seen.entries()) {
      expect(images[0]!.alt).toContain(`page ${index + 1} of 3`);
      expect(images[0]!.alt.length).toBeLessThanOrEqual(1000);
    }
    expect(new Set(seen.map(({ images }) => Buffer.from(images[0]!.png).toString("base64"))).size).toBe(3);
    expect((await say(core, "/leaderboard 77")).images[0]!.alt).toContain("page 3 of 3");
    const last = await pressOn(core, page, words.boards.buttons.previous);
    expect(last.images[0]!.alt).toContain("page 2 of 3");
  });

  it("looks as its community has chosen, and speaks its language where all read it", async () => {
    const manager = { manages: true, community: "web:choosy" };
    const light = await say(core, "/leaderboard", "x", manager);
    const other = await say(core, "/leaderboard", "x", elsewhere);
    expect(other.images[0]!.png).not.toEqual(light.images[0]!.png);
    await say(core, "/settings theme dark language zh", "x", manager);
    const dark = await say(core, "/leaderboard", "x", manager);
    expect(dark.images[0]!.alt).toMatch(/^排行榜/u);
    await say(core, "/settings theme light language auto", "x", manager);
    expect((await say(core, "/leaderboard", "x", manager)).images[0]!.png).toEqual(light.images[0]!.png);
  });
});
