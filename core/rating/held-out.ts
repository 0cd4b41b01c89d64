/**
 * Deals votes out into parts, to foretell some from the others: each vote by lot and whatever it says, for parts that are
 * made to resemble one another foretell one another too well. The lot is drawn from the names of voter and models, so that
 * the same votes always fall alike, in whatever order they come.
 */
import type { PairTally } from "./pair-tally.ts";
import type { VoterStatistics } from "./vote-statistics.ts";

const kinds = ["a", "b", "tie", "bothBad"] as const;

/** The votes of a voter in a cell, by part; parts may be empty. Throws nothing. */
export function dealOut(cell: VoterStatistics, parts: number): PairTally[] {
  const { modelA, modelB, voter, style } = cell;
  const draw = createLot(JSON.stringify([voter, modelA, modelB, style ?? null]));
  const dealt = Array.from({ length: parts }, (): PairTally => ({ modelA, modelB, a: 0, b: 0, tie: 0, bothBad: 0 }));
  for (const kind of kinds) for (let vote = 0; vote < cell[kind]; vote++) dealt[Math.floor(draw() * parts)]![kind]++;
  return dealt;
}

/** Numbers in [0, 1) that a name decides (FNV-1a for a seed, then mulberry32). */
function createLot(name: string): () => number {
  let state = 0x811c9dc5;
  for (let index = 0; index < name.length; index++) state = Math.imul(state ^ name.charCodeAt(index), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
