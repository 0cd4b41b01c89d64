/** From the rows of a file, in whatever form they come, to votes. */
import { renameColumns } from "./column-names.ts";
import { assertWished, type ColumnWishes, findColumns, type FoundColumns } from "./columns.ts";
import type { Row, VoteFormat } from "./formats/format.ts";
import { formats } from "./formats/index.ts";
import { createGathering, type Gathering, type RowOptions } from "./gathering.ts";
import { createLayout } from "./row-layout.ts";
import type { BadRow } from "./problem.ts";

/** What is asked of the rows of a file. */
export type RowWishes = ColumnWishes &
  RowOptions & {
    /** By plain columns those of the file. */
    columns?: ReadonlyMap<string, string>;
  };

/** A file whose columns are known, and what takes its rows. */
export type TakenRows = {
  found: FoundColumns;
  /** The columns as the file calls them, and as they are read. */
  given: readonly string[];
  names: readonly string[];
  format: VoteFormat | undefined;
  /** Columns of the file, as it calls them, without which its rows cannot be read. */
  needed: readonly string[];
  /** Takes the fields of a row as they are, where that is all there is to do. */
  gathering?: Gathering;
  /** Takes a row by the names that the file gives its columns. */
  take: (row: Row, place: number) => void;
};

/** A file from which votes are gathered to be rated. */
export type Taking = TakenRows & {
  gathering: Gathering;
  /** Rows whose answers are no text, where that was no reason to refuse them. */
  withoutText: () => number;
};

/** What is done with plain rows. */
export type RowSink = {
  /** @returns why a row cannot be taken; undefined: it was. */
  add: (row: Row) => string | undefined;
  /** Further columns that it reads where they are. */
  reads: readonly string[];
};

/** Rows that could not be read, and those that hold no comparison. */
export type RowCounts = {
  bad: { shown: BadRow[]; count: number };
  passedOver: Map<string, number>;
};

/** What a reader of rows does with what it finds. */
export type RowReading = {
  /** Is given the names of the columns, once, and the first row where it is at hand. */
  begin: (names: readonly string[], first?: Row) => TakenRows;
  /** Is told of rows that cannot be read. */
  report: (place: number, reason: string) => void;
  /** Is awaited between pieces of a file, so that what was read can be put away. */
  rest?: () => Promise<void>;
};

const shownBadRows = 20;

/** Creates what takes the rows of one file to be rated. */
export function createRowTaking(wishes: RowWishes) {
  const { counts, telling } = createTelling();
  const state: { taking?: Taking } = {};
  const begin = (given: readonly string[], first?: Row): Taking => {
    const parts: Pick<Partial<Taking>, "gathering" | "withoutText"> = {};
    const rows = takeRows({ given, first }, wishes, telling, (found) => {
      const gathering = createGathering(found.kept, wishes);
      const layout = createLayout(found.names, { needsTexts: wishes.style ?? false });
      Object.assign(parts, { gathering, withoutText: layout.withoutText });
      return { add: (row) => layout.lay(row) ?? gathering.add(layout.fields), reads: [] };
    });
    return (state.taking = { ...rows, ...(parts as Pick<Taking, "gathering" | "withoutText">) });
  };
  return { counts, reading: { begin, report: telling.report }, taking: () => state.taking };
}

/** Where rows that hold no comparison are told, and those that cannot be read. */
export type Telling = { report: RowReading["report"]; passOver: (reason: string) => void };

/** Creates what counts them. */
export function createTelling(): { counts: RowCounts; telling: Telling } {
  const counts: RowCounts = { bad: { shown: [], count: 0 }, passedOver: new Map() };
  const report = (line: number, reason: string) => {
    counts.bad.count++;
    if (counts.bad.shown.length < shownBadRows) counts.bad.shown.push({ line, reason });
  };
  const passOver = (reason: string) => void counts.passedOver.set(reason, (counts.passedOver.get(reason) ?? 0) + 1);
  return { counts, telling: { report, passOver } };
}

/**
 * Finds out how a file writes comparisons.
 * @param header the names of its columns, and its first row where that is at hand.
 * @param createSink is given the columns of the plain rows. @throws {RateProblem} when a column is missing.
 */
export function takeRows(
  { given, first }: { given: readonly string[]; first: Row | undefined },
  wishes: ColumnWishes & Pick<RowWishes, "columns">,
  telling: Telling,
  createSink: (found: FoundColumns) => RowSink,
): TakenRows {
  const columns = wishes.columns ?? new Map<string, string>();
  const names = renameColumns(given, columns);
  const format = findFormat(names, columns);
  const rename = createRenaming(given, names);
  const gives = format?.gives(first && rename(first)) ?? [];
  assertWished([...given, ...gives], columns);
  const found = findColumns(mergeNames(names, renameColumns(gives, columns)), wishes);
  const sink = createSink(found);
  const add = (row: Row, place: number) => {
    const reason = sink.add(row);
    if (reason !== undefined) telling.report(place, reason);
  };
  const take: Taking["take"] = (row, place) => {
    if (!format) return add(rename(row), place);
    const votes = format.read(rename(row));
    if ("passedOver" in votes) telling.passOver(votes.passedOver);
    else if ("wrong" in votes) telling.report(place, votes.wrong);
    else for (const vote of votes) add(renameWished(vote, columns), place);
  };
  return { found, given, names, format, needed: findNeeded({ given, names, format, found }, sink.reads), take };
}

function findFormat(names: readonly string[], columns: ReadonlyMap<string, string>): VoteFormat | undefined {
  if (columns.has("winner") || names.includes("winner")) return undefined;
  return formats.find(({ marks }) => marks.every((name) => names.includes(name)));
}

function mergeNames(names: readonly string[], gives: readonly string[]): string[] {
  return [...names, ...new Set(gives.filter((name) => !names.includes(name)))];
}

/** Nothing is made anew where all names stay. */
function createRenaming(given: readonly string[], names: readonly string[]): (row: Row) => Row {
  const changed = given.flatMap((name, index) => (names[index] === name ? [] : [[name, names[index]!] as const]));
  if (changed.length === 0) return (row) => row;
  const newNames = new Map(changed);
  return (row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [newNames.get(name) ?? name, value]));
}

/** Columns that only a format brings to light can be wished for as well. */
function renameWished(row: Row, columns: ReadonlyMap<string, string>): Row {
  if (columns.size === 0) return row;
  const found = [...columns].filter(([, name]) => Object.hasOwn(row, name));
  return found.length === 0 ? row : { ...row, ...Object.fromEntries(found.map(([plain, name]) => [plain, row[name]])) };
}

function findNeeded(
  { given, names, format, found }: Pick<TakenRows, "given" | "names" | "format" | "found">,
  more: readonly string[],
): string[] {
  if (format && !format.reads) return [...given];
  const read = new Set([...found.names, ...more, ...(format ? [...format.marks, ...(format.reads ?? [])] : [])]);
  return given.filter((_, index) => read.has(names[index]));
}
