/** Readings of a board: how one is asked for, what it says of itself, and what it never claims. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { tasks } from "../../core/answers/task.ts";
import { rateBoard } from "../../core/boards/board-rating.ts";
import { singleVotes } from "../../core/boards/cell.ts";
import {
  type FitFindings,
  type ReadingFacts,
  type ReadingResult,
  readings,
} from "../../core/boards/readings/reading.ts";
import { createReadingBoard } from "../../core/boards/readings/reading-board.ts";
import { type BoardChoice, readBoardChoice, wholeBoard } from "../../core/commands/leaderboard/board-choice.ts";
import { decodeBoardChoice, encodeBoardChoice } from "../../core/commands/leaderboard/board-code.ts";
import { remarks } from "../../core/commands/leaderboard/board-remarks.ts";
import { readingsOf } from "../../core/commands/leaderboard/board-buttons.ts";
import { fitInWords } from "../../core/commands/leaderboard/fit-in-words.ts";
import {
  type BoardView,
  leaderboardInWords,
  leaderboardPicture,
} from "../../core/commands/leaderboard/leaderboard-picture.ts";
import { type Language, languages, sentences } from "../../core/language/index.ts";
import { groups } from "../../core/people/demographics.ts";
import { cell, named } from "../boards/cells.ts";
import { type CoreKit, type RunningCore, sender, startCoreKit } from "../core-kit.ts";
import { fight, pressOn, say } from "./command-kit.ts";

const words = sentences("en");
const { boards } = words;

describe("which reading is wanted", () => {
  it.each([
    ["ability", { reading: "ability" }],
    ["加权", { reading: "ability" }],
    ["reading:style", { reading: "style" }],
    ["Reading: style here", { reading: "style", scope: "here" }],
    ["算法：不计风格 数学", { reading: "style", task: "mathematics" }],
    ["places at once 2", { reading: "ranks", page: 2 }],
    ["weighted 30d", { reading: "weighted", period: "30d" }],
    ["参考评审", { reading: "sharpened" }],
    ["家族 zh", { reading: "families", language: "zh" }],
    ["does it fit", { reading: "fit" }],
    ["plain", { reading: null }],
  ] as [string, Partial<BoardChoice>][])("%j", (typed, choice) => {
    expect(readBoardChoice(typed, "en")).toEqual({ ...wholeBoard, ...choice });
  });

  it("has a name to type for each in every language, none for two", () => {
    for (const language of languages)
      for (const reading of readings)
        for (const name of [reading, sentences(language).readings[reading].called.toLowerCase()])
          expect([name, readBoardChoice(name, language).reading]).toEqual([name, reading]);
    expect(() => readBoardChoice("style families", "en")).toThrow("of a kind you have named already");
    expect(() => readBoardChoice("reading:stile", "en")).toThrow("Did you mean style?");
    expect(() => readBoardChoice("reading:colours", "en")).toThrow(`a reading (${readings.join(", ")})`);
  });

  it("goes through a button in one letter of its own, and old codes keep their meaning", () => {
    const named: BoardChoice = { ...wholeBoard, task: "question-answering", language: "zh-Hant-TW", page: 9999 };
    const codes = readings.map((reading) => {
      const choice: BoardChoice = { ...named, reading, scope: "here", period: "30d", platform: "web", unseen: true };
      const code = encodeBoardChoice(choice, "zh");
      expect(Buffer.byteLength(code)).toBeLessThanOrEqual(47);
      expect(Buffer.byteLength(`leaderboard:read:${code}`)).toBeLessThanOrEqual(64);
      expect(decodeBoardChoice(code)).toEqual(choice);
      return code;
    });
    expect(new Set(codes).size).toBe(readings.length);
    // Buttons under posts of earlier versions.
    expect(decodeBoardChoice("::ea-a:1")).toEqual({ ...wholeBoard, reading: "ability" });
    expect(decodeBoardChoice("programming::h7dau:2:zh")).toEqual({
      ...{ ...wholeBoard, task: "programming", scope: "here", period: "7d", platform: "discord" },
      ...{ reading: "ability", unseen: true, page: 2 },
    });
    expect(decodeBoardChoice("::ea-b:1")).toEqual(wholeBoard);
    expect(encodeBoardChoice(wholeBoard)).toBe("::ea-b:1");
    for (const code of ["::ea-bY:1", "::ea-bRS:1", "::ea-br:1"]) expect(decodeBoardChoice(code)).toBeUndefined();
  });
});

const facts: ReadingFacts[] = [
  { reading: "ranks" },
  { reading: "style", votes: 1210, ofVotes: 1440 },
  { reading: "weighted", votes: 1400, ofVotes: 1440, effectiveVotes: 611.4 },
  { reading: "ability", gainPerVote: 0.0123, heldOut: 288 },
  { reading: "sharpened", judged: 640, worthVotes: 310.2 },
  { reading: "families", families: [{ name: "Qwen", models: ["Qwen 1", "Qwen 2"] }] },
];

it("is the jury's for boards of all votes alone, for by all votes it is measured what the jury is worth", () => {
  expect(readingsOf(wholeBoard)).toEqual(readings);
  expect(readingsOf({ ...wholeBoard, unseen: true })).toEqual(readings.filter((one) => one !== "sharpened"));
});

describe("a reading's board", () => {
  const models = named("a", "b", "c", "d");
  const rating = rateBoard(
    singleVotes([
      ...[cell("other", "a", "b", [60, 40]), cell("other", "b", "c", [60, 40]), cell("other", "c", "a", [30, 70])],
      cell("other", "d", "a", [1, 0]),
    ]),
  );
  const place = (model: string, rated: number, rank: number, [best, worst]: [number, number], half: number | null) => ({
    ...{ model, rating: rated, rank, rankBest: best, rankWorst: worst },
    ...{ lower: half === null ? null : rated - half, upper: half === null ? null : rated + half },
  });
  const placesOf = (half: number | null): ReadingResult["models"] => [
    place("b", 1080, 1, [1, 1], half),
    place("a", 1000, 2, [2, 3], half),
    place("c", 990, 3, [2, 3], half),
  ];
  const boardOf = (one: ReadingFacts, half: number | null = 20) =>
    createReadingBoard({ models: placesOf(half), facts: one }, rating, models);
  const viewIn = (language: Language): BoardView => ({
    ...{ language, theme: "light", demo: false, task: null, questions: null, community: null, days: null, page: 1 },
  });

  it("has the reading's order and the plain board's counts, and ranks no more models than that does", () => {
    const { rows, ranked, claimed, sideA, sensitivity } = boardOf(facts[1]!);
    expect(rows.map(({ model, standing, rank, votes }) => [model, standing, rank, votes])).toEqual([
      ["b", "ranked", 1, 200],
      ["a", "ranked", 2, 201],
      ["c", "ranked", 3, 200],
      ["d", "incomparable", null, 1],
    ]);
    expect(rows.map(({ below }) => below)).toEqual(["cut", "joined", null, null]);
    expect(rows[3]!.rating).toBeNull();
    expect({ ranked, claimed, sideA, sensitivity }).toEqual({
      ranked: 3,
      claimed: true,
      sideA: null,
      sensitivity: null,
    });
    const without = createReadingBoard({ models: placesOf(20).slice(0, 2), facts: facts[1]! }, rating, models);
    expect(without.rows.find(({ model }) => model === "c")).toMatchObject({ standing: "provisional", rating: null });
    // It has votes enough for the plain board: the reading needs more.
    for (const language of languages) {
      const { unranked } = sentences(language).boards;
      const { rows } = leaderboardPicture(without, viewIn(language));
      expect(rows.flatMap(({ heading }) => heading ?? [])).toEqual([unranked.reading, unranked.incomparable]);
      expect(leaderboardInWords(without, viewIn(language))).toContain(unranked.reading);
    }
  });

  it.each(facts)("finds nothing, and counts nobody, where nobody is ranked ($reading)", (one) => {
    const few = rateBoard(singleVotes([cell("other", "a", "b", [1, 0])]));
    const board = createReadingBoard({ models: [], facts: one }, few, models);
    const text = leaderboardInWords(board, viewIn("en"));
    expect(text).toContain(boards.nobodyComparable);
    expect(text).not.toMatch(/people have voted|Based on|votes set aside|95%|jury has judged|Families:|near-copies/u);
    expect(remarks(board, words).join()).not.toMatch(/Based on|people have voted|set aside|95% conf/u);
  });

  it.each(facts.flatMap((one) => languages.map((language) => [one.reading, language, one] as const)))(
    "%s says what it answers, and what it found (%s)",
    (reading, language, one) => {
      const { title, answers } = sentences(language).readings[reading];
      const picture = leaderboardPicture(boardOf(one), viewIn(language));
      expect(picture.title).toBe(title);
      expect(picture.status).toBe(answers);
      const alt = leaderboardInWords(boardOf(one), viewIn(language));
      expect(alt.startsWith(`${title} · `)).toBe(true);
      for (const number of ["1,210", "1,440", "611", "1.2%", "640", "310", "Qwen 2"].filter((figure) =>
        JSON.stringify(figuresOf(one)).includes(figure),
      ))
        expect([remarks(boardOf(one), sentences(language)).join("\n"), number]).toEqual([
          expect.stringContaining(number),
          number,
        ]);
    },
  );

  it("says of ranges of places whether they hold together", () => {
    const plain = leaderboardPicture(boardOf(facts[1]!), viewIn("en")).footer;
    const together = leaderboardPicture(boardOf(facts[0]!), viewIn("en")).footer;
    expect(plain).toContain("ranks hold for each model by itself");
    expect(remarks(boardOf(facts[0]!), words).join()).toContain("every model's rank lies in its range");
    expect(together).not.toContain("ranks hold for each");
  });

  it("claims no range of places where none is shown, and names models as the board does", () => {
    const board = { ...boardOf(facts[0]!, null), effectiveVoters: 3 };
    expect(board.claimed).toBe(false);
    expect([leaderboardInWords(board, viewIn("en")), ...remarks(board, words)].join()).not.toMatch(/95%|lies in its/u);
    expect(remarks(boardOf(facts[0]!), words).join()).toContain("Ranks are based on the votes of");
    const ids = { reading: "families", families: [{ name: "Series", models: ["a", "c"] }] } as const;
    const of = boardOf({ ...ids, families: ids.families.map((one) => ({ ...one, models: [...one.models] })) });
    expect(remarks(of, words)[0]).toContain("Families: Series (Model A, Model C).");
  });

  it("without intervals says so, and claims nothing", () => {
    const board = boardOf(facts[3]!, null);
    expect(board.claimed).toBe(false);
    const { footer, rows } = leaderboardPicture(board, viewIn("en"));
    expect(footer).toBe("");
    expect(remarks(board, words).join()).toContain("Without intervals");
    expect(rows.map(({ rankLabel }) => rankLabel)).toEqual(["1", "2", "3", "–"]);
    const useless = { reading: "ability", gainPerVote: -0.01, heldOut: 9 } as const;
    expect(remarks(boardOf(useless, null), words)[0]).toContain("prefer the plain board");
  });
});

/** What is written of the facts. */
function figuresOf(one: ReadingFacts): unknown {
  const grouped = Object.entries(one).map(([key, value]) =>
    typeof value === "number" && key !== "gainPerVote" ? Math.round(value).toLocaleString("en") : value,
  );
  return [...grouped, ...(one.reading === "ability" ? ["1.2%"] : [])];
}

describe("whether one number fits", () => {
  const test: FitFindings = {
    pairs: [
      { one: "a", other: "b", votes: 1200, expected: 0.51, observed: 0.64, z: 4.2 },
      { one: "b", other: "c", votes: 80, expected: 0.6, observed: 0.45, z: -2.7 },
      { one: "a", other: "c", votes: 90, expected: 0.6, observed: 0.62, z: 0.4 },
    ],
    pValue: 0.0004,
    circles: [
      { models: ["a", "b", "c"], pValue: 0.012 },
      { models: ["a", "c", "d"], pValue: 0.4 },
    ],
    ties: { nu: 0.42, better: "davidson" },
  };
  const nameOf = (model: string) => `Model ${model.toUpperCase()}`;

  it("names the pairs that are off, and circles beyond chance", () => {
    const said = fitInWords(test, nameOf, words);
    expect(said).toHaveLength(4);
    expect(said[0]).toContain("**Not entirely.**");
    expect(said[0]).toContain("under 0.1%");
    expect(said[1]!.split("\n").slice(1)).toEqual([
      "- Model A against Model B: 64% of 1,200 votes, expected 51% (4.2 standard errors apart)",
      "- Model B against Model C: 45% of 80 votes, expected 60% (2.7 standard errors apart)",
    ]);
    expect(said[2]!.split("\n").slice(1)).toEqual([
      "- Model A beats Model B, which beats Model C, which beats Model A (by chance in 1.2% of cases)",
    ]);
    expect(said[3]).toContain("Davidson, ν = 0.42");
    expect(fitInWords(test, nameOf, sentences("zh"))[1]).toContain("Model A对Model B：1,200 票中 64%，预期 51%");
  });

  it("finds no fault where there is none, and says so where there is nothing to tell", () => {
    const fine = { ...test, pairs: test.pairs.slice(2), pValue: 0.31, circles: test.circles.slice(1) };
    const said = fitInWords({ ...fine, ties: { nu: 0.4, better: "same" } }, nameOf, words);
    expect(said).toEqual([words.fit.explains("31%"), words.fit.noCircles, words.fit.ties.same("0.40")]);
    expect(fitInWords({ ...fine, pairs: [] }, nameOf, words)).toEqual([words.fit.none]);
  });
});

describe("/leaderboard reading:…", () => {
  let kit: CoreKit;
  let core: RunningCore;
  beforeAll(async () => {
    kit = await startCoreKit();
    const first = await kit.createCore();
    await fight(first, "Why is the sky blue on a clear day?", { one: "a", two: "tie" });
  });
  afterAll(() => kit.close());
  beforeEach(async () => {
    core = await kit.createCore();
  });

  it("offers all readings behind one button, each with what it answers, and the way back", async () => {
    const board = await say(core, "/leaderboard");
    expect(board.buttons.filter(({ label }) => label === boards.buttons.otherReadings)).toHaveLength(1);
    const offer = await pressOn(core, board, boards.buttons.otherReadings);
    expect(offer.buttons.map(({ label }) => label)).toEqual(readings.map((one) => words.readings[one].called));
    for (const reading of readings) expect(offer.text).toContain(words.readings[reading].answers);
    const weighed = await pressOn(core, offer, words.readings.ability.called);
    expect(weighed.images[0]!.alt).toContain(words.readings.ability.title);
    const again = await pressOn(core, weighed, boards.buttons.otherReadings);
    expect(again.buttons.map(({ label }) => label)).toEqual([
      boards.buttons.plain,
      ...readings.filter((one) => one !== "ability").map((one) => words.readings[one].called),
    ]);
    expect((await pressOn(core, again, boards.buttons.plain)).images[0]!.alt).toMatch(
      /^Too early to rank · Leaderboard · /u,
    );
    const forms = await pressOn(core, weighed, boards.buttons.otherForms);
    const matrix = await pressOn(core, forms, boards.buttons.forms.matrix);
    expect(matrix.images[0]!.alt).toMatch(/^Head to head/u);
    for (const { action } of [...weighed.buttons, ...offer.buttons, ...again.buttons])
      expect(Buffer.byteLength(action)).toBeLessThanOrEqual(64);
  });

  it("keeps its reading by task and period", async () => {
    const weighed = await say(core, "/leaderboard reading:ability");
    const week = await pressOn(core, weighed, boards.buttons.periods["7d"]);
    expect(week.images[0]!.alt).toContain(words.readings.ability.title);
    const offer = await pressOn(core, week, boards.buttons.byTask);
    expect(offer.buttons).toHaveLength(tasks.length + 1);
    const task = await pressOn(core, offer, words.tasks["question-answering"]);
    expect(task.images[0]!.alt).toContain(`${words.readings.ability.title} · question answering`);
    const fit = await say(core, "/leaderboard reading:fit question answering");
    expect(fit.text).toContain(`**${words.readings.fit.title} · question answering**`);
  });

  it("has none where a person's own votes, or a group's, are too few, nor in other forms", async () => {
    const mine = await say(core, "/leaderboard me ability", "one");
    expect(mine.images[0]!.alt).toContain(boards.mine.title);
    expect(mine.text).toContain(words.readingMenu.none);
    expect((await say(core, "/leaderboard me", "one")).text).not.toContain(words.readingMenu.none);
    expect(mine.buttons.map(({ label }) => label)).not.toContain(boards.buttons.otherReadings);
    const matrix = await say(core, "/leaderboard matrix reading:style");
    expect(matrix.images[0]!.alt).toMatch(/^Head to head/u);
    expect(matrix.text).toContain(words.readingMenu.none);
    const group = encodeBoardChoice({ ...wholeBoard, group: groups[0]!, reading: "style" });
    await expect(core.press({ ...sender("x"), action: `leaderboard:${group}` })).rejects.toThrow(
      boards.tooFewPeople(20),
    );
  });

  it("is what buttons of earlier versions for voters weighed still show", async () => {
    const old = await core.press({ ...sender("x"), action: "leaderboard:::ea-a:1" });
    expect(old.images[0]!.alt).toContain(words.readings.ability.title);
  });
});
