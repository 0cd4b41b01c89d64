/** All that a store keeps to, on PGlite, and what becomes of a folder of PGlite's where the server runs. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type OpenStore, openStore } from "../../core/store/index.ts";
import { openPGliteEngine } from "../../core/store/pglite-engine.ts";
import { describePageArchiveContract } from "../contracts/page-archive-contract.ts";
import { describeStoreContract } from "../contracts/store-contract.ts";
import { describeEarlierVersions } from "../contracts/store/earlier-version.ts";
import { describeMigrator } from "../contracts/store/migrating.ts";
import { describeRebuild } from "../contracts/store/rebuilding.ts";
import { type DataDirectory, makePGliteDirectory } from "./data-directory.ts";
import { describeServer } from "./describe-server.ts";
import { openEditablePGlite } from "./editable-store.ts";

const directories: DataDirectory[] = [];
afterAll(() => directories.forEach((directory) => directory.remove()));

async function makePath(): Promise<string> {
  const directory = await makePGliteDirectory();
  directories.push(directory);
  return directory.path;
}

describe("store on PGlite", () => {
  let open: OpenStore;

  beforeAll(async () => {
    open = await openStore({ dataDirectory: await makePath(), keyFingerprint: "key", pglite: true });
  });
  afterAll(() => open.store.close());

  it("says where it is", () => expect(open.description).toMatch(/^PGlite in /));

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
    return { dataDirectory, databaseUrl: "", pglite: true, engine: () => openPGliteEngine(dataDirectory) };
  });
});

describeServer("on PGlite, moved to the embedded server", () => {
  describeEarlierVersions(async () => {
    const dataDirectory = await makePath();
    return { dataDirectory, databaseUrl: "", engine: () => openPGliteEngine(dataDirectory) };
  });
});
