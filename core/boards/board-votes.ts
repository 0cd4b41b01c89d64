/** All that a board is made from, as the record gives it and as the fit takes it. */
import type { PairTally } from "../rating/pair-tally.ts";
import type { CellStatistics, VoterStatistics, VoteStatistics } from "../rating/vote-statistics.ts";

/** The votes that a board is about, at one point. */
export type BoardVotes = {
  /** The folding up to which they are. */
  folded: number;
  /** The first and the last day (UTC, `2026-03-14`) on which such a battle closed; null without any. */
  days: { first: string; last: string } | null;
  /** One an ordered pair. */
  cells: CellStatistics[];
  /** See {@link unpackVoters}. */
  voters: string;
};

/**
 * What each voter voted on each ordered pair, packed into text because there may be a million of them: a line each of
 * seven whole numbers, voter, model A, model B (its place among `models`), and votes for a, b, tie and both-bad.
 */
export function unpackVoters(packed: string, models: readonly string[]): VoterStatistics[] {
  if (packed === "") return [];
  return packed.split("\n").map((line) => {
    const [voter = "", modelA, modelB, a, b, tie, bothBad] = line.split(" ");
    const counts = { a: Number(a), b: Number(b), tie: Number(tie), bothBad: Number(bothBad) };
    return { voter, modelA: models[Number(modelA)] ?? "", modelB: models[Number(modelB)] ?? "", ...counts };
  });
}

/** The models of some cells, in the order in which the packed voters count them. */
export function modelsOf(cells: readonly PairTally[]): string[] {
  // By code units, as the database's "C" collation.
  return [...new Set(cells.flatMap(({ modelA, modelB }) => [modelA, modelB]))].toSorted();
}

/** Votes as if each were on a battle of its own and by a voter of their own: where nothing else is known of them. */
export function singleVotes(tallies: readonly PairTally[]): VoteStatistics {
  const cells = tallies.map(({ modelA, modelB, a, b, tie, bothBad }): CellStatistics => {
    const [even, votes] = [tie + bothBad, a + b + tie + bothBad];
    const squares = { winsSquared: 4 * a + even, winsTimesVotes: 2 * a + even, votesSquared: votes };
    return { modelA, modelB, a, b, tie, bothBad, battles: votes, ...squares };
  });
  return { cells, voters: [] };
}
