/** The sums in cells and in voters' parts of them: over all votes, and over those that nobody else could see. */
import type { CellFilter } from "../boards/cell.ts";
import { Prisma } from "./generated/client.ts";

const voteSums = ["a", "b", "tie", "bothBad"] as const;
const battleSums = ["battles", ...voteSums, "winsSquared", "winsTimesVotes", "votesSquared"] as const;

export type VoteSums = Record<(typeof voteSums)[number], number>;
export type BattleSums = Record<(typeof battleSums)[number], number>;

type SumName = keyof BattleSums;
type Unseen<Name extends SumName> = `unseen${Capitalize<Name>}`;

/** The same sums over unseen votes, by the names of their columns. */
export type UnseenVoteSums = { [Name in keyof VoteSums as Unseen<Name>]: number };
export type UnseenBattleSums = { [Name in SumName as Unseen<Name>]: number };

function unseenName<Name extends SumName>(name: Name): Unseen<Name> {
  return `unseen${name.charAt(0).toUpperCase()}${name.slice(1)}` as Unseen<Name>;
}

/** Sums over unseen votes under the names of their columns. */
export function nameUnseen(sums: BattleSums): UnseenBattleSums;
export function nameUnseen(sums: VoteSums): UnseenVoteSums;
export function nameUnseen(sums: Partial<BattleSums>) {
  return Object.fromEntries(Object.entries(sums).map(([name, sum]) => [unseenName(name as SumName), sum]));
}

/** All columns of a cell, and of a voter's part of one, that hold sums. */
export const cellColumns: readonly string[] = [...battleSums, ...battleSums.map(unseenName)];
export const partColumns: readonly string[] = [...voteSums, ...voteSums.map(unseenName)];

/** A list of columns. @param table their table, if it must be named. */
export function listColumns(columns: readonly string[], table?: string): Prisma.Sql {
  const owner = table === undefined ? "" : `"${table}".`;
  return Prisma.raw(columns.map((name) => `${owner}"${name}"`).join(", "));
}

/** What happens to each column if the row exists. @param write SQL for a column, given its quoted name. */
export function setColumns(columns: readonly string[], write: (quoted: string) => string): Prisma.Sql {
  return Prisma.raw(columns.map((name) => `"${name}" = ${write(`"${name}"`)}`).join(", "));
}

/** The column that holds a sum of the votes a filter asks for. */
export function sumOf(name: SumName, { unseen = false }: CellFilter, table = "Cell"): Prisma.Sql {
  return Prisma.raw(`"${table}"."${unseen ? unseenName(name) : name}"`);
}
