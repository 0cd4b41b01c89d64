/** The record as boards read it. */
import type { BoardFilter, Cell, CellFilter } from "./cell.ts";
import type { BoardVotes, PackedHistory, VotePiece } from "./packed-votes.ts";
import type { SampledVotes } from "./sampled-votes.ts";

/** A board that was rated, in the form of whoever rated it. */
export type KeptSnapshot = { folded: number; ratedAt: Date; content: Uint8Array };

/** A board that is asked for. */
export type AskedBoard = {
  filter: BoardFilter;
  /** Under which it is kept. */
  key: string;
  /** The folding up to which whoever asks has it; null: not at all, so that what is kept of it is wanted. */
  folded: number | null;
};

/** What there is of a board. */
export type FoundBoard = {
  /** How many of its votes were folded after those that whoever asks has, or that are kept. */
  newer: number;
  /** How many votes that would be its own are set aside. */
  aside: number;
  /** As it was rated last, in the form of whoever has written it down; undefined when nobody has, or it was not wanted. */
  kept: KeptSnapshot | undefined;
  /** Its votes: only where it alone was asked for, nothing is kept, and one statement holds them. */
  votes: BoardVotes | undefined;
};

/** Sums of closed battles, and boards as they were rated last. */
export interface BoardStore {
  /**
   * Takes the votes of some closed battles into the cells that boards are made from, each battle once, however many
   * processes do so; leaves out battles that were masked. @returns how many battles: 0 when none was left.
   */
  fold(): Promise<number>;
  /** What there is of some boards, by one statement; folds first what has closed. */
  find(boards: readonly AskedBoard[]): Promise<FoundBoard[]>;
  /** Sums by ordered pair and task of the votes that fit: all, a voter's, or those on some models; folds first what has closed. */
  cells(filter: CellFilter, of?: { voter: string } | { models: readonly string[] }): Promise<Cell[]>;
  /** The votes that a board is about, in pieces where there are many; folds first what has closed. */
  boardVotes(filter: BoardFilter): Promise<BoardVotes>;
  /**
   * The votes of a battle that a board holds as it was at a folding, as a piece that takes them away from its others;
   * undefined where it holds none, or what it holds of them has changed since.
   */
  takenAway(filter: CellFilter, battle: string, folded: number): Promise<VotePiece | undefined>;
  /** Single votes that fit, at most so many, on whole battles that are drawn evenly from all; folds first what has closed. */
  sampleVotes(filter: BoardFilter, most: number): Promise<SampledVotes>;
  /** The votes that fit by ordered pair, summed up over at most so many spans of days; folds first what has closed. */
  datedTallies(filter: CellFilter, spans: number): Promise<PackedHistory>;
  /** Keeps a board as it was rated last in place of an older one; of several processes' the one with the later folding stays. */
  saveBoardSnapshot(key: string, snapshot: KeptSnapshot): Promise<void>;
  /** What the newest `limit` answers of each of some models in closed battles are like, in the order of the models. */
  answerFacts(models: readonly string[], limit: number): Promise<AnswerFacts[]>;
}

/** How many of a model's newest answers say what its answers are like. */
export const answersSeen = 1_000;

/** What a model's answers are like, apart from how people like them: its newest, in battles that have closed. */
export type AnswerFacts = {
  /** How many answers that is. */
  answers: number;
  /** Mean length, characters; null without answers. */
  characters: number | null;
  /** Median time until the whole answer was there, milliseconds; null without answers. */
  milliseconds: number | null;
  /** Mean price of an answer, dollars; null where no price is known. */
  cost: number | null;
};

/** The outcome of deriving everything again from the votes. */
export type Rebuilt = {
  /** What it was derived from. */
  battles: number;
  votes: number;
  /** How many rows there are now, and how many were missing, too many or wrong before. */
  tallies: { rows: number; corrected: number };
  cells: { rows: number; corrected: number };
  voterCells: { rows: number; corrected: number };
  /** Closed battles whose record no longer fits the draw as it was sealed: they are left out of the cells. */
  changedDraws: readonly string[];
};
