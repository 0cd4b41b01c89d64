/** The database server that all tests of a run share, each with databases of its own. */
import pg from "pg";
import { migrate, readMigrations } from "../../core/store/migrator.ts";
import { openPostgresEngine } from "../../core/store/postgres-engine.ts";
import { postgresUrl } from "../what-is-here.ts";
import { createPostgresDatabase } from "./postgres-database.ts";
import { startTestServer } from "./test-server.ts";

export type TestDatabase = {
  /** A server on which databases can be made; "" where none runs, and PGlite has to do. */
  serverUrl: string;
  /** The name of a database with all tables and nothing in them, to copy. */
  template: string;
};

declare module "vitest" {
  export interface ProvidedContext {
    database: TestDatabase;
  }
}

/** Makes the database that tests copy. */
async function createTemplate(serverUrl: string): Promise<{ name: string; drop: () => Promise<void> }> {
  const { url, drop } = await createPostgresDatabase(serverUrl);
  const engine = await openPostgresEngine(url);
  await engine.transaction((session) => migrate(session, readMigrations()));
  await engine.close();
  return { name: new pg.Client({ connectionString: url }).database!, drop };
}

/** Starts the server, where one runs; otherwise takes the one that is given, if any. */
export async function openTestServer(): Promise<{ database: TestDatabase; stop: () => Promise<void> }> {
  const server = await startTestServer();
  const url = typeof server === "string" ? postgresUrl : server.url;
  if (url === undefined) return { database: { serverUrl: "", template: "" }, stop: async () => {} };
  const template = await createTemplate(url);
  return {
    database: { serverUrl: url, template: template.name },
    async stop() {
      await template.drop();
      if (typeof server !== "string") await server.stop();
    },
  };
}
