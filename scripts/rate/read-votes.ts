/** A file in, votes out. */
import type { FoundColumns } from "./columns.ts";
import type { Gathered } from "./gathering.ts";
import { openFile } from "./opening/open-file.ts";
import { RateProblem } from "./problem.ts";
import { createRowTaking, type RowCounts, type RowReading, type RowWishes, type Taking } from "./row-taking.ts";
import { createTextRows } from "./rows/text-rows.ts";
import { makeVisible } from "./visible.ts";
import { proposeWinners } from "./winner-words.ts";

/** The votes of a file, and what could not be read of it. */
export type ReadVotes = Gathered & {
  columns: FoundColumns;
  /** How the format is called, where the file is of one that is not plain rows. */
  format: string | undefined;
  /** Whether places in the file are lines, or rows counted from 1. */
  byLines: boolean;
  /** Rows that could not be read: the first of them, and how many. */
  bad: RowCounts["bad"];
  /** Rows that hold no comparison, by what is said of them. */
  passedOver: { reason: string; rows: number }[];
  /** Names that differ only by white space or case. */
  alike: string[][];
  /** How to say what winners mean, where some are written in words that nobody knows. */
  proposal: string | undefined;
  /** Rows whose answers are no text. */
  withoutText: number;
};

/**
 * Reads comparisons from text (CSV, JSON), parquet or a workbook, packed or plain.
 * @throws {RateProblem} when the file cannot be read, has no rows at all, or lacks a column.
 */
export async function readVotes(path: string, wishes: RowWishes): Promise<ReadVotes> {
  const taking = createRowTaking(wishes);
  const byLines = await readRows(path, taking.reading);
  const taken = taking.taking();
  const { bad, passedOver } = taking.counts;
  if (!taken) {
    const [first] = bad.shown;
    if (first)
      throw new RateProblem(`${makeVisible(path)}, ${byLines ? "line" : "row"} ${first.line}: ${first.reason}.`);
    throw new RateProblem(`${makeVisible(path)} is empty: it must be CSV with a header, JSON, parquet or xlsx.`);
  }
  const votes = describe(taken, { bad, passedOver }, byLines);
  if (bad.count === 0 && isEmpty(votes)) throw new RateProblem(explainNothing(path, votes));
  return votes;
}

/** Reads the rows of a file, whatever it is. @returns whether places are lines. @throws {RateProblem} */
export async function readRows(path: string, reading: RowReading): Promise<boolean> {
  try {
    const file = await openFile(path);
    if (file.kind === "text") {
      const rows = createTextRows(file.head, reading);
      for await (const piece of file.pieces) {
        rows.read(piece);
        await reading.rest?.();
      }
      rows.end();
      return rows.byLines;
    }
    if (file.kind === "parquet") await (await import("./rows/parquet-rows.ts")).readParquetRows(path, reading);
    else await (await import("./rows/workbook-rows.ts")).readWorkbookRows(file.archive, path, reading);
    return false;
  } catch (error) {
    if (error instanceof RateProblem || !(error instanceof Error && "code" in error)) throw error;
    throw new RateProblem(
      `${makeVisible(path)} could not be read: ${error.message}. Give the path of a file with --in.`,
    );
  }
}

function describe(
  { found, format, gathering, withoutText }: Taking,
  { bad, passedOver }: RowCounts,
  byLines: boolean,
): ReadVotes {
  const { gathered, unknownWinners } = gathering;
  const none: [string, number][] =
    gathered.withoutWinner > 0 ? [["have a winner that means none", gathered.withoutWinner]] : [];
  return {
    ...gathered,
    columns: found,
    format: format?.name,
    byLines,
    bad,
    passedOver: [...passedOver, ...none].map(([reason, rows]) => ({ reason, rows })),
    alike: gathering.alike(),
    proposal: unknownWinners.size > 0 ? proposeWinners(unknownWinners) : undefined,
    withoutText: withoutText(),
  };
}

function isEmpty({ table, dropped, setAside }: Gathered): boolean {
  return table.count() + dropped + setAside === 0;
}

function explainNothing(path: string, { passedOver }: ReadVotes): string {
  if (passedOver.length === 0) return `${makeVisible(path)} has a header and no rows, so there is nothing to rate.`;
  const reasons = passedOver.map(({ reason, rows }) => `${rows} of its rows ${reason}`);
  return `${makeVisible(path)} holds no comparison, so there is nothing to rate: ${reasons.join("; ")}.`;
}
