import { afterAll, beforeAll } from "vitest";
import { type OpenStore, openStore } from "../../core/store/index.ts";
import { describePageArchiveContract, describePageFilesContract } from "../contracts/page-archive-contract.ts";
import { describeStoreContract } from "../contracts/store-contract.ts";
import { describePostgres } from "../skips.ts";
import { makeEmptyDirectory } from "./data-directory.ts";
import { createPostgresDatabase } from "./postgres-database.ts";

describePostgres("store on PostgreSQL", (serverUrl) => {
  let open: OpenStore;
  let drop: () => Promise<void>;
  const directory = makeEmptyDirectory();

  beforeAll(async () => {
    const database = await createPostgresDatabase(serverUrl);
    drop = database.drop;
    open = await openStore({ dataDirectory: directory.path, databaseUrl: database.url, keyFingerprint: "key" });
  });

  afterAll(async () => {
    await open.store.close();
    await drop();
    directory.remove();
  });

  describeStoreContract(() => open.store);
  describePageArchiveContract(() => open.pageArchive);
  describePageFilesContract(() => open.pageArchive.files);
});
