/** Each model against each, as a picture and in words. */
import type { Leaderboard } from "../../boards/standings.ts";
import { scoreHeadToHead } from "../../boards/profile.ts";
import { scoreShare } from "../../boards/score.ts";
import { type MatrixCell, type MatrixPicture, mostMatrixModels } from "../../images/picture.ts";
import { sentences, type Sentences } from "../../language/index.ts";
import type { PairTally } from "../../rating/pair-tally.ts";
import { altText } from "../../images/alt-text.ts";
import { about, type BoardView } from "./leaderboard-picture.ts";

/** With so few votes a square has half of its shade. */
const shadeVotes = 4;

type Shown = { names: string[]; cells: (MatrixCell | null)[][]; leftOut: number };

/** @param board in whose order the models stand: only as many as have room. */
function showMatrix(board: Leaderboard, tallies: readonly PairTally[], { boards }: Sentences): Shown {
  const rated = board.rows.filter(({ rating }) => rating !== null);
  const shown = rated.slice(0, mostMatrixModels);
  const cells = shown.map(({ model }) =>
    shown.map(({ model: rival }): MatrixCell | null => {
      if (model === rival) return null;
      const score = scoreHeadToHead(tallies, model, rival);
      const share = scoreShare(score);
      if (share === null) return null;
      const shade = (2 * share - 1) * (score.votes / (score.votes + shadeVotes));
      return { shade, figure: boards.percent(share), detail: boards.count(score.votes) };
    }),
  );
  return { names: shown.map(({ name }) => name), cells, leftOut: rated.length - shown.length };
}

export function matrixPicture(board: Leaderboard, tallies: readonly PairTally[], view: BoardView): MatrixPicture {
  const words = sentences(view.language);
  const { names, cells, leftOut } = showMatrix(board, tallies, words);
  const { matrix } = words.boards;
  return {
    kind: "matrix",
    theme: view.theme,
    ...(view.demo ? { notice: words.models.demoNotice } : {}),
    title: titleOf(view, words),
    subtitle: about(board, view, words, 1),
    ...(names.length < 2 ? { status: matrix.none } : leftOut > 0 ? { status: matrix.more(leftOut) } : {}),
    names,
    cells,
    footer: matrix.footer,
  };
}

/** The same figures in words: each pair once. */
export function matrixInWords(board: Leaderboard, tallies: readonly PairTally[], view: BoardView): string {
  const words = sentences(view.language);
  const { names, cells } = showMatrix(board, tallies, words);
  const { matrix, separator } = words.boards;
  const lines = cells.flatMap((row, index) =>
    row.slice(index + 1).flatMap((cell, step) => {
      const [one, other] = [names[index] ?? "", names[index + 1 + step] ?? ""];
      return cell ? [matrix.line(one, other, cell.figure, cell.detail)] : [];
    }),
  );
  const heading = `${titleOf(view, words)}${separator}${about(board, view, words, 1)}`;
  return altText([heading, ...(lines.length === 0 ? [matrix.none] : lines)], words);
}

function titleOf({ task }: BoardView, { boards, tasks }: Sentences): string {
  return task ? `${boards.matrix.title}${boards.separator}${tasks[task]}` : boards.matrix.title;
}
