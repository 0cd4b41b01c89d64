/** What is told below a board's picture: what else its votes say, and whose they are. */
import type { Leaderboard } from "../../boards/standings.ts";
import type { Sentences } from "../../language/index.ts";
import { restsOn, unclaimedInWords } from "./board-status.ts";
import { isApproximate } from "./leaderboard-picture.ts";
import { remarksOfReading } from "./reading-in-words.ts";

/** With fewer votes nothing is said of the sides. */
const fewestForSides = 20;

/** What the votes say apart from the order, a sentence each. */
export function remarks(board: Leaderboard, words: Sentences): string[] {
  const { boards } = words;
  const { votes, taste, reading, ranked } = board;
  const note = ranked === 0 ? boards.unrankedAlone : boards.unrankedNote;
  const below = board.rows.some(isApproximate) ? [note] : [];
  if (votes === 0) return [];
  if (taste !== undefined) return [boards.mine.taste(taste.points, taste.measured), ...below];
  if (!reading) return [...below, ...plainRemarks(board, boards)];
  // Of nobody's places nothing has been found.
  if (ranked < 2) return below;
  return [...remarksOfReading(board, reading, words), ...unclaimedInWords(board, boards), ...below];
}

function plainRemarks(board: Leaderboard, boards: Sentences["boards"]): string[] {
  const { votes, claimed, sensitivity, sideA, busiest, settled } = board;
  return [
    ...(settled.first || settled.order ? [boards.settledNote] : []),
    ...(sideA && votes >= fewestForSides ? [sideInWords(sideA, boards)] : []),
    // Where no place is claimed, none can be lost.
    ...(sensitivity && claimed ? [boards.sensitivity(sensitivity.votes, sensitivity.rivalName)] : []),
    ...(claimed && busiest ? [boards.busiest(busiest.votes, busiest.firstName)] : []),
    ...restsOn(board, boards),
  ];
}

function sideInWords({ points, lower, upper }: NonNullable<Leaderboard["sideA"]>, boards: Sentences["boards"]): string {
  const round = (value: number | null) => (value === null ? null : Math.round(value));
  return boards.sideA(Math.round(points), round(lower), round(upper));
}
