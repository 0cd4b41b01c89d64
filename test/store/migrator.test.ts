import { afterAll, beforeAll } from "vitest";
import { openPostgresEngine } from "../../core/store/postgres-engine.ts";
import { describeMigrator } from "../contracts/store/migrating.ts";
import { describePostgres } from "../skips.ts";
import { createPostgresDatabase } from "./postgres-database.ts";

describePostgres("migrator on PostgreSQL", (serverUrl) => {
  let database: Awaited<ReturnType<typeof createPostgresDatabase>>;
  beforeAll(async () => {
    database = await createPostgresDatabase(serverUrl);
  });
  afterAll(() => database.drop());
  describeMigrator(() => openPostgresEngine(database.url));
});
