/** Where the posts of ended battles are, as long as their words may have to be taken out of them. */
import type { Trace, TraceStore } from "../battle/traces.ts";
import type { Database } from "./database.ts";
import { leaveLocked } from "./dialect.ts";
import { createOldWords, isWordless } from "./old-words.ts";
import { isGiven } from "./writing.ts";

/** Whoever waited for what `gone` has is told that it could not be reached; `$1` is when, `$2` whether it was. */
const noteUnreached = `
  INSERT INTO "UnreachedPosts" ("person", "battles", "at")
  SELECT "erasedFor", count(*)::int, $1::timestamptz FROM "gone"
  WHERE "erasedFor" IS NOT NULL AND NOT $2::boolean GROUP BY 1
  ON CONFLICT ("person") DO UPDATE
  SET "battles" = "UnreachedPosts"."battles" + EXCLUDED."battles", "at" = EXCLUDED."at"`;

/** The next try is at least five minutes away, and at most a day; in between as long as it has waited already. */
const take = `
  UPDATE "BattleTrace" SET "tryAt" = $1::timestamptz
    + greatest(interval '5 minutes', least($1::timestamptz - "eraseSince", interval '1 day'))
  WHERE "battleId" IN (
    SELECT "battleId" FROM "BattleTrace" JOIN "Battle" ON "Battle"."id" = "battleId"
    WHERE "tryAt" <= $1::timestamptz AND "platform" ${isGiven(2)}
    ORDER BY "tryAt", "battleId" LIMIT $3::int FOR UPDATE OF "BattleTrace" ${leaveLocked})
  RETURNING "battleId" AS "battle", "sealed", "eraseSince", ${isWordless(`"BattleTrace"."battleId"`)} AS "forGood"`;

/** The part of the store that keeps them. They are first written by {@link BattleStore.saveDelivery}. */
export function createTraceRecords(database: Database): TraceStore {
  const { writeRows } = database;
  return {
    ...createOldWords(database),
    async replaceTrace(battle, sealed) {
      await writeRows(`UPDATE "BattleTrace" SET "sealed" = $2 WHERE "battleId" = $1`, [battle, sealed]);
    },
    async takeTraces(platforms, at, most) {
      const taken = await writeRows<Trace>(take, [at.toISOString(), JSON.stringify(platforms), String(most)]);
      return taken.map((one) => ({ ...one, eraseSince: new Date(one.eraseSince) }));
    },
    async settleTrace(battle, reached, at) {
      const statement = `WITH "gone" AS (DELETE FROM "BattleTrace" WHERE "battleId" = $3 RETURNING "erasedFor") ${noteUnreached}`;
      await writeRows(statement, [at.toISOString(), String(reached), battle]);
    },
    async settleShown({ battle, eraseSince }) {
      const wanted = `"battleId" = $1 AND "eraseSince" = $2::timestamptz AND "erasedFor" IS NULL`;
      const statement = `UPDATE "BattleTrace" SET "eraseSince" = NULL, "tryAt" = NULL WHERE ${wanted}`;
      await writeRows(statement, [battle, eraseSince.toISOString()]);
    },
    async giveUpTraces(since, at) {
      const old = `"eraseSince" < $3::timestamptz AND`;
      const erased = `(${isWordless(`"BattleTrace"."battleId"`)})`;
      await writeRows(
        `WITH "kept" AS (
           UPDATE "BattleTrace" SET "eraseSince" = NULL, "tryAt" = NULL WHERE ${old} NOT ${erased}
         ), "gone" AS (
           DELETE FROM "BattleTrace" WHERE ${old} ${erased} RETURNING "erasedFor"
         ) ${noteUnreached}`,
        [at.toISOString(), "false", since.toISOString()],
      );
    },
  };
}
