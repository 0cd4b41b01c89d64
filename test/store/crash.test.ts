import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStore } from "../../core/store/index.ts";
import { atMinute, freshId } from "../contracts/battle-samples.ts";
import { describePostgres } from "../skips.ts";
import { startChild } from "./child-process.ts";
import { makeDataDirectory, makeEmptyDirectory } from "./data-directory.ts";
import { createPostgresDatabase } from "./postgres-database.ts";

/** Kills a process in the middle of its votes; every vote it had confirmed must be there, and count. */
async function killAndCount(dataDirectory: string, databaseUrl: string): Promise<void> {
  const options = { dataDirectory, databaseUrl, keyFingerprint: "key" };
  const battle = freshId();
  const child = startChild("cast-votes.ts", dataDirectory, databaseUrl, battle);
  const confirmed: string[] = [];
  for await (const voter of child.lines) {
    confirmed.push(voter);
    if (confirmed.length === 25) await child.kill(); // What it printed until then is still read.
  }
  expect(confirmed.length).toBeGreaterThanOrEqual(25);

  const after = await openStore(options);
  for (const voter of confirmed) {
    expect(await after.store.findVote(battle, voter), `the vote of ${voter}`).toMatchObject({ choice: "a" });
  }
  await after.store.closeBattle(battle, atMinute(90), "time");
  const counted = (await after.store.tally(battle)).a;
  // The kill may have met votes that were written but not yet printed: one for each of the four that cast.
  expect(counted).toBeGreaterThanOrEqual(confirmed.length);
  expect(counted).toBeLessThanOrEqual(confirmed.length + 4);
  await after.store.close();
}

describe("killed in the middle of votes, on PGlite", () => {
  let directory: Awaited<ReturnType<typeof makeDataDirectory>>;
  beforeAll(async () => {
    directory = await makeDataDirectory();
  });
  afterAll(() => directory.remove());

  it("has every vote it confirmed", () => killAndCount(directory.path, ""), 60_000);
});

describePostgres("killed in the middle of votes, on PostgreSQL", (serverUrl) => {
  let database: Awaited<ReturnType<typeof createPostgresDatabase>>;
  const directory = makeEmptyDirectory();
  beforeAll(async () => {
    database = await createPostgresDatabase(serverUrl);
  });
  afterAll(async () => {
    await database.drop();
    directory.remove();
  });

  it("has every vote it confirmed", () => killAndCount(directory.path, database.url), 60_000);
});
