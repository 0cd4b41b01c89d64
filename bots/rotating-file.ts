/** A file that lines are added to, and that never grows beyond a size: then it becomes the newest of a few older ones. */
import { closeSync, fstatSync, openSync, renameSync, writeSync } from "node:fs";

/** What lines are written to. */
export type LineSink = { write(line: string): void };

/** How large the file may become, in bytes, and how many older ones are kept: `file.1` is the newest of them. */
export type Rotation = { most: number; kept: number };

/** Five files of ten megabytes in all. */
export const usualRotation: Rotation = { most: 10 * 1024 * 1024, kept: 4 };

/**
 * Opens (or goes on with) a file, readable by its owner only. What cannot be written is left out; the next line is tried again.
 * @param onBroken is told once when the file cannot be written, on a full disk for example.
 */
export function openRotatingFile(file: string, { most, kept }: Rotation, onBroken: (error: Error) => void): LineSink {
  let open: { handle: number; size: number } | undefined;
  let told = false;

  function begin(): { handle: number; size: number } {
    const handle = openSync(file, "a", 0o600);
    return { handle, size: fstatSync(handle).size };
  }

  function tryTo(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (!told) onBroken(error instanceof Error ? error : new Error(String(error)));
      told = true;
    }
  }

  tryTo(() => (open = begin()));
  return {
    write: (line) =>
      tryTo(() => {
        const bytes = Buffer.from(line);
        if (open && open.size > 0 && open.size + bytes.length > most) {
          closeSync(open.handle);
          open = undefined;
          moveOn(file, kept);
        }
        open ??= begin();
        open.size += writeSync(open.handle, bytes);
      }),
  };
}

/** The file becomes the newest of the older ones; the oldest of them goes. */
function moveOn(file: string, kept: number): void {
  for (let number = kept; number > 0; number -= 1)
    moveIfThere(number === 1 ? file : `${file}.${number - 1}`, `${file}.${number}`);
}

function moveIfThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
}
