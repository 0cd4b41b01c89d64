/** All that a store keeps to, on the engine that all tests have; other engines' files say which. */
import { afterAll, beforeAll, describe } from "vitest";
import { type OpenStore, openStore } from "../../core/store/index.ts";
import { describePageArchiveContract } from "../contracts/page-archive-contract.ts";
import { describeStoreContract } from "../contracts/store-contract.ts";
import { type FreshPlace, makeFreshPlace } from "./fresh-place.ts";

describe("store", () => {
  let place: FreshPlace;
  let open: OpenStore;

  beforeAll(async () => {
    place = await makeFreshPlace();
    open = await openStore({ ...place, keyFingerprint: "key" });
  });
  afterAll(async () => {
    await open.store.close();
    await place.remove();
  });

  describeStoreContract(() => open.store);
  describePageArchiveContract(() => open.pageArchive);
});
