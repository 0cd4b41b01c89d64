/** A folder that is there whole, or not at all. */
import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { flushFolder } from "./durable-file.ts";

/**
 * Fills a folder under another name, which ends in `.part`, and gives it its own once all of it is on the disk.
 * @param out its absolute path; there must be none yet, or an empty one. @param write fills the folder that it is given; its
 * files are to be flushed. @throws {Error} of node:fs, and what `write` throws: then there is no folder.
 */
export async function writeWholeFolder<Result>(
  out: string,
  write: (draft: string) => Promise<Result>,
): Promise<Result> {
  const draft = `${out}.${randomBytes(6).toString("hex")}.part`;
  const remove = () => rmSync(draft, { recursive: true, force: true });
  // Also when somebody stops the program meanwhile.
  process.once("exit", remove);
  try {
    await mkdir(draft, { recursive: true, mode: 0o700 });
    const result = await write(draft);
    await flushFolder(draft);
    // Takes the place of a folder only if that is empty.
    await rename(draft, out);
    await flushFolder(dirname(out));
    return result;
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  } finally {
    process.off("exit", remove);
  }
}
