/** Before all tests: says which this machine cannot run, gets files into memory, starts the database server they share. */
import { chmodSync, mkdtempSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { announceSkips } from "./announce-skips.ts";
import { openTestServer } from "./store/test-database.ts";

/** Where Linux keeps files in memory, and how much must be free there. Bytes. */
const memory = "/dev/shm";
const enough = 2e9;

declare module "vitest" {
  export interface ProvidedContext {
    /** Whether to take the time that `npm run test:all` has. */
    thorough: boolean;
  }
}

function isRoomInMemory(): boolean {
  try {
    const { bavail, bsize } = statfsSync(memory);
    return bavail * bsize > enough;
  } catch {
    return false;
  }
}

/** Makes the folder in which this run's tests make theirs. The processes that are started from here on take it as theirs. */
function openTemporaryFolder(): string {
  // Somebody who has chosen a place gets it.
  const above = process.env.TMPDIR === undefined && isRoomInMemory() ? memory : tmpdir();
  const folder = mkdtempSync(join(above, "doubleblind-tests-"));
  // Servers that run as another user must pass through.
  chmodSync(folder, 0o711);
  process.env.TMPDIR = folder;
  return folder;
}

export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const folder = openTemporaryFolder();
  const server = await openTestServer();
  await announceSkips(server.database.serverUrl);
  project.provide("database", server.database);
  const withHeavy = project.vitest.projects.some(({ name }) => name === "heavy");
  project.provide("thorough", withHeavy);
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
