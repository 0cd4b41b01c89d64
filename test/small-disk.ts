/** A small disk in memory that a test can fill to the last byte. Needs Linux and the right to mount. */
import { execFileSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export type SmallDisk = {
  /** Where it is mounted. */
  path: string;
  /** Fills it, but for so many bytes (about: whole blocks). */
  fill(left?: number): void;
  /** Takes the filling away again. */
  clear(): void;
  /** Unmounts it; what was on it is gone. */
  remove(): void;
};

const megabyte = 2 ** 20;

/** @throws {Error} where this process may not mount. */
export function makeSmallDisk(megabytes: number): SmallDisk {
  const path = mkdtempSync(join(tmpdir(), "doubleblind-disk-"));
  const filling = join(path, "filling");
  try {
    const options = `size=${megabytes}m,mode=700`;
    execFileSync("mount", ["-t", "tmpfs", "-o", options, "doubleblind-test", path], { stdio: "pipe" });
  } catch (error) {
    rmSync(path, { recursive: true });
    throw error;
  }
  return {
    path,
    fill(left = 0) {
      const { bavail, bsize } = statfsSync(path);
      const file = openSync(filling, "a");
      const block = Buffer.alloc(megabyte);
      try {
        for (let rest = bavail * bsize - left; rest > 0;) rest -= writeSync(file, block, 0, Math.min(rest, megabyte));
      } catch (error) {
        // Somebody else who writes there has taken the rest.
        if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
      } finally {
        closeSync(file);
      }
    },
    clear: () => rmSync(filling),
    remove() {
      // Detached at once; gone for good when the last file on it is closed.
      execFileSync("umount", ["--lazy", path], { stdio: "pipe" });
      rmSync(path, { recursive: true });
    },
  };
}
