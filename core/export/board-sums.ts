/** The boards of an export, from the votes that are in it: as the arena rates its own. */
import type { BoardRating } from "../boards/board-rating.ts";
import { createLeaderboard } from "../boards/standings.ts";
import type { CellStatistics, VoterStatistics, VoteStatistics } from "../rating/vote-statistics.ts";
import type { Row } from "./columns.ts";
import type { RecordedModel } from "./recorded.ts";
import type { VoteRow } from "./rows.ts";

type Sums = { cells: Map<string, CellStatistics>; voters: Map<string, VoterStatistics> };
/** Rates a board by its votes, as the arena rates its own. */
export type RateExported = (votes: VoteStatistics) => Promise<BoardRating>;

type Outcome = "a" | "b" | "tie" | "bothBad";

const outcomes: Record<string, Outcome> = { model_a: "a", model_b: "b", tie: "tie", "tie (bothbad)": "bothBad" };
const nothing = { a: 0, b: 0, tie: 0, bothBad: 0 };

/** Adds up votes; what it holds grows with pairs of models, and with those who vote in their own name. */
export function createBoardSums() {
  const boards = new Map<string, Sums>();

  function add(board: string, first: VoteRow, votes: readonly VoteRow[]): void {
    const sums = boards.get(board) ?? { cells: new Map(), voters: new Map() };
    boards.set(board, sums);
    addBattle(sums, first, votes);
  }

  return {
    /** Adds the votes on one battle. */
    add(votes: readonly VoteRow[]): void {
      const [first] = votes;
      if (!first) return;
      add("all", first, votes);
      if (!first.repeated) add(first.category, first, votes);
    },
    /** A row for each model on each board. */
    async rows(models: readonly RecordedModel[], rate: RateExported): Promise<Row[]> {
      const [all, ...tasks] = [...boards].toSorted(
        ([one], [other]) => Number(other === "all") - Number(one === "all") || (one < other ? -1 : 1),
      );
      const rows: Row[] = [];
      for (const [board, { cells, voters }] of [...(all ? [all] : []), ...tasks]) {
        const rating = await rate({ cells: [...cells.values()], voters: [...voters.values()] });
        rows.push(...boardRows(board, rating, models));
      }
      return rows;
    },
  };
}

function addBattle({ cells, voters }: Sums, first: VoteRow, votes: readonly VoteRow[]): void {
  const pair = { modelA: first.model_a, modelB: first.model_b };
  const key = JSON.stringify(pair);
  const squares = { battles: 0, winsSquared: 0, winsTimesVotes: 0, votesSquared: 0 };
  const cell = cells.get(key) ?? { ...pair, ...nothing, ...squares };
  cells.set(key, cell);
  let halfWins = 0;
  for (const { winner, judge, consented } of votes) {
    const outcome = outcomes[winner] ?? "tie";
    cell[outcome] += 1;
    halfWins += outcome === "a" ? 2 : outcome === "b" ? 0 : 1;
    // Votes that nobody accounts for count as a voter's of its own.
    if (!consented) continue;
    const part = voters.get(`${key} ${judge}`) ?? { ...pair, ...nothing, voter: judge };
    voters.set(`${key} ${judge}`, part);
    part[outcome] += 1;
  }
  cell.battles += 1;
  cell.winsSquared += halfWins ** 2;
  cell.winsTimesVotes += halfWins * votes.length;
  cell.votesSquared += votes.length ** 2;
}

function boardRows(board: string, rating: BoardRating, models: readonly RecordedModel[]): Row[] {
  return createLeaderboard(rating, models)
    .rows.filter(({ standing }) => standing !== "new")
    .map(({ model, rank, rating: points, lower, upper, votes, wins, losses, ties, bothBad }) => {
      const counts = { votes, wins, losses, ties, bothbad: bothBad };
      return { board, model, rank, rating: points, lower, upper, ...counts };
    });
}
