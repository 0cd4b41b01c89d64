/** A board's votes on their way from the database to the thread that rates: packed, for there may be a million of them. */
import { countVotes, type PairTally } from "../rating/pair-tally.ts";
import type { DatedTally } from "./cell.ts";
import {
  type CastVote,
  type CellStatistics,
  summarizeVotes,
  type VoterStatistics,
  type VoteStatistics,
} from "../rating/vote-statistics.ts";

/** The votes that a board is about, at one point. Only threads that rate unpack them: see {@link unpackVotes}. */
export type BoardVotes = {
  /** The folding up to which they are. */
  folded: number;
  /** An ordered pair, and what a voter voted on it, may stand in several pieces: they add up. */
  pieces: readonly VotePiece[];
};

/** As much as one statement reads: text in memory that threads share. */
export type VotePiece = {
  /** JSON, an array a cell: {@link PackedCell}. */
  cells: Uint8Array;
  /** A line of six whole numbers a voter and cell: voter, the cell's place in `cells`, votes for a, b, tie and both-bad. */
  voters: Uint8Array;
};

/** The first and the last day (UTC, `2026-03-14`) on which a board's battles closed; null without any. */
export type Days = { first: string; last: string } | null;

/** `battles` to `votesSquared`: as in {@link CellStatistics}. */
export type PackedCell = [
  modelA: string,
  modelB: string,
  day: string,
  battles: number,
  a: number,
  b: number,
  tie: number,
  bothBad: number,
  winsSquared: number,
  winsTimesVotes: number,
  votesSquared: number,
];

/** A piece, from its texts. */
export function sharePiece(cells: string, voters: string): VotePiece {
  return { cells: shareText(cells), voters: shareText(voters) };
}

function shareText(text: string): Uint8Array {
  const bytes = new Uint8Array(new SharedArrayBuffer(Buffer.byteLength(text)));
  new TextEncoder().encodeInto(text, bytes);
  return bytes;
}

/** The piece that takes the votes of one battle away from pieces that hold them. */
export function packTakenAway(votes: readonly CastVote[], day: string): VotePiece {
  const { cells, voters } = summarizeVotes(votes);
  const rows = cells.map(({ modelA, modelB, battles, a, b, tie, bothBad, ...squares }) => {
    const { winsSquared, winsTimesVotes, votesSquared } = squares;
    const sums = [battles, a, b, tie, bothBad, winsSquared, winsTimesVotes, votesSquared];
    return [modelA, modelB, day, ...sums.map((sum) => -sum)];
  });
  const lines = voters.map(({ voter, a, b, tie, bothBad }) => [voter, 0, -a, -b, -tie, -bothBad].join(" "));
  return sharePiece(JSON.stringify(rows), lines.join("\n"));
}

/** One row an ordered pair, and one row a voter and pair. */
export function unpackVotes({ pieces }: Pick<BoardVotes, "pieces">): VoteStatistics & { days: Days } {
  const decoder = new TextDecoder();
  const cells = new Map<string, CellStatistics>();
  const voters = new Map<string, VoterStatistics>();
  let days = null as Days;
  for (const piece of pieces) {
    const packed = JSON.parse(decoder.decode(piece.cells)) as PackedCell[];
    for (const cell of packed) {
      const [, , day, battles] = cell;
      // A group's votes may be on none of a cell's battles.
      if (battles === 0) continue;
      addCell(cells, cell);
      days = { first: days && days.first < day ? days.first : day, last: days && days.last > day ? days.last : day };
    }
    for (const line of decoder.decode(piece.voters).split("\n")) if (line !== "") addVoter(voters, line, packed);
  }
  // Whatever one piece takes away of another was never there.
  const left = [...cells.values()].filter(({ battles }) => battles !== 0);
  return { cells: left, voters: [...voters.values()].filter((votes) => countVotes(votes) !== 0), days };
}

/** Adds up in place, as {@link addVoter} does: there may be a million. */
function addCell(cells: Map<string, CellStatistics>, [modelA, modelB, _day, ...numbers]: PackedCell): void {
  const [battles, a, b, tie, bothBad, winsSquared, winsTimesVotes, votesSquared] = numbers;
  const key = `${modelA}\n${modelB}`;
  const sum = cells.get(key);
  if (!sum) {
    const squares = { winsSquared, winsTimesVotes, votesSquared };
    cells.set(key, { modelA, modelB, battles, a, b, tie, bothBad, ...squares });
    return;
  }
  addTo(sum, a, b, tie, bothBad);
  sum.battles += battles;
  sum.winsSquared += winsSquared;
  sum.winsTimesVotes += winsTimesVotes;
  sum.votesSquared += votesSquared;
}

function addVoter(voters: Map<string, VoterStatistics>, line: string, cells: readonly PackedCell[]): void {
  const [voter = "", place, ...numbers] = line.split(" ");
  const [modelA, modelB] = cells[Number(place)] ?? ["", ""];
  const [a = 0, b = 0, tie = 0, bothBad = 0] = numbers.map(Number);
  const key = `${voter} ${modelA}\n${modelB}`;
  const sum = voters.get(key);
  if (sum) addTo(sum, a, b, tie, bothBad);
  else voters.set(key, { voter, modelA, modelB, a, b, tie, bothBad });
}

function addTo(sum: PairTally, a: number, b: number, tie: number, bothBad: number): void {
  sum.a += a;
  sum.b += b;
  sum.tie += tie;
  sum.bothBad += bothBad;
}

/** Tallies as columns, which are copied between threads, written down and read again in no time. */
export type PackedTallies = { models: string[]; numbers: Int32Array };

const [width, kinds] = [6, ["a", "b", "tie", "bothBad"] as const];

/** Packs the votes of some cells, and nothing else of them. */
export function packTallies(tallies: readonly PairTally[]): PackedTallies {
  const models = [...new Set(tallies.flatMap(({ modelA, modelB }) => [modelA, modelB]))];
  const places = new Map(models.map((model, place) => [model, place]));
  const numbers = new Int32Array(width * tallies.length);
  for (const [index, tally] of tallies.entries()) {
    const row = [places.get(tally.modelA) ?? 0, places.get(tally.modelB) ?? 0, ...kinds.map((kind) => tally[kind])];
    numbers.set(row, width * index);
  }
  return { models, numbers };
}

/** The tallies again. */
export function unpackTallies({ models, numbers }: PackedTallies): PairTally[] {
  return Array.from({ length: numbers.length / width }, (_, index) => {
    const [modelA = 0, modelB = 0, a = 0, b = 0, tie = 0, bothBad = 0] = numbers.subarray(
      width * index,
      width * (index + 1),
    );
    return { modelA: models[modelA] ?? "", modelB: models[modelB] ?? "", a, b, tie, bothBad };
  });
}

/** The votes of some spans of days, in order: a line of six whole numbers a pair, as {@link PackedTallies} has them. */
export type PackedHistory = { models: readonly string[]; spans: readonly { day: string; lines: string }[] };

/** One row a span and pair. */
export function unpackHistory({ models, spans }: PackedHistory): DatedTally[] {
  return spans.flatMap(({ day, lines }) =>
    lines.split("\n").map((line) => {
      const [modelA = 0, modelB = 0, a = 0, b = 0, tie = 0, bothBad = 0] = line.split(" ").map(Number);
      return { day, modelA: models[modelA] ?? "", modelB: models[modelB] ?? "", a, b, tie, bothBad };
    }),
  );
}
