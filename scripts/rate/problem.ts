/** Something the person at the terminal can mend: its message says what happened, why, and what to do. */
export class RateProblem extends Error {}

/** What is wrong with one row, and in which line it begins; lines count from 1, the header included. */
export type BadRow = { line: number; reason: string };
