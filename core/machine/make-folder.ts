/** Makes folders, and fails with a clear error where it cannot. */
import { mkdirSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";

/**
 * Makes a folder, and missing ones above it. `mkdir` with `recursive` never returns where a folder refuses new ones by
 * saying that it does not exist itself, as `/proc` does.
 * @param mode the permissions of new folders.
 * @throws {Error} of node:fs, with its `code`; `ENOTDIR` where there is something else than a folder.
 */
export function makeFolder(folder: string, mode?: number): void {
  const path = resolve(folder);
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === "ENOENT" && !isFolder(dirname(path))) {
      makeFolder(dirname(path), mode);
      return makeFolder(path, mode);
    }
    // Some file systems refuse before they check whether it exists.
    if (!isFolder(path)) throw code === "EEXIST" ? notFolder(path, error) : error;
  }
}

/** Whether there is a folder at this path. @throws {Error} of node:fs where that cannot be told. */
export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function notFolder(path: string, cause: unknown): Error {
  const problem = new Error(`ENOTDIR: ${path} is not a folder`, { cause });
  return Object.assign(problem, { code: "ENOTDIR" });
}
