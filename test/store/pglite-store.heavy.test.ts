import { afterAll, beforeAll, describe } from "vitest";
import { type OpenStore, openStore } from "../../core/store/index.ts";
import { describePageArchiveContract } from "../contracts/page-archive-contract.ts";
import { describeStoreContract } from "../contracts/store-contract.ts";
import { makeDataDirectory } from "./data-directory.ts";

describe("store on PGlite", () => {
  let open: OpenStore;
  let remove: () => void;

  beforeAll(async () => {
    const directory = await makeDataDirectory();
    remove = directory.remove;
    open = await openStore({ dataDirectory: directory.path, keyFingerprint: "key" });
  });

  afterAll(async () => {
    await open.store.close();
    remove();
  });

  describeStoreContract(() => open.store);
  describePageArchiveContract(() => open.pageArchive);
});
