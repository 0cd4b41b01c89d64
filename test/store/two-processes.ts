/**
 * Two stores on one PostgreSQL database, as two processes have them, and a way to let what they do meet inside the
 * server: somebody else holds a battle's row until both sides wait for it, so that whatever a statement read before its
 * wait is out of date after it.
 */
import pg from "pg";
import type { Clock } from "../../core/machine/clock.ts";
import type { Store } from "../../core/store/store.ts";
import { openStore } from "../../core/store/index.ts";
import { makeEmptyDirectory } from "./data-directory.ts";
import { createPostgresDatabase } from "./postgres-database.ts";

export type TwoProcesses = {
  left: Store;
  right: Store;
  /** Starts both while the battle's row is held, the first one first in the queue for it; then lets go. */
  meet<First, Second>(
    battle: { id: string },
    first: () => Promise<First>,
    second: () => Promise<Second>,
  ): Promise<[First, Second]>;
  /** Does something while somebody holds the battle's row, which it must not need. */
  holding<Result>(battle: { id: string }, work: () => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
};

async function countWaiting(holder: pg.Client): Promise<number> {
  const waiting = `SELECT count(*)::int AS count FROM pg_stat_activity
                   WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  // Or connections that were opened since the transaction began would not be seen.
  await holder.query("SELECT pg_stat_clear_snapshot()");
  return (await holder.query<{ count: number }>(waiting)).rows[0]!.count;
}

/** Opens both on a database of their own. @param clock left out: the machine's. */
export async function openTwoProcesses(serverUrl: string, clock?: Pick<Clock, "elapsed">): Promise<TwoProcesses> {
  const database = await createPostgresDatabase(serverUrl);
  const directories = [makeEmptyDirectory(), makeEmptyDirectory()] as const;
  const options = { databaseUrl: database.url, keyFingerprint: "key", clock };
  const { store: left } = await openStore({ dataDirectory: directories[0].path, ...options });
  const { store: right } = await openStore({ dataDirectory: directories[1].path, ...options });
  const holder = new pg.Client({ connectionString: database.url });
  await holder.connect();
  async function hold({ id }: { id: string }): Promise<void> {
    await holder.query("BEGIN");
    await holder.query(`SELECT 1 FROM "Battle" WHERE "id" = $1 FOR UPDATE`, [id]);
  }
  return {
    left,
    right,
    async holding(battle, work) {
      await hold(battle);
      const result = await work();
      await holder.query("COMMIT");
      return result;
    },
    async meet(battle, first, second) {
      await hold(battle);
      const starting = first();
      while ((await countWaiting(holder)) < 1);
      const following = second();
      while ((await countWaiting(holder)) < 2);
      await holder.query("COMMIT");
      return Promise.all([starting, following]);
    },
    async close() {
      await holder.end();
      await Promise.all([left.close(), right.close()]);
      await database.drop();
      for (const directory of directories) directory.remove();
    },
  };
}
