/** The first sheet of a workbook (xlsx). */
import type { Archive } from "../opening/archive.ts";
import type { Row } from "../formats/format.ts";
import { RateProblem } from "../problem.ts";
import type { RowReading, Taking } from "../row-taking.ts";
import { makeVisible } from "../visible.ts";
import { type Cell, type Cells, createSheetReader } from "./sheet-reader.ts";
import { parseXml } from "./xml.ts";

/** Characters in a workbook's shared strings. */
const longestStrings = 2 ** 28;
const mostColumns = 1_000;

/** @throws {RateProblem} when the workbook is broken. */
export async function readWorkbookRows(archive: Archive, path: string, { begin, report }: RowReading): Promise<void> {
  const state: { taking?: Taking } = {};
  const onRow = (cells: Cells, place: number) => {
    if (cells.size === 0) return;
    if (!state.taking) state.taking = begin(readHeader(cells, path));
    else if (cells.size > state.taking.given.length) {
      report(place, `${cells.size} cells where the header has ${state.taking.given.length}`);
    } else state.taking.take(nameCells(state.taking, cells), place);
  };
  try {
    const strings = await readStrings(archive, path);
    const reader = createSheetReader(strings, onRow);
    await parseXml(archive.read(await findSheet(archive, path)), path, reader);
  } finally {
    archive.close();
  }
}

function readHeader(cells: Cells, path: string): string[] {
  const width = Math.max(...cells.keys()) + 1;
  if (width > mostColumns) {
    throw new RateProblem(`${makeVisible(path)} has more than ${mostColumns} columns. Keep those of the votes.`);
  }
  return Array.from({ length: width }, (_, column) => String(cells.get(column) ?? ""));
}

/** The cells that matter; those that are not there are empty. */
function nameCells({ given, needed }: Taking, cells: Cells): Row {
  return Object.fromEntries(needed.map((name): [string, Cell] => [name, cells.get(given.indexOf(name)) ?? ""]));
}

/** Where the first sheet is. */
async function findSheet(archive: Archive, path: string): Promise<string> {
  const targets = new Map<string, string>();
  let first: string | undefined;
  await parseXml(archive.read("xl/_rels/workbook.xml.rels"), path, {
    open: (name, attributes) => {
      if (name === "Relationship") targets.set(attributes()["Id"] ?? "", attributes()["Target"] ?? "");
    },
  });
  await parseXml(archive.read("xl/workbook.xml"), path, {
    open: (name, attributes) => {
      if (name === "sheet") first ??= targets.get(attributes()["r:id"] ?? "");
    },
  });
  if (first === undefined) throw new RateProblem(`${makeVisible(path)} is a workbook without a sheet of rows.`);
  return first.startsWith("/") ? first.slice(1) : `xl/${first}`;
}

/** Texts that cells point to by their number. */
async function readStrings(archive: Archive, path: string): Promise<string[]> {
  const strings: string[] = [];
  let length = 0;
  let isInText = false;
  let isAside = false;
  if (!archive.names.includes("xl/sharedStrings.xml")) return strings;
  await parseXml(archive.read("xl/sharedStrings.xml"), path, {
    open(name) {
      if (name === "si") strings.push("");
      // How a word is spoken is no part of it.
      if (name === "rPh") isAside = true;
      isInText = name === "t" && !isAside;
    },
    close(name) {
      if (name === "rPh") isAside = false;
      isInText = false;
    },
    text(text) {
      if (!isInText || strings.length === 0) return;
      length += text.length;
      if (length > longestStrings)
        throw new RateProblem(`${makeVisible(path)} holds too much text for a workbook of votes. Save it as CSV.`);
      strings[strings.length - 1] += text;
    },
  });
  return strings;
}
