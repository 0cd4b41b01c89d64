import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { tasks } from "../../core/answers/task.ts";
import { type BoardChoice, readBoardChoice, wholeBoard } from "../../core/commands/leaderboard/board-choice.ts";
import {
  decodeBoardChoice,
  encodeBoardChoice,
  readPostedLanguage,
} from "../../core/commands/leaderboard/board-code.ts";
import { groups } from "../../core/people/demographics.ts";
import { sentences } from "../../core/language/index.ts";
import { asSaid } from "../../core/language/said.ts";
import { openPageCommunity, type Reaction, type Reply } from "../../core/chat/post.ts";
import { Refusal } from "../../core/chat/refusal.ts";
import { type CoreKit, type RunningCore, sender, startCoreKit } from "../core-kit.ts";
import { buildModel } from "../models/fixtures.ts";
import { ask, fight, pressOn, say, vote } from "./command-kit.ts";

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
    ["7d discord", { period: "7d", platform: "discord" }],
    ["30 days me", { period: "30d", scope: "me" }],
    ["我的 7天 网页", { scope: "me", period: "7d", platform: "web" }],
    ["students 数学", { group: { trait: "occupation", value: "students" }, task: "mathematics" }],
    ["25-34 岁 all", { group: { trait: "age", value: "25-34" }, scope: "everywhere" }],
    ["health care", { group: { trait: "occupation", value: "health-care" } }],
    ["Unseen here", { unseen: true, scope: "here" }],
    ["zh, math, 3", { language: "zh", task: "mathematics", page: 3 }],
  ])("%j", (typed, choice) => {
    expect(readBoardChoice(typed, "en")).toEqual({ ...wholeBoard, ...choice });
  });

  it.each([
    ["genration", `“${asSaid("genration")}” is neither a task nor a language`],
    ["genration", "Did you mean generation?"],
    ["klingon", "discord, telegram, web), a time (7d, 30d), a form (matrix, history, cost, jury), a reading"],
    ["programming math", `“${asSaid("math")}” is of a kind you have named already`],
    ["here all", "of a kind you have named already"],
    ["7d week", "of a kind you have named already"],
    ["students here", words.boards.groupAlone],
    ["me students", words.boards.groupAlone],
    ["discord 18-24", words.boards.groupAlone],
    ["students unseen", words.boards.groupAlone],
    ["0", `“${asSaid("0")}” is neither`],
    ["99999", `“${asSaid("99999")}” is neither`],
    ["__proto__", `“${asSaid("__proto__")}” is neither`],
    ["constructor", `“${asSaid("constructor")}” is neither`],
  ])("%j is refused, and why", (typed, sentence) => {
    expect(() => readBoardChoice(typed, "en")).toThrow(Refusal);
    expect(() => readBoardChoice(typed, "en")).toThrow(sentence);
  });

  it("goes through a button and back, in at most 64 bytes, and nothing else does", () => {
    const named = { ...wholeBoard, task: "question-answering", language: "zh-Hant-TW", page: 9999 } as const;
    const here: BoardChoice = { ...named, scope: "here", period: "30d", platform: "telegram", form: "history" };
    const group: BoardChoice = { ...named, period: "7d", group: groups.at(-1)!, form: "board" };
    const mine: BoardChoice = { ...named, scope: "me", platform: "web", form: "matrix", unseen: true };
    for (const choice of [wholeBoard, here, group, mine]) {
      const text = encodeBoardChoice(choice);
      expect(Buffer.byteLength(`leaderboard:task:${text}`)).toBeLessThanOrEqual(64);
      expect(decodeBoardChoice(text)).toEqual(choice);
      expect(readPostedLanguage(text)).toBeNull();
      const shared = encodeBoardChoice(choice, "zh");
      expect(Buffer.byteLength(`leaderboard:task:${shared}`)).toBeLessThanOrEqual(64);
      expect([decodeBoardChoice(shared), readPostedLanguage(shared)]).toEqual([choice, "zh"]);
    }
    expect(decodeBoardChoice("::here:2")).toEqual({ ...wholeBoard, scope: "here", page: 2 });
    for (const text of ["::ha-b5:1", "::ea-b99:1", "::xa-b:1", "::ea-:1", "::eadb1:1", "::ea-bu1:1", "::ea-b:1:zh:zh"])
      expect(decodeBoardChoice(text)).toBeUndefined();
    for (const text of ["", ":::", "x::here:1", "::here:0", "::nowhere:1", "::here:1:2", ":<b>:here:1"])
      expect(decodeBoardChoice(text)).toBeUndefined();
  });
});

describe("/leaderboard", () => {
  let kit: CoreKit;
  let core: RunningCore;

  async function startWithVotes(): Promise<CoreKit> {
    const started = await startCoreKit();
    const [here, away] = [await started.createCore(), await started.createCore({ platform: "discord" })];
    await fight(here, "Why is the sky blue on a clear day?", { one: "a", two: "tie" });
    await fight(here, "用一句话解释为什么天空是蓝色的", { one: "b" });
    await fight(away, "Write a haiku about rain in autumn", { one: "a", two: "a", three: "both-bad" }, elsewhere);
    return started;
  }

  /** For a test whose votes would change what others count. */
  async function goApart(): Promise<void> {
    const apart = await startWithVotes();
    onTestFinished(() => apart.close());
    core = await apart.createCore();
  }

  const crowd = Array.from({ length: 20 }, (_, index) => `member-${index}`);
  const fightBeforeCrowd = () =>
    fight(core, "Which is the best river in France?", Object.fromEntries(crowd.map((person) => [person, "a"])));

  beforeAll(async () => {
    kit = await startWithVotes();
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
    await goApart();
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
      /^Too early to rank · Leaderboard: generation · Rainy Day Café · questions in English · [A-Z][a-z]{2} \d+, \d{4} · 3 votes\n/u,
    );
    expect((await say(core, "/leaderboard japanese")).text).toBe(words.boards.emptySelection);
  });

  it("counts by period and platform, and as one votes oneself", async () => {
    expect(await votesOf("/leaderboard discord")).toBe("3");
    expect(await votesOf("/leaderboard web chinese")).toBe("1");
    expect(await votesOf("/leaderboard 7d")).toBe("6");
    core.clock.advance(7 * 24 * 60 * 60_000);
    expect(await votesOf("/leaderboard 7d")).toBe("No");
    expect(await votesOf("/leaderboard 30d")).toBe("6");
    const mine = await say(core, "/leaderboard me", "one");
    expect(mine.private).toBe(true);
    expect(mine.images[0]!.alt).toContain(words.boards.mine.about(3));
    expect(mine.images[0]!.alt).toMatch(/you: [+−]\d+/u);
    expect((await say(core, "/leaderboard me", "stranger")).text).toBe(words.boards.mine.empty);
    const month = await pressOn(core, mine, words.boards.buttons.periods["30d"], "one");
    expect(month.images[0]!.alt).toContain(words.boards.period["30d"]);
  });

  it("offers other views of the same votes, and those that fit one's own", async () => {
    const board = await say(core, "/leaderboard");
    const offer = await pressOn(core, board, words.boards.buttons.otherForms);
    expect(offer.buttons.map(({ label }) => label)).toEqual(["Head to head", "Over time", "Quality and cost"]);
    const matrix = await pressOn(core, offer, words.boards.buttons.forms.matrix);
    expect(matrix.images[0]!.alt).toMatch(
      /^Head to head · All communities .*\nModel m\d against Model m\d: \d+% of \d+\n/u,
    );
    const overTime = await say(core, "/leaderboard history");
    expect(overTime.images[0]!.alt).toMatch(/^Ratings over time · .*\nAll votes so far fell on one day\./u);
    const costs = await pressOn(core, offer, words.boards.buttons.forms.cost);
    expect(costs.images[0]!.alt).toMatch(/^Quality and cost · /u);
    expect(decodeBoardChoice(encodeBoardChoice({ ...wholeBoard, form: "cost" }))).toEqual({
      ...wholeBoard,
      form: "cost",
    });
    const mine = await say(core, "/leaderboard me history", "one");
    expect(mine.images[0]!.alt).toContain(words.boards.mine.title);
    expect((await pressOn(core, mine, words.boards.buttons.otherForms, "one")).buttons).toHaveLength(1);
    for (const { action } of [...board.buttons, ...offer.buttons, ...mine.buttons])
      expect(Buffer.byteLength(action)).toBeLessThanOrEqual(64);
  });

  it("ranks nothing in the first minutes, and says from when on it does", async () => {
    const { alt } = (await say(core, "/leaderboard")).images[0]!;
    expect(alt).toContain(`${words.boards.tooEarly} · `);
    expect(alt).toContain(words.boards.ranksFrom(10, 3, 300));
    expect(alt).not.toMatch(/\(±|^\d/mu);
  });

  it("shows groups of at least twenty people, and nothing of smaller ones", async () => {
    await goApart();
    await expect(say(core, "/leaderboard students")).rejects.toThrow(words.boards.tooFewPeople(20));
    for (const person of crowd.slice(1)) await say(core, "/profile set students", person);
    await fightBeforeCrowd();
    await expect(say(core, "/leaderboard students")).rejects.toThrow(words.boards.tooFewPeople(20));
    await say(core, "/profile set students", crowd[0]);
    core.clock.advance(60_000);
    const { alt } = (await say(core, "/leaderboard students")).images[0]!;
    expect(alt).toContain(words.boards.group("students"));
    expect(alt).toContain("20 votes");
  });

  it("is no surer of a model because twenty people voted on one battle: no place, and in a profile no narrow interval", async () => {
    await goApart();
    await fightBeforeCrowd();
    const board = (await say(core, "/leaderboard question answering")).images[0]!.alt;
    const row = /– Model (?<id>m\d): ≈\d+, 2\d votes/u.exec(board)!.groups!;
    const { alt } = (await say(core, `/profile ${row["id"]}`)).images[0]!;
    expect(alt).toMatch(/question answering \d+% \(0 to 100%\)/u);
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
    expect(board.images[0]!.alt).toMatch(/^Too early to rank · Leaderboard: question answering · This community/u);
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
    expect(dark.images[0]!.alt).toMatch(/^现在排名还太早 · 排行榜/u);
    await say(core, "/settings theme light language auto", "x", manager);
    expect((await say(core, "/leaderboard", "x", manager)).images[0]!.png).toEqual(light.images[0]!.png);
  });

  it("changes what all see for all, in their language, and shows what is one's own to oneself alone", async () => {
    const somewhere = { community: "web:third", communityName: "Third" };
    const chinese = { ...somewhere, language: "zh" as const };
    const board = await say(core, "/leaderboard", "ann", somewhere);
    expect(board.private).toBe(false);
    const pressShared = (reply: Pick<Reply, "buttons">, label: string) =>
      core.press({
        ...sender("li", chinese),
        shared: true,
        action: reply.buttons.find((one) => one.label === label)!.action,
      });
    const { buttons } = words.boards;
    const week = await pressShared(board, buttons.periods["7d"]);
    expect([week.private, week.images[0]!.alt.includes(words.boards.period["7d"])]).toEqual([false, true]);
    const offer = await pressShared(week, buttons.byTask);
    expect([offer.private, offer.text]).toEqual([false, words.boards.whichTask]);
    expect((await pressShared(offer, words.tasks.generation)).images[0]!.alt).toContain("Leaderboard: generation");
    const own = await pressShared(week, buttons.me);
    expect([own.private, own.text]).toEqual([true, sentences("zh").boards.mine.empty]);
    // Where nobody has noted the post's language, as in earlier versions, it is left as it is.
    const before = { buttons: [{ label: "30 days", action: "leaderboard:::ea-b:1" }] };
    expect((await pressShared(before, "30 days")).private).toBe(true);
    await say(core, "/settings language zh", "boss", { ...somewhere, manages: true });
    expect((await pressShared(board, buttons.periods["7d"])).images[0]!.alt).toContain("排行榜");
    expect((await pressOn(core, board, buttons.periods["7d"], "ann", somewhere)).private).toBe(true);
  });

  it("leaves out votes that others could see, where that is asked for", async () => {
    await goApart();
    const somewhere = { community: "web:fourth" };
    const { battle, address } = await ask(core, "Why is the sky blue on a clear day?", "asker", somewhere);
    await vote(core, battle, "pia", "a", somewhere);
    const react = (person: string, more: Partial<Reaction>) =>
      core.react({
        ...sender(person, somewhere),
        ...{ post: address, choice: "b", change: "added", takeAway: async () => {} },
        ...more,
      });
    await react("rex", {});
    await react("uma", { takeAway: null });
    await react("vic", { unsent: true });
    await core.press({ ...sender("asker", somewhere), action: `close:${battle}` });
    expect(await votesOf("/leaderboard here", somewhere)).toBe("4");
    expect(await votesOf("/leaderboard unseen here", somewhere)).toBe("2");
    const board = await say(core, "/leaderboard 未公开 here", "x", somewhere);
    expect(board.images[0]!.alt).toContain(words.boards.unseen);
    const all = await pressOn(core, board, words.boards.buttons.seen.all, "x", somewhere);
    const matrix = await pressOn(core, board, words.boards.buttons.otherForms, "x", somewhere);
    const { forms } = words.boards.buttons;
    expect(all.images[0]!.alt).toContain("4 votes");
    expect((await pressOn(core, matrix, forms.history, "x", somewhere)).images[0]!.alt).toContain("2 votes");
    expect((await pressOn(core, matrix, forms.matrix, "x", somewhere)).images[0]!.alt).toContain("2 votes");
    const mine = await say(core, "/leaderboard me unseen", "rex", somewhere);
    expect(mine.text).toBe(words.boards.mine.empty);
  });
});
