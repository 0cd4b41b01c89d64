/** Open stores into whose tables a test can reach with SQL of its own. */
import type { Store } from "../../core/ports.ts";
import { openStore } from "../../core/store/index.ts";
import { openPGliteEngine } from "../../core/store/pglite-engine.ts";
import { makeDataDirectory, makeEmptyDirectory } from "./data-directory.ts";
import { createPostgresDatabase, runOn } from "./postgres-database.ts";

export type EditableStore = {
  /** As it is open now: a run of statements may have opened it anew. */
  store(): Store;
  run(statements: string): Promise<void>;
  close(): Promise<void>;
};

/** On PGlite, which only one can have open: the store is closed while the statements run. */
export async function openEditablePGlite(): Promise<EditableStore> {
  const directory = await makeDataDirectory();
  const open = () => openStore({ dataDirectory: directory.path, keyFingerprint: "key" });
  let { store } = await open();
  return {
    store: () => store,
    async run(statements) {
      await store.close();
      const engine = await openPGliteEngine(directory.path);
      await engine.transaction((session) => session.run(statements));
      await engine.close();
      ({ store } = await open());
    },
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
  return {
    store: () => store,
    run: (statements) => runOn(database.url, statements),
    async close() {
      await store.close();
      await database.drop();
      directory.remove();
    },
  };
}
