/** What was published of boards, by day. */
import type { Task } from "../answers/task.ts";
import type { BoardChange } from "../boards/publishing/changes.ts";
import type { Crowd, PublicDayStore } from "../boards/publishing/store.ts";
import { cellCondition, countsForTask, partCondition } from "./cell-sums.ts";
import type { Database, Reader } from "./database.ts";
import type { Prisma } from "./generated/client.ts";

/** The day as the database writes it, from midnight in UTC. */
const dayOf = (day: string) => new Date(`${day}T00:00:00.000Z`);

type Kept = Parameters<PublicDayStore["keepDay"]>;

async function keep(database: Database, ...[{ day, publishedAt, changes, content }, most]: Kept): Promise<boolean> {
  const data = {
    day: dayOf(day),
    publishedAt,
    changes: changes as unknown as Prisma.InputJsonValue,
    content: Buffer.from(content),
  };
  return await database.transaction(async (client) => {
    const { count } = await client.publicDay.createMany({ data: [data], skipDuplicates: true });
    const [last] = await client.publicDay.findMany({
      orderBy: { day: "desc" },
      skip: most - 1,
      take: 1,
      select: { day: true },
    });
    if (last) await client.publicDay.deleteMany({ where: { day: { lt: last.day } } });
    return count > 0;
  });
}

type Row = Omit<Crowd, "task"> & { task: string | null };

/** Those whose votes are set aside have no part of a cell, so they are not counted. */
function countCrowds(client: Reader, ...[filter, least]: Parameters<PublicDayStore["crowds"]>): Promise<Row[]> {
  return client.$queryRaw<Row[]>`
    SELECT "task", "language", count(DISTINCT "voter")::int AS "people"
    FROM (
      SELECT CASE WHEN ${countsForTask()} THEN "task" END AS "task", "language", "voter"
      FROM "Cell" JOIN "VoterCell" ON "VoterCell"."cellId" = "Cell"."id"
      WHERE ${cellCondition(filter)} AND ${partCondition(filter)}
    ) AS "part"
    GROUP BY GROUPING SETS (("task"), ("language"), ("task", "language"))
    HAVING count(DISTINCT "voter") >= ${least} AND (GROUPING("task") = 1 OR "task" IS NOT NULL)`;
}

/** The part of the store that keeps published boards. */
export function createPublicDayRecords(database: Database): PublicDayStore {
  return {
    keepDay: (...kept) => keep(database, ...kept),
    async days(after) {
      const rows = await database.read((client) =>
        client.publicDay.findMany({
          ...(after !== null && { where: { day: { gt: dayOf(after) } } }),
          select: { day: true, publishedAt: true, changes: true },
          orderBy: { day: "asc" },
        }),
      );
      return rows.map(({ day, publishedAt, changes }) => ({
        ...{ day: day.toISOString().slice(0, 10), publishedAt },
        changes: changes as unknown as readonly BoardChange[],
      }));
    },
    async findDay(day) {
      const row = await database.read((client) => client.publicDay.findUnique({ where: { day: dayOf(day) } }));
      return row?.content;
    },
    async crowds(...wanted) {
      const rows = await database.read((client) => countCrowds(client, ...wanted));
      return rows.map((row) => ({ ...row, task: row.task as Task | null }));
    },
  };
}
