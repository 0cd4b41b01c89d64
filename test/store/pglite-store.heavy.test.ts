/** All that a store keeps to, on PGlite, and what becomes of a folder of PGlite's where the server runs. */
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { type OpenStore, openStore } from "../../core/store/index.ts";
import { createKeptTexts } from "../../core/store/kept-texts.ts";
import { openPGliteEngine } from "../../core/store/pglite-engine.ts";
import { atMinute, freshId } from "../contracts/battle-samples.ts";
import { describePageArchiveContract, describePageFilesContract } from "../contracts/page-archive-contract.ts";
import { describeStoreContract } from "../contracts/store-contract.ts";
import { describeEarlierVersions, describeFirstVersion } from "../contracts/store/earlier-version.ts";
import { describeMigrator } from "../contracts/store/migrating.ts";
import { describeSealing } from "../contracts/store/sealing.ts";
import { createStage } from "../contracts/store/stage.ts";
import { type DataDirectory, makePGliteDirectory } from "./data-directory.ts";
import { describeServer } from "./describe-server.ts";
import { openEditablePGlite } from "./editable-store.ts";
import { resultOf } from "../contracts/store/result-of.ts";

const directories: DataDirectory[] = [];
afterAll(() => directories.forEach((directory) => directory.remove()));

async function makePath(): Promise<string> {
  const directory = await makePGliteDirectory();
  directories.push(directory);
  return directory.path;
}

describe("store on PGlite, with sealed texts", () => {
  let open: OpenStore;

  beforeAll(async () => {
    const texts = createKeptTexts("key", true);
    open = await openStore({ dataDirectory: await makePath(), keyFingerprint: "key", texts, pglite: true });
  });
  afterAll(() => open.store.close());

  it("says where it is", () => expect(open.description).toMatch(/^PGlite in /));

  describeStoreContract(() => open.store);
  describePageArchiveContract(() => open.pageArchive);
  describePageFilesContract(() => open.pageArchive.files);
});

describe("on PGlite", () => {
  describeSealing(async () => ({ dataDirectory: await makePath(), databaseUrl: "", pglite: true }));
});

/** What a rebuild finds does not hang on the engine: `rebuild.test.ts` has all that can be wrong. */
it("a rebuild on PGlite corrects what was tampered with, says so, and then finds nothing more", async () => {
  const { store, run, close } = await openEditablePGlite();
  onTestFinished(close);
  const { openBattle, cast, cells } = createStage(store);
  const battle = await openBattle({ community: freshId() });
  await cast(battle, "one", "a");
  await cast(battle, "two", "both-bad");
  await store().battles.closeBattle(battle.id, atMinute(60), "time");
  await store().boards.fold();
  const right = [await cells(battle), await resultOf(store(), battle.id)];
  expect(right).toMatchObject([[{ a: 1, bothBad: 1 }], { a: 1, "both-bad": 1 }]);
  await run(`DELETE FROM "Tally"; UPDATE "Cell" SET "b" = 7; DELETE FROM "VoterCell" WHERE "voter" = 'two'`);
  const corrected = { tallies: { corrected: 1 }, cells: { corrected: 1 }, voterCells: { corrected: 1 } };
  expect(await store().rebuild()).toMatchObject({ ...corrected, changedDraws: [] });
  expect([await cells(battle), await resultOf(store(), battle.id)]).toEqual(right);
  const nothing = { tallies: { corrected: 0 }, cells: { corrected: 0 }, voterCells: { corrected: 0 } };
  expect(await store().rebuild()).toMatchObject(nothing);

  await run(`UPDATE "Attempt" SET "modelId" = (SELECT "modelId" FROM "Attempt" WHERE "side" = 'b') WHERE "side" = 'a'`);
  expect(await store().rebuild()).toMatchObject({ cells: { corrected: 1 }, changedDraws: [battle.id] });
  expect(await cells(battle)).toEqual([]);
});

describe("migrator on PGlite", () => {
  describeMigrator(async () => openPGliteEngine(await makePath()));
});

describe("on PGlite", () => {
  describeEarlierVersions(async () => {
    const dataDirectory = await makePath();
    return { dataDirectory, databaseUrl: "", pglite: true, engine: () => openPGliteEngine(dataDirectory) };
  });
});

describeServer("on PGlite, moved to the embedded server", () => {
  describeFirstVersion(async () => {
    const dataDirectory = await makePath();
    return { dataDirectory, databaseUrl: "", engine: () => openPGliteEngine(dataDirectory) };
  });
});
