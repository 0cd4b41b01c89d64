/** All that a store keeps to, on the embedded database of this machine; other engines' files say which. */
import { afterAll, beforeAll, describe } from "vitest";
import { type OpenStore, openStore } from "../../core/store/index.ts";
import { describePageArchiveContract, describePageFilesContract } from "../contracts/page-archive-contract.ts";
import { describeStoreContract } from "../contracts/store-contract.ts";
import { type DataDirectory, makeDataDirectory } from "./data-directory.ts";

describe("the embedded store", () => {
  let directory: DataDirectory;
  let open: OpenStore;

  beforeAll(async () => {
    directory = await makeDataDirectory();
    open = await openStore({ dataDirectory: directory.path, keyFingerprint: "key" });
  });
  afterAll(async () => {
    await open.store.close();
    directory.remove();
  });

  describeStoreContract(() => open.store);
  describePageArchiveContract(() => open.pageArchive);
  describePageFilesContract(() => open.pageArchive.files);
});
