/** A PostgreSQL server whose disk is full, or that is away: the failure is recognised, and passes by itself. */
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type NetConnectOpts, type Server, type Socket } from "node:net";
import pg from "pg";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { NewBattle } from "../../core/battle/battle.ts";
import type { Store } from "../../core/store/store.ts";
import { createStoreWatch } from "../../core/store/store-failure.ts";
import { openStore } from "../../core/store/index.ts";
import { sampleVote } from "../contracts/battle-samples.ts";
import { createStage } from "../contracts/store/stage.ts";
import { describePostgres } from "../skips.ts";
import { makeEmptyDirectory } from "./data-directory.ts";
import { createPostgresDatabase, runOn } from "./postgres-database.ts";

/** Where a server listens: on a port, or on a socket in a folder. */
function listenerOf(url: string): NetConnectOpts {
  const { host, port } = new pg.Client({ connectionString: url });
  return host.startsWith("/") ? { path: `${host}/.s.PGSQL.${port}` } : { host, port };
}

/** Passes connections on to a server, until it is cut. */
async function startPassage(to: NetConnectOpts): Promise<{ port: number; cut(): void; mend(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((near) => {
    const far = connect(to);
    for (const socket of [near, far]) {
      sockets.add(socket);
      // It is cut on purpose.
      socket.on("error", () => {});
    }
    near.pipe(far).pipe(near);
  });
  const listen = async (port: number) => once(server.listen(port, "127.0.0.1"), "listening");
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    port,
    cut() {
      server.close();
      for (const socket of sockets) socket.destroy();
      sockets.clear();
    },
    mend: async () => void (await listen(port)),
  };
}

describePostgres("a store on PostgreSQL", (serverUrl) => {
  const directory = makeEmptyDirectory();
  let database: Awaited<ReturnType<typeof createPostgresDatabase>>;
  let passage: Awaited<ReturnType<typeof startPassage>>;
  let store: Store;
  let battle: NewBattle;

  beforeEach(async () => {
    database = await createPostgresDatabase(serverUrl);
    passage = await startPassage(listenerOf(database.url));
    const url = new URL(database.url);
    url.searchParams.delete("host");
    [url.hostname, url.port] = ["127.0.0.1", String(passage.port)];
    const options = { dataDirectory: directory.path, databaseUrl: url.href, keyFingerprint: "key" };
    ({ store } = await openStore(options));
    battle = await createStage(() => store).openBattle();
  });

  afterEach(async () => {
    passage.cut();
    await store.close();
    await database.drop();
    directory.remove();
  });

  const vote = (voter: string) => store.ballots.castVote(sampleVote(battle, voter));

  async function raiseOnVote(code: string): Promise<void> {
    await runOn(
      database.url,
      `CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
         $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '${code}'; END $$;
       CREATE OR REPLACE TRIGGER refuse BEFORE INSERT ON "Vote" FOR EACH ROW EXECUTE FUNCTION refuse()`,
    );
  }

  it.each(["53100", "58030"])("whose disk fails (%s) says so, and goes on when it works again", async (code) => {
    await raiseOnVote(code);
    await expect(vote("one")).rejects.toMatchObject({ name: "StoreFailure", kind: "disk" });
    expect(await store.ballots.findVote(battle.id, "one")).toBeUndefined();
    await runOn(database.url, 'DROP TRIGGER refuse ON "Vote"');
    expect((await vote("one")).outcome).toBe("cast");
  });

  it("whose server is away says so, and goes on when it is back", async () => {
    expect((await vote("one")).outcome).toBe("cast");
    passage.cut();
    const unreachable = { name: "StoreFailure", kind: "unreachable" };
    await expect(vote("two")).rejects.toMatchObject(unreachable);
    await expect(vote("two")).rejects.toMatchObject(unreachable);
    await expect(store.ballots.findVote(battle.id, "one")).rejects.toMatchObject(unreachable);
    await passage.mend();
    expect((await vote("two")).outcome).toBe("cast");
    expect(await store.ballots.findVote(battle.id, "one")).toBeDefined();
  });

  it("tells the log once that its server is away, and once that it is back", async () => {
    const logged: string[] = [];
    const note = (_details: unknown, message: string) => void logged.push(message);
    store.watch(createStoreWatch({ info: note, warn: note, error: note }));
    passage.cut();
    for (const voter of ["one", "two", "three"])
      await expect(store.ballots.castVote(sampleVote(battle, voter))).rejects.toMatchObject({ kind: "unreachable" });
    expect(logged).toEqual([expect.stringMatching(/^the store fails/)]);
    await passage.mend();
    await store.ballots.findVote(battle.id, "one");
    expect(logged, "what can be read need not be writable").toHaveLength(1);
    for (const voter of ["one", "two"]) await store.ballots.castVote(sampleVote(battle, voter));
    expect(logged.slice(1)).toEqual(["the store works again"]);
  });

  it("that refuses something else does not blame disk or server", async () => {
    await raiseOnVote("22012");
    await expect(vote("one")).rejects.not.toMatchObject({ name: "StoreFailure" });
  });
});
