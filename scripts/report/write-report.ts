/** Writes a report into a folder: a page and a PDF. */
import { join } from "node:path";
import {
  createRenderer,
  type DocumentBlock,
  drawDocument,
  refuseFile,
  sentences,
  writeFlushed,
  writeWholeFolder,
} from "../../core/index.ts";
import { type Drawn, type Looks, writePage } from "./page.ts";
import type { Report, ReportPicture } from "./section.ts";

/** @param out a folder that is not there yet, or empty. @throws {RecordRefusal} where it cannot be written: then none is there. */
export async function writeReport(report: Report, out: string): Promise<void> {
  const page = writePage(report, await drawAll(report));
  const pdf = await drawDocument({ title: report.title, blocks: blocksOf(report) });
  await writeWholeFolder(out, async (draft) => {
    await writeFlushed(join(draft, "report.html"), page);
    await writeFlushed(join(draft, "report.pdf"), pdf);
  }).catch((error: unknown) => refuseFile(out, error));
}

async function drawAll({ sections }: Report): Promise<Drawn> {
  const renderer = createRenderer();
  try {
    const drawn: [ReportPicture, Looks][] = [];
    for (const picture of sections.flatMap(({ pictures }) => pictures)) {
      const light = await renderer.render(picture.draw("light"));
      drawn.push([picture, { light, dark: await renderer.render(picture.draw("dark")) }]);
    }
    return new Map(drawn);
  } finally {
    await renderer.close();
  }
}

function blocksOf({ title, about, sections, language }: Report): DocumentBlock[] {
  const first: DocumentBlock[] = [
    { kind: "title", text: title },
    ...about.map((text) => ({ kind: "text" as const, text })),
  ];
  const { sources: heading } = sentences(language).reports.method;
  const parts = sections.flatMap(
    ({ title: called, sentences: said, pictures, table, sources = [] }): DocumentBlock[] => [
      // What holds no more than a few sentences needs no page of its own.
      { kind: pictures.length > 0 || table ? "title" : "heading", text: called },
      ...said.map((text) => ({ kind: "text" as const, text })),
      ...pictures.map(({ draw }) => ({ kind: "picture" as const, picture: draw("light") })),
      ...(table ? [{ kind: "table" as const, rows: table }] : []),
      ...(sources.length > 0 ? [{ kind: "heading" as const, text: heading }] : []),
      ...sources.map(({ text, url }) => ({ kind: "note" as const, text: `${text}: ${url}` })),
    ],
  );
  return [...first, ...parts];
}
