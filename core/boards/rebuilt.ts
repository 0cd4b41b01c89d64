/** The outcome of deriving everything again from the votes. */
export type Rebuilt = {
  /** What it was derived from. */
  battles: number;
  votes: number;
  /** How many rows there are now, and how many were missing, too many or wrong before. */
  tallies: { rows: number; corrected: number };
  cells: { rows: number; corrected: number };
};
