/** The installation's secret: given by hand, or made at the first start and kept beside the database, never in it. */
import { randomBytes } from "node:crypto";
import { link, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { flushFolder, writeFlushed } from "../machine/durable-file.ts";
import { makeFolder } from "../machine/make-folder.ts";

const fileName = "pseudonym.key";

/** The data folder, or the key in it, can be neither read nor written. */
export class UnusableDataDirectory extends Error {
  override readonly name = "UnusableDataDirectory";
  readonly path: string;
  /** The system's code for the reason, such as `EACCES`. */
  readonly reason: string;

  constructor(directory: string, cause: unknown) {
    const reason = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
    super(
      `The data folder ${directory} cannot be written (${reason}). Give this user write permission there, free the disk ` +
        "if it is full, or set DATA_DIR to another folder.",
      { cause },
    );
    this.path = directory;
    this.reason = reason;
  }
}

/** There is a database in use, but the key it was made under is gone. */
export class MissingKey extends Error {
  override readonly name = "MissingKey";
  /** Where the key was kept. */
  readonly path: string;

  constructor(directory: string, options?: ErrorOptions) {
    super(`there is no ${fileName} in ${directory}`, options);
    this.path = path.join(directory, fileName);
  }
}

/** A key, and whether it was made just now. */
export type KeptKey = { key: string; made: boolean };

/**
 * Reads the key kept in the data folder; makes the folder and a key, readable by its owner only, when there is none.
 * @throws {UnusableDataDirectory}
 */
export async function keptPseudonymKey(dataDirectory: string): Promise<KeptKey> {
  try {
    makeFolder(dataDirectory, 0o700);
    return await readOrMakeKey(path.join(dataDirectory, fileName));
  } catch (error) {
    throw new UnusableDataDirectory(dataDirectory, error);
  }
}

/** Takes back a key made just now, which turned out not to be the one that the database was made under. */
export async function dropPseudonymKey(dataDirectory: string): Promise<void> {
  await rm(path.join(dataDirectory, fileName), { force: true });
}

/** The key kept in a data folder, if there is one. @throws {UnusableDataDirectory} */
export async function findPseudonymKey(dataDirectory: string): Promise<string | undefined> {
  try {
    return await readKey(path.join(dataDirectory, fileName));
  } catch (error) {
    throw new UnusableDataDirectory(dataDirectory, error);
  }
}

/** Puts a key into a data folder that has none. @returns where. @throws {UnusableDataDirectory} */
export async function putPseudonymKey(dataDirectory: string, key: string): Promise<string> {
  const file = path.join(dataDirectory, fileName);
  try {
    makeFolder(dataDirectory, 0o700);
    await placeKey(file, key);
    return file;
  } catch (error) {
    throw new UnusableDataDirectory(dataDirectory, error);
  }
}

async function readOrMakeKey(file: string): Promise<KeptKey> {
  const kept = await readKey(file);
  if (kept) return { key: kept, made: false };
  // A key lost in a power cut would orphan every vote stored under it.
  const made = await placeKey(file, randomBytes(32).toString("base64url"));
  const key = await readKey(file);
  if (!key) throw new Error(`${file} is empty`);
  return { key, made };
}

/** Never over another: of two first starts at once, the second takes the first one's key. @returns whether it was put there. */
async function placeKey(file: string, key: string): Promise<boolean> {
  const draft = `${file}.${randomBytes(6).toString("hex")}`;
  await writeFlushed(draft, `${key}\n`, 0o600);
  let placed = true;
  try {
    await link(draft, file);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    placed = false;
  } finally {
    await rm(draft, { force: true });
  }
  await flushFolder(path.dirname(file));
  return placed;
}

async function readKey(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, "utf8")).trim() || undefined;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
