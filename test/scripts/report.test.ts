/** A report as it is composed and written out: what it claims, and what may be in its page. */
import { describe, expect, it } from "vitest";
import { paintDocument } from "../../core/images/document/paint-document.ts";
import { languages, sentences } from "../../core/language/index.ts";
import type { ReportRecord } from "../../core/store/carrying/report-record.ts";
import { composeReport } from "../../scripts/report/compose.ts";
import { writePage } from "../../core/images/report/page.ts";
import type { Report } from "../../core/images/report/section.ts";
import { singleVotes } from "../../core/boards/cell.ts";
import { cell } from "../boards/cells.ts";

const now = new Date("2026-11-30T12:00:00Z");
const words = sentences("en").reports;
const nothing: ReportRecord = {
  ...{ league: "real", models: [], cells: [], voters: [], days: null, history: [], patterns: [], cases: [] },
  ...{ answers: [], asked: [] },
};

/** Forty votes a pair and period; of the later one the third model wins instead of losing. */
function filled(): ReportRecord {
  const ids = ["a", "b", "c"];
  const part = (isRecent: boolean, pairs: [string, string, number][]) =>
    pairs.flatMap(([modelA, modelB, won]) =>
      singleVotes([cell("other", modelA, modelB, [won, 60 - won])]).cells.map((one) => ({
        ...one,
        isRecent,
        task: "other" as const,
      })),
    );
  return {
    ...nothing,
    models: ids.map((id) => ({
      ...{ id, name: `<b onclick=x>${id}</b>`, organization: "Maker & Co", status: "active" as const },
      price: { input: 1, output: 2 },
    })),
    cells: [
      ...part(false, [["a", "b", 35], ["b", "c", 45], ["a", "c", 48]]), // prettier-ignore
      ...part(true, [["a", "b", 35], ["b", "c", 15], ["a", "c", 18]]), // prettier-ignore
    ],
    days: { first: "2026-10-01", last: "2026-11-29" },
    history: [
      { ...cell("other", "a", "b", [35, 25]), day: "2026-10-31" },
      { ...cell("other", "a", "c", [35, 25]), day: "2026-11-29" },
    ],
    patterns: [{ counts: [2, 0, 0, 0], battles: 30 }, { counts: [0, 2, 0, 0], battles: 30 }], // prettier-ignore
    answers: ids.map((model, index) => ({
      model,
      answers: 40,
      firstWord: 300 + index,
      whole: 2_000,
      cost: index / 100,
    })),
    asked: [
      { task: "other", language: "en", repeated: false, battles: 340 },
      { task: "other", language: "en", repeated: true, battles: 17 },
      { task: "other", language: "fo", repeated: false, battles: 3 },
    ],
  };
}

const compose = (record: ReportRecord, language: (typeof languages)[number] = "en") =>
  composeReport(record, { since: "2026-11-01", now, language });
const sectionOf = ({ sections }: Report, id: string) => sections.find((section) => section.id === id)!;

describe("a report", () => {
  it.each(languages)("of nothing says in each section why it is empty, and draws nothing (%s)", (language) => {
    const report = compose(nothing, language);
    expect(report.sections).toHaveLength(11);
    for (const { id, sentences: said, pictures } of report.sections) {
      expect(pictures).toEqual([]);
      expect(said.length, id).toBeGreaterThan(0);
      for (const sentence of said) expect(sentence).not.toMatch(/undefined|NaN|Infinity/u);
    }
    expect(report.about.join(" ")).not.toContain(sentences(language).reports.demo);
  });

  it("says what has moved for real, how far people agree, and what was asked", () => {
    const report = compose(filled());
    const { sentences: changed, pictures } = sectionOf(report, "changes");
    expect(changed.join("\n")).toMatch(/c<\/b> has moved for real: \+\d+ points \(95%: \+\d+ to \+\d+\)\./u);
    expect(pictures[0]!.draw("light").title).toBe("3 of 3 models have moved for real");
    expect(sectionOf(report, "agreement").sentences[0]).toBe(words.agreement.found("1.00", "1.00", "1.00", 60, 120));
    const asked = sectionOf(report, "asked");
    expect(asked.sentences).toEqual([words.asked.about(360), words.asked.repeated(17, 360), words.asked.few(5)]);
    // Three battles in Faroese might be one person's.
    expect(asked.pictures.map(({ alt }) => alt).join("\n")).toMatch(/^English: 99% · 357\nothers: 1% · 3$/mu);
    expect(asked.pictures.map(({ alt }) => alt).join("\n")).not.toContain("Faroese");
    expect(sectionOf(report, "jury").sentences).toEqual([words.jury.empty]);
    expect(sectionOf(report, "times").pictures[0]!.draw("dark").title).toContain("first to begin");
  });

  it("of many models shows those that moved furthest, and counts all", () => {
    const ids = Array.from({ length: 20 }, (_, index) => `m${String(index).padStart(2, "0")}`);
    const votes = (isRecent: boolean, wins: (index: number) => number) =>
      ids.slice(1).flatMap((id, index) =>
        singleVotes([cell("other", "m00", id, [120 - 6 * wins(index), 120 + 6 * wins(index)])]).cells.map((one) => {
          return { ...one, isRecent, task: "other" as const };
        }),
      );
    const cells = [...votes(false, () => 0), ...votes(true, (index) => index - 9)];
    const { pictures } = sectionOf(compose({ ...filled(), cells }), "changes");
    const picture = pictures[0]!.draw("light");
    const rows = picture.kind === "panels" ? picture.panels.flatMap((panel) => (panel.kind === "intervals" ? panel.rows : [])) : []; // prettier-ignore
    expect(picture.title).toMatch(/of 20 models/u);
    expect(rows).toHaveLength(16);
    expect(rows[0]!.label).toBe("m19");
    // The ten wins of either side have moved further than those between.
    expect(rows.map(({ label }) => label)).not.toContain("m10");
  });

  it("claims no change where one of the periods has too few votes for a rank", () => {
    const { cells } = filled();
    const few = { ...filled(), cells: cells.filter(({ isRecent }) => !isRecent) };
    const changes = sectionOf(compose(few), "changes");
    expect(changes).toMatchObject({ sentences: [words.change.empty(new Date("2026-11-01"))], pictures: [] });
  });

  it("of demo models says that it measures nothing", () => {
    expect(compose({ ...filled(), league: "demo" }).about).toContain(words.demo);
  });
});

describe("its page", () => {
  it("runs nothing, loads nothing, and shows what others have named as they wrote it", () => {
    const report = compose(filled());
    const image = { png: new Uint8Array([1, 2, 3]), width: 1080, height: 900 };
    const drawn = new Map(report.sections.flatMap(({ pictures }) => pictures).map((one) => [one, { light: image, dark: image }])); // prettier-ignore
    const page = writePage(report, drawn);
    expect(page).not.toMatch(/<script|<b onclick|javascript:/u);
    expect(page).toContain("&lt;b onclick=x&gt;a&lt;/b&gt;");
    expect(page).toContain(`content="default-src 'none'; img-src data:;`);
    for (const [, address] of page.matchAll(/(?:src|srcset)="([^"]*)"/gu))
      expect(address).toMatch(/^data:image\/png;base64,/u);
    for (const { id } of report.sections) expect(page).toContain(`<section id="${id}"`);
    for (const [, alt] of page.matchAll(/<img [^>]*alt="([^"]*)"/gu)) expect(alt).not.toBe("");
  });
});

describe("its PDF", () => {
  const pagesOf = (bytes: Uint8Array) =>
    Buffer.from(bytes)
      .toString("latin1")
      .match(/\/Type ?\/Page\b/gu)?.length;

  it("draws pictures as lines and letters, not as pixels", () => {
    const { pictures } = sectionOf(compose(filled()), "board");
    const bytes = paintDocument({
      title: "Trial",
      blocks: [
        { kind: "title", text: "The board" },
        ...pictures.map(({ draw }) => ({ kind: "picture" as const, picture: draw("light") })),
      ],
    });
    const text = Buffer.from(bytes).toString("latin1");
    expect(text.startsWith("%PDF-")).toBe(true);
    expect(text).not.toMatch(/\/Subtype ?\/Image/u);
    expect(pagesOf(bytes)).toBe(1);
  });

  it("begins a page with each title and breaks what is longer", () => {
    const text = { kind: "text", text: "A sentence of some length. ".repeat(40) } as const;
    const table = { kind: "table", rows: Array.from({ length: 60 }, (_, row) => [`Model ${row}`, "1", "2"]) } as const;
    const title = { kind: "title", text: "A part" } as const;
    expect(pagesOf(paintDocument({ title: "T", blocks: [title, text, title, text] }))).toBe(2);
    expect(pagesOf(paintDocument({ title: "T", blocks: [title, table] }))).toBe(2);
  });
});
