/**
 * Tables that can be divided by month: each month's rows then lie in a table of their own, with small indexes, that no longer
 * changes once its month is over. To all statements they stay one table.
 */
import { waitAtMost } from "../dialect.ts";
import { firstBattleIdOf } from "../../battle/battle-id.ts";
import type { SqlSession } from "../engine.ts";

/** A table by its name, and its column with the identifier of a battle, which tells the month. */
export type MonthlyTable = { name: string; key: string };

/** The battles come first, for the others point to them. */
export const monthlyTables: readonly MonthlyTable[] = [
  { name: "Battle", key: "id" },
  { name: "Vote", key: "battleId" },
  { name: "Attempt", key: "battleId" },
];

/** What holds the rows of all months that have no part of their own, so that none is ever refused. */
export const otherOf = ({ name }: Pick<MonthlyTable, "name">): string => `${name}_other`;

/** What holds the rows from before the table was divided. */
export const beforeOf = ({ name }: Pick<MonthlyTable, "name">): string => `${name}_before`;

/** For how many months after the present one there are parts. */
const monthsAhead = 3;

/** The first moment of the month (UTC) that is so many months after that of `at`. */
export function monthAfter(at: Date, months: number): Date {
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months));
}

/** A month as it is written: `2026-12`. */
export function writeMonth(month: Date): string {
  return month.toISOString().slice(0, 7);
}

/** A part of a divided table: from a text, inclusive, to another, exclusive, in the order of bytes; null: what no other part takes. */
export type Part = { name: string; range: { from: string; to: string } | null };

const bound = /^FOR VALUES FROM \((?:MINVALUE|'(?<from>[^']*)')\) TO \('(?<to>[^']*)'\)$/u;

/** The parts that a table is divided into; null where it is not. */
export async function findParts(
  session: Pick<SqlSession, "rows">,
  { name }: MonthlyTable,
): Promise<readonly Part[] | null> {
  const [found] = await session.rows<{ parts: { name: string; bound: string }[] }>(
    `SELECT (SELECT coalesce(json_agg(json_build_object(
               'name', part.relname, 'bound', pg_get_expr(part.relpartbound, part.oid)) ORDER BY part.relname), '[]')
             FROM pg_inherits JOIN pg_class AS part ON part.oid = inhrelid WHERE inhparent = whole.oid) AS parts
     FROM pg_class AS whole WHERE oid = to_regclass($1) AND relkind = 'p'`,
    [`"${name}"`],
  );
  if (!found) return null;
  return found.parts.map((part) => {
    const { from = "", to } = bound.exec(part.bound)?.groups ?? {};
    return { name: part.name, range: to === undefined ? null : { from, to } };
  });
}

/** What was done for the months to come: parts that were made; and those that were not, because their rows lie elsewhere already. */
export type MonthsKept = { made: string[]; left: string[] };

/** The months from that of `now` on that a table should have a part for and has none. */
function missingMonths(parts: readonly Part[], now: Date): Date[] {
  const months = Array.from({ length: monthsAhead + 1 }, (_, index) => monthAfter(now, index));
  return months.filter((month) => {
    const first = firstBattleIdOf(month);
    return !parts.some(({ range }) => range !== null && range.from <= first && first < range.to);
  });
}

/** PostgreSQL's codes: a lock was not to be had in time, or two waited for each other. */
export const keptByOthers: readonly unknown[] = ["55P03", "40P01"];

/** Milliseconds; whoever votes waits behind this one, so it is short. */
const patience = 2_000;
/** Shorter than the time after which PostgreSQL looks whether two wait for each other, so that nobody else is ever broken off. */
const patienceForMore = 500;

/**
 * Takes tables for this transaction alone: the battles first, as whoever votes or asks does.
 * @param others by their quoted names. @throws {Error} with one of {@link keptByOthers} where others kept one for too long.
 */
export async function holdAlone(session: SqlSession, others: readonly string[]): Promise<void> {
  await session.run(waitAtMost(patience));
  await session.run(`LOCK TABLE "Battle" IN ACCESS EXCLUSIVE MODE`);
  await session.run(waitAtMost(patienceForMore));
  await session.run(`LOCK TABLE ${others.join(", ")} IN ACCESS EXCLUSIVE MODE`);
}

/**
 * Makes the parts for this month and the next ones that a divided table lacks. A month whose rows had to be kept among the others
 * stays there: taking them out would delete what points to them.
 */
export async function makeMonths(session: SqlSession, table: MonthlyTable, now: Date): Promise<MonthsKept> {
  const { name, key } = table;
  const kept: MonthsKept = { made: [], left: [] };
  for (const month of missingMonths((await findParts(session, table)) ?? [], now)) {
    const [from, to] = [firstBattleIdOf(month), firstBattleIdOf(monthAfter(month, 1))];
    const part = `${name}_${writeMonth(month).replace("-", "")}`;
    const [row] = await session.rows<{ used: boolean }>(
      `SELECT EXISTS (SELECT FROM "${otherOf(table)}" WHERE "${key}" >= $1 AND "${key}" < $2) AS used`,
      [from, to],
    );
    if (row?.used) kept.left.push(part);
    else {
      await session.run(`CREATE TABLE "${part}" PARTITION OF "${name}" FOR VALUES FROM ('${from}') TO ('${to}')`);
      kept.made.push(part);
    }
  }
  return kept;
}

/**
 * Makes the parts for the coming months that divided tables lack, in a running transaction; waits for nobody where none lacks any.
 * Any number of processes may do so at the same time. One statement at a time. @throws {Error} as {@link holdAlone} does.
 */
export async function keepMonths(session: SqlSession, now: Date): Promise<MonthsKept> {
  const lacking: MonthlyTable[] = [];
  for (const table of monthlyTables) {
    const parts = await findParts(session, table);
    if (parts !== null && missingMonths(parts, now).length > 0) lacking.push(table);
  }
  const kept: MonthsKept = { made: [], left: [] };
  if (lacking.length === 0) return kept;
  await holdAlone(
    session,
    lacking.map(({ name }) => `"${name}"`),
  );
  for (const table of lacking) {
    const { made, left } = await makeMonths(session, table, now);
    kept.made.push(...made);
    kept.left.push(...left);
  }
  return kept;
}
