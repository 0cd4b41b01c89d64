import { afterAll, beforeAll, describe } from "vitest";
import { type OpenStore, openStore } from "../../core/store/index.ts";
import { describePageArchiveContract } from "../contracts/page-archive-contract.ts";
import { describeStoreContract } from "../contracts/store-contract.ts";
import { makeDataDirectory, makePGliteDirectory } from "./data-directory.ts";

describe.each([
  ["on PGlite", makePGliteDirectory, { pglite: true }],
  ["on the embedded server", makeDataDirectory, {}],
])("store %s", (_name, make, options) => {
  let open: OpenStore;
  let remove: () => void;

  beforeAll(async () => {
    const directory = await make();
    remove = directory.remove;
    open = await openStore({ dataDirectory: directory.path, keyFingerprint: "key", ...options });
  });

  afterAll(async () => {
    await open.store.close();
    remove();
  });

  describeStoreContract(() => open.store);
  describePageArchiveContract(() => open.pageArchive);
});
