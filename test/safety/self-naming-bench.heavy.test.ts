import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { placeholder } from "../../core/language/placeholder.ts";
import {
  hideLabelled,
  type LabelledLine,
  readLines,
  readQuestions,
  scoreLeaks,
  scoreQuestions,
} from "../../scripts/bench/leaks.ts";

const line: LabelledLine = {
  split: "tuning",
  language: "en",
  question: "Who are you?",
  answer: "I am ChatGPT by OpenAI.",
  hide: ["ChatGPT", "OpenAI"],
};

type Figures = { precision: number; recall: number };

const languages = ["en", "zh", "ja", "ko", "es", "fr", "de", "pt", "ru", "tr", "vi"];

describe("the labelled lines", () => {
  it("are many, of both kinds, in both languages, and partly held out", () => {
    const lines = readLines();
    const count = (fits: (line: LabelledLine) => boolean): number => lines.filter(fits).length;
    expect(lines.length).toBeGreaterThanOrEqual(320);
    expect(count(({ hide }) => hide.length > 0)).toBeGreaterThanOrEqual(130);
    expect(count(({ hide }) => hide.length === 0)).toBeGreaterThanOrEqual(130);
    expect(count(({ language }) => language === "zh")).toBeGreaterThanOrEqual(80);
    expect(count(({ split }) => split !== "tuning") * 3).toBeGreaterThanOrEqual(lines.length);
  });

  it("hold every name they say is to be hidden, and differ from each other", () => {
    const lines = readLines();
    for (const each of lines) expect(() => hideLabelled(each)).not.toThrow();
    expect(new Set(lines.map(({ question, answer }) => `${question}\n${answer}`)).size).toBe(lines.length);
  });
});

describe("the labelled questions", () => {
  it("are many, half of them innocent, in every language the mask knows", () => {
    const questions = readQuestions();
    expect(questions.length).toBeGreaterThanOrEqual(150);
    expect(questions.filter(({ asks }) => !asks).length * 2).toBeGreaterThanOrEqual(questions.length);
    expect(new Set(questions.map(({ question }) => question)).size).toBe(questions.length);
    for (const language of languages)
      expect(questions.filter((one) => one.language === language).length).toBeGreaterThanOrEqual(12);
  });

  it("are scored by what asks and is found", () => {
    const [asks, innocent] = [true, false].map((is) => ({ language: "en", question: String(is), asks: is }));
    const both = [asks!, innocent!];
    expect(scoreQuestions(both, (question) => question === "true")).toMatchObject({
      precision: 1,
      recall: 1,
      wrong: [],
    });
    expect(scoreQuestions(both, () => true)).toMatchObject({ precision: 0.5, recall: 1, wrong: [innocent] });
    expect(scoreQuestions(both, () => false)).toMatchObject({ precision: 1, recall: 0, wrong: [asks] });
  });
});

describe("the score", () => {
  it("counts a line only when every name is gone and nothing else", () => {
    const shown = `I am ${placeholder} by ${placeholder}.`;
    expect(scoreLeaks([line], () => shown)).toMatchObject({ precision: 1, recall: 1, wrong: [] });
    expect(scoreLeaks([line], () => `I am ${placeholder} by OpenAI.`)).toMatchObject({ precision: 0, recall: 0 });
    expect(scoreLeaks([line], () => `${shown}!`)).toMatchObject({ precision: 0, recall: 0 });
    expect(scoreLeaks([line], () => null)).toMatchObject({ precision: 1, recall: 0 });
  });

  it("counts a harmless line that was changed against precision", () => {
    const harmless = { ...line, answer: "I am an AI.", hide: [] };
    const score = scoreLeaks([line, harmless], (answer) =>
      hideLabelled({ ...line, answer, hide: [answer.slice(5, 7)] }),
    );
    expect(score.precision).toBe(0);
  });
});

describe("the command line", () => {
  const run = promisify(execFile);
  let stdout: string;
  // It ends with 1, which throws here, when the bench says that the figures are too low.
  beforeAll(async () => {
    ({ stdout } = await run(process.execPath, ["scripts/bench.ts", "leaks", "--json"]));
  });

  it("prints the figures as one line of JSON", () => {
    expect(stdout.trimEnd().split("\n")).toHaveLength(1);
    expect(JSON.parse(stdout)).toMatchObject({ lines: readLines().length, heldOut: { lines: expect.any(Number) } });
  });

  it("finds at least 0.95 both in precision and in recall, on all lines and on those held out", () => {
    const { precision, recall, heldOut } = JSON.parse(stdout) as Figures & { heldOut: Figures };
    for (const figure of [precision, recall, heldOut.precision, heldOut.recall])
      expect(figure).toBeGreaterThanOrEqual(0.95);
  });

  it("finds at least 0.99 in precision and 0.95 in recall in each language, for lines and for questions", () => {
    type ByLanguage = { languages: Record<string, Figures> };
    const { languages: lines, questions } = JSON.parse(stdout) as ByLanguage & { questions: ByLanguage };
    for (const found of [lines, questions.languages]) {
      for (const language of languages) {
        expect(found[language]?.precision, language).toBeGreaterThanOrEqual(0.99);
        expect(found[language]?.recall, language).toBeGreaterThanOrEqual(0.95);
      }
    }
  });

  it.each([[[]], [["nonsense"]], [["leaks", "--jsn"]]])("says what there is when called with %j", async (words) => {
    const failure = run(process.execPath, ["scripts/bench.ts", ...words]);
    await expect(failure).rejects.toMatchObject({ code: 2, stderr: expect.stringMatching(/leaks/) });
  });
});
