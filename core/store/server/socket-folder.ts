/** The folder that holds a server's socket: whoever cannot open it cannot reach the server. */
import { chownSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ServerPrograms } from "./server-programs.ts";

/** What a socket's path may have, its end included, on the systems that allow the least. Bytes. */
const longestPath = 103;

/** Whether a socket in that folder has a name that can be used. */
function isShort(folder: string): boolean {
  return Buffer.byteLength(join(folder, ".s.PGSQL.5432")) <= longestPath;
}

function makeShort(): string {
  const prefix = "doubleblind-";
  return mkdtempSync(join(isShort(join(tmpdir(), `${prefix}XXXXXX`)) ? tmpdir() : "/tmp", prefix));
}

/**
 * Makes an empty folder that only the server's user may open: `wanted`, or where that path is too long for a socket a
 * new one among the temporary files. What an earlier server left in it goes.
 */
export function openSocketFolder(wanted: string, { user }: ServerPrograms): string {
  rmSync(wanted, { recursive: true, force: true });
  if (isShort(wanted)) mkdirSync(wanted, { mode: 0o700 });
  const folder = isShort(wanted) ? wanted : makeShort();
  if (user.uid !== undefined) chownSync(folder, user.uid, user.gid);
  return folder;
}
