/** How a battle's votes have moved the board: the board as it is beside the same board without them. */
import type { Clock } from "../machine/clock.ts";
import type { Rank } from "../rating/ranks.ts";
import type { BoardSnapshots } from "./board-snapshots.ts";
import type { BoardRating } from "./board-rating.ts";
import type { BoardFilter } from "./cell.ts";

/** The best and the worst place that votes do not rule out. */
export type RankRange = Pick<Rank, "rankBest" | "rankWorst">;

/** A model that stands elsewhere because of a battle's votes. */
export type BoardMove = { model: string; from: RankRange; to: RankRange };

/**
 * Which of some models a closed battle's votes have moved on the board. Nothing where those votes do not count there, where
 * no places are claimed, or where it would cost too much to find out.
 */
export type BoardMoves = (battle: string, models: readonly string[]) => Promise<BoardMove[]>;

/** After a comparison there is none for so many times as long as it took: boards that people ask for come first. */
const rest = 20;

/**
 * One comparison at a time. Exact, whatever else is folded meanwhile: both boards hold the same votes, but for the battle's.
 * @param filter of the board that everybody is shown when they choose nothing.
 */
export function createBoardMoves(
  boards: Pick<BoardSnapshots, "read" | "without">,
  filter: () => BoardFilter,
  clock: Pick<Clock, "now">,
): BoardMoves {
  const now = () => clock.now().getTime();
  let freeAt = Number.NEGATIVE_INFINITY;

  async function compare(battle: string, models: readonly string[]): Promise<BoardMove[]> {
    const wanted = filter();
    const after = await boards.read(wanted);
    const ranges = claimedRanges(after.rating);
    if (!models.some((model) => ranges.has(model))) return [];
    const before = await boards.without(wanted, after, battle);
    return before ? findMoves(models, claimedRanges(before), ranges) : [];
  }

  return async (battle, models) => {
    const began = now();
    if (began < freeAt) return [];
    freeAt = Number.POSITIVE_INFINITY;
    try {
      return await compare(battle, models);
    } finally {
      freeAt = now() + rest * (now() - began);
    }
  };
}

/** By ranked model; none where too few people voted for places to be claimed. */
function claimedRanges({ fit }: Pick<BoardRating, "fit">): Map<string, RankRange> {
  if (fit.quantile === null) return new Map();
  return new Map(fit.models.map(({ model, rankBest, rankWorst }) => [model, { rankBest, rankWorst }]));
}

function findMoves(
  models: readonly string[],
  before: ReadonlyMap<string, RankRange>,
  after: ReadonlyMap<string, RankRange>,
): BoardMove[] {
  return models.flatMap((model) => {
    const [from, to] = [before.get(model), after.get(model)];
    if (!from || !to || rangeLabel(from) === rangeLabel(to)) return [];
    return [{ model, from, to }];
  });
}

/** "3", or "1–4" where the votes leave several places possible. */
export function rangeLabel({ rankBest, rankWorst }: RankRange): string {
  return rankBest === rankWorst ? `${rankBest}` : `${rankBest}–${rankWorst}`;
}
