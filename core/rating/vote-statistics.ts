/**
 * All a clustered fit needs to know of the votes, as sums: plain data, exact in integers, added up without loss.
 *
 * A vote is worth y ∈ {0, ½, 1} to the model on side A, counted in half wins (2, 1, 0) so that every sum is an integer.
 * With p the fitted chance of side A, a cluster g (a battle, or a voter) enters the clustered scatter with the square of
 * Σ (y − p) over its votes. What follows from that:
 *
 * - A battle lies within one cell: its part is (W − n·p)² with W its wins and n its votes, so Σ W², Σ W·n and Σ n² over
 *   the battles of a cell are enough, whatever p will be.
 * - A voter meets many cells: each voter's tally in each cell is kept.
 * - One vote a voter a battle: every vote is its own battle-by-voter cluster, and the tally is enough.
 */
import { createLot } from "./lot.ts";
import type { PairTally } from "./pair-tally.ts";
import type { Style } from "./style.ts";

/** Votes that the regression cannot tell apart: the same ordered pair and, where style is known, the same style. */
export type CellKey = {
  /** Stood on side A. */
  modelA: string;
  modelB: string;
  /** How answer A differs from answer B; left out where it is not known. */
  style?: Style;
};

/** The votes of one cell, and the sums over its battles that clustering by battle needs. */
export type CellStatistics = PairTally &
  CellKey & {
    /** Battles with at least one vote. */
    battles: number;
    /** Σ W² over battles, W = 2·a + tie + bothBad: the battle's half wins of side A. */
    winsSquared: number;
    /** Σ W·n over battles, n the battle's votes. */
    winsTimesVotes: number;
    /** Σ n² over battles. */
    votesSquared: number;
  };

/** One voter's votes in one cell. */
export type VoterStatistics = PairTally & CellKey & { voter: string };

/** A cell may stand in `cells` more than once, and a voter with a cell in `voters`: they are added up. */
export type VoteStatistics = {
  cells: readonly CellStatistics[];
  /** May cover a part of the votes only: each vote that no voter accounts for counts as a voter of its own. */
  voters: readonly VoterStatistics[];
};

/** One vote. Of the same battle, all votes have the same models, sides and style. */
export type CastVote = CellKey & { battle: string; voter: string; choice: "a" | "b" | "tie" | "bothBad" };

/** Half wins of side A in a tally: 2 a win, 1 a tie or both-bad. */
export function countHalfWins({ a, tie, bothBad }: Pick<PairTally, "a" | "tie" | "bothBad">): number {
  return 2 * a + tie + bothBad;
}

/** The same for equal cells, different for different ones. */
export function nameCell({ modelA, modelB, style }: CellKey): string {
  return JSON.stringify([modelA, modelB, style ?? null]);
}

/**
 * Adds up statistics of separate votes, such as those of two days: exact, in whatever order. Each battle must lie within
 * one of the parts; a voter may occur in several.
 * @returns one row a cell and one row a voter and cell. Throws nothing.
 */
export function mergeStatistics(parts: readonly VoteStatistics[]): VoteStatistics {
  const cells = new Map<string, CellStatistics>();
  const voters = new Map<string, VoterStatistics>();
  for (const part of parts) {
    for (const cell of part.cells) addTo(cells, nameCell(cell), cell, cellSums);
    for (const cell of part.voters) addTo(voters, JSON.stringify([cell.voter, nameCell(cell)]), cell, tallySums);
  }
  return { cells: [...cells.values()], voters: [...voters.values()] };
}

/** The statistics of single votes. @returns as {@link mergeStatistics}. Throws nothing. */
export function summarizeVotes(votes: readonly CastVote[]): VoteStatistics {
  const battles = new Map<string, PairTally & CellKey>();
  const voters: VoterStatistics[] = [];
  for (const { battle, voter, choice, ...key } of votes) {
    const tally = { ...key, a: 0, b: 0, tie: 0, bothBad: 0, [choice]: 1 };
    addTo(battles, battle, tally, tallySums);
    voters.push({ ...tally, voter });
  }
  return mergeStatistics([{ cells: [...battles.values()].map((battle) => squareBattle(battle)), voters }]);
}

/** The statistics of a battle's tally; with `battles` zero when it has no votes. Throws nothing. */
function squareBattle(battle: PairTally & CellKey): CellStatistics {
  const wins = countHalfWins(battle);
  const votes = battle.a + battle.b + battle.tie + battle.bothBad;
  return {
    ...battle,
    battles: votes > 0 ? 1 : 0,
    winsSquared: wins * wins,
    winsTimesVotes: wins * votes,
    votesSquared: votes * votes,
  };
}

const tallySums = ["a", "b", "tie", "bothBad"] as const;
const cellSums = [...tallySums, "battles", "winsSquared", "winsTimesVotes", "votesSquared"] as const;

function addTo<Sum extends string, Row extends Record<Sum, number>>(
  sums: Map<string, Row>,
  key: string,
  row: Row,
  names: readonly Sum[],
): void {
  const sum = sums.get(key);
  if (!sum) {
    sums.set(key, { ...row });
    return;
  }
  const grown: Record<Sum, number> = sum;
  for (const name of names) grown[name] += row[name];
}

const kinds = ["a", "b", "tie", "bothBad"] as const;

/**
 * Deals the votes of a voter in a cell out into parts, to foretell some from the others: each vote by lot and whatever it
 * says, for parts that are made to resemble one another foretell one another too well. The lot is drawn from the names of
 * voter and models, so that the same votes always fall alike, in whatever order they come.
 * @returns the votes by part; parts may be empty. Throws nothing.
 */
export function dealOut(cell: VoterStatistics, parts: number): PairTally[] {
  const { modelA, modelB, voter, style } = cell;
  const draw = createLot(JSON.stringify([voter, modelA, modelB, style ?? null]));
  const dealt = Array.from({ length: parts }, (): PairTally => ({ modelA, modelB, a: 0, b: 0, tie: 0, bothBad: 0 }));
  for (const kind of kinds) for (let vote = 0; vote < cell[kind]; vote++) dealt[Math.floor(draw() * parts)]![kind]++;
  return dealt;
}
