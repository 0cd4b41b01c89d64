/** The first sheet of a workbook (xlsx). */
import type { Archive } from "../opening/archive.ts";
import type { Row } from "../formats/format.ts";
import { RateProblem } from "../problem.ts";
import type { RowReading, TakenRows } from "../row-taking.ts";
import { makeVisible } from "../visible.ts";
import { type Cell, type Cells, createSheetReader } from "./sheet-reader.ts";
import { listSheets, readStrings } from "./workbook.ts";
import { parseXml } from "./xml.ts";

const mostColumns = 1_000;

/** @throws {RateProblem} when the workbook is broken. */
export async function readWorkbookRows(archive: Archive, path: string, { begin, report }: RowReading): Promise<void> {
  const state: { taking?: TakenRows } = {};
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
    const [first] = await listSheets(archive, path);
    if (first === undefined) throw new RateProblem(`${makeVisible(path)} is a workbook without a sheet of rows.`);
    await parseXml(archive.read(first.file), path, reader);
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
function nameCells({ given, needed }: TakenRows, cells: Cells): Row {
  return Object.fromEntries(needed.map((name): [string, Cell] => [name, cells.get(given.indexOf(name)) ?? ""]));
}
