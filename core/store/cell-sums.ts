/** Cells and voters' parts of them in SQL: their sums (of all votes, and of those that nobody else could see), and which of them a filter asks for. */
import type { BoardFilter, CellFilter } from "../boards/cell.ts";
import { Prisma } from "./generated/client.ts";

/** What tells cells apart. */
export const placeColumns = [
  "day",
  "league",
  "modelA",
  "modelB",
  "task",
  "language",
  "platform",
  "community",
  "repeated",
] as const;

const voteSums = ["a", "b", "tie", "bothBad"] as const;
const battleSums = ["battles", ...voteSums, "winsSquared", "winsTimesVotes", "votesSquared", "aside"] as const;

/** How many votes went where. */
export type VoteSums = Record<(typeof voteSums)[number], number>;
/** The sums of battles, and how many votes on them are set aside: those are in none of the other sums. */
export type BattleSums = Record<(typeof battleSums)[number], number>;

type SumName = keyof BattleSums;
type Unseen<Name extends SumName> = `unseen${Capitalize<Name>}`;

/** The same sums over unseen votes, by the names of their columns. */
export type UnseenVoteSums = { [Name in keyof VoteSums as Unseen<Name>]: number };
/** The same, of battles. */
export type UnseenBattleSums = { [Name in SumName as Unseen<Name>]: number };

function unseenName<Name extends SumName>(name: Name): Unseen<Name> {
  return `unseen${name.charAt(0).toUpperCase()}${name.slice(1)}` as Unseen<Name>;
}

/** Sums over unseen votes under the names of their columns. */
export function nameUnseen(sums: BattleSums): UnseenBattleSums;
/** The same, of votes. */
export function nameUnseen(sums: VoteSums): UnseenVoteSums;
/** @ignore */
export function nameUnseen(sums: Partial<BattleSums>) {
  return Object.fromEntries(Object.entries(sums).map(([name, sum]) => [unseenName(name as SumName), sum]));
}

/** All columns of a cell that hold sums. */
export const cellColumns: readonly string[] = [...battleSums, ...battleSums.map(unseenName)];
/** Those of a voter's part. */
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

/** The sums of some cells by choice, under the names of the choices. @param table what holds them. */
export function choiceSums(filter: CellFilter, table = "Cell"): Prisma.Sql {
  const names = ["a", "b", "tie", "bothBad"] as const;
  const sums = names.map((name) => Prisma.sql`sum(${sumOf(name, filter, table)})::int AS ${Prisma.raw(`"${name}"`)}`);
  return Prisma.join(sums, ", ");
}

/** What a filter asks of a cell: that it fits, and that it has any of the votes asked for. */
export function cellCondition(filter: CellFilter): Prisma.Sql {
  return Prisma.sql`${placeCondition(filter)} AND ${sumOf("battles", filter)} > 0`;
}

/** Which cells fit, whether or not any of their votes count. */
export function placeCondition(filter: CellFilter): Prisma.Sql {
  const { league, sources = [], task, language, platform, community, exceptCommunity, since, before } = filter;
  const conditions = [
    sources.length === 0
      ? Prisma.sql`"Cell"."league" = ${league}`
      : Prisma.sql`"Cell"."league" = ANY(${[league, ...sources]})`,
    ...(task === undefined ? [] : [Prisma.sql`"Cell"."task" = ${task} AND ${countsForTask()}`]),
    ...(language === undefined ? [] : [Prisma.sql`"Cell"."language" = ${language}`]),
    ...(platform === undefined ? [] : [Prisma.sql`"Cell"."platform" = ${platform}`]),
    ...(community === undefined ? [] : [Prisma.sql`"Cell"."community" = ${community}`]),
    ...(exceptCommunity === undefined ? [] : [Prisma.sql`"Cell"."community" <> ${exceptCommunity}`]),
    ...(since === undefined ? [] : [Prisma.sql`"Cell"."day" >= ${since}::date`]),
    ...(before === undefined ? [] : [Prisma.sql`"Cell"."day" < ${before}::date`]),
  ];
  return Prisma.join(conditions, " AND ");
}

/** Whether the votes of a cell count for its task: those on a question that had been asked before count only for all tasks. */
export function countsForTask(): Prisma.Sql {
  return Prisma.sql`NOT "Cell"."repeated"`;
}

/** The same of a battle, which may not be folded yet. */
export const battleCountsForTask = { OR: [{ repeated: null }, { repeated: false }] } satisfies Prisma.BattleWhereInput;

/** Which votes a filter asks for: all, or only unseen ones; whether they count is {@link counts}. */
export function voteCondition({ unseen }: CellFilter): Prisma.Sql {
  return unseen ? Prisma.sql`NOT "Vote"."seen"` : Prisma.sql`TRUE`;
}

/** Whether a vote on a battle that is folded counts. @param battle the name of the battle's row. */
export function counts(battle = "Battle"): Prisma.Sql {
  return Prisma.raw(`(NOT "Vote"."aside" AND NOT "${battle}"."leftOut")`);
}

/** Whose votes a filter asks for; everybody's when it names no group. */
export function voterCondition({ group }: BoardFilter): Prisma.Sql {
  if (!group) return Prisma.sql`TRUE`;
  const { trait, value } = group;
  const column = Prisma.raw(`"Person"."${trait}"`);
  const fits = trait === "interests" ? Prisma.sql`${value} = ANY(${column})` : Prisma.sql`${column} = ${value}`;
  return Prisma.sql`"voter" IN (SELECT "id" FROM "Person" WHERE ${fits})`;
}

/** Leaves out voters' parts without any of the votes asked for. */
export function partCondition(filter: CellFilter): Prisma.Sql {
  const [a, b, tie, bothBad] = (["a", "b", "tie", "bothBad"] as const).map((name) => sumOf(name, filter, "VoterCell"));
  return filter.unseen ? Prisma.sql`${a} + ${b} + ${tie} + ${bothBad} > 0` : Prisma.sql`TRUE`;
}
