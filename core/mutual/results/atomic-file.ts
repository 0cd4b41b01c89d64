/** Files that are whole or not there. */
import { rename } from "node:fs/promises";
import { dirname } from "node:path";
import { flushFolder, writeFlushed } from "../../machine/durable-file.ts";
import { makeFolder } from "../../machine/make-folder.ts";

/** Writes a file beside its place and puts it there whole. Makes its folder. @throws {Error} of node:fs. */
export async function writeWhole(file: string, content: string | Uint8Array): Promise<void> {
  makeFolder(dirname(file));
  const draft = `${file}.new`;
  await writeFlushed(draft, content);
  await rename(draft, file);
  await flushFolder(dirname(file));
}

/** As JSON that people can read. @throws {Error} of node:fs. */
export async function writeJson(file: string, value: unknown): Promise<void> {
  await writeWhole(file, `${JSON.stringify(value, undefined, 2)}\n`);
}
