/** Whether the data folder can be used, has room, and keeps its key from others. */
import { constants } from "node:fs";
import { access, lstat, readFile, stat, statfs } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { Sentences } from "../language/index.ts";
import { hasEmbeddedDatabase } from "../store/embedded-engine.ts";
import { type Check, type Examination, type Finding, formatSize } from "./check.ts";

type Words = Sentences["doctor"]["dataFolder"];

const mebibyte = 1024 ** 2;
/** Free space, in bytes, below which people should know, and below which a database soon stops. */
const little = 1024 * mebibyte;
const tooLittle = 100 * mebibyte;

/** Whether the data folder can be used. */
export const dataFolderCheck: Check = {
  name: "data-folder",
  title: (words) => words.dataFolder.title,
  needs: ["DATA_DIR"],
  look: async (examination) => {
    const words = examination.words.dataFolder;
    const folder = resolve(examination.settings.dataDirectory);
    const exists = await isThere(folder);
    const place = exists ? folder : await nearestFolder(folder);
    const fault = (await findFault(place)) ?? (exists ? await findFaultInside(folder) : undefined);
    if (fault) return [{ state: "wrong", what: words.unusable(fault.path, fault.reason), mend: words.letWrite }];
    const free = await freeSpace(place);
    const use = exists ? words.fine(folder, formatSize(free)) : words.willBeMade(folder, formatSize(free));
    const space = judgeSpace(free, place, words);
    const key = exists ? await findKey(folder, examination) : undefined;
    return [{ state: "ok" as const, what: use }, space, key].filter((finding) => finding !== undefined);
  },
};

/** @param bytes free where the data lies. @returns nothing when there is plenty. */
export function judgeSpace(bytes: number, place: string, words: Words): Finding | undefined {
  if (bytes >= little) return undefined;
  const state = bytes < tooLittle ? "wrong" : "warning";
  return { state, what: words.littleSpace(formatSize(bytes), place), mend: words.freeSpace };
}

/** Whether there is something of that name, be it only a link that leads nowhere. */
async function isThere(path: string): Promise<boolean> {
  return await lstat(path).then(
    () => true,
    (error: unknown) => !["ENOENT", "ENOTDIR"].includes(codeOf(error)),
  );
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : String(error);
}

async function nearestFolder(path: string): Promise<string> {
  const parent = dirname(path);
  return parent === path || (await isThere(parent)) ? parent : await nearestFolder(parent);
}

async function freeSpace(place: string): Promise<number> {
  const { bavail, bsize } = await statfs(place);
  return bavail * bsize;
}

type Fault = { path: string; reason: string };

/** Why nothing can be written into a folder. */
async function findFault(path: string): Promise<Fault | undefined> {
  try {
    if (!(await stat(path)).isDirectory()) return { path, reason: "ENOTDIR" };
    await access(path, constants.R_OK | constants.W_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    return { path, reason: codeOf(error) };
  }
}

/** A start as another user leaves folders that we may not write. */
async function findFaultInside(folder: string): Promise<Fault | undefined> {
  // Beside the server's files a file keeps earlier versions out of PGlite's folder.
  const database = (await isThere(join(folder, "database"))) ? "database" : "postgres";
  for (const name of [database, "page-images"]) {
    const path = join(folder, name);
    const fault = (await isThere(path)) ? await findFault(path) : undefined;
    if (fault) return fault;
  }
  return undefined;
}

/** What is wrong with the key of the pseudonyms, if anything is. */
async function findKey(folder: string, examination: Examination): Promise<Finding | undefined> {
  const { settings, words, unusableKeys } = examination;
  const file = join(folder, "pseudonym.key");
  const undecided = ["PSEUDONYM_KEY", "DATABASE_URL"].some((key) => unusableKeys.includes(key));
  if (settings.pseudonymKey !== null || undecided) return undefined;
  const { keyMissing, putKeyBack, keyUnreadable, letRead, keyOpen, closeKey } = words.dataFolder;
  if (!(await isThere(file))) {
    // Where PostgreSQL holds the votes, only the database can tell whether there are any.
    if (settings.databaseUrl !== null || !hasEmbeddedDatabase(folder)) return undefined;
    return { state: "wrong", what: keyMissing(file), mend: putKeyBack };
  }
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (!text?.trim()) return { state: "wrong", what: keyUnreadable(file), mend: letRead };
  const { mode } = await stat(file);
  // Windows knows no such modes.
  if (process.platform === "win32" || (mode & 0o077) === 0) return undefined;
  return { state: "wrong", what: keyOpen(file), mend: closeKey(file) };
}
