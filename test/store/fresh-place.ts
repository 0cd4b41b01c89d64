/**
 * A place of its own for an installation's record, with all tables and nothing in them: a database on the server of this
 * test run, or PGlite where no server runs.
 */
import { randomBytes } from "node:crypto";
import { inject } from "vitest";
import { makeDataDirectory, makeEmptyDirectory } from "./data-directory.ts";
import { runOn } from "./postgres-database.ts";

/** Where an installation keeps its record; the address is "" for the embedded database. */
export type Place = { readonly dataDirectory: string; readonly databaseUrl: string };

export type FreshPlace = Place & {
  /** Takes it away; nobody may use it any more. */
  remove(): Promise<void>;
};

export async function makeFreshPlace(): Promise<FreshPlace> {
  const { serverUrl, template } = inject("database");
  if (!serverUrl) {
    const { path, remove } = await makeDataDirectory();
    return { dataDirectory: path, databaseUrl: "", remove: async () => remove() };
  }
  const name = `doubleblind_test_${randomBytes(8).toString("hex")}`;
  await runOn(serverUrl, `CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy`);
  const { path, remove } = makeEmptyDirectory();
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return {
    dataDirectory: path,
    databaseUrl: url.href,
    async remove() {
      remove();
      await runOn(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}
