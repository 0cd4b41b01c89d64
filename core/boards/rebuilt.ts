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
