/**
 * A process that casts votes without end and prints each voter as soon as the store has confirmed the vote.
 * Parameters: data directory, database address (or "" for PGlite), battle.
 */
import { openStore } from "../../core/store/index.ts";
import { sampleVote } from "../contracts/battle-samples.ts";

const [dataDirectory = "", databaseUrl = "", battle = ""] = process.argv.slice(2);
const { store } = await openStore({ dataDirectory, databaseUrl, keyFingerprint: "key" });

async function castFrom(lane: number): Promise<never> {
  for (let number = 0; ; number += 1) {
    const voter = `${lane}-${number}`;
    await store.castVote(sampleVote(battle, voter));
    process.stdout.write(`${voter}\n`);
  }
}

await Promise.all([0, 1, 2, 3].map(castFrom));
