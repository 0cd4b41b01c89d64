/** Hearing what other processes save, on a connection that may break. */
import { afterEach, beforeEach, expect, it } from "vitest";
import { createDatabase, type OpenDatabase } from "../../core/store/database.ts";
import { createPageArchive } from "../../core/store/page-archive.ts";
import { openPostgresEngine } from "../../core/store/postgres-engine.ts";
import { savePost } from "../contracts/page-archive-contract.ts";
import { describePostgres } from "../skips.ts";
import { until } from "../until.ts";
import { type FreshPlace, makeFreshPlace } from "./fresh-place.ts";
import { runOn } from "./postgres-database.ts";

describePostgres("processes on one server", () => {
  let place: FreshPlace;
  let databases: OpenDatabase[];

  beforeEach(async () => {
    place = await makeFreshPlace();
    databases = [];
  });
  afterEach(async () => {
    for (const database of databases) await database.close();
    await place.remove();
  });

  async function openArchive() {
    const engine = await openPostgresEngine(place.databaseUrl);
    const database = createDatabase(engine);
    databases.push(database);
    return createPageArchive(database, engine);
  }
  const breakAll = () =>
    runOn(
      place.databaseUrl,
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = 'doubleblind listening'`,
    );

  it("hear of each other's saves, again after the connection was lost, and no more once they end", async () => {
    const [here, there] = [await openArchive(), await openArchive()];
    const heard: number[] = [];
    const following = there.follow!((revision) => void heard.push(revision));
    await Promise.all([following.renew(), following.renew()]);
    await savePost(here, "one", "{}");
    await until(() => heard.length === 1);
    await breakAll();
    let saved = 1;
    await until(async () => {
      await following.renew();
      await savePost(here, "two", "{}");
      saved += 1;
      return heard.at(-1) === saved;
    });
    const before = heard.length;
    await following.end();
    await following.renew();
    await savePost(here, "three", "{}");
    expect(await there.after(saved, 9)).toMatchObject({ posts: [{ id: "three" }], revision: saved + 1 });
    expect(heard).toHaveLength(before);
  });

  it("go on where the server does not let them listen", async () => {
    const here = await openArchive();
    const elsewhere = new URL(place.databaseUrl);
    const name = elsewhere.pathname.slice(1);
    elsewhere.pathname = "/postgres";
    await runOn(elsewhere.href, `ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
    const following = here.follow!(() => {});
    await following.renew();
    await following.end();
    await savePost(here, "one", "{}");
  });
});
