import { afterAll } from "vitest";
import { openPostgresEngine } from "../../core/store/postgres-engine.ts";
import { describeEarlierVersions } from "../contracts/store/earlier-version.ts";
import { describePostgres } from "../skips.ts";
import { makeEmptyDirectory } from "./data-directory.ts";
import { createPostgresDatabase } from "./postgres-database.ts";

describePostgres("on PostgreSQL", (serverUrl) => {
  const ends: (() => void | Promise<void>)[] = [];
  afterAll(async () => {
    for (const end of ends) await end();
  });

  describeEarlierVersions(async () => {
    const database = await createPostgresDatabase(serverUrl);
    const directory = makeEmptyDirectory();
    ends.push(database.drop, directory.remove);
    const place = { dataDirectory: directory.path, databaseUrl: database.url };
    return { ...place, engine: () => openPostgresEngine(database.url) };
  });
});
