/** The record as boards read it. */
import type { BoardFilter, BoardVotes, Cell, CellFilter, DatedTally } from "./cell.ts";
import type { SampledVotes } from "./sampled-votes.ts";

/** A board that was rated, in the form of whoever rated it. */
export type KeptSnapshot = { folded: number; ratedAt: Date; content: Uint8Array };

/** Sums of closed battles, and boards as they were rated last. */
export interface BoardStore {
  /**
   * Takes the votes of some closed battles into the cells that boards are made from, each battle once, however many
   * processes do so; leaves out battles that were masked. @returns how many battles: 0 when none was left.
   */
  fold(): Promise<number>;
  /** Sums by ordered pair and task of the votes that fit: everybody's, or one voter's; folds first what has closed. */
  cells(filter: CellFilter, voter?: string): Promise<Cell[]>;
  /** The votes that a board is about; folds first what has closed. */
  boardVotes(filter: BoardFilter): Promise<BoardVotes>;
  /** Single votes that fit, at most so many, on whole battles that are drawn evenly from all; folds first what has closed. */
  sampleVotes(filter: BoardFilter, most: number): Promise<SampledVotes>;
  /** How many votes that fit the filter were folded after the folding of that number; folds first what has closed. */
  votesSince(filter: BoardFilter, folded: number): Promise<number>;
  /** The votes that fit by ordered pair, summed up over at most so many spans of days; folds first what has closed. */
  datedTallies(filter: CellFilter, spans: number): Promise<DatedTally[]>;
  /** A board as it was rated last, as whoever rated it has written it down; undefined when nobody has. */
  boardSnapshot(key: string): Promise<KeptSnapshot | undefined>;
  /** Keeps it in place of an older one; of several processes' the one with the later folding stays. */
  saveBoardSnapshot(key: string, snapshot: KeptSnapshot): Promise<void>;
  /** What a model's newest `limit` answers in closed battles are like. */
  answerFacts(model: string, limit: number): Promise<AnswerFacts>;
}

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
