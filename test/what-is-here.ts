/** What of the things that tests may need this machine has. */
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { findServerPrograms } from "../core/store/server/server-programs.ts";
import { makeSmallDisk } from "./small-disk.ts";

/** A PostgreSQL server on which the tests may create databases. */
export const postgresUrl: string | undefined = process.env.TEST_DATABASE_URL || undefined;

/** Chromium's executable. */
export const chromiumPath: string | undefined = [process.env.CHROMIUM_PATH, "/usr/bin/chromium"].find(
  (path) => path && existsSync(path),
);

/** The proxies whose recipes stand in the documentation. */
export const nginxPath: string | undefined = ["/usr/sbin/nginx"].find((path) => existsSync(path));
export const caddyPath: string | undefined = ["/usr/bin/caddy"].find((path) => existsSync(path));

/** Why the embedded database is not a PostgreSQL server on this machine, where it is none. */
export async function whyNoServer(): Promise<string | undefined> {
  const programs = await findServerPrograms(tmpdir());
  return typeof programs === "string" ? programs : undefined;
}

/** Whether tests may mount a disk of their own here. */
export function mayMount(): boolean {
  try {
    makeSmallDisk(1).remove();
    return true;
  } catch {
    return false;
  }
}
