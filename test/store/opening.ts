/** What the tests of opening a store have in common. */
import type { NewBattle } from "../../core/battle/battle.ts";
import { type OpenStore, openStore, StoreRefusal, type StoreOptions } from "../../core/store/index.ts";
import {
  heldBattle,
  noLimits,
  sampleAttempt,
  sampleBattle,
  sampleModel,
  sampleOpening,
} from "../contracts/battle-samples.ts";
import { openTurn } from "../contracts/held-turns.ts";

export const key = { keyFingerprint: "key" };

export async function refusal(options: StoreOptions): Promise<StoreRefusal> {
  const error: unknown = await openStore(options).then(
    ({ store }) => store.close(),
    (reason: unknown) => reason,
  );
  if (error instanceof StoreRefusal) return error;
  throw new Error("the store was not refused", { cause: error });
}

/** Two models and an open battle between them. */
export async function openBattle({ store }: OpenStore): Promise<NewBattle> {
  const battle = sampleBattle({ attempts: [sampleAttempt("a", "left"), sampleAttempt("b", "right")] });
  await store.models.saveModels([sampleModel("left"), sampleModel("right")]);
  await store.battles.createBattle(battle, noLimits);
  await openTurn(store, heldBattle(battle), sampleOpening());
  return battle;
}
