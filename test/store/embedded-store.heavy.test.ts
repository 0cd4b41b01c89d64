/** All that a store keeps to, on the embedded server. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { type OpenStore, openStore } from "../../core/store/index.ts";
import { describePageArchiveContract } from "../contracts/page-archive-contract.ts";
import { describeStoreContract } from "../contracts/store-contract.ts";
import { makeDataDirectory } from "./data-directory.ts";
import { describeServer } from "./describe-server.ts";

describeServer("store on the embedded server", () => {
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

  it("says where it is", () => expect(open.description).toMatch(/^PostgreSQL in /));

  describeStoreContract(() => open.store);
  describePageArchiveContract(() => open.pageArchive);
});
