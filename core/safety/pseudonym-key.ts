/** The installation's secret: given by hand, or made at the first start and kept beside the database, never in it. */
import { randomBytes } from "node:crypto";
import { mkdir, open, readFile } from "node:fs/promises";
import path from "node:path";

const fileName = "pseudonym.key";

/** The data folder, or the key in it, can be neither read nor written. */
export class UnusableDataDirectory extends Error {
  override readonly name = "UnusableDataDirectory";
  readonly path: string;

  constructor(directory: string, options?: ErrorOptions) {
    super(`the data folder ${directory} cannot be used`, options);
    this.path = directory;
  }
}

/**
 * Reads the key kept in the data folder; makes the folder and a key, readable by its owner only, when there is none.
 * @throws {UnusableDataDirectory}
 */
export async function keptPseudonymKey(dataDirectory: string): Promise<string> {
  try {
    await mkdir(dataDirectory, { recursive: true, mode: 0o700 });
    return await readOrMakeKey(path.join(dataDirectory, fileName));
  } catch (error) {
    throw new UnusableDataDirectory(dataDirectory, { cause: error });
  }
}

async function readOrMakeKey(file: string): Promise<string> {
  const kept = await readKey(file);
  if (kept) return kept;
  const made = randomBytes(32).toString("base64url");
  const handle = await open(file, "w", 0o600);
  try {
    await handle.writeFile(`${made}\n`);
    // A key lost in a power cut would orphan every vote stored under it.
    await handle.sync();
  } finally {
    await handle.close();
  }
  return made;
}

async function readKey(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, "utf8")).trim() || undefined;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
