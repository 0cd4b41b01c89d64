/** A published board in words, and as the picture to which chats unfold a link. */
import type { PublicBoardOfDay, PublishedDay } from "../../boards/publishing/day.ts";
import type { LeaderboardRow } from "../../boards/standings.ts";
import type { PublicBoard } from "../../boards/publishing/public-board.ts";
import type { LeaderboardPicture, Renderer } from "../../images/picture.ts";
import type { BoardTable } from "../../chat/post.ts";
import { type Language, sentences } from "../../language/index.ts";
import { languageName } from "../../language/language-names.ts";
import { remarks } from "./board-remarks.ts";
import { helpInWords } from "./board-status.ts";
import { type BoardView, boardTable, leaderboardPicture, listRows } from "./leaderboard-picture.ts";

/** What is said of a published board. */
export type PublishedWords = Pick<LeaderboardPicture, "title" | "subtitle" | "status" | "notice" | "footer"> & {
  /** What else its votes say, a sentence each. */
  remarks: string[];
  /** Its models in order, each with its figures and as they are written. */
  rows: { row: LeaderboardRow; written: BoardTable["rows"][number] }[];
};

/** On one page: more are published of no board. */
const mostRows = 1_000;
/** More rows have no room on a card. */
const mostCardRows = 6;

function viewOf(
  { demo }: PublishedDay,
  { task, language: questions, period, days }: PublicBoardOfDay,
  language: Language,
) {
  const about = { demo, task, questions, days, period: period === "all" ? undefined : period };
  return { ...about, language, theme: "light", community: null, page: 1 } satisfies BoardView;
}

/** In a language. */
export function describePublished(day: PublishedDay, one: PublicBoardOfDay, language: Language): PublishedWords {
  const words = sentences(language);
  const { title, subtitle, status, notice, footer } = leaderboardPicture(
    one.board,
    viewOf(day, one, language),
    mostRows,
  );
  const table = boardTable(one.board, language);
  const rows = listRows(one.board).flatMap((row, index) => {
    const written = table.rows[index];
    return written ? [{ row, written }] : [];
  });
  const told = {
    title,
    subtitle,
    ...(status !== undefined && { status }),
    ...(notice !== undefined && { notice }),
    footer,
  };
  return { ...told, remarks: [...helpInWords(one.board, words.boards), ...remarks(one.board, words)], rows };
}

/** The first models of a board on a card: short, for chats show it small. */
function publishedCard(day: PublishedDay, one: PublicBoardOfDay, language: Language): LeaderboardPicture {
  const { boards, publicBoard, tasks } = sentences(language);
  const { title, rows, ...picture } = leaderboardPicture(one.board, viewOf(day, one, language), mostRows);
  const shown = rows.slice(0, mostCardRows).map((row) => ({ ...row, organization: "", votesLabel: "", detail: "" }));
  const about = [
    publicBoard.card(one.board.voters, publicBoard.day(day.publishedAt)),
    ...(one.task ? [tasks[one.task]] : []),
    ...(one.language ? [boards.questionsIn(languageName(one.language, language))] : []),
    ...(one.period === "all" ? [] : [boards.period[one.period]]),
  ];
  return { ...picture, title, subtitle: about.join(boards.separator), status: "", rows: shown, footer: "", card: true };
}

/** Published boards, and pictures of them. */
export type ShownPublicBoard = PublicBoard & {
  /** The first models of a board, 1200 by 630 pixels. */
  draw(day: PublishedDay, one: PublicBoardOfDay, language: Language): Promise<Uint8Array>;
};

/** Adds the pictures. */
export function addCards(board: PublicBoard, renderer: Pick<Renderer, "render">): ShownPublicBoard {
  return { ...board, draw: async (...shown) => (await renderer.render(publishedCard(...shown))).png };
}
