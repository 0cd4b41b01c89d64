/** A leaderboard as a picture, and in words. */
import type { Task } from "../../arena/task.ts";
import type { Leaderboard, LeaderboardRow } from "../../boards/leaderboard.ts";
import type { LeaderboardPicture, LeaderboardPictureRow, Theme } from "../../images/picture.ts";
import type { Language, Sentences } from "../../language/index.ts";
import { sentences } from "../../language/index.ts";
import { languageName } from "../../language/language-names.ts";
import { altText } from "./alt-text.ts";

/** As many rows as a phone shows legibly in one picture. */
export const rowsPerPage = 15;
/** Where estimates end: beyond this many votes, nobody can foresee anything. */
const mostForeseen = 1_000_000;

/** What a board is about, and how it is to look. */
export type BoardView = {
  language: Language;
  theme: Theme;
  demo: boolean;
  task: Task | null;
  /** BCP 47 tag of the questions; null: all. */
  questions: string | null;
  /** What the community is called that it is about; null: all communities. */
  community: string | null;
  /** When the first and the last of its battles closed. */
  days: { first: string; last: string } | null;
  /** From 1 on. */
  page: number;
};

/** How many pages a board has: at least one. */
export function countPages(board: Leaderboard): number {
  return Math.max(1, Math.ceil(board.rows.length / rowsPerPage));
}

/** One page of a board. */
export function leaderboardPicture(board: Leaderboard, view: BoardView): LeaderboardPicture {
  const words = sentences(view.language);
  const { boards } = words;
  const start = (view.page - 1) * rowsPerPage;
  return {
    kind: "leaderboard",
    theme: view.theme,
    ...(view.demo ? { notice: words.models.demoNotice } : {}),
    title: boards.title(view.task ? words.tasks[view.task] : undefined),
    subtitle: about(board, view, words),
    status: order(board, words),
    headings: boards.headings,
    rows: board.rows.slice(start, start + rowsPerPage).map((row) => pictureRow(row, words)),
    axisRows: board.rows.map(({ rating, lower, upper }) => ({ rating, lower, upper })),
    footer: board.votes > 0 && !board.firm ? `${boards.intervalNote}\n${boards.provisionalNote}` : boards.intervalNote,
  };
}

/** The same figures in words. */
export function leaderboardInWords(board: Leaderboard, view: BoardView): string {
  const words = sentences(view.language);
  const { boards } = words;
  const start = (view.page - 1) * rowsPerPage;
  const shown = board.rows.slice(start, start + rowsPerPage);
  const unrated = shown.filter((row) => row.rating === null).map((row) => row.name);
  const title = boards.title(view.task ? words.tasks[view.task] : undefined);
  return altText(
    [
      `${title}${boards.separator}${about(board, view, words)}`,
      ...[order(board, words)].filter((line) => line !== ""),
      ...shown.flatMap((row) => rowInWords(row, words)),
      ...(unrated.length > 0 ? [boards.unrated(unrated.join(boards.listSeparator))] : []),
    ],
    words,
  );
}

/** Community, language, days, votes and page. */
function about(board: Leaderboard, view: BoardView, words: Sentences): string {
  const { boards } = words;
  const { questions, community, days, page } = view;
  const pages = countPages(board);
  return [
    community ?? boards.everywhere,
    ...(questions ? [boards.questionsIn(languageName(questions, view.language))] : []),
    ...(days ? [boards.days(new Date(days.first), new Date(days.last))] : []),
    boards.votes(board.votes),
    ...(pages > 1 ? [boards.page(page, pages)] : []),
  ].join(boards.separator);
}

/** How firm the order is, and about how many votes it is short of being so; empty with fewer than two models. */
function order(board: Leaderboard, { boards }: Sentences): string {
  const { forFirst, forAll } = board.missing;
  const written = (votes: number) => boards.count(Number(votes.toPrecision(2)));
  if (board.rated < 2) return "";
  if (forAll === 0) return boards.order.firm;
  const foreseen = forAll <= mostForeseen;
  if (forFirst === 0) return foreseen ? boards.order.firstFirm(written(forAll)) : boards.order.firstFirmOnly;
  if (forFirst > mostForeseen) return boards.order.unforeseen;
  return foreseen ? boards.order.open(written(forFirst), written(forAll)) : boards.order.openFirst(written(forFirst));
}

function pictureRow(row: LeaderboardRow, words: Sentences): LeaderboardPictureRow {
  const { name, organization, rating, lower, upper, below } = row;
  return {
    ...{ name, organization, rating, lower, upper, below },
    rankLabel: rankLabel(row),
    votesLabel: words.boards.count(row.votes),
    bothBadLabel: bothBadLabel(row, words),
  };
}

/** "3", or "1–4" where the votes leave several places possible; "–" without votes. */
export function rankLabel({ rankBest, rankWorst }: Pick<LeaderboardRow, "rankBest" | "rankWorst">): string {
  if (rankBest === null || rankWorst === null) return "–";
  return rankBest === rankWorst ? `${rankBest}` : `${rankBest}–${rankWorst}`;
}

function bothBadLabel({ bothBadShare }: LeaderboardRow, { boards }: Sentences): string {
  return bothBadShare === null ? "–" : boards.percent(bothBadShare);
}

function rowInWords(row: LeaderboardRow, words: Sentences): string[] {
  const { boards } = words;
  const { name, rating, lower, upper } = row;
  if (rating === null || lower === null || upper === null) return [];
  const [middle, from, to] = [rating, lower, upper].map(Math.round) as [number, number, number];
  return [boards.row(rankLabel(row), name, middle, from, to, boards.votes(row.votes), bothBadLabel(row, words))];
}
