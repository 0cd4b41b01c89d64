/**
 * A process that opens a battle, casts votes on it without end, and prints each voter as soon as the store has
 * confirmed the vote. Parameters: data directory, database address (or "" for PGlite), the battle's identifier.
 */
import { openStore } from "../../core/store/index.ts";
import {
  heldBattle,
  noLimits,
  sampleAttempt,
  sampleBattle,
  sampleModel,
  sampleOpening,
  sampleVote,
} from "../contracts/battle-samples.ts";
import { openTurn } from "../contracts/held-turns.ts";

const [dataDirectory = "", databaseUrl = "", id = ""] = process.argv.slice(2);
const { store } = await openStore({ dataDirectory, databaseUrl, keyFingerprint: "key" });
await store.models.saveModels([sampleModel("left"), sampleModel("right")]);
const battle = sampleBattle({ id, attempts: [sampleAttempt("a", "left"), sampleAttempt("b", "right")] });
await store.battles.createBattle(battle, noLimits);
await openTurn(store, heldBattle(battle), sampleOpening());

async function castFrom(lane: number): Promise<never> {
  for (let number = 0; ; number += 1) {
    const voter = `${lane}-${number}`;
    await store.ballots.castVote(sampleVote(battle, voter));
    process.stdout.write(`${voter}\n`);
  }
}

await Promise.all([0, 1, 2, 3].map(castFrom));
