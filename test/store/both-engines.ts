/** Suites that run once on the embedded database and once on a PostgreSQL server, each with a data folder of its own. */
import { afterAll, beforeAll, describe } from "vitest";
import { describePostgres } from "../skips.ts";
import { type DataDirectory, makeDataDirectory, makeEmptyDirectory } from "./data-directory.ts";
import type { Place } from "./fresh-place.ts";
import { createPostgresDatabase } from "./postgres-database.ts";

/**
 * The place is to be read while tests run.
 * @param name is followed by ", embedded" or ", on PostgreSQL".
 */
export function describeOnBothEngines(name: string, suite: (place: Place) => void): void {
  describe(`${name}, embedded`, () => {
    let directory: DataDirectory;
    beforeAll(async () => {
      directory = await makeDataDirectory();
    });
    afterAll(() => directory.remove());
    suite({
      get dataDirectory() {
        return directory.path;
      },
      databaseUrl: "",
    });
  });

  describePostgres(`${name}, on PostgreSQL`, (serverUrl) => {
    let database: Awaited<ReturnType<typeof createPostgresDatabase>>;
    const directory = makeEmptyDirectory();
    beforeAll(async () => {
      database = await createPostgresDatabase(serverUrl);
    });
    afterAll(async () => {
      await database.drop();
      directory.remove();
    });
    suite({
      dataDirectory: directory.path,
      get databaseUrl() {
        return database.url;
      },
    });
  });
}
