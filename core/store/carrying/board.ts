/** The boards that a database holds, as lines: read by plain SQL in one's own transaction, so that two databases can be compared. */
import { rateBoard } from "../../boards/board-rating.ts";
import { createLeaderboard, type NamedModel } from "../../boards/standings.ts";
import type { CellStatistics } from "../../rating/vote-statistics.ts";
import type { SqlSession } from "../engine.ts";

type FoundModel = NamedModel & { status: string };
type FoundCell = CellStatistics & { league: string };

/** Made of closed battles that have been folded; what has not is derived from the same votes later, wherever they are. */
async function readCells(session: SqlSession): Promise<FoundCell[]> {
  const [found] = await session.rows<{ there: boolean }>(`SELECT to_regclass('"Cell"') IS NOT NULL AS there`);
  if (!found?.there) return [];
  const sums = ["battles", "a", "b", "tie", "bothBad", "winsSquared", "winsTimesVotes", "votesSquared"];
  // Older forms of the table lack some of them.
  const summed = sums.map((name) => `coalesce(sum((cell->>'${name}')::bigint), 0)::float8 AS "${name}"`);
  return await session.rows<FoundCell>(
    `SELECT "league", "modelA", "modelB", ${summed.join(", ")}
     FROM "Cell", LATERAL to_jsonb("Cell") AS cell GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
  );
}

/** One line a model with votes, best first, the leagues one after the other. */
export async function readBoard(session: SqlSession): Promise<string[]> {
  const cells = await readCells(session);
  if (cells.length === 0) return [];
  const models = await session.rows<FoundModel>(`SELECT "id", "name", "organization", "status" FROM "Model"`);
  const retired = new Set(models.filter(({ status }) => status === "retired").map(({ id }) => id));
  return [...Map.groupBy(cells, ({ league }) => league)].flatMap(([league, theirs]) => {
    const rating = rateBoard({ cells: theirs, voters: [] }, (model) => retired.has(model));
    const rows = createLeaderboard(rating, models).rows.filter(({ standing }) => standing !== "new");
    return rows.map(({ rank, name, rating: points, votes }) =>
      [league, rank === null ? "–" : `${rank}.`, name, points === null ? "–" : points.toFixed(1), votes].join("  "),
    );
  });
}
