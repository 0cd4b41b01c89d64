/** What an export of one community is made from, while the arena is at work. */
import type { ExportStore, ReadUpTo } from "../export/store.ts";
import type { RecordedBattle } from "../export/recorded.ts";
import type { Database } from "./database.ts";
import { ownClosed, recordedColumns } from "./exported-battles.ts";

const beforeAll: ReadUpTo = { createdAt: "-infinity", id: "" };

const statement = `SELECT "createdAt"::text AS "createdAt", ${recordedColumns} FROM "Battle"
  WHERE "community" = $1 AND ("createdAt", "id") > ($2::timestamptz, $3) AND ${ownClosed}
  ORDER BY "createdAt", "id" LIMIT $4::int`;

/** Each call is one statement, which waits for its turn like any other. */
export function createExportRecords({ readRows }: Pick<Database, "readRows">): ExportStore {
  return {
    async closedBattles(community, after, most) {
      const from = after ?? beforeAll;
      const rows = await readRows<RecordedBattle & ReadUpTo>(statement, [
        community,
        from.createdAt,
        from.id,
        String(most),
      ]);
      const last = rows.length < most ? undefined : rows.at(-1);
      return {
        battles: rows.map(({ createdAt: _createdAt, ...battle }) => battle),
        last: last ? { createdAt: last.createdAt, id: last.id } : null,
      };
    },
  };
}
