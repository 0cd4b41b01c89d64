/** The two journals, held to the same: in the folder of an experiment, and in the record. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe } from "vitest";
import { openJournal } from "../../core/mutual/run/journal.ts";
import { openStore } from "../../core/store/index.ts";
import { createKeptTexts } from "../../core/store/kept-texts.ts";
import type { Store } from "../../core/store/store.ts";
import { freshId } from "../contracts/battle-samples.ts";
import { describeJournalContract } from "../contracts/journal-contract.ts";
import { sampleOrder } from "../contracts/store/orders.ts";
import { type FreshPlace, makeFreshPlace } from "../store/fresh-place.ts";

describe("in a folder", () => {
  let folder: string;
  beforeAll(() => void (folder = mkdtempSync(path.join(tmpdir(), "journals-"))));
  afterAll(() => rmSync(folder, { recursive: true }));
  describeJournalContract(async () => {
    const file = path.join(folder, `${freshId()}.jsonl`);
    return () => openJournal(file);
  });
});

describe("in the record, encrypted", () => {
  let place: FreshPlace;
  let store: Store;
  beforeAll(async () => {
    place = await makeFreshPlace();
    ({ store } = await openStore({ ...place, keyFingerprint: "key", texts: createKeptTexts("a key for tests", true) }));
  });
  afterAll(async () => {
    await store.close();
    await place.remove();
  });
  describeJournalContract(async () => {
    const order = sampleOrder({ holder: "me" });
    for (const { id } of await store.orders.find({ states: ["running"] }))
      await store.orders.change(id, { states: ["running"] }, { state: "cancelled" });
    await store.orders.add(order);
    return () => store.orders.journal(order.id, "me");
  });
});
