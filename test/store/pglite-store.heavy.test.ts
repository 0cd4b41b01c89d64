/** All that a store keeps to, on PGlite. */
import { afterAll, beforeAll, describe } from "vitest";
import { type OpenStore, openStore } from "../../core/store/index.ts";
import { openPGliteEngine } from "../../core/store/pglite-engine.ts";
import { describePageArchiveContract } from "../contracts/page-archive-contract.ts";
import { describeStoreContract } from "../contracts/store-contract.ts";
import { describeEarlierVersions } from "../contracts/store/earlier-version.ts";
import { describeMigrator } from "../contracts/store/migrating.ts";
import { describeRebuild } from "../contracts/store/rebuilding.ts";
import { type DataDirectory, makeDataDirectory } from "./data-directory.ts";
import { openEditablePGlite } from "./editable-store.ts";

const directories: DataDirectory[] = [];
afterAll(() => directories.forEach((directory) => directory.remove()));

async function makePath(): Promise<string> {
  const directory = await makeDataDirectory();
  directories.push(directory);
  return directory.path;
}

describe("store on PGlite", () => {
  let open: OpenStore;

  beforeAll(async () => {
    open = await openStore({ dataDirectory: await makePath(), keyFingerprint: "key" });
  });
  afterAll(() => open.store.close());

  describeStoreContract(() => open.store);
  describePageArchiveContract(() => open.pageArchive);
});

describe("rebuilding on PGlite", () => {
  describeRebuild(openEditablePGlite);
});

describe("migrator on PGlite", () => {
  describeMigrator(async () => openPGliteEngine(await makePath()));
});

describe("on PGlite", () => {
  describeEarlierVersions(async () => {
    const dataDirectory = await makePath();
    return { dataDirectory, databaseUrl: "", engine: () => openPGliteEngine(dataDirectory) };
  });
});
