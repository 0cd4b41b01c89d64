/** What the verbs have in common that carry the record elsewhere: places, what is told on the way and at the end. */
import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import {
  type Carried,
  createPassphrase,
  explainUnfit,
  type Passphrase,
  RecordRefusal,
  type RecordPlace,
  sentences,
  type ToldRows,
} from "../../core/index.ts";
import type { Config } from "../../bots/config.ts";
import { createStatusLine } from "../status-line.ts";
import { dataDirectoryOf } from "./open-record.ts";
import { CannotDo, language } from "./run-as-verb.ts";

const words = sentences(language).copies;

/** @throws {CannotDo} for one that can be guessed. @returns null where none is named. */
export function readPassphrase(file: string | undefined): Passphrase | null {
  if (file === undefined) return null;
  const passphrase = readText(file).replace(/\r?\n$/u, "");
  if (passphrase.length < 12) throw new CannotDo(words.shortPassphrase(file, `openssl rand -hex 32 > ${file}`));
  return createPassphrase(passphrase);
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    throw new CannotDo(words.refused.cannotRead(file, code), { cause: error });
  }
}

/** The record of the installation that the settings name. */
export function configuredPlace(config: Config): RecordPlace {
  return config.databaseUrl === null ? { directory: dataDirectoryOf(config) } : { url: config.databaseUrl };
}

/** Where the key of a record in that place is, or belongs. */
export function keysOf(place: RecordPlace, config: Config) {
  const directory = "url" in place ? dataDirectoryOf(config) : place.directory;
  return { given: config.pseudonymKey, directory };
}

/** How many rows all tables have. */
export function countRows(sums: Carried["sums"]): number {
  return sums.reduce((total, sum) => total + sum.rows, 0);
}

/** What was typed: the address of a PostgreSQL database, or a folder. */
export function readPlace(typed: string): RecordPlace {
  return /^postgres(?:ql)?:\/\//u.test(typed) ? { url: typed } : { directory: resolve(typed) };
}

/** Says of each table that its rows are there, and on the way how many. */
export function tellRows(): ToldRows {
  const line = createStatusLine(process.stderr);
  return (table, rows, of) => {
    if (rows < of) return line.show(words.rows(table, rows, of));
    line.show("");
    if (of > 0) console.log(words.rows(table, rows, of));
  };
}

/** Does what may be refused in a sentence. @throws {CannotDo} */
export async function carrying<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    const said = error instanceof RecordRefusal ? error.explain(language) : explainUnfit(error, sentences(language));
    throw said === undefined ? error : new CannotDo(said, { cause: error });
  }
}

/** Both boards, line by line. */
export function boardsInWords(board: readonly string[], here: string, boardThere: readonly string[], there: string) {
  const linesOf = (lines: readonly string[]) => (lines.length > 0 ? lines.map((row) => `  ${row}`) : [words.noBoard]);
  return [words.board(here), ...linesOf(board), words.board(there), ...linesOf(boardThere), words.sameBoard];
}

/** What is where now. */
export function carriedInWords({ sums, to, key }: Pick<Carried, "sums" | "to" | "key">): string[] {
  return [words.carried(countRows(sums), sums.length, to), words.key[key.kind](key.directory)];
}

/** How to use it. @param folder that of the key. */
export function useInWords(to: RecordPlace, folder: string): string {
  return "url" in to ? words.useServer(folder) : words.useFolder(to.directory);
}

/** What belongs to the arena in a data folder, but to no database and no running process. */
const beside = ["page-images", "mutual", "operators"];

/** Which files are left behind, if any are. */
export function filesInWords(from: string, to: string): string[] {
  if (from === to) return [];
  let names: string[];
  try {
    names = readdirSync(from).filter((name) => beside.includes(name));
  } catch {
    return [];
  }
  return names.length > 0 ? [words.files(from, names.toSorted().join(", "))] : [];
}
