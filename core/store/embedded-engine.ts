/**
 * The database of an installation that names none: PostgreSQL, its files in the data folder, wherever its server runs
 * (`server/`): Linux with the GNU C library and macOS, on x64 and arm64.
 *
 * PGlite, PostgreSQL compiled to WebAssembly, is slower and needs more memory. It stays for where the server does not run:
 * - Windows, and other machines for which there is no package that was tried;
 * - Linux without the GNU C library, such as Alpine;
 * - root, in a folder of its own, where the system gives it no user namespace: most containers that run as root.
 *
 * What PGlite has stored is moved over at the first start at which the server runs. There is no way back: a folder with
 * files of the server is opened by the server, or not at all.
 */
import {
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { type Clock, systemClock } from "../machine/clock.ts";
import { flushFolder } from "../machine/durable-file.ts";
import { isFolder } from "../machine/make-folder.ts";
import type { Engine } from "./engine.ts";
import { copyRecord } from "./copy-record.ts";
import { openPGliteEngine } from "./pglite-engine.ts";
import { endLeftServer } from "./server/left-server.ts";
import { openServerEngine } from "./server/server-engine.ts";
import { findServerPrograms, type ServerPrograms } from "./server/server-programs.ts";
import { initialiseServer } from "./server/server.ts";
import { StoreRefusal } from "../machine/store-refusal.ts";

/** Where in a data folder the two engines have their files. */
export const embeddedFolders = { server: "database", pglite: "postgres" } as const;

/** What to open, and how. */
type Place = { directory: string; programs: ServerPrograms; clock: Pick<Clock, "elapsed"> };

/** Of the server's packages; files of another are not opened. */
const majorVersion = "18";

function refuseFiles(path: string, reason: string, cause?: unknown): StoreRefusal {
  return new StoreRefusal(
    "unreadable",
    `The database in ${path} does not open (${reason}). It may be damaged, made by another version, or the disk ` +
      "full. Free the disk or put a backup in its place; moving it away starts an empty database.",
    { path, reason },
    { cause },
  );
}

/** @throws {StoreRefusal} `unreadable`, when another major version of PostgreSQL has made the files. */
function checkVersion(path: string): void {
  let version: string;
  try {
    version = readFileSync(join(path, "PG_VERSION"), "utf8").trim();
  } catch (error) {
    throw refuseFiles(path, "its version cannot be read", error);
  }
  if (version === majorVersion) return;
  throw refuseFiles(path, `PostgreSQL ${version} has made its files, and this is PostgreSQL ${majorVersion}`);
}

async function openServer({ directory, programs, clock }: Place): Promise<Engine> {
  const path = join(directory, embeddedFolders.server);
  checkVersion(path);
  try {
    const description = `PostgreSQL in ${directory}`;
    return await openServerEngine({ programs, directory: path, description, clock });
  } catch (error) {
    throw refuseFiles(path, error instanceof Error ? error.message : String(error), error);
  }
}

/** Copies what PGlite has stored into the new server's files, and leaves PGlite's as they are. */
async function moveRecord({ directory, programs, clock }: Place, path: string): Promise<void> {
  const from = await openPGliteEngine(directory, clock);
  try {
    const to = await openServerEngine({ programs, directory: path, description: path, clock });
    try {
      await copyRecord(from, to);
    } finally {
      await to.close();
    }
  } finally {
    await from.close();
  }
}

/** How the folders begin in which the server's files are made. */
const draftPrefix = `${embeddedFolders.server}.unfinished`;

/** Clears away what starts that broke off have left, as far as nothing writes to it any more. */
async function removeDrafts(directory: string): Promise<void> {
  for (const name of readdirSync(directory).filter((one) => one.startsWith(draftPrefix))) {
    const path = join(directory, name);
    await endLeftServer(path);
    try {
      rmSync(path, { recursive: true, force: true });
    } catch {
      // The next start tries again.
    }
  }
}

/** A new folder, for the server's user: the initdb of a killed process may still be at work in an earlier one. */
function makeDraft({ directory, programs: { user } }: Place): string {
  const draft = mkdtempSync(join(directory, `${draftPrefix}-`));
  if (user.uid !== undefined) chownSync(draft, user.uid, user.gid);
  return draft;
}

/** Where PGlite's files are kept once what they hold has been moved. */
const kept = (directory: string): string => join(directory, `${embeddedFolders.pglite}.moved`);

/**
 * Sets PGlite's files aside once the server has what they hold, and puts a file in their place, also where there were
 * none: an earlier version of this program would go on with them or make new ones, and what it stored would be lost. It
 * finds the file, and refuses to start.
 */
function setAside(directory: string): void {
  const path = join(directory, embeddedFolders.pglite);
  if (isFolder(path) && !existsSync(kept(directory))) renameSync(path, kept(directory));
  if (existsSync(path)) return;
  const before = existsSync(kept(directory)) ? ` What was here is kept in ${kept(directory)}.` : "";
  writeFileSync(path, `The database is in ${embeddedFolders.server} now.${before}\n`);
}

/** Makes the server's files beside their final place and moves them there whole: what breaks off leaves nothing. */
async function makeServer(place: Place): Promise<void> {
  const { directory, programs } = place;
  await removeDrafts(directory);
  const draft = makeDraft(place);
  await initialiseServer({ programs, directory: draft });
  if (isFolder(join(directory, embeddedFolders.pglite))) await moveRecord(place, draft);
  renameSync(draft, join(directory, embeddedFolders.server));
  await flushFolder(directory);
}

/** PGlite, with a word about why. */
async function openInstead(directory: string, clock: Pick<Clock, "elapsed">, reason: string): Promise<Engine> {
  const engine = await openPGliteEngine(directory, clock);
  return { ...engine, description: `${engine.description} (${reason})` };
}

/** Whether there is an embedded database in a data folder. */
export function hasEmbeddedDatabase(directory: string): boolean {
  return Object.values(embeddedFolders).some((name) => isFolder(join(directory, name)));
}

/** How to open the embedded database. */
export type EmbeddedOptions = {
  clock?: Pick<Clock, "elapsed"> | undefined;
  /** Keeps to PGlite even where the server runs: for tests and measurements. */
  pglite?: boolean | undefined;
};

/**
 * Opens the database of a data folder, given by its absolute path, making it where it is missing. The folder must be
 * locked for this process.
 * @throws {StoreRefusal} `unreadable`.
 */
export async function openEmbeddedEngine(directory: string, options: EmbeddedOptions = {}): Promise<Engine> {
  const { clock = systemClock, pglite = false } = options;
  if (pglite) return await openPGliteEngine(directory, clock);
  const path = join(directory, embeddedFolders.server);
  const isMade = existsSync(path);
  const programs = await findServerPrograms(isMade ? path : directory);
  if (typeof programs === "string") {
    if (isMade) throw refuseFiles(path, programs);
    return await openInstead(directory, clock, programs);
  }
  const place = { directory, programs, clock };
  const isMoved = !isMade && isFolder(join(directory, embeddedFolders.pglite));
  if (!isMade) {
    try {
      await makeServer(place);
    } catch (error) {
      await removeDrafts(directory);
      return await openInstead(directory, clock, error instanceof Error ? error.message : String(error));
    }
  }
  const engine = await openServer(place);
  setAside(directory);
  if (!isMoved) return engine;
  const remark = `what PGlite held was copied and compared; its files are kept in ${kept(directory)}`;
  return { ...engine, description: `${engine.description} (${remark})` };
}
