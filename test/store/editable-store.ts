/** Open stores into whose tables a test can reach with SQL of its own. */
import type { Store } from "../../core/store/store.ts";
import { openStore } from "../../core/store/index.ts";
import { createDatabase } from "../../core/store/database.ts";
import { migrate, readMigrations } from "../../core/store/migrator.ts";
import { createStore } from "../../core/store/open-store.ts";
import type { RunStatement } from "../../core/store/engine.ts";
import { openPGliteEngine } from "../../core/store/pglite-engine.ts";
import { openPostgresEngine } from "../../core/store/postgres-engine.ts";
import { makeEmptyDirectory, makePGliteDirectory } from "./data-directory.ts";
import { createPostgresDatabase } from "./postgres-database.ts";

export type EditableStore = {
  store(): Store;
  run(statements: string): Promise<void>;
  rows: RunStatement;
  close(): Promise<void>;
};

/** On PGlite. */
export async function openEditablePGlite(): Promise<EditableStore> {
  const directory = await makePGliteDirectory();
  const engine = await openPGliteEngine(directory.path);
  await engine.transaction((session) => migrate(session, readMigrations()));
  const store = createStore(createDatabase(engine));
  return {
    store: () => store,
    run: (statements) => engine.transaction((session) => session.run(statements)),
    rows: engine.rows,
    async close() {
      await store.close();
      directory.remove();
    },
  };
}

/** On a database of its own. */
export async function openEditablePostgres(serverUrl: string): Promise<EditableStore> {
  const database = await createPostgresDatabase(serverUrl);
  const directory = makeEmptyDirectory();
  const { store } = await openStore({
    dataDirectory: directory.path,
    databaseUrl: database.url,
    keyFingerprint: "key",
  });
  const engine = await openPostgresEngine(database.url);
  return {
    store: () => store,
    run: (statements) => engine.transaction((session) => session.run(statements)),
    rows: engine.rows,
    async close() {
      await Promise.all([store.close(), engine.close()]);
      await database.drop();
      directory.remove();
    },
  };
}
