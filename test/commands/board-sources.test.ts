/** Votes from elsewhere on boards: left out unless they are asked for, alone or beside the arena's own, and always named. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type SourceBattle, sourceCode } from "../../core/boards/sources.ts";
import { type BoardChoice, readBoardChoice, wholeBoard } from "../../core/commands/leaderboard/board-choice.ts";
import { decodeBoardChoice, encodeBoardChoice } from "../../core/commands/leaderboard/board-code.ts";
import { readingsOf } from "../../core/commands/leaderboard/board-buttons.ts";
import { writeCommand } from "../../core/commands/index.ts";
import { sentences } from "../../core/language/index.ts";
import { type CoreKit, type RunningCore, startCoreKit } from "../core-kit.ts";
import { fight, pressOn, say } from "./command-kit.ts";

const { boards } = sentences("en");

describe("which source is wanted", () => {
  it.each<[string, Partial<BoardChoice>]>([
    ["source:crowd", { source: { named: "crowd", alone: true } }],
    ["Source : +crowd-2 code", { source: { named: "crowd-2", alone: false }, task: "programming" }],
    ["来源：crowd 中文 2", { source: { named: "crowd", alone: true }, language: "zh", page: 2 }],
    ["matrix source:all", { source: { named: "all", alone: false }, form: "matrix" }],
  ])("%j", (typed, choice) => {
    expect(readBoardChoice(typed, "en")).toEqual({ ...wholeBoard, ...choice });
  });

  it.each([
    ["source:crowd here", boards.sourceAlone],
    ["me source:all", boards.sourceAlone],
    ["source:crowd discord", boards.sourceAlone],
    ["source:+crowd source:all", "of a kind you have named already"],
    ["source:Crowd_2", "a source (source:NAME)"],
    ["source:", "a source (source:NAME)"],
  ])("%j is refused, and why", (typed, sentence) => {
    expect(() => readBoardChoice(typed, "en")).toThrow(sentence);
  });

  it("goes through a button and back", () => {
    const named: BoardChoice = { ...wholeBoard, task: "question-answering", language: "zh-Hant-TW", page: 9999 };
    const crowd = `~${sourceCode("crowd")}`;
    for (const source of [
      { named: "all", alone: false },
      { named: crowd, alone: true },
      { named: crowd, alone: false },
    ])
      for (const reading of [null, ...readingsOf({ ...named, source })])
        for (const unseen of [true, false]) {
          const choice: BoardChoice = { ...named, source, reading, unseen, period: "30d" };
          const code = encodeBoardChoice(choice, "zh");
          expect(Buffer.byteLength(code)).toBeLessThanOrEqual(47);
          expect(decodeBoardChoice(code)).toEqual(choice);
        }
    expect(encodeBoardChoice({ ...wholeBoard, source: { named: "crowd", alone: true } })).toBe(
      `::sab${sourceCode("crowd")}:1`,
    );
  });

  it("is written by a form as by hand", () => {
    const given = new Map([["source", "+crowd"]]);
    expect(writeCommand("leaderboard", given)).toBe("/leaderboard source:+crowd");
  });
});

describe("/leaderboard with votes from elsewhere", () => {
  let kit: CoreKit;
  let core: RunningCore;
  let battles: SourceBattle[];

  beforeAll(async () => {
    kit = await startCoreKit();
    core = await kit.createCore();
    await fight(core, "Why is the sky blue on a clear day?", { one: "a", two: "tie" });
    const battle = (index: number, modelB: string): SourceBattle => ({
      ...{ key: `${index}`, modelA: "m1", modelB, task: "translation", language: "en", platform: null },
      ...{ at: new Date("2026-01-02"), repeated: false, probability: null, styles: null, whole: false },
      votes: [0, 1, 2].map((voter) => ({
        ...{ voter: `${voter}`, choice: index % 3 === voter ? "a" : "b", firstChoice: null, changes: null },
        ...{ means: null, seen: null, namesSeenBy: null, at: null },
      })),
    });
    battles = Array.from({ length: 10 }, (_, index) => battle(index, index % 2 === 0 ? "m2" : "Stranger 9"));
    await kit.store.sources.add("crowd", battles);
    await kit.store.sources.add("fans", battles.slice(0, 1));
  });
  afterAll(() => kit.close());

  const board = (typed: string) => say(core, `/leaderboard ${typed}`);

  it("counts none of them unasked", async () => {
    const { text, images } = await board("");
    expect(text).toContain("2 votes");
    expect(images[0]!.alt).not.toContain("Stranger");
    expect((await board("history")).text).toContain("2 votes");
    expect((await say(core, "/models")).text).not.toContain("Stranger");
  });

  it("shows a source by itself, with models that play nowhere, each with a place of its own", async () => {
    const { text, images, buttons } = await board("source:crowd");
    expect(text).toContain("Votes from elsewhere: crowd");
    expect(text).toContain("30 votes");
    expect(images[0]!.alt).toContain("Stranger 9");
    expect(images[0]!.alt).not.toContain(boards.unranked.retired);
    // Of those who play here, only the ones it has votes on.
    expect(images[0]!.alt).not.toContain("Model m4");
    expect((await pressOn(core, { buttons }, boards.buttons.periods["30d"])).text).toContain(boards.emptySelection);
    expect((await board("来源：crowd translation")).text).toContain("30 votes");
  });

  it("takes them in beside the arena's own, and says how many", async () => {
    const beside = await board("source:+crowd");
    expect(beside.text).toContain("32 votes · 30 of them from crowd");
    expect(beside.images[0]!.alt).toContain("Stranger 9");
    expect(beside.images[0]!.alt).not.toContain(boards.unranked.retired);
    expect(beside.text).not.toContain("drawn at random");
    expect((await board("source:all")).text).toContain("35 votes · 33 of them from other sources");
    expect((await board("source:+crowd history")).text).toContain("30 of them from crowd");
    const zh = await say(core, "/leaderboard source:all", "somebody", { language: "zh" });
    expect(zh.images[0]!.alt).toContain("其中 33 票来自其他来源");
  });

  it("keeps the source when a button is pressed, and leads back", async () => {
    const reply = await board("source:+crowd");
    expect((await pressOn(core, reply, boards.buttons.periods["30d"])).text).toContain("0 of them from crowd");
    const offered = await pressOn(core, reply, boards.buttons.otherForms);
    expect((await pressOn(core, offered, boards.buttons.forms.matrix)).text).toContain("30 of them from crowd");
    expect((await pressOn(core, reply, boards.buttons.everywhere)).text).toContain("2 votes");
  });

  it("names the sources there are where one is not, and suggests them", async () => {
    await expect(board("source:nobody")).rejects.toThrow("There are: crowd, fans.");
    const suggested = await core.suggest("leaderboard", "source", "cro", "en");
    expect(suggested.map(({ value }) => value)).toEqual(["crowd", "+crowd"]);
    expect((await core.suggest("leaderboard", "source", "", "en"))[0]!.value).toBe("all");
  });

  it("counts no more what is taken out", async () => {
    await kit.store.sources.add("guests", battles.slice(0, 2));
    expect((await board("source:all")).text).toContain("41 votes · 39 of them from other sources");
    await kit.store.sources.removeSome("guests");
    expect((await board("source:all")).text).toContain("35 votes · 33 of them from other sources");
    await expect(board("source:guests")).rejects.toThrow("There are: crowd, fans.");
  });
});
