/** Files that are still there after a power cut. */
import { open } from "node:fs/promises";

/**
 * Writes a whole file and brings its content to the disk. Its place in its folder is durable only after
 * {@link flushFolder}.
 * @param mode the permissions of a new file.
 * @throws {Error} of node:fs.
 */
export async function writeFlushed(file: string, content: string | Uint8Array, mode?: number): Promise<void> {
  const handle = await open(file, "w", mode);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Brings a folder's list of files to the disk: only then is a new or renamed file durable. Windows can neither do this
 * nor needs it.
 * @throws {Error} of node:fs.
 */
export async function flushFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
