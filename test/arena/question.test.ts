import { describe, expect, it } from "vitest";
import { cleanQuestion } from "../../core/arena/question.ts";
import { questionLanguage } from "../../core/answers/question-language.ts";
import { guessTask } from "../../core/answers/task-guess/guess.ts";
import { sentences } from "../../core/language/index.ts";
import { Refusal } from "../../core/chat/refusal.ts";

const words = sentences("en");
const clean = (text: string, longest = 100) => cleanQuestion(text, longest, words);

describe("cleaning a question", () => {
  it.each([
    ["  why?  ", "why?"],
    ["a\r\nb\rc", "a\nb\nc"],
    ["tab\tstays", "tab\tstays"],
    ["bell\u0007 goes\u0000", "bell goes"],
    ["👋", "👋"],
    ["2+2", "2+2"],
    ["∫", "∫"],
    ["مرحبا", "مرحبا"],
  ])("%j becomes %j", (text, question) => {
    expect(clean(text)).toBe(question);
  });

  it.each([
    ...["", "   ", "\n\t\n", "\u200b\u200d\ufeff", "?!…", "\u0000\u0001", "\u3164", "\u2800"],
    ...["<!-- -->", "```\n```", "<br>", "&nbsp;", "$$ $$"],
  ])("refuses %j: nothing to read", (text) => {
    expect(() => clean(text)).toThrow(new Refusal(words.refusals.emptyQuestion));
  });

  it("counts characters as people do, and takes the longest allowed", () => {
    expect(clean("😀".repeat(100))).toHaveLength(200);
    expect(() => clean("x".repeat(101))).toThrow(words.refusals.longQuestion(101, 100));
  });
});

describe("guessing a task", () => {
  it.each([
    ["Translate this into French: good morning", "translation"],
    ["把这句话翻译成英文", "translation"],
    ["Summarise the plot of Hamlet", "summarisation"],
    ["请总结这篇文章", "summarisation"],
    ["Write a Python function that reverses a list", "programming"],
    ["What is 17 * 23?", "mathematics"],
    ["解方程 x^2 = 4", "mathematics"],
    ["Classify the sentiment: I loved it", "classification"],
    ["Write a haiku about autumn", "generation"],
    ["写一首关于秋天的诗", "generation"],
    ["Why is the sky blue?", "question-answering"],
    ["天空为什么是蓝色的", "question-answering"],
    ["Hello there", "other"],
  ])("%j is %s", (question, task) => {
    expect(guessTask(question)).toBe(task);
  });
});

describe("the language of a question", () => {
  it.each([
    ["天空为什么是蓝色的?", "zh"],
    ["空はなぜ青いのですか", "ja"],
    ["하늘은 왜 파란가요", "ko"],
    ["用 Python 写一个快速排序", "zh"],
    ["Why is the sky blue?", "en"],
    ["What does the character 好 mean in this long sentence?", "en"],
    ["Warum ist der Himmel blau?", "de"],
    ["¿Por qué el cielo es azul?", "es"],
    ["Pourquoi le ciel est-il bleu ?", "fr"],
    ["Почему небо голубое?", "ru"],
    ["Was macht dieser Code?\n```js\nconst theAnswer = await fetch(theQuestion);\nreturn theAnswer.json();\n```", "de"],
    ["123", "und"],
    ["hm", "und"],
    ["🙂", "und"],
  ])("%j is %s", async (question, language) => {
    expect(await questionLanguage(question)).toBe(language);
  });
});
