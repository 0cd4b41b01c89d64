/** Experiments to be scored again: ballots as JSON, workbooks, and folders with either. */
import { readdir, readFile, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { type JudgedExperiment, readSavedBallots, type Subject, subjects, UnusableBallots } from "../../core/index.ts";
import { openArchive } from "../rate/opening/archive.ts";
import { RateProblem } from "../rate/problem.ts";
import { createSheetReader } from "../rate/rows/sheet-reader.ts";
import { listSheets, readStrings } from "../rate/rows/workbook.ts";
import { parseXml } from "../rate/rows/xml.ts";
import { CannotDo } from "../verb/run-as-verb.ts";
import { readSheetBallots, type SheetRows } from "./sheet-ballots.ts";

/** An experiment, where it was read from, and what of it never counts. */
export type ReadExperiment = { file: string; subject: Subject; experiment: JudgedExperiment; remarks: string[] };

/** More rows or sheets than any evaluation has. */
const mostRows = 10_000;
const mostSheets = 1_000;

/**
 * Reads every experiment there. In a folder these are its `ballots.json`, else its workbooks, else what its folders hold.
 * @param given what workbooks are about; null: it is told from their points.
 * @throws {CannotDo} with a sentence that names the file.
 */
export async function readExperiments(paths: readonly string[], given: Subject | null): Promise<ReadExperiment[]> {
  const files = (await Promise.all(paths.map((path) => findFiles(path)))).flat();
  const twice = files.find((file, index) => files.slice(0, index).some((other) => resolve(other) === resolve(file)));
  if (twice !== undefined) throw new CannotDo(`${twice} is named twice, and an experiment counts once. Name it once.`);
  return Promise.all(files.map((file) => readExperimentFile(file, given)));
}

async function findFiles(path: string): Promise<string[]> {
  const found = await stat(path).catch((error: unknown) => refuseUnreadable(path, error));
  if (!found.isDirectory()) return [path];
  const inside = (await readdir(path, { withFileTypes: true })).filter((one) => one.isDirectory());
  const folders = [path, ...inside.map(({ name }) => join(path, name)).toSorted(byNumber)];
  for (const wanted of [/^ballots\.json$/u, /^[^.~].*\.xlsx$/iu]) {
    const own = await filesIn([path], wanted);
    const files = own.length > 0 ? own : await filesIn(folders, wanted);
    if (files.length > 0) return files;
  }
  throw new CannotDo(`${path} cannot be scored: there is no ballots.json and no workbook (.xlsx) in it.`);
}

const byNumber = (one: string, other: string) => one.localeCompare(other, "en", { numeric: true });

async function filesIn(folders: readonly string[], wanted: RegExp): Promise<string[]> {
  const all = folders.map(async (folder) => {
    const names = await readdir(folder);
    return names.filter((name) => wanted.test(name)).map((name) => join(folder, name));
  });
  return (await Promise.all(all)).flat();
}

async function readExperimentFile(file: string, given: Subject | null): Promise<ReadExperiment> {
  try {
    const bytes = await readFile(file);
    if (bytes.subarray(0, 2).toString("latin1") !== "PK") return { file, ...readSavedBallots(bytes.toString("utf8")) };
    const experiment = readSheetBallots(await readSheets(file), given?.judging ?? null);
    const subject = given ?? (experiment.judging === "ranks" ? subjects.math : subjects.programming);
    const told = given === null ? [`${file} is read as ${subject.id}; if that is wrong, give --subject.`] : [];
    return { file, subject, experiment, remarks: told };
  } catch (error) {
    if (error instanceof UnusableBallots || error instanceof CannotDo || error instanceof RateProblem)
      throw new CannotDo(`${file} cannot be scored. ${error.message}`, { cause: error });
    return refuseUnreadable(file, error);
  }
}

function refuseUnreadable(path: string, error: unknown): never {
  if (!(error instanceof Error && "code" in error)) throw error;
  throw new CannotDo(`${path} cannot be read (${String(error.code)}). Check the path.`, { cause: error });
}

/** @throws {RateProblem} when the workbook is broken. @throws {CannotDo} when it is too large. */
async function readSheets(file: string): Promise<{ name: string; rows: SheetRows }[]> {
  const archive = await openArchive(file);
  try {
    if (!archive.isWorkbook) throw new CannotDo("It is a zip archive and no workbook. Unpack it first.");
    const strings = await readStrings(archive, file);
    const sheets = await listSheets(archive, file);
    if (sheets.length > mostSheets) throw new CannotDo(`It has more than ${mostSheets} sheets.`);
    const read: { name: string; rows: SheetRows }[] = [];
    for (const { name, file: part } of sheets) {
      const rows: SheetRows[number][] = [];
      const onRow = (cells: SheetRows[number]) => {
        if (rows.push(new Map(cells)) > mostRows) throw new CannotDo(`Sheet "${name}" has more than ${mostRows} rows.`);
      };
      await parseXml(archive.read(part), file, createSheetReader(strings, onRow));
      read.push({ name, rows });
    }
    return read;
  } finally {
    archive.close();
  }
}
