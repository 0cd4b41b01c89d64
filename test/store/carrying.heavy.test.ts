/** A record on its way between the embedded database and a server: it goes on there as if nothing had happened. */
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { NewBattle } from "../../core/battle/battle.ts";
import { systemClock } from "../../core/machine/clock.ts";
import { backUp } from "../../core/store/carrying/backup.ts";
import { createPassphrase } from "../../core/store/carrying/backup-frames.ts";
import { moveRecord } from "../../core/store/carrying/move.ts";
import { restore } from "../../core/store/carrying/restore.ts";
import { openStore } from "../../core/store/index.ts";
import { type Installation, openInstallation } from "../../core/store/open-installation.ts";
import { atMinute, sampleVote } from "../contracts/battle-samples.ts";
import { createStage } from "../contracts/store/stage.ts";
import { describePostgres } from "../skips.ts";
import { type DataDirectory, makeDataDirectory, makeEmptyDirectory, makePGliteDirectory } from "./data-directory.ts";
import { createPostgresDatabase } from "./postgres-database.ts";

const voters = ["one", "two 义", "three"];

describePostgres("a record on its way", (serverUrl) => {
  let [home, abroad]: DataDirectory[] = [];
  let server: Awaited<ReturnType<typeof createPostgresDatabase>>;
  let battle: NewBattle;
  let key: string;

  const open = (dataDirectory: string, databaseUrl: string | null = null): Promise<Installation> =>
    openInstallation({ dataDirectory, databaseUrl, pseudonymKey: null });

  beforeAll(async () => {
    [home, abroad] = [await makeDataDirectory(), makeEmptyDirectory()];
    server = await createPostgresDatabase(serverUrl);
    const installation = await open(home.path);
    ({ key } = installation);
    const { store } = installation.database;
    const { openBattle } = createStage(() => store);
    const closed = await openBattle();
    for (const voter of voters) await store.ballots.castVote(sampleVote(closed, voter));
    await store.battles.closeBattle(closed.id, atMinute(60), "time");
    await store.boards.fold();
    battle = await openBattle();
    await store.close();
  });
  afterAll(async () => {
    await server.drop();
    for (const directory of [home, abroad]) directory?.remove();
  });

  it("goes to a server and to another folder, with its key, its board and its votes", async () => {
    const [here, there] = [home!.path, abroad!.path];
    const keys = { given: null, directory: here };
    const running = await open(here);
    await expect(moveRecord({ directory: here }, { url: server.url }, keys)).rejects.toThrow("at work on");
    await running.database.store.close();
    const out = await moveRecord({ directory: here }, { url: server.url }, keys);
    expect(out.board).toEqual(out.boardThere);
    expect(out.board).toHaveLength(2);
    expect(out.key).toEqual({ kind: "kept", directory: here });

    const onServer = await open(here, server.url);
    expect((await onServer.database.store.ballots.castVote(sampleVote(battle, "one"))).outcome).toBe("cast");
    await expect(moveRecord({ url: server.url }, { directory: there }, keys)).rejects.toThrow("at work on");
    expect(existsSync(join(there, "pseudonym.key"))).toBe(false);
    await onServer.database.store.close();
    const back = await moveRecord({ url: server.url }, { directory: there }, keys);
    expect(back.key).toEqual({ kind: "put", directory: there });
    expect(back.boardThere).toEqual(out.board);

    const again = await open(there);
    expect(again.key).toBe(key);
    const { store } = again.database;
    expect(await store.ballots.findVote(battle.id, "one")).toBeDefined();
    expect(await store.rebuild()).toMatchObject({ votes: 4, tallies: { corrected: 0 }, cells: { corrected: 0 } });
    await createStage(() => store).openBattle();
    await store.close();
  });

  it("is backed up beside the arena that works on it, and is the same in another folder", async () => {
    const running = await open(home!.path);
    const [file, there] = [join(abroad!.path, "backup"), makeEmptyDirectory()];
    const passphrase = createPassphrase("correct horse battery", 2);
    const keys = { given: null, directory: home!.path };
    const made = await backUp(
      { directory: home!.path },
      { out: file, passphrase, keys, withKey: true, clock: systemClock },
    );
    expect(made).toMatchObject({ from: `PostgreSQL in ${home!.path}`, hasKey: true });
    expect(made.board).toHaveLength(2);
    expect((await running.database.store.ballots.castVote(sampleVote(battle, "late"))).outcome).toBe("cast");
    await running.database.store.close();
    const back = await restore(
      { directory: there.path },
      { file, passphrase, keys: { given: null, directory: there.path } },
    );
    expect(back.boardThere).toEqual(made.board);
    const restored = await open(there.path);
    expect(restored.key).toBe(key);
    const { store } = restored.database;
    expect(await store.ballots.findVote(battle.id, "late")).toBeUndefined();
    expect(await store.rebuild()).toMatchObject({ votes: 3, tallies: { corrected: 0 }, cells: { corrected: 0 } });
    await store.close();
    there.remove();
  });

  it("cannot be backed up where it works inside the arena, and can once that has ended", async () => {
    const inside = await makePGliteDirectory();
    const { store } = await openStore({ dataDirectory: inside.path, keyFingerprint: "key", pglite: true });
    const options = { passphrase: null, keys: { given: null, directory: inside.path }, withKey: true };
    const make = () =>
      backUp({ directory: inside.path }, { ...options, out: join(inside.path, "backup"), clock: systemClock });
    await expect(make()).rejects.toThrow("PGlite");
    await store.close();
    expect((await make()).hasKey).toBe(false);
    inside.remove();
  });

  it("does not go beside another key", async () => {
    const stranger = makeEmptyDirectory();
    await (await open(stranger.path)).database.store.close();
    rmSync(join(stranger.path, "database"), { recursive: true });
    const keys = { given: null, directory: home!.path };
    await expect(moveRecord({ directory: home!.path }, { directory: stranger.path }, keys)).rejects.toThrow(
      "belongs to another installation",
    );
    stranger.remove();
  });
});
