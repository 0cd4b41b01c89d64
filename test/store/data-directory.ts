/** Data directories for tests. Making a PGlite database takes seconds, copying one does not: the first is kept. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDurablePGlite } from "../../core/store/durable-pglite.ts";

const modules = join(import.meta.dirname, "../../node_modules");
const { version } = JSON.parse(readFileSync(join(modules, "@electric-sql/pglite/package.json"), "utf8")) as {
  version: string;
};
const cache = join(modules, ".cache/doubleblind-tests");
const template = join(cache, `pglite-${version}`);

async function makeTemplate(): Promise<void> {
  mkdirSync(cache, { recursive: true });
  const draft = mkdtempSync(join(cache, "draft-"));
  const database = await openDurablePGlite(join(draft, "postgres"), () => {});
  await database.close();
  try {
    renameSync(join(draft, "postgres"), template);
  } catch (error) {
    if (!existsSync(template)) throw error; // Otherwise another test file was faster.
  }
  rmSync(draft, { recursive: true, force: true });
}

export type DataDirectory = { path: string; remove: () => void };

/** An empty data directory of its own, and what removes it. Opening a store on it makes a database: some seconds. */
export function makeEmptyDirectory(): DataDirectory {
  const path = mkdtempSync(join(tmpdir(), "doubleblind-test-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Puts a PGlite database that is fresh, without any table, into a data directory. */
export async function putFreshDatabase(directory: string): Promise<void> {
  if (!existsSync(template)) await makeTemplate();
  cpSync(template, join(directory, "postgres"), { recursive: true });
}

/** A data directory of its own, and what removes it. Its PGlite database is fresh: without any table. */
export async function makeDataDirectory(): Promise<DataDirectory> {
  const directory = makeEmptyDirectory();
  await putFreshDatabase(directory.path);
  return directory;
}
