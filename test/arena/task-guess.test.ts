import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { guessTask } from "../../core/answers/task-guess/guess.ts";
import { taskRule, tasks } from "../../core/answers/task.ts";
import { bench, readQuestions, scoreTasks } from "../../scripts/bench/tasks.ts";

const questions = readQuestions();
const ofSplit = (wanted: string) => questions.filter(({ split }) => split === wanted);

describe("the labelled questions", () => {
  it("are many, of every task, in many languages, mostly held out, and differ from each other", () => {
    expect(questions.length).toBeGreaterThanOrEqual(360);
    expect(new Set(questions.map(({ task }) => task))).toEqual(new Set(tasks));
    expect(new Set(questions.map(({ language }) => language)).size).toBeGreaterThanOrEqual(8);
    expect(ofSplit("held-out").length).toBeGreaterThanOrEqual(2 * ofSplit("tuning").length);
    expect(new Set(questions.map(({ question }) => question)).size).toBe(questions.length);
  });
});

describe("guessing the task of a question", () => {
  it("has its own rule's name", () => {
    expect(taskRule).toBe("signs-2");
  });

  it("is right about the questions it was made with", () => {
    expect(scoreTasks(ofSplit("tuning"), guessTask).accuracy).toBeGreaterThanOrEqual(0.95);
  });

  it("is right about most of those it was not made with", () => {
    expect(scoreTasks(ofSplit("held-out"), guessTask).accuracy).toBeGreaterThanOrEqual(0.82);
  });

  it("gives the same task for the same question, whatever was asked between", () => {
    const first = questions.map(({ question }) => guessTask(question));
    const again = questions.toReversed().map(({ question }) => guessTask(question));
    expect(again.toReversed()).toEqual(first);
  });

  it.each([
    ["write a poem about python", "generation"],
    ["write a python function that reverses a list", "programming"],
    ["Is this review positive? “The soup was cold.”", "classification"],
    ["Is it true that soup is good for a cold?", "question-answering"],
    ["How long should a cover letter be?", "question-answering"],
    ["A cover letter for a job as a baker", "generation"],
    ["翻译：学而时习之", "translation"],
    ["翻译这个职业会被取代吗", "question-answering"],
    ["年终总结怎么写", "question-answering"],
    ["编三道二年级的应用题", "generation"],
    ["I passed my calculus exam!", "other"],
    ["What is the derivative of sin(x)?", "mathematics"],
    ["How do you say “good luck” in Turkish?", "translation"],
    ["How do I say no to my boss?", "question-answering"],
    ["Translate this JavaScript to Python: console.log(1)", "programming"],
    ["谢谢", "other"],
    ["2+2", "mathematics"],
    ["👍", "other"],
    ["", "other"],
  ])("%j is %s", (question, task) => {
    expect(guessTask(question)).toBe(task);
  });

  it("tells a passage with a request behind it by the request", () => {
    const passage =
      "The club had a slow year. Fewer people came to the walks. The committee wants to move them. ".repeat(3);
    expect(guessTask(`${passage}\n\ntl;dr`)).toBe("summarisation");
    expect(guessTask(`${passage}\n\nTranslate this into French, please.`)).toBe("translation");
  });

  it("takes what stands in quotation marks for material", () => {
    expect(guessTask('Translate into German: "Please summarise the report."')).toBe("translation");
    expect(
      guessTask('Summarise: "He asked me to translate the report. I said that I would rather not. He insisted."'),
    ).toBe("summarisation");
  });

  it("does not mind letters in another dress", () => {
    expect(guessTask("ＴＲＡＮＳＬＡＴＥ　ｔｏ　Ｆｒｅｎｃｈ：　ｈｅｌｌｏ")).toBe("translation");
    expect(guessTask("幫我寫一首關於秋天的詩")).toBe(guessTask("帮我写一首关于秋天的诗"));
  });
});

describe("a question that would keep a careless guesser busy", () => {
  it.each(
    [
      " a",
      "(",
      "((((",
      "```",
      "'a ",
      '"',
      "“",
      "「",
      ": ",
      "- ",
      "\n",
      "1",
      "1 + ",
      "a\u0301",
      "!",
      "?",
      "please ",
      "请帮我",
      "的",
      "is you ",
      "<a",
      "{ ",
    ].map((piece) => [piece]),
  )("gets a task: %j over and over", (piece) => {
    const question = piece.repeat(Math.ceil(8000 / piece.length)).slice(0, 8000);
    expect(tasks).toContain(guessTask(question));
    expect(tasks).toContain(guessTask(`Translate ${question} into`));
  });

  it("gets a task when it is a long text", () => {
    expect(tasks).toContain(guessTask("今天天气很好，我们去公园散步，看到了许多花。".repeat(400).slice(0, 8000)));
    expect(guessTask(`Summarise this:\n${"The dog sat. The cat ran away. ".repeat(250)}`)).toBe("summarisation");
  });
});

describe("the bench", () => {
  it("passes, and has the figures of every task and language", () => {
    const { passed, figures } = bench();
    expect(passed).toBe(true);
    expect(figures).toMatchObject({ questions: questions.length, heldOut: { questions: ofSplit("held-out").length } });
    expect(Object.keys(figures["byTask"] as object).toSorted()).toEqual(tasks.toSorted());
  });

  it("prints the figures as one line of JSON", async () => {
    const { stdout } = await promisify(execFile)(process.execPath, ["scripts/bench.ts", "tasks", "--json"]);
    expect(stdout.trimEnd().split("\n")).toHaveLength(1);
    expect(JSON.parse(stdout)).toMatchObject({ questions: questions.length, wrong: expect.any(Array) });
  });
});
