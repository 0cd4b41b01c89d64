/** The report of an evaluation: what it claims, in which order, and that nothing a model has written gets out of its place. */
import { describe, expect, it } from "vitest";
import { paintDocument } from "../../core/images/document/paint-document.ts";
import { printReport } from "../../core/images/report/draw-report.ts";
import { writePage } from "../../core/images/report/page.ts";
import type { Report } from "../../core/images/report/section.ts";
import { languages } from "../../core/language/index.ts";
import { neighbours } from "../../core/mutual/scoring/told-apart.ts";
import { composeEvaluation } from "../../core/mutual/report/compose-evaluation.ts";
import { everyHostileText } from "../hostile-texts.ts";
import { makeEvaluation } from "./made-evaluation.ts";

const names = ["One", "Two", "Three", "Four", "Five", "Six"];
const sectionOf = ({ sections }: Report, id: string) => sections.find((section) => section.id === id)!;
const pageOf = (report: Report) => writePage(report, new Map());

describe("the report of an evaluation", () => {
  const facts = makeEvaluation({ names, questions: 12, beaten: [2] });
  const report = composeEvaluation(facts, "en");

  it.each(languages)("tells everything in one order, without a gap (%s)", (language) => {
    for (const questions of [1, 12]) {
      const told = composeEvaluation(makeEvaluation({ names, questions }), language);
      expect(told.sections.map(({ id }) => id)).toEqual([
        ...["method", "who", "ranking", "setters", "judges", "people"],
        ...["bias", "beaten", "questions", "missing", "limits"],
      ]);
      const all = JSON.stringify(told.sections.map(({ pictures, ...rest }) => [pictures.map(({ alt }) => alt), rest]));
      expect(all).not.toMatch(/undefined|NaN|Infinity|\[object/u);
      expect(sectionOf(told, "method").sentences).toHaveLength(5);
    }
  });

  it("says where each question is answered by some of the models only, and which questions are undecided", () => {
    const { results } = facts;
    const answerers = results.rounds.map(({ answers }) => answers.slice(0, 3).map(({ model }) => model));
    const rounds = results.scores.rounds.map((round, index) => ({ ...round, undecided: index === 4 }));
    const inBlocks = {
      ...results,
      settings: { ...results.settings, answerers },
      scores: { ...results.scores, rounds },
    };
    const told = composeEvaluation({ ...facts, results: inBlocks }, "en");
    const said = sectionOf(told, "method").sentences.join(" ");
    expect(said).toMatch(/answered by 3 of the models and judged by these and its setter/u);
    expect(said).toMatch(/\b2 points/u);
    const folds = sectionOf(told, "questions").folds!.map(({ summary }) => /undecided/u.test(summary));
    expect(folds.indexOf(true)).toBe(4);
    expect(folds.filter(Boolean)).toHaveLength(1);
  });

  it("calls each model by the number that it has in the pictures", () => {
    const numbered = facts.results.scores.models.map(({ model }, index) => {
      return `${index + 1} ${names[Number(model.slice(1))]}`;
    });
    expect(
      sectionOf(report, "who")
        .table!.slice(1)
        .map(([name]) => name),
    ).toEqual(numbered);
    expect(sectionOf(report, "judges").table!.slice(1).map(([name]) => name)).toEqual(numbered); // prettier-ignore
    expect(sectionOf(report, "judges").table![1]![2]).toMatch(/^\d\.\d\d \(\d\.\d\d–\d\.\d\d\)$/u);
    expect(sectionOf(report, "bias").table!.slice(2).map(([name]) => name)).toEqual(numbered); // prettier-ignore
  });

  it("has radars of every model, twelve in a picture", () => {
    const many = Array.from({ length: 26 }, (_, index) => `Model ${index + 1}`);
    const told = composeEvaluation(makeEvaluation({ names: many, questions: 1 }), "en");
    const shown = told.sections
      .filter(({ id }) => id === "setters")
      .flatMap(({ pictures }) => pictures.map(({ draw }) => draw("light")));
    const radars = shown.map((one) =>
      one.kind === "figure" && one.content.kind === "radars" ? one.content.radars : [],
    );
    expect(radars.map(({ length }) => length)).toEqual([12, 12, 2]);
    expect(new Set(radars.flat().map(({ name }) => name)).size).toBe(26);
    expect(
      shown.map((one) => (one.kind === "figure" ? /models (\d+ to \d+) of 26/u.exec(one.footer ?? "")?.[1] : "")),
    ).toEqual(["1 to 12", "13 to 24", "25 to 26"]);
  });

  it("claims what the intervals leave, and no more", () => {
    const { sentences: said, table } = sectionOf(report, "ranking");
    const { models, separations } = facts.results.scores;
    const apart = separations.filter(({ missing }) => missing === null);
    expect(said.join(" ")).toContain(`${apart.length} of 15 pairs of models are told apart`);
    // For each two next to each other that are not told apart.
    const open = neighbours(separations).filter(({ missing }) => missing !== null);
    expect(said.filter((sentence) => /more questions? would tell|more judges would/u.test(sentence))).toHaveLength(
      open.length,
    );
    for (const [index, row] of table!.slice(1).entries()) {
      const { best, worst } = models[index]!.rankRange!;
      expect(row[1]).toBe(best === worst ? String(best) : `${best}–${worst}`);
      expect(row[3]).toMatch(/^\d\.\d\d–\d\.\d\d$/u);
    }
    const sketch = composeEvaluation(makeEvaluation({ names, questions: 3 }), "en");
    expect(sketch.title).toMatch(/^A sketch: /u);
    expect(sectionOf(sketch, "ranking").sentences.slice(0, 2)).toEqual([
      "This is a sketch, not a ranking to quote: no model has set more than one question.",
      "Too few questions or judges for intervals: nothing is claimed but the order so far.",
    ]);
    expect(report.title).not.toMatch(/sketch/u);
  });

  it("tells of beaten standards, of what is missing, and what it took", () => {
    expect(sectionOf(report, "beaten").sentences.join(" ")).toMatch(
      /Question 2, set by Two: beaten by .*of \d judges/u,
    );
    expect(sectionOf(report, "missing").table!.slice(1)).toEqual([
      ["One", "answer", "12", "too-slow"],
      ["Two", "ballot", "12", "invalid"],
    ]);
    expect(sectionOf(report, "who").sentences[0]).toMatch(
      /^144 calls .* 2 failed, with 1,234,567 tokens, for \$3\.21/u,
    );
  });

  it("has each answer with its points and reasons, folded under its question; in print there are only the questions", () => {
    const { folds } = sectionOf(report, "questions");
    expect(folds).toHaveLength(12);
    expect(folds![1]!.summary).toBe("2. Set by Two · standard answer beaten");
    expect(folds![0]!.folds).toHaveLength(5);
    const [answer, ...reasons] = folds![0]!.folds![0]!.written;
    expect(answer!.text).toMatch(/^A answer/u);
    // The setter and the four other answerers.
    expect(reasons).toHaveLength(5);
    expect(reasons[0]!.text).toMatch(/^A reason/u);
    const printed = JSON.stringify(printReport(report));
    expect(printed).toContain("Question: A question (1)");
    expect(printed).not.toMatch(/A answer|A reason/u);
    expect(pageOf(report)).toContain("A reason");
  });
});

const allowed = new Set(
  "html head meta title style body main header h1 h2 h3 p nav ol ul li a section div details summary span table thead tbody tr th td".split(
    " ",
  ),
);

/** What is wrong with a page, if anything. */
function faultsIn(page: string): string[] {
  const [, body = ""] = page.split("</style>");
  const tags = [...body.matchAll(/<\/?([a-z][a-z0-9]*)((?:[^"<>]|"[^"<]*")*)>/giu)];
  const stray = (body.match(/</gu) ?? []).length - tags.length;
  return [
    ...(stray > 0 ? [`${stray} that are no tags`] : []),
    ...tags.flatMap(([whole, name = "", attributes = ""]) => {
      const address = /href="([^"]*)"/u.exec(attributes)?.[1] ?? "#";
      const isOurs = allowed.has(name) && !/\bon\w+\s*=|\bsrc|style=/iu.test(attributes.replaceAll(/"[^"]*"/gu, '""'));
      return isOurs && /^(?:#[a-z-]+|#|https:\/\/[a-z./0-9_-]+)$/u.test(address) ? [] : [whole];
    }),
    ...(/\p{Bidi_Control}/u.test(body) ? ["what turns the writing around it"] : []),
  ];
}

describe("whatever models write", () => {
  const evil = [
    '<script>alert(1)</script>"><img src=x onerror=alert(1)>',
    "[me](javascript:alert(1)) javascript:alert(1)",
    "\u202Etxet desrever\u2066\u2067",
    '</div></details></section><style>*{display:none}</style>" onclick="alert(1)',
    "\u0000\u0007\ud800 a\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309",
  ];

  it("stays text in its place: no tag, no address, no attribute, and no turned writing", () => {
    const texts = [...evil, ...everyHostileText];
    for (let at = 0; at < texts.length; at += 60) {
      const some = texts.slice(at, at + 60);
      const take = (number: number) => some[number % some.length]!;
      const made = makeEvaluation({
        ...{ names: [take(0), take(1), take(2)], questions: 4 },
        write: (_, number) => take(number),
      });
      expect(faultsIn(pageOf(composeEvaluation(made, "en")))).toEqual([]);
    }
  });

  it("is bounded, however much it is, and says what was left out", () => {
    const huge = "x".repeat(3_000_000);
    const made = makeEvaluation({ names, questions: 6, write: () => huge });
    const page = pageOf(composeEvaluation(made, "en"));
    expect(page.length).toBeLessThan(12_000_000);
    expect(page).toContain("2,980,000 more characters are in experiment_summary.json");
    const paper = paintDocument(printReport(composeEvaluation(made, "en")));
    expect(Buffer.from(paper).toString("latin1").slice(0, 5)).toBe("%PDF-");
    expect(paper.length).toBeLessThan(5_000_000);
  });
});
