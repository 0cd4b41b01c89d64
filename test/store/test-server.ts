/** A PostgreSQL server for tests, from the packages: in a temporary folder, with no care for power cuts. */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findServerPrograms } from "../../core/store/server/server-programs.ts";
import { initialiseServer, type Server, startServer } from "../../core/store/server/server.ts";
import { openSocketFolder } from "../../core/store/server/socket-folder.ts";

export type TestServer = Pick<Server, "url" | "pid"> & {
  /** Ends it and removes its files. */
  stop(): Promise<void>;
};

/**
 * Makes and starts one: about a second. It ends with this process at the latest. The address is that of its database
 * `postgres`; `createPostgresDatabase` makes others from it.
 * @returns why there is none on this machine, where there is none.
 */
export async function startTestServer(): Promise<TestServer | string> {
  const folder = mkdtempSync(join(tmpdir(), "doubleblind-server-"));
  chmodSync(folder, 0o700);
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  const programs = await findServerPrograms(folder);
  if (typeof programs === "string") {
    remove();
    return programs;
  }
  const directory = join(folder, "database");
  const socketFolder = openSocketFolder(join(folder, "socket"), programs);
  const options = { programs, directory, socketFolder, durable: false, connections: 300 };
  await initialiseServer(options);
  const { url, pid, stop } = await startServer(options);
  return {
    ...{ url, pid },
    async stop() {
      await stop();
      rmSync(socketFolder, { recursive: true, force: true });
      remove();
    },
  };
}
