/** Subjects: data that a file holds, those that come with the arena among them. */
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { beginExperiment, experimentSchema, readExperiment } from "../../core/mutual/experiment-folder.ts";
import { ballotFields, savedBallots } from "../../core/mutual/results/results.ts";
import { askForAnswer, askForBallot, askForQuestion } from "../../core/mutual/run/prompts.ts";
import { questionForm } from "../../core/mutual/run/question-form.ts";
import { readSavedBallots } from "../../core/mutual/saved-ballots.ts";
import {
  keptSubject,
  nameSubject,
  readSubject,
  type Subject,
  subjects,
  subjectIds,
} from "../../core/mutual/subject.ts";
import { findSubject } from "../../scripts/mutual/find-subject.ts";
import { readRunArguments } from "../../scripts/mutual/run-arguments.ts";
import { buildModels, settingsFor } from "./stage.ts";

/** One in Chinese alone, with words for those who answer and criteria of its own. */
const couplets = {
  id: "couplets",
  name: { en: "Chinese couplets", zh: "对联" },
  judging: "scores",
  setter: "出一个上联，要求平仄工整。",
  answerer: "只写下联。",
  judge: "对仗不工整者扣分。",
  criteria: [
    { name: "对仗", points: 60 },
    { name: "意境", points: 40 },
  ],
};
const text = (changes: object = {}) => JSON.stringify({ ...couplets, ...changes });

let folder: string;
beforeAll(() => void (folder = mkdtempSync(path.join(tmpdir(), "subjects-"))));
afterAll(() => rmSync(folder, { recursive: true }));

/** All that models are told of a subject, and the forms they reply in. */
function everyWord(subject: Subject): unknown[] {
  const criteria = [
    { name: "right", points: 70 },
    { name: "short", points: 30 },
  ];
  const judged = subject.judging === "scores" ? criteria : [];
  const set = {
    question: "What?",
    standardAnswer: "That.",
    principle: "This.",
    criteria: judged,
    samples: [],
    cases: [],
  };
  const answers = [
    { letter: "A", text: "one" },
    { letter: "B", text: "two" },
  ];
  const form = questionForm(subject);
  return [
    ...[askForQuestion(subject, 3), form.format, form.read("{}"), form.read("x"), askForAnswer(subject, set)],
    ...[true, false].map((withStandard) => askForBallot({ subject, set, withStandard, answers, fence: "7f3a9c1e" })),
  ];
}

describe("the published subjects", () => {
  it("ask in the same words as version 0.1.0, byte by byte, in its experiments, so that its journals go on", () => {
    const sums = [keptSubject.parse("math"), keptSubject.parse("programming")].map((subject) =>
      createHash("sha256")
        .update(JSON.stringify(everyWord(subject)))
        .digest("hex"),
    );
    expect(sums).toEqual([
      "59ca173f65d0adf5c39b9159c3dafe446cfc7f3d88fc135d37f5e308e3f61ae0",
      "b67fb56f6f757163f8180919b00200f628bdbc8065352e068b38d74d5bfb2c36",
    ]);
  });

  it("are files like any other", () => {
    for (const id of subjectIds) {
      const file = `core/mutual/subjects/${id}.json`;
      expect(findSubject(file)).toEqual(subjects[id]);
      expect(findSubject(id)).toBe(subjects[id]);
      expect(subjects[id].id).toBe(id);
    }
    expect(subjectIds).toEqual(Object.keys(subjects));
  });

  it("are told by their identifier in what older versions have kept", async () => {
    const settings = settingsFor(buildModels(["a", "b", "c"]), { subject: "math" });
    expect(experimentSchema.parse({ ...settings, subject: "math" })).toEqual(settings);
    const { subject } = experimentSchema.parse({ ...settings, subject: "programming" });
    expect(subject).toEqual({ ...subjects.programming, setter: subject.setter, check: "none" });
    const rounds = [{ setter: "a", ballots: [{ judge: "b", scores: { c: 70 } }] }];
    expect(readSavedBallots(JSON.stringify({ subject: "programming", rounds })).subject.id).toBe("programming");
  });
});

describe("a subject of somebody's own", () => {
  it("is kept whole with its experiment and ballots, which are read without its file", async () => {
    const subject = readSubject(text());
    expect(subject).toEqual({ ...couplets, competition: false, check: "none" });
    const settings = settingsFor(buildModels(["a", "b", "c"]), { subject });
    const place = path.join(folder, "own");
    mkdirSync(place);
    await beginExperiment(place, settings);
    expect(await readExperiment(place)).toEqual(settings);
    const experiment = {
      judging: subject.judging,
      models: ["a", "b", "c"],
      rounds: [{ setter: "a", ballots: [{ judge: "b", points: new Map([["c", 70]]) }] }],
    };
    const saved = JSON.stringify(savedBallots(subject, experiment));
    expect(saved).toContain(`"${ballotFields.scores}":{"c":70}`);
    expect(readSavedBallots(saved)).toEqual({ subject, experiment, remarks: [] });
    expect([nameSubject(subject, "zh"), nameSubject(subject, "en")]).toEqual(["对联", "Chinese couplets"]);
  });

  it("is what models are told: its words for each part, and its criteria in place of the setter's", () => {
    const subject = readSubject(text());
    const [setting] = askForQuestion(subject, 1);
    expect(setting!.content).toMatch(/in Chinese couplets\..*出一个上联，要求平仄工整。/su);
    expect(setting!.content).not.toContain('"criteria"');
    const form = questionForm(subject);
    expect(form.format).toMatchObject({ name: "couplets_question" });
    const read = form.read('{"question": "上联", "standardAnswer": "下联", "principle": "平仄"}');
    expect(read).toMatchObject({ value: { question: "上联", criteria: couplets.criteria, samples: [], cases: [] } });
    const { value: set } = read as Extract<typeof read, { value: unknown }>;
    expect(askForAnswer(subject, set)).toEqual([{ role: "user", content: "只写下联。\n\n上联" }]);
    const [ballot] = askForBallot({ subject, set, withStandard: true, answers: [], fence: "f" });
    expect(ballot!.content).toMatch(
      /- 对仗 \(60 points\)\n- 意境 \(40 points\)\n.*is worth\. 对仗不工整者扣分。 Say why/su,
    );
  });

  it("may leave criteria to its setters, have the form of a competition, or be ranked", () => {
    const competition = readSubject(text({ criteria: "such as rhythm", competition: true }));
    const { content } = askForQuestion(competition, 1)[0]!;
    expect(content).toMatch(/"samples" gives .* "criteria" is the standard .*, such as rhythm, each/u);
    expect(Object.keys(questionForm(competition).format.schema["properties"] as object)).toEqual(
      ["statement", "input", "output", "samples", "standardAnswer", "principle", "criteria"], // prettier-ignore
    );
    const { criteria: _, ...ranked } = couplets;
    const ranks = readSubject(JSON.stringify({ ...ranked, judging: "ranks", id: "two-lines" }));
    expect(questionForm(ranks).format.name).toBe("two_lines_question");
    expect(ranks.criteria).toEqual([]);
  });

  it.each<[string, RegExp]>([
    ["{", /not JSON: line 1, column 2/u],
    ["[]", /the file must be an object, not an array\./u],
    [text({ setter: undefined }), /^setter is missing\.$/u],
    [text({ judge: " \u200b" }), /^judge must not be empty\.$/u],
    [text({ critera: [] }), /^critera is not a setting\. Did you mean "criteria"\?$/u],
    [text({ id: "Ünlü" }), /^id must be of a-z/u],
    [text({ id: "math" }), /^id must not be "math"/u],
    [text({ name: { en: "a\nb" } }), /^name\.en must be one line\.$/u],
    [text({ name: { en: "a", deutsch: "b" } }), /^name\.deutsch is not a setting\. Known here: en, zh\.$/u],
    [text({ judging: "rank" }), /^judging must be one of "ranks", "scores"\. Did you mean "ranks"\?$/u],
    [text({ judging: "ranks" }), /^judging is "ranks", so leave "criteria" out\.$/u],
    [text({ criteria: undefined }), /^judging is "scores", so "criteria" must be there: /u],
    [text({ criteria: [{ name: "all", points: 90 }] }), /^criteria must have points that add up to 100, not 90\.$/u],
    [text({ criteria: [{ name: "all", points: "100" }] }), /^criteria\[0\]\.points must be a number, not a string\.$/u],
    [
      text({
        criteria: [
          { name: "a", points: 50 },
          { name: "b", points: 49.98 },
        ],
      }),
      /add up to 100, not 99\.98\.$/u,
    ],
    [
      text({ criteria: [{ name: "all", points: 7 }] }).replace(/"points": ?7/u, '"points":1e999'),
      /points must be a number, not one too large to count with\.$/u,
    ],
    [text({ criteria: [{ points: 100 }] }), /^criteria\[0\]\.name is missing\.$/u],
    [
      text({ criteria: Array(21).fill({ name: "x", points: 100 / 21 }) }),
      /^criteria must hold at most 20 criteria\.$/u,
    ],
    [text({ criteria: 3 }), /^criteria must be a list of names and points, or words\.$/u],
    [text({ setter: "x".repeat(4_001) }), /^setter must have at most 4,000 characters\.$/u],
    [
      text({ setter: 1, competition: "yes" }),
      /^setter must be a string, not a number\.\ncompetition must be a boolean/u,
    ],
  ])("is refused in words where it is wrong (%#)", (wrong, message) => {
    const file = path.join(folder, "wrong.json");
    writeFileSync(file, wrong);
    expect(() => readSubject(wrong)).toThrow(message);
    expect(() => findSubject(file)).toThrow(/wrong\.json is no subject/u);
  });

  it.each(["docs/mutual.md", "docs/zh/mutual.md"])("stands in %s as an example", (page) => {
    const [, example = ""] = /```json\n(\{[\s\S]*?)```/u.exec(readFileSync(page, "utf8")) ?? [];
    expect(readSubject(example)).toMatchObject({ id: "poetry" });
  });

  it("is looked for in files of a bearable size alone, and needed for what is new alone", () => {
    const large = path.join(folder, "large.json");
    writeFileSync(large, text({ setter: "x".repeat(70_000) }));
    expect(() => findSubject(large)).toThrow(/longer than 65,536 bytes/u);
    expect(() => findSubject(folder)).toThrow(/is no file/u);
    expect(() => findSubject("poetry")).toThrow(
      /must be math, programming, translation or the path .*"poetry" is neither/u,
    );
    expect(readRunArguments(["--resume", "--out", folder]).subject).toBeNull();
    expect(() => readRunArguments(["--out", folder])).toThrow(/--subject must be .*; it is missing\.$/u);
    expect(() => readRunArguments(["--resume"])).toThrow(/it is missing\. Or name the folder to go on in: --out\.$/u);
  });
});
