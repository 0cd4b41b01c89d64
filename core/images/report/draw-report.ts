/** A report as a page and as a PDF. */
import { sentences } from "../../language/index.ts";
import type { DocumentBlock, PrintedDocument, Renderer } from "../picture.ts";
import { type Drawn, type Looks, writePage } from "./page.ts";
import type { Fold, Report, ReportPicture } from "./section.ts";

/** The page, with its pictures inside. @throws {Error} when a picture cannot be drawn. */
export async function drawReportPage(report: Report, renderer: Renderer): Promise<string> {
  const drawn: [ReportPicture, Looks][] = [];
  for (const picture of report.sections.flatMap(({ pictures }) => pictures)) {
    const light = await renderer.render(picture.draw("light"));
    drawn.push([picture, { light, dark: await renderer.render(picture.draw("dark")) }]);
  }
  return writePage(report, new Map(drawn) satisfies Drawn);
}

/** The same for print. @throws {Error} when it cannot be drawn. */
export async function drawReportPdf(report: Report, renderer: Renderer): Promise<Uint8Array> {
  return await renderer.print(printReport(report));
}

/** What stands on its pages. */
export function printReport({ title, about, sections, language }: Report): PrintedDocument {
  const first: DocumentBlock[] = [
    { kind: "title", text: title },
    ...about.map((text) => ({ kind: "text" as const, text })),
  ];
  const { sources: heading } = sentences(language).reports.method;
  const parts = sections.flatMap(
    ({ title: called, sentences: said, pictures, table, folds = [], sources = [] }): DocumentBlock[] => [
      // What holds no more than a few sentences needs no page of its own.
      { kind: pictures.length > 0 || table ? "title" : "heading", text: called },
      ...said.map((text) => ({ kind: "text" as const, text })),
      ...pictures.map(({ draw }) => ({ kind: "picture" as const, picture: draw("light") })),
      ...(table ? [{ kind: "table" as const, rows: table }] : []),
      ...folds.flatMap(printFold),
      ...(sources.length > 0 ? [{ kind: "heading" as const, text: heading }] : []),
      ...sources.map(({ text, url }) => ({ kind: "note" as const, text: `${text}: ${url}` })),
    ],
  );
  return { title, blocks: [...first, ...parts] };
}

/** So much of a text is printed, in characters. */
const mostPrinted = 400;

function printFold({ summary, written }: Fold): DocumentBlock[] {
  return [
    { kind: "heading", text: summary },
    ...written.map(({ label, text }) => {
      const whole = text.replaceAll(/\s+/gu, " ");
      return {
        kind: "note" as const,
        text: `${label}: ${whole.slice(0, mostPrinted)}${whole.length > mostPrinted ? " …" : ""}`,
      };
    }),
  ];
}
