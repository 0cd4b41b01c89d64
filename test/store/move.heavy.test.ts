/** What PGlite has stored moves to the embedded server at the first start, whole or not at all. */
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import type { NewBattle } from "../../core/battle/battle.ts";
import { copyRecord } from "../../core/store/copy-record.ts";
import { openEmbeddedEngine } from "../../core/store/embedded-engine.ts";
import type { Engine } from "../../core/store/engine.ts";
import { type OpenStore, openStore } from "../../core/store/index.ts";
import { openPGliteEngine } from "../../core/store/pglite-engine.ts";
import { atMinute, sampleVote } from "../contracts/battle-samples.ts";
import { savePost } from "../contracts/page-archive-contract.ts";
import { createStage } from "../contracts/store/stage.ts";
import { until } from "../until.ts";
import { startChild } from "./child-process.ts";
import { type DataDirectory, makeDataDirectory, makeEmptyDirectory, makePGliteDirectory } from "./data-directory.ts";
import { describeServer } from "./describe-server.ts";
import { resultOf } from "../contracts/store/result-of.ts";

const voters = ["one", "two 义", "three\\'\"\n", "four"];

describeServer("a data folder that PGlite has filled", () => {
  /** Filled once, and copied for each test. */
  let filled: DataDirectory;
  let was: unknown;
  let directory: DataDirectory;
  let closed: NewBattle;
  let battle: NewBattle;

  const open = (options = {}): Promise<OpenStore> =>
    openStore({ dataDirectory: directory.path, keyFingerprint: "key", ...options });

  beforeAll(async () => {
    directory = filled = await makePGliteDirectory();
    const opened = await open({ pglite: true });
    const { store, pageArchive } = opened;
    const { openBattle } = createStage(() => store);
    closed = await openBattle();
    for (const voter of voters) await store.ballots.castVote(sampleVote(closed, voter));
    await store.battles.closeBattle(closed.id, atMinute(60), "time");
    await store.boards.fold();
    battle = await openBattle();
    for (const voter of voters) await store.ballots.castVote(sampleVote(battle, voter));
    await savePost(pageArchive, "post", '{"text":"\\u0001 义 \\\\"}');
    was = await everything(opened);
    await store.close();
  });

  afterAll(() => filled.remove());

  beforeEach(() => {
    directory = makeEmptyDirectory();
    cpSync(join(filled.path, "postgres"), join(directory.path, "postgres"), { recursive: true });
  });

  afterEach(() => directory.remove());

  async function everything({ store, pageArchive }: OpenStore): Promise<unknown> {
    return {
      models: await store.models.models(),
      battles: [await store.battles.findBattle(closed.id), await store.battles.findBattle(battle.id)],
      votes: await Promise.all(voters.map((voter) => store.ballots.findVote(battle.id, voter))),
      tally: await resultOf(store, closed.id),
      board: await store.boards.boardVotes({ league: "real" }),
      posts: (await pageArchive.after(-1, 9)).posts,
    };
  }

  it("is moved with everything in it, goes on, and keeps the old files", async () => {
    const moved = await open();
    expect(moved.description).toBe(
      `PostgreSQL in ${directory.path} (what PGlite held was copied and compared; its files are kept in ${directory.path}/postgres.moved)`,
    );
    expect(await everything(moved)).toEqual(was);
    expect(await moved.store.rebuild()).toMatchObject({ tallies: { corrected: 0 }, cells: { corrected: 0 } });
    expect((await moved.store.ballots.castVote(sampleVote(battle, "five"))).outcome).toBe("cast");
    // Numbers that the database gives out go on where they were.
    await createStage(() => moved.store).openBattle();
    await moved.store.battles.closeBattle(battle.id, atMinute(90), "time");
    await moved.store.boards.fold();
    await moved.store.close();
    const elsewhere = makeEmptyDirectory();
    renameSync(join(directory.path, "postgres.moved"), join(elsewhere.path, "postgres"));
    const old = await open({ pglite: true, dataDirectory: elsewhere.path });
    expect(await everything(old)).toEqual(was);
    await old.store.close();
    elsewhere.remove();
  });

  it("is refused by versions before the move, also when the first start broke off just before its end", async () => {
    const inTheWay = join(directory.path, "postgres");
    await (await open()).store.close();
    const word = readFileSync(inTheWay, "utf8");
    rmSync(inTheWay);
    await (await open()).store.close();
    expect(readFileSync(inTheWay, "utf8")).toBe(word);
    await expect(open({ pglite: true })).rejects.toMatchObject({ kind: "unreadable" });
  });

  it("is moved once: what comes later is neither lost nor brought again", async () => {
    const first = await open();
    await first.store.ballots.castVote(sampleVote(battle, "five"));
    await first.store.close();
    const second = await open();
    expect(second.description).toBe(`PostgreSQL in ${directory.path}`);
    expect(await second.store.ballots.findVote(battle.id, "five")).toBeDefined();
    await second.store.close();
  });

  it("is moved at the next start when the first was killed in the middle", async () => {
    const drafts = () => readdirSync(directory.path).filter((name) => name.startsWith("database.unfinished-"));
    const child = startChild("cast-votes.ts", directory.path, "", "b".repeat(16));
    await until(() => drafts().some((draft) => existsSync(join(directory.path, draft, "postmaster.pid"))));
    await child.kill();
    expect(existsSync(join(directory.path, "database"))).toBe(false);
    const moved = await open();
    expect(moved.description).toContain(`PostgreSQL in ${directory.path} (what PGlite held was copied`);
    expect(await everything(moved)).toEqual(was);
    await moved.store.close();
    await (await open()).store.close();
  });

  it("stays with PGlite, which goes on as before and says why, when it cannot be moved", async () => {
    const engine = await openPGliteEngine(directory.path);
    await engine.transaction((session) => session.run("CREATE TABLE notes_of_somebody (number INTEGER)"));
    await engine.close();
    const stayed = await open();
    const why = "its tables are not those of this version";
    expect(stayed.description).toBe(`PGlite in ${directory.path} (${why})`);
    expect(await everything(stayed)).toEqual(was);
    await stayed.store.close();
    expect(existsSync(join(directory.path, "database"))).toBe(false);
    expect(readdirSync(directory.path).filter((name) => name.startsWith("database"))).toEqual([]);
  });

  it("copies nothing when a single value has not arrived as it was", async () => {
    const target = await makeDataDirectory();
    const [from, to] = [await openPGliteEngine(directory.path), await openEmbeddedEngine(target.path)];
    const spoiling: Engine = {
      ...to,
      transaction: (work) =>
        to.transaction((session) =>
          work({
            run: (script) => session.run(script),
            rows: (statement, parameters = []) =>
              session.rows(
                statement,
                parameters.map((one) => one && one.replace('"two 义"', '"two 乂"')),
              ),
          }),
        ),
    };
    await expect(copyRecord(from, spoiling)).rejects.toThrow(/the copy of the table \w+ differs/);
    const tables = await to.transaction((session) =>
      session.rows("SELECT 1 FROM pg_tables WHERE schemaname = 'public'"),
    );
    expect(tables).toEqual([]);
    await copyRecord(from, to);
    await Promise.all([from.close(), to.close()]);
    target.remove();
  });
});
