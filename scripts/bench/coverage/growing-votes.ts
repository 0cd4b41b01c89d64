/** A community's votes as they come in, ready to be fitted after any of them without going over all of them again. */
import type { VoteColumns } from "../../../core/rating/index.ts";
import type { MadeVote } from "./community.ts";

/** Votes so far. */
export type GrowingVotes = {
  add: (vote: MadeVote) => void;
  /** As a fit reads them. */
  columns: () => VoteColumns;
};

/** Sums of the votes of one ordered pair, and of their battles; wins in halves, as the fit counts them. */
type Cell = {
  number: number;
  first: string;
  second: string;
  votes: number;
  halfWins: number;
  squares: number;
  battles: number;
  winsSquared: number;
  winsTimesVotes: number;
  votesSquared: number;
};

type Entry = { halfWins: number; votes: number };

/** By outcome. */
const halfWinsOf = [2, 0, 1] as const;

/** @param names of the models, by number. */
export function createGrowingVotes(names: readonly string[]): GrowingVotes {
  const cells = new Map<number, Cell>();
  const voters = new Map<number, Map<number, Entry>>();
  let last = { battle: -1, halfWins: 0, votes: 0 };
  return {
    add({ battle, voter, a, b, outcome }) {
      const key = a * names.length + b;
      const cell = cells.get(key) ?? createCell(cells.size, names[a] ?? "", names[b] ?? "");
      cells.set(key, cell);
      if (battle !== last.battle) last = { battle, halfWins: 0, votes: 0 };
      addVote(cell, last, halfWinsOf[outcome]);
      addEntry(voters, voter, cell.number, halfWinsOf[outcome]);
    },
    columns: () => arrange([...cells.values()], voters),
  };
}

function createCell(number: number, first: string, second: string): Cell {
  const none = { votes: 0, halfWins: 0, squares: 0, battles: 0, winsSquared: 0, winsTimesVotes: 0, votesSquared: 0 };
  return { number, first, second, ...none };
}

/** The votes of a battle follow one another: its squares grow with it. */
function addVote(cell: Cell, battle: Entry, wins: number): void {
  cell.votes++;
  cell.halfWins += wins;
  cell.squares += wins * wins;
  if (battle.votes === 0) cell.battles++;
  const before = { ...battle };
  battle.halfWins += wins;
  battle.votes++;
  cell.winsSquared += battle.halfWins ** 2 - before.halfWins ** 2;
  cell.winsTimesVotes += battle.halfWins * battle.votes - before.halfWins * before.votes;
  cell.votesSquared += battle.votes ** 2 - before.votes ** 2;
}

function addEntry(voters: Map<number, Map<number, Entry>>, voter: number, cell: number, wins: number): void {
  const entries = voters.get(voter) ?? new Map<number, Entry>();
  voters.set(voter, entries);
  const entry = entries.get(cell) ?? { halfWins: 0, votes: 0 };
  entries.set(cell, entry);
  entry.halfWins += wins;
  entry.votes++;
}

function arrange(cells: readonly Cell[], voters: Map<number, Map<number, Entry>>): VoteColumns {
  const models = [...new Set(cells.flatMap(({ first, second }) => [first, second]))].toSorted();
  const places = new Map(models.map((model, place) => [model, place]));
  const column = (read: (cell: Cell) => number) => Float64Array.from(cells, read);
  const zeros = () => new Float64Array(cells.length);
  return {
    models,
    first: Int32Array.from(cells, ({ first }) => places.get(first) ?? -1),
    second: Int32Array.from(cells, ({ second }) => places.get(second) ?? -1),
    votes: column(({ votes }) => votes),
    halfWins: column(({ halfWins }) => halfWins),
    squares: column(({ squares }) => squares),
    style: new Float64Array(),
    battle: {
      single: {
        clusters: column(({ battles }) => battles),
        winsSquared: column(({ winsSquared }) => winsSquared),
        winsTimesVotes: column(({ winsTimesVotes }) => winsTimesVotes),
        votesSquared: column(({ votesSquared }) => votesSquared),
      },
      entries: { starts: new Uint32Array(1), cell: new Int32Array(), halfWins: new Float64Array() },
    },
    voter: {
      single: { clusters: zeros(), winsSquared: zeros(), winsTimesVotes: zeros(), votesSquared: zeros() },
      entries: layOut(voters),
    },
  };
}

/** The voters' entries, one voter after the other. */
function layOut(voters: Map<number, Map<number, Entry>>) {
  let [count, cluster] = [0, 0];
  for (const entries of voters.values()) count += entries.size;
  const starts = new Uint32Array(voters.size + 1);
  const [cell, halfWins, votes] = [new Int32Array(count), new Float64Array(count), new Float64Array(count)];
  let at = 0;
  for (const entries of voters.values()) {
    for (const [number, entry] of entries) {
      cell[at] = number;
      halfWins[at] = entry.halfWins;
      votes[at++] = entry.votes;
    }
    starts[++cluster] = at;
  }
  return { starts, cell, halfWins, votes };
}
