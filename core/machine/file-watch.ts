/**
 * Tells when a file has changed. It is looked at again and again rather than watched by the system: that also works on
 * network drives, in containers and through links, and for editors that put a new file in the place of the old one.
 */
import { stat } from "node:fs/promises";
import type { Clock } from "./clock.ts";

/** In milliseconds. */
const lookEvery = 1_000;

/**
 * Looks at a file from now on.
 * @param changed is called for what is there at first, and after every change, also when the file has come or gone; each
 * time once two looks have found the same, so that a file is not read while it is being written.
 * @returns a function that stops it.
 */
export function watchFile(path: string, clock: Pick<Clock, "after">, changed: () => void): () => void {
  let [told, seen] = ["", ""];
  let stopped = false;
  let cancel = clock.after(lookEvery, look);

  function look(): void {
    void takeStamp(path).then((stamp) => {
      if (stopped) return;
      cancel = clock.after(lookEvery, look);
      const settled = stamp === seen && stamp !== told;
      seen = stamp;
      if (!settled) return;
      told = stamp;
      changed();
    });
  }

  return () => {
    stopped = true;
    cancel();
  };
}

/** Differs after every change of a file's content or of which file it is. */
async function takeStamp(path: string): Promise<string> {
  try {
    const { ino, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true });
    return [ino, size, mtimeNs, ctimeNs].join(" ");
  } catch {
    return "gone";
  }
}
