/**
 * Whoever takes several battles takes them in the order of their identifiers. Somebody holds the first of two; what wants
 * both must then wait for that one and not have the second already, or two such would wait for each other.
 */
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openStore } from "../../core/store/index.ts";
import type { NewBattle } from "../../core/battle/battle.ts";
import type { Store } from "../../core/store/store.ts";
import { atMinute, freshId } from "../contracts/battle-samples.ts";
import { createStage } from "../contracts/store/stage.ts";
import { describePostgres } from "../skips.ts";
import { makeEmptyDirectory } from "./data-directory.ts";
import { openEditablePostgres } from "./editable-store.ts";
import { createPostgresDatabase } from "./postgres-database.ts";

describePostgres("two battles", (serverUrl) => {
  let store: Store;
  let holder: pg.Client;
  let close: () => Promise<void>;
  const { createBattle, openBattle, cast } = createStage(() => store);

  beforeAll(async () => {
    const database = await createPostgresDatabase(serverUrl);
    const directory = makeEmptyDirectory();
    const options = { dataDirectory: directory.path, databaseUrl: database.url, keyFingerprint: "key" };
    ({ store } = await openStore(options));
    holder = new pg.Client({ connectionString: database.url });
    await holder.connect();
    close = async () => {
      await holder.end();
      await store.close();
      await database.drop();
      directory.remove();
    };
  });
  afterAll(() => close());

  const hold = (id: string) => holder.query(`SELECT FROM "Battle" WHERE "id" = $1 FOR UPDATE NOWAIT`, [id]);

  async function isSomebodyWaiting(): Promise<boolean> {
    // Or connections that were opened since the transaction began would not be seen.
    await holder.query("SELECT pg_stat_clear_snapshot()");
    const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    return (await holder.query(waiting)).rows.length > 0;
  }

  /** The later of the two in that order is the earlier in every other: it was made, and closed, before. */
  async function makeTwo(make: (changes: Partial<NewBattle>) => Promise<unknown>): Promise<[string, string]> {
    const [first, second] = [freshId(), freshId()].toSorted() as [string, string];
    await make({ id: second, createdAt: atMinute(1) });
    await make({ id: first, createdAt: atMinute(2) });
    return [first, second];
  }

  async function expectInOrder([first, second]: [string, string], take: () => Promise<unknown>): Promise<void> {
    await holder.query("BEGIN");
    await hold(first);
    const taken = take();
    while (!(await isSomebodyWaiting()));
    const held = await hold(second).then(
      () => true,
      () => false,
    );
    await holder.query("ROLLBACK");
    await taken;
    expect(held).toBe(true);
  }

  it("of a community that moves are taken in order", async () => {
    const community = freshId();
    const two = await makeTwo((changes) => openBattle({ community, ...changes }));
    await expectInOrder(two, () => store.communities.moveCommunity(community, freshId()));
  });

  it("whose words are forgotten are taken in order", async () => {
    const [first, second] = await makeTwo(async (changes) => {
      const { id } = await openBattle(changes);
      await store.battles.closeBattle(id, atMinute(60), "time");
    });
    await expectInOrder([first, second], () => store.traces.forgetWords([second, first], atMinute(70)));
  });

  it("that are folded are taken in order", async () => {
    await store.boards.fold();
    const two = await makeTwo(async (changes) => {
      const battle = await openBattle(changes);
      await cast(battle, "voter", "a");
      await store.battles.closeBattle(battle.id, battle.createdAt, "time");
    });
    await expectInOrder(two, () => store.boards.fold());
  });

  it("of somebody who is forgotten are taken in order", async () => {
    const asker = freshId();
    const two = await makeTwo((changes) => openBattle({ asker, ...changes }));
    await expectInOrder(two, () => store.people.erasePerson(asker, atMinute(90)));
  });

  it("that are taken over are taken in order", async () => {
    const two = await makeTwo((changes) => createBattle(changes));
    const lease = { holder: "heir", until: atMinute(90) };
    await expectInOrder(two, () => store.answering.takeOver({ lease, at: atMinute(10), over: "all", except: [] }));
  });
});

describePostgres("whoever waits for a lock", (serverUrl) => {
  it("gives up after a minute, so that a battle held by somebody who never ends does not stop all ballots", async () => {
    const { rows, close } = await openEditablePostgres(serverUrl);
    const settings = await rows(
      `SELECT current_setting('lock_timeout') AS "lock", current_setting('TimeZone') AS "zone"`,
    );
    expect(settings).toEqual([{ lock: "1min", zone: "UTC" }]);
    await close();
  });
});
