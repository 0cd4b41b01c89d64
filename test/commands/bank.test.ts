import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { tasks } from "../../core/answers/task.ts";
import { readTags } from "../../core/commands/typed-names.ts";
import { sentences } from "../../core/language/index.ts";
import { builtInQuestions, drawBankQuestion, difficulties } from "../../core/bank/question-bank.ts";
import { createPseudonyms } from "../../core/safety/pseudonyms.ts";
import { type CoreKit, type RunningCore, sender, startCoreKit, testKey } from "../core-kit.ts";
import { createSeededRandom } from "../seeded-random.ts";
import { pressOn, say } from "./command-kit.ts";

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

describe("the built-in questions", () => {
  it("are many, of every task, language and difficulty, each once", () => {
    expect(builtInQuestions.length).toBeGreaterThanOrEqual(60);
    for (const language of ["en", "zh"])
      for (const task of tasks)
        for (const difficulty of difficulties)
          expect(
            builtInQuestions.filter(
              (one) => one.language === language && one.task === task && one.difficulty === difficulty,
            ),
            `${language} ${task} ${difficulty}`,
          ).not.toHaveLength(0);
    expect(new Set(builtInQuestions.map(({ id }) => id)).size).toBe(builtInQuestions.length);
    expect(new Set(builtInQuestions.map(({ text }) => text)).size).toBe(builtInQuestions.length);
  });

  it("have identifiers that fit a button, and texts that fit a phone", () => {
    for (const { id, text, language } of builtInQuestions) {
      expect(id).toMatch(/^[a-z0-9-]{1,32}$/u);
      expect([...text].length).toBeLessThanOrEqual(600);
      expect(text.trim()).toBe(text);
      if (language === "zh") expect(text).toMatch(/\p{Script=Han}/u);
    }
  });
});

describe("drawing a question", () => {
  const own = [{ id: "own", task: "other", language: "fr", difficulty: "easy", text: "Pourquoi ?" } as const];

  it("keeps to the task and the language, and offers another than the last", () => {
    const random = createSeededRandom(5);
    for (let count = 0; count < 50; count++) {
      const drawn = drawBankQuestion([], { task: "translation", language: "zh", not: "x" }, random)!;
      expect([drawn.task, drawn.language]).toEqual(["translation", "zh"]);
      const next = drawBankQuestion([], { task: "translation", language: "zh", not: drawn.id }, random)!;
      expect(next.id).not.toBe(drawn.id);
    }
  });

  it("offers a community's own, and again the only one there is", () => {
    const random = createSeededRandom(6);
    expect(drawBankQuestion(own, { task: null, language: "fr", not: "own" }, random)!.id).toBe("own");
    expect(drawBankQuestion(own, { task: "mathematics", language: "fr", not: null }, random)!.task).toBe("mathematics");
  });
});

describe("tags before a question", () => {
  it.each([
    ["#programming Why?", { task: "programming", text: "Why?" }],
    ["＃编程 #hard\n为什么？", { task: "programming", difficulty: "hard", text: "为什么？" }],
    ["#math #简单 1+1", { task: "mathematics", difficulty: "easy", text: "1+1" }],
    ["#question_answering", { task: "question-answering", text: "" }],
    ["#include <stdio.h>", { text: "#include <stdio.h>" }],
    ["# Heading", { text: "# Heading" }],
    ["#constructor x", { text: "#constructor x" }],
    ["Why #programming?", { text: "Why #programming?" }],
  ])("%j", (typed, tagged) => {
    expect(readTags(typed)).toEqual(tagged);
  });
});

describe("/battle without a question", () => {
  it("offers one quietly, another one, and asks it with its task and language", async () => {
    const offer = await say(core, "/battle");
    expect(offer).toMatchObject({ private: false, quiet: true });
    const another = await pressOn(core, offer, words.bank.another);
    expect(another.text).not.toBe(offer.text);
    const id = another.buttons[0]!.action.split(":")[2]!;
    const question = builtInQuestions.find((one) => one.id === id)!;
    expect(question.language).toBe("en");
    const asked = await pressOn(core, another, words.bank.ask);
    expect(asked).toMatchObject({ text: words.bank.asked, private: true });
    await core.settled();
    const address = core.platform.addresses().at(-1)!;
    expect(core.platform.shows(address).question).toBe(question.text);
    const battle = await kit.store.battles.findBattle(core.platform.shows(address).buttons[0]!.action.split(":")[1]!);
    expect(battle).toMatchObject({ task: question.task, taskRule: "bank", language: "en", bankQuestion: id });
    expect(battle!.turns[0]!.question).toBe(question.text);
  });

  it("keeps to a task, also in the next one", async () => {
    let offer = await say(core, "/battle #数学", "somebody", { language: "zh" });
    for (let count = 0; count < 4; count++) {
      const question = builtInQuestions.find((one) => one.id === offer.buttons[0]!.action.split(":")[2])!;
      expect([question.task, question.language]).toEqual(["mathematics", "zh"]);
      offer = await pressOn(core, offer, sentences("zh").bank.another, "somebody", { language: "zh" });
    }
  });

  it("has buttons of at most 64 bytes", async () => {
    const longest = builtInQuestions.toSorted((one, other) => other.id.length - one.id.length)[0]!;
    expect(`battle:next:${longest.id}:question-answering`.length).toBeLessThanOrEqual(64);
  });

  it.each([["battle:ask:no-such-question", "gone"]] as const)("%s is refused", async (action, sentence) => {
    await expect(core.press({ ...sender("x"), action })).rejects.toThrow(words.bank[sentence]);
    await expect(core.press({ ...sender("x"), action: "battle:eat:x" })).rejects.toThrow(words.refusals.unknownAction);
  });
});

describe("a question with its task before it", () => {
  it.each(["#translation Where is the station?", "/battle #translation Where is the station?"])(
    "%s is that task, asked without the tag",
    async (text) => {
      await core.handle({ ...sender("tagger"), text });
      await core.settled();
      const shown = core.platform.shows(core.platform.addresses().at(-1)!);
      const battle = await kit.store.battles.findBattle(shown.buttons[0]!.action.split(":")[1]!);
      expect(battle).toMatchObject({ task: "translation", taskRule: "asker", bankQuestion: null });
      expect(battle!.turns[0]!.question).toBe("Where is the station?");
    },
  );
});

describe("/bank", () => {
  const manager = { manages: true, community: "" };
  const member = { community: "" };
  let communities = 0;
  // Each test has a community of its own.
  beforeEach(() => {
    communities += 1;
    manager.community = member.community = `web:bank-${communities}`;
  });

  it("says what there is, and takes what those who run the community add at once", async () => {
    expect((await say(core, "/bank", "m", member)).text).toContain(words.bank.counts(builtInQuestions.length, 0));
    const added = await say(core, "/bank add #mathematics #hard How many corners has a tesseract?", "m", manager);
    expect(added).toMatchObject({ text: words.bank.added("mathematics", "hard"), private: true });
    expect((await say(core, "/bank", "m", member)).text).toContain(words.bank.counts(builtInQuestions.length, 1));
    await expect(say(core, "/bank add How many corners has a tesseract?", "m", manager)).rejects.toThrow(
      words.bank.twice,
    );
  });

  it("keeps what others suggest until it is approved", async () => {
    const suggested = await say(core, "/bank add Which shop sells the longest rope, and why?", "n", member);
    expect(suggested.text).toMatch(/^Thank you\. Your question \([a-z ]+, medium\) is kept/u);
    const theirs = await say(core, "/bank", "n", member);
    expect(theirs.text).toContain(words.bank.pending(1));
    expect(theirs.text).not.toContain("rope");
    expect(theirs.buttons).toEqual([]);
    const mine = await say(core, "/bank", "m", manager);
    expect(mine.text).toContain("> Which shop sells the longest rope");
    await expect(pressOn(core, mine, words.bank.approve, "n", member)).rejects.toThrow(words.bank.notYours);
    expect((await pressOn(core, mine, words.bank.approve, "m", manager)).text).toBe(words.bank.approved);
    await expect(pressOn(core, mine, words.bank.approve, "m", manager)).rejects.toThrow(words.bank.decidedAlready);
    expect((await say(core, "/bank", "m", member)).text).not.toContain(words.bank.pending(1));
  });

  it("offers no question that was rejected, even through an old button", async () => {
    await say(core, "/bank add Something to be rejected soon?", "n", member);
    const mine = await say(core, "/bank", "m", manager);
    const id = mine.buttons[0]!.action.split(":")[2]!;
    expect((await pressOn(core, mine, words.bank.reject, "m", manager)).text).toBe(words.bank.rejected);
    await expect(core.press({ ...sender("n", member), action: `battle:ask:${id}` })).rejects.toThrow(words.bank.gone);
  });

  it("belongs to one community", async () => {
    await say(core, "/bank add Only for these people here?", "m", manager);
    const [question] = (
      await kit.store.bank.bankQuestions(createPseudonyms(testKey).of(manager.community), "approved")
    ).slice(-1);
    await expect(core.press({ ...sender("x"), action: `battle:ask:${question!.id}` })).rejects.toThrow(words.bank.gone);
  });

  it.each([
    ["/bank add", words.bank.unknown(words.commands.bank.usage)],
    ["/bank remove it", words.bank.unknown(words.commands.bank.usage)],
    ["/bank add #hard", words.refusals.emptyQuestion],
    [`/bank add ${"x".repeat(1501)}`, words.bank.tooLong(1501, 1500)],
  ])("%s is refused", async (text, sentence) => {
    await expect(say(core, text, "m", manager)).rejects.toThrow(sentence);
  });
});
