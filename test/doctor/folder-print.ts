/** What a folder holds, so that a test sees any change in it. */
import { createHash } from "node:crypto";
import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A line for everything in the folder: its path, permissions, time of change, and content. */
export function folderPrint(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = [folder, ...entries.map((entry) => join(entry.parentPath, entry.name))].toSorted();
  return paths.map((path) => {
    const { mode, mtimeMs, ctimeMs } = lstatSync(path);
    const content = lstatSync(path).isFile() ? createHash("sha256").update(readFileSync(path)).digest("hex") : "";
    return [path, mode.toString(8), mtimeMs, ctimeMs, content].join(" ");
  });
}
