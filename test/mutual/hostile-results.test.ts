/** Hostile texts in an evaluation's workbook and folder, and in pictures. */
import { posix, win32 } from "node:path";
import { describe, expect, it } from "vitest";
import { createMeasure } from "../../core/images/fonts.ts";
import { drawableText, wrapText } from "../../core/images/text.ts";
import { tasks } from "../../core/answers/task.ts";
import { guessTask } from "../../core/answers/task-guess/guess.ts";
import { askForVerdict, verdictForm } from "../../core/mutual/jury/verdict.ts";
import { askForBallot } from "../../core/mutual/run/prompts.ts";
import { subjects } from "../../core/mutual/subject.ts";
import { fileNameOf } from "../../core/mutual/experiment-folder.ts";
import { buildWorkbook } from "../../core/mutual/results/workbook.ts";
import { everyHostileText } from "../hostile-texts.ts";
import { unzip } from "./unzip.ts";

/** How many texts are in one workbook. */
const together = 10;

type Results = Parameters<typeof buildWorkbook>[0];

/** An evaluation in which every word is a stranger's: a model and a round for each text. */
function resultsOf(texts: readonly string[]): Results {
  const models = texts.map((text, index) => ({ id: `m${index}`, name: text, organization: text, league: "real" }));
  const rounds = texts.map((text, index) => {
    const criteria = [{ name: text, points: 100 }];
    const set = { question: text, standardAnswer: text, principle: text, criteria, samples: [], cases: [] };
    const reasons = [[`m${index}`, text]];
    const evaluation = {
      judge: "m0",
      points: new Map([["m0", 1]]),
      reasons,
      shortfall: { kind: "invalid", detail: text },
    };
    const check = { verdict: "error", passed: 0, detail: text };
    return {
      number: index + 1,
      setting: { setter: "m0", set, shortfall: null },
      answers: [{ model: `m${index}`, text, masked: null, shortfall: null }],
      evaluations: [evaluation],
      checks: { cases: 1, standard: check, answers: [[`m${index}`, check]] },
    };
  });
  const scores = {
    rounds: texts.map(() => ({ answers: [{ model: "m0", points: 1 }] })),
    models: models.map(({ id }, index) => ({ model: id, rank: index + 1, answer: 1, question: 0.5 })),
    radar: new Map(),
    ...{ topk: { 2: 1, 3: null, 4: null }, topkInterval: { 2: null, 3: null, 4: null } },
    ...{ separations: [], isSketch: true },
  };
  const none = { kendallTau: null, krippendorffAlpha: null };
  const agreement = { ...none, interval: none, each: [] };
  const weighed = {
    judges: models.map(({ id }) => ({ judge: id, ability: 1, interval: null, ballots: 1 })),
    models: models.map(({ id }, index) => ({ model: id, rating: 1000, interval: null, rank: index + 1 })),
  };
  const bias = { judges: [], misjudged: { all: { wrongAbove: null, wrongFirst: null } } };
  return { settings: { models }, rounds, scores, agreement, weighed, bias, standards: [] } as unknown as Results;
}

describe("a hostile text", () => {
  it("stands in a workbook as words: no formula, no link, and all of it XML", async () => {
    for (let at = 0; at < everyHostileText.length; at += together) {
      const book = unzip(Buffer.from(await buildWorkbook(resultsOf(everyHostileText.slice(at, at + together)))));
      for (const [name, xml] of book) {
        expect(xml, name).not.toMatch(/<f[ >]|<hyperlink|<externalLink|t="e"/u);
        // oxlint-disable-next-line no-control-regex
        expect(xml, name).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/u);
        expect(unclosed(xml), name).toEqual([]);
      }
    }
  });

  it("ends no mark that a juror or a judge is told to judge between, and no classifier's work", () => {
    const fence = "7f3a9c1e";
    for (const text of everyHostileText) {
      const turns = [{ question: text, a: text, b: text }];
      const [verdict] = askForVerdict({ turns, shown: "ba", fence });
      const criteria = [{ name: text, points: 100 }];
      const set = { question: text, standardAnswer: text, principle: text, criteria, samples: [], cases: [] };
      const answers = ["A", "B"].map((letter) => ({ letter, text }));
      const [ballot] = askForBallot({ subject: subjects.math, set, withStandard: true, answers, fence });
      expect([verdict, ballot].map((message) => marksIn(message?.content ?? "", fence))).toEqual([3, 6]);
      expect(tasks).toContain(guessTask(text));
      // What a model replies with is a verdict only in the form that was asked for.
      const read = verdictForm.read(text);
      if ("value" in read) expect(text).toMatch(/"choice"\s*:/u);
    }
  });

  it("as the name of a model is the name of one file in the folder, on every system", () => {
    for (const text of everyHostileText) {
      const name = fileNameOf(text);
      expect(name).toMatch(/^[a-z0-9._%-]{1,200}$/u);
      for (const path of [posix, win32]) expect(path.dirname(path.join("folder", name))).toBe("folder");
      expect(name).not.toMatch(/^\.|\.$|^(?:con|nul|aux|prn)(?:\.|$)/iu);
    }
  });

  it("is drawn within its width, in few lines, without turning the writing around it", () => {
    const measure = createMeasure();
    for (const text of everyHostileText) {
      const drawable = drawableText(text);
      expect(drawable).not.toMatch(/[\p{Bidi_Control}\0]|\p{M}{9}/u);
      const lines = wrapText(drawable, 300, 3, "16px sans-serif", measure);
      expect(lines.length).toBeLessThanOrEqual(3);
      for (const line of lines) expect(measure(line, "16px sans-serif")).toBeLessThanOrEqual(330);
    }
  });
});

/** How many marks with this fence are closed after they were opened. @throws {Error} where one is not. */
function marksIn(content: string, fence: string): number {
  const marks = [...content.matchAll(new RegExp(`<(/)?([a-z]+)-${fence}[^>]*>`, "gu"))];
  for (const [index, [, end, name]] of marks.entries())
    if ((end === "/") !== (index % 2 === 1) || (end && marks[index - 1]?.[2] !== name))
      throw new Error("a mark is not closed");
  return marks.length / 2;
}

/** Elements that are not closed where they should be. */
function unclosed(xml: string): string[] {
  const open: string[] = [];
  for (const [, end, name = "", empty] of xml.matchAll(/<(\/)?([A-Za-z:][\w:.-]*)(?:[^<>"]|"[^"<]*")*?(\/)?>/gu)) {
    if (end && open.pop() !== name) return [`</${name}>`];
    if (!end && !empty) open.push(name);
  }
  return open;
}
