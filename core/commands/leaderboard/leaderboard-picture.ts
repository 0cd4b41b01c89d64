/** A leaderboard as a picture, and in words. */
import type { Task } from "../../answers/task.ts";
import { rangeLabel } from "../../boards/board-moves.ts";
import type { Period } from "../../boards/period.ts";
import type { Leaderboard, LeaderboardRow, Standing } from "../../boards/standings.ts";
import type { LeaderboardPicture, LeaderboardPictureRow, Theme } from "../../images/picture.ts";
import { type Language, type Sentences, sentences } from "../../language/index.ts";
import { languageName } from "../../language/language-names.ts";
import type { Group } from "../../people/demographics.ts";
import type { BoardTable, PlatformName } from "../../chat/post.ts";
import { rankingRule } from "../../rating/rankable.ts";
import { altText } from "../../images/alt-text.ts";
import { finding } from "./board-status.ts";

/** As many rows as a phone shows legibly in one picture. */
export const rowsPerPage = 15;
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
  /** Only battles that closed in these last days. */
  period?: Exclude<Period, "all"> | undefined;
  platform?: PlatformName | undefined;
  /** What the people have said of themselves whose votes these are. */
  group?: Group | undefined;
  /** Whether votes that others could see are left out. */
  unseen?: boolean;
  /** How many votes have come since the board was rated. */
  newer?: number;
  /** The source it is of; with a number of votes: that many of its votes are of this source (null: of all) beside the arena's own. */
  source?: { name: string | null; votes: number | null } | null | undefined;
};

/** How many pages a board has: at least one. @param rows on a page. */
export function countPages(board: Leaderboard, rows = rowsPerPage): number {
  return Math.max(1, Math.ceil(board.rows.length / rows));
}

/** In which order the groups of models stand. */
const standings: readonly Standing[] = ["ranked", "provisional", "incomparable", "retired", "new"];

/** All rows as they are listed: the ranked first, then each group of those that are not; inside a group as on the board. */
export function listRows({ rows }: Leaderboard): LeaderboardRow[] {
  return standings.flatMap((standing) => rows.filter((row) => row.standing === standing));
}

function rowsOf(board: Leaderboard, { page }: BoardView, rows = rowsPerPage): LeaderboardRow[] {
  return listRows(board).slice((page - 1) * rows, page * rows);
}

/** One page of a board. @param rows on a page. */
export function leaderboardPicture(board: Leaderboard, view: BoardView, rows = rowsPerPage): LeaderboardPicture {
  const words = sentences(view.language);
  const { title, status } = finding(board, words);
  const name = nameOf(board, view, words);
  return {
    kind: "leaderboard",
    theme: view.theme,
    ...(view.demo ? { notice: words.models.demoNotice } : {}),
    title: title ?? name,
    subtitle: [...(title === null ? [] : [name]), about(board, view, words, countPages(board, rows))].join(
      words.boards.separator,
    ),
    status,
    headings: words.boards.headings,
    rows: pictureRows(rowsOf(board, view, rows), board, words),
    footer: drawingNote(board, words.boards),
  };
}

function pictureRows(rows: readonly LeaderboardRow[], board: Leaderboard, words: Sentences): LeaderboardPictureRow[] {
  return rows.map((row, index) => {
    const isNew = row.standing !== "ranked" && row.standing !== rows[index - 1]?.standing;
    return { ...pictureRow(row, board, words), ...(isNew ? { heading: headingOf(board, row, words) } : {}) };
  });
}

/** More models than this are in no table; pages of the picture show them all. */
const mostTableRows = 200;

/** All models with the figures of the picture. */
export function boardTable(board: Leaderboard, language: Language): BoardTable {
  const words = sentences(language);
  const listed = listRows(board).slice(0, mostTableRows);
  const rows = pictureRows(listed, board, words).map(({ votesLabel: _label, below: _below, ...row }, index) => ({
    ...row,
    votes: listed[index]?.votes ?? 0,
  }));
  return { headings: { ...words.boards.headings, votes: words.boards.votesHeading }, rows };
}

/** What a board is called. */
function nameOf({ taste, reading }: Leaderboard, { task }: BoardView, { boards, readings, tasks }: Sentences): string {
  const name = task ? tasks[task] : undefined;
  if (taste === undefined && !reading) return boards.title(name);
  const title = reading ? readings[reading.reading].title : boards.mine.title;
  return name === undefined ? title : `${title}${boards.separator}${name}`;
}

/** How the picture is to be read: two lines. */
function drawingNote(board: Leaderboard, boards: Sentences["boards"]): string {
  const { rows, votes, ranked, claimed, reading, taste } = board;
  if (taste !== undefined) return boards.mine.footer(taste.unjudged);
  if (ranked === 0)
    return votes === 0 || rows.some((row) => intervalOf(row).lower !== null) ? boards.linesNote : boards.pointNote;
  // A reading without intervals says so itself.
  if (!claimed) return reading ? "" : boards.pointNote;
  return reading?.reading === "ranks" ? boards.togetherNote : boards.intervalNote;
}

/** Whether it has a rating that its votes bear no more than roughly. */
export function isApproximate({ standing, rating, votes, lower, upper }: LeaderboardRow): boolean {
  if (rating === null || standing === "ranked") return false;
  if (standing !== "retired") return true;
  // Where no interval is claimed, only battles count.
  return lower === null || upper === null ? votes < rankingRule.battles : upper - lower >= rankingRule.width;
}

/** The same figures in words. */
export function leaderboardInWords(board: Leaderboard, view: BoardView): string {
  const words = sentences(view.language);
  const { boards } = words;
  const { title, subtitle, status = "", rows } = leaderboardPicture(board, view);
  const lines = rows.flatMap((row) => {
    if (row.rating === null && row.votesLabel === boards.votes(0)) return [];
    const { rankLabel, name, ratingLabel, detail, votesLabel } = row;
    return [...(row.heading ? [row.heading] : []), boards.row(rankLabel, name, ratingLabel, detail, votesLabel)];
  });
  const unvoted = rowsOf(board, view)
    .filter(({ standing }) => standing === "new")
    .map(({ name }) => name);
  return altText(
    [
      `${title}${boards.separator}${subtitle}`,
      ...(status === "" ? [] : [status]),
      ...lines,
      ...(unvoted.length > 0 ? [boards.unrated(unvoted.join(boards.listSeparator))] : []),
    ],
    words,
  );
}

/** Community, language, days, votes and page: what a board is about. @param pages of which one is shown. */
export function about(board: Leaderboard, view: BoardView, words: Sentences, pages = countPages(board)): string {
  const { boards } = words;
  const { questions, days, page, period, platform, group, newer = 0 } = view;
  return [
    placeInWords(view, boards),
    ...(platform ? [boards.platform(words.platformNames[platform].called)] : []),
    ...(group ? [boards.group(words.people.values[group.value])] : []),
    ...(questions ? [boards.questionsIn(languageName(questions, view.language))] : []),
    ...(period ? [boards.period[period]] : []),
    ...(view.unseen ? [boards.unseen] : []),
    ...(days ? [boards.days(new Date(days.first), new Date(days.last))] : []),
    board.taste === undefined ? boards.votes(board.votes) : boards.mine.about(board.votes),
    ...sourcesInWords(view, boards),
    ...(newer > 0 ? [boards.newer(newer)] : []),
    ...(pages > 1 ? [boards.page(page, pages)] : []),
  ].join(boards.separator);
}

/** Whose votes they are. */
function placeInWords({ source, community }: BoardView, boards: Sentences["boards"]): string {
  return source?.name && source.votes === null ? boards.source(source.name) : (community ?? boards.everywhere);
}

/** How many of them are from elsewhere, where there are others. */
function sourcesInWords({ source }: BoardView, boards: Sentences["boards"]): string[] {
  return source && source.votes !== null ? [boards.ofSource(source.votes, source.name)] : [];
}

/** A wider interval than this, rating points, says no more than that nothing is known: ten thousand to one. */
const widestTold = 1_600;

/** The ends of a row's interval as they are told; null where there are none, or where they tell nothing. */
export function intervalOf({ lower, upper }: LeaderboardRow): Pick<LeaderboardRow, "lower" | "upper"> {
  return lower !== null && upper !== null && upper - lower <= widestTold
    ? { lower, upper }
    : { lower: null, upper: null };
}

/** An interval in words; empty where none is told. */
export function rangeInWords(row: LeaderboardRow, boards: Sentences["boards"]): string {
  const { lower, upper } = intervalOf(row);
  return lower === null || upper === null ? "" : boards.range(Math.round(lower), Math.round(upper));
}

/** What heads the group of models that a row without a place begins. */
function headingOf({ reading, ranked }: Leaderboard, { standing }: LeaderboardRow, { boards }: Sentences): string {
  if (standing === "ranked") return "";
  return boards.unranked[reading && ranked > 0 && standing === "provisional" ? "reading" : standing];
}

/** A model's line, as it is drawn. */
export function pictureRow(row: LeaderboardRow, { taste }: Leaderboard, words: Sentences): LeaderboardPictureRow {
  const { name, organization, rating, below, standing } = row;
  const { boards } = words;
  const label = rating === null ? "–" : String(Math.round(rating));
  return {
    ...{ name, organization, rating, ...intervalOf(row), below },
    ...(standing === "ranked" ? {} : { faint: true }),
    ratingLabel: isApproximate(row) ? boards.approximately(label) : label,
    detail:
      reachInWords(row) || (row.difference === undefined ? "" : boards.mine.difference(Math.round(row.difference))),
    rankLabel: rankLabel(row),
    votesLabel: taste === undefined ? boards.votes(row.votes) : boards.mine.votes(row.votes),
  };
}

/** How far an interval reaches, such as "±6" or "+9/−5"; empty where none is told. */
function reachInWords(row: LeaderboardRow): string {
  const { lower, upper } = intervalOf(row);
  if (row.rating === null || lower === null || upper === null) return "";
  const [above, below] = [upper - row.rating, row.rating - lower];
  // Two ends that differ by rounding alone are the same.
  if (Math.abs(above - below) < 1) return `±${Math.round((above + below) / 2)}`;
  return `+${Math.round(above)}/−${Math.round(below)}`;
}

/** "3", or "1–4" where the votes leave several places possible; just the place where none is claimed; "–" without a place. */
export function rankLabel({
  rank,
  rankBest,
  rankWorst,
  lower,
}: Pick<LeaderboardRow, "rank" | "rankBest" | "rankWorst" | "lower">): string {
  if (rank === null || rankBest === null || rankWorst === null) return "–";
  if (lower === null) return `${rank}`;
  return rangeLabel({ rankBest, rankWorst });
}
