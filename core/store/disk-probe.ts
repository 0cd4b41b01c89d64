/** Finds out whether a disk takes what is written to it. */
import { constants } from "node:fs";
import { open, rm } from "node:fs/promises";
import { join } from "node:path";

/** What PostgreSQL may need at once to go on: the next file of its write-ahead log. Bytes. */
const enough = 16 * 2 ** 20;
const chunk = Buffer.alloc(2 ** 20);

/**
 * Writes some megabytes into `directory`, brings them to the disk, and deletes them again.
 * @throws what the operating system says, when the disk is full or broken.
 */
export async function probeDisk(directory: string): Promise<void> {
  const path = join(directory, "disk.probe");
  const { O_CREAT, O_TRUNC, O_WRONLY } = constants;
  try {
    const file = await open(path, O_CREAT | O_TRUNC | O_WRONLY, 0o600);
    try {
      for (let written = 0; written < enough; written += chunk.length) await file.writeFile(chunk);
      await file.sync();
    } finally {
      await file.close();
    }
  } finally {
    await rm(path, { force: true });
  }
}
