/** What a format of vote files is. */

/** A row of a file by the names of its columns. */
export type Row = Readonly<Record<string, unknown>>;

/** What a row holds: comparisons as plain rows, or why it holds none and is passed over, or what is wrong with it. */
export type RowVotes = readonly Row[] | { passedOver: string } | { wrong: string };

/**
 * How others write comparisons. A format makes plain rows (`model_a`, `model_b`, `winner`, and where it can `judge`,
 * `battle_id`, `text_a`, `text_b`) of its rows; all else is done as for files of plain rows.
 */
export type VoteFormat = {
  /** As sentences call it. */
  name: string;
  /** The columns by which it is known: all of them must be there. */
  marks: readonly string[];
  /** Further columns that it reads where they are; undefined: any may matter. */
  reads: readonly string[] | undefined;
  /** The columns of its plain rows, besides those of the file. @param first the first row, where that can be known. */
  gives: (first: Row | undefined) => readonly string[];
  read: (row: Row) => RowVotes;
};

/** A value as a row, empty where it is none. */
export function asRow(value: unknown): Row {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Row) : {};
}

/** A value as a list, empty where it is none. */
export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Whether a value says yes, as text or as it is. */
export function isTrue(value: unknown): boolean {
  return value === true || (typeof value === "string" && /^(?:true|1)$/iu.test(value.trim()));
}

/** Whether a field is there and not empty. */
export function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "";
}

/** The first of some fields that is there. */
export function pickGiven(row: Row, names: readonly string[]): unknown {
  const name = names.find((one) => isGiven(row[one]));
  return name === undefined ? "" : row[name];
}
