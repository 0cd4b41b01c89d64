/** A board that weighs voters by how well their votes agree with everybody's. */
import type { AbilityFit } from "../rating/voter-ability.ts";
import { equalWithin } from "../rating/ranks.ts";
import { createLeaderboard, type Leaderboard, type LeaderboardRow, type NamedModel } from "./leaderboard.ts";
import type { BoardRating } from "./board-rating.ts";

/** What weighing voters is worth: ln p of held-out votes over that of the usual board, a vote, and of how many votes. */
export type AbilityGain = Pick<AbilityFit, "gainPerVote" | "heldOut">;

/** The usual board's counts under the other ratings; nothing is claimed but the order. */
export function createAbilityBoard(
  fit: Omit<AbilityFit, "voters">,
  rating: BoardRating,
  models: readonly NamedModel[],
): Leaderboard {
  const usual = createLeaderboard(rating, models);
  const rows = fit.models.flatMap(({ model, rating: points }, index): LeaderboardRow[] => {
    const row = usual.rows.find((one) => one.model === model);
    const rank = 1 + fit.models.filter((other) => other.rating > points + equalWithin).length;
    const below = index < fit.models.length - 1 ? "joined" : null;
    const none = { lower: null, upper: null, below } as const;
    return row ? [{ ...row, ...none, rating: points, rank, rankBest: rank, rankWorst: rank }] : [];
  });
  const unrated = usual.rows.filter(({ rating: points }) => points === null);
  const { gainPerVote, heldOut } = fit;
  return {
    ...usual,
    ...{ rows: [...rows, ...unrated], claimed: false, sideA: null, sensitivity: null },
    ability: { gainPerVote, heldOut },
  };
}
