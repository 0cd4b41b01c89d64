/** The two ledgers, held to the same: what one undertaking has in memory, and what the arena has in the record. */
import { afterAll, beforeAll, describe } from "vitest";
import { createAllowance } from "../../core/costs/allowance.ts";
import type { Ledger } from "../../core/costs/charging.ts";
import { openLedger, unlimited } from "../../core/costs/spending.ts";
import { budgetsAt } from "../../core/costs/budget.ts";
import { openStore } from "../../core/store/index.ts";
import type { Store } from "../../core/store/store.ts";
import { describeLedgerContract, most } from "../contracts/ledger-contract.ts";
import { atMinute, freshId } from "../contracts/battle-samples.ts";
import { type FreshPlace, makeFreshPlace } from "../store/fresh-place.ts";

describe("in memory", () => {
  describeLedgerContract((dollars) => {
    const ledger = createAllowance(dollars);
    return () => ledger;
  });
});

describe("in the record", () => {
  let place: FreshPlace;
  let store: Store;
  beforeAll(async () => {
    place = await makeFreshPlace();
    store = (await openStore({ ...place, keyFingerprint: "key" })).store;
  });
  afterAll(async () => {
    await store.close();
    await place.remove();
  });

  describeLedgerContract((dollars) => {
    const name = freshId();
    const nobody = () => {};
    const log = { info: nobody, warn: nobody, error: nobody };
    const at = atMinute(0);
    const options = { store: store.costs, limits: unlimited, clock: { now: () => at }, log, holder: "test" };
    const budgets = budgetsAt(at, { endpoint: { name, amounts: { day: dollars } } });
    const call = () => ({ id: freshId(), at, endpoint: name, model: "tested", community: null, most });
    return (): Ledger => openLedger(options, call(), budgets);
  });
});
