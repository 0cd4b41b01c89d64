/** Votes packed as the store packs them. */
import { type PackedCell, sharePiece, type VotePiece } from "../../core/boards/packed-votes.ts";
import type { VoteStatistics } from "../../core/rating/vote-statistics.ts";

export function packPiece({ cells, voters }: VoteStatistics): VotePiece {
  const rows = cells.map(
    ({ modelA, modelB, battles, a, b, tie, bothBad, winsSquared, winsTimesVotes, votesSquared }, index): PackedCell => {
      const day = index === 0 ? "2026-03-16" : "2026-03-14";
      return [modelA, modelB, day, battles, a, b, tie, bothBad, winsSquared, winsTimesVotes, votesSquared];
    },
  );
  const places = new Map(cells.map(({ modelA, modelB }, place) => [`${modelA}\n${modelB}`, place]));
  const lines = voters.map(({ voter, modelA, modelB, a, b, tie, bothBad }) =>
    [voter, places.get(`${modelA}\n${modelB}`) ?? -1, a, b, tie, bothBad].join(" "),
  );
  return sharePiece(JSON.stringify(rows), lines.join("\n"));
}
