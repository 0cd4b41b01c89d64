/**
 * A process that opens a battle, casts votes on it without end, and prints each voter as soon as the store has
 * confirmed the vote. Parameters: data directory, database address (or "" for PGlite), the battle's identifier.
 */
import { openStore } from "../../core/store/index.ts";
import { atMinute, sampleAttempt, sampleBattle, sampleModel, sampleVote } from "../contracts/battle-samples.ts";

const [dataDirectory = "", databaseUrl = "", id = ""] = process.argv.slice(2);
const { store } = await openStore({ dataDirectory, databaseUrl, keyFingerprint: "key" });
await store.saveModels([sampleModel("left"), sampleModel("right")]);
await store.createBattle(sampleBattle({ id, attempts: [sampleAttempt("a", "left"), sampleAttempt("b", "right")] }));
await store.openBattle(id, atMinute(1), atMinute(90));

async function castFrom(lane: number): Promise<never> {
  for (let number = 0; ; number += 1) {
    const voter = `${lane}-${number}`;
    await store.castVote(sampleVote(id, voter));
    process.stdout.write(`${voter}\n`);
  }
}

await Promise.all([0, 1, 2, 3].map(castFrom));
