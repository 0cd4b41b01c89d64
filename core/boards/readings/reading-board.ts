/** Another reading of the votes as a board: see `reading.ts`. */
import type { Boundary } from "../../rating/ranks.ts";
import type { BoardRating } from "../board-rating.ts";
import type { ReadingResult } from "./reading.ts";
import { createLeaderboard, type Leaderboard, type LeaderboardRow, type NamedModel } from "../standings.ts";

/**
 * The plain board's counts under another reading of its votes. Models that the reading does not rank have no place, and no
 * rating: on its scale, nothing is known of them.
 */
export function createReadingBoard(
  { models: places, facts }: ReadingResult,
  rating: BoardRating,
  models: readonly NamedModel[],
): Leaderboard {
  const usual = createLeaderboard(rating, models);
  const rowOf = new Map(usual.rows.filter(({ standing }) => standing === "ranked").map((row) => [row.model, row]));
  const known = places.filter(({ model }) => rowOf.has(model));
  const above = known.flatMap((place, index): LeaderboardRow[] => {
    const row = rowOf.get(place.model);
    return row ? [{ ...row, ...place, below: boundaryBelow(known, index) }] : [];
  });
  const placed = new Set(above.map(({ model }) => model));
  const others = usual.rows
    .filter(({ model }) => !placed.has(model))
    .map((row): LeaderboardRow => {
      const standing = row.standing === "ranked" ? "provisional" : row.standing;
      const nothing = { rating: null, lower: null, upper: null, rank: null, rankBest: null, rankWorst: null };
      return { ...row, ...nothing, standing, below: null };
    });
  return {
    ...usual,
    ...{
      rows: [...above, ...others],
      ranked: above.length,
      sideA: null,
      sensitivity: null,
      busiest: null,
      reading: facts,
    },
    claimed: usual.claimed && known.some(({ lower }) => lower !== null),
  };
}

/** From the ranges of places alone: a cut where none of those above may stand below any of those under it. */
function boundaryBelow(places: ReadingResult["models"], index: number): Boundary | null {
  if (index + 1 >= places.length) return null;
  if (places.some(({ lower }) => lower === null)) return "joined";
  const worst = Math.max(...places.slice(0, index + 1).map(({ rankWorst }) => rankWorst));
  return worst <= index + 1 ? "cut" : "joined";
}
