/** The end of a turn's answering, as the process that holds the battle brings it about: it knows what is recorded. */
import type { Held, Opening } from "../../core/battle/lease.ts";
import type { Battle, FailReason } from "../../core/battle/battle.ts";
import type { BattleHere } from "../../core/battle/store.ts";
import type { Store } from "../../core/store/store.ts";
import { sampleLease } from "./battle-samples.ts";

type Record = Pick<Store, "battles" | "answering">;

/** The battle as a process knows it that takes itself for its holder. */
async function known({ battles }: Record, { battle: id, holder }: Held): Promise<Battle> {
  const battle = await battles.findBattle(id);
  if (!battle) throw new Error(`Battle ${id} is not found.`);
  return { ...battle, lease: { holder, until: battle.lease?.until ?? sampleLease.until } };
}

export async function openTurn(store: Record, held: Held, opening: Opening): Promise<BattleHere | undefined> {
  return store.answering.openTurn(await known(store, held), opening);
}

/** @returns the battle as it is then; undefined when it is not held. */
export async function failTurn(
  store: Record,
  held: Held,
  ...how: [at: Date, reason: FailReason]
): Promise<Battle | undefined> {
  return (await store.answering.failTurn(await known(store, held), ...how))?.battle;
}
