/** A leaderboard as a picture, and in words. */
import type { Task } from "../../answers/task.ts";
import type { Leaderboard, LeaderboardRow, Standing } from "../../boards/standings.ts";
import type { LeaderboardPicture, LeaderboardPictureRow, Theme } from "../../images/picture.ts";
import { type Language, type Sentences, sentences } from "../../language/index.ts";
import { languageName } from "../../language/language-names.ts";
import type { Group } from "../../people/demographics.ts";
import type { PlatformName } from "../../chat/post.ts";
import { rankingRule } from "../../rating/rankable.ts";
import type { Period } from "./board-choice.ts";
import { altText } from "../../images/alt-text.ts";
import { busiestInWords, restsOn, statusLine, unclaimedInWords } from "./board-status.ts";
import { remarksOfReading } from "./reading-in-words.ts";

/** As many rows as a phone shows legibly in one picture. */
export const rowsPerPage = 15;
/** With fewer votes nothing is said of the sides. */
const fewestForSides = 20;
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
};

type Side = NonNullable<Leaderboard["sideA"]>;

/** How many pages a board has: at least one. */
export function countPages(board: Leaderboard): number {
  return Math.max(1, Math.ceil(board.rows.length / rowsPerPage));
}

/** In which order the groups of models stand. */
const standings: readonly Standing[] = ["ranked", "provisional", "incomparable", "retired", "new"];

/** All rows as they are listed: the ranked first, then each group of those that are not; inside a group as on the board. */
export function listRows({ rows }: Leaderboard): LeaderboardRow[] {
  return standings.flatMap((standing) => rows.filter((row) => row.standing === standing));
}

function rowsOf(board: Leaderboard, { page }: BoardView): LeaderboardRow[] {
  return listRows(board).slice((page - 1) * rowsPerPage, page * rowsPerPage);
}

/** One page of a board. */
export function leaderboardPicture(board: Leaderboard, view: BoardView): LeaderboardPicture {
  const words = sentences(view.language);
  const { boards } = words;
  return {
    kind: "leaderboard",
    theme: view.theme,
    ...(view.demo ? { notice: words.models.demoNotice } : {}),
    title: titleOf(board, view, words),
    subtitle: about(board, view, words),
    status: statusLine(board, words),
    headings: board.taste === undefined ? boards.headings : { ...boards.headings, votes: boards.mine.votes },
    rows: rowsOf(board, view).map((row, index, all) => {
      const isNew = row.standing !== "ranked" && row.standing !== all[index - 1]?.standing;
      return { ...pictureRow(row, words), ...(isNew ? { heading: headingOf(board, row, words) } : {}) };
    }),
    axisRows: board.rows.map((row) => {
      return { rating: row.rating, ...intervalOf(row), faint: row.standing !== "ranked" };
    }),
    footer: footer(board, words).join("\n"),
  };
}

function titleOf({ taste, reading }: Leaderboard, { task }: BoardView, { boards, readings, tasks }: Sentences): string {
  const name = task ? tasks[task] : undefined;
  if (taste === undefined && !reading) return boards.title(name);
  const title = reading ? readings[reading.reading].title : boards.mine.title;
  return name === undefined ? title : `${title}${boards.separator}${name}`;
}

/** What the votes say apart from the order, a sentence each. */
function remarks(board: Leaderboard, words: Sentences): string[] {
  const { boards } = words;
  const { votes, claimed, sensitivity, sideA, taste, reading } = board;
  const note = board.ranked === 0 ? boards.unrankedAlone : boards.unrankedNote;
  const below = board.rows.some(isApproximate) ? [note] : [];
  if (taste !== undefined) return below;
  // Of nobody's places nothing has been found.
  if (reading && board.ranked < 2) return below;
  if (reading) return [...remarksOfReading(board, reading, words), ...unclaimedInWords(board, boards), ...below];
  return [
    ...(board.settled.first || board.settled.order ? [boards.settledNote] : []),
    ...below,
    ...(sideA && votes >= fewestForSides ? [sideInWords(sideA, boards)] : []),
    // Where no place is claimed, none can be lost.
    ...(sensitivity && claimed ? [boards.sensitivity(sensitivity.votes, sensitivity.rivalName)] : []),
    ...(claimed ? busiestInWords(board, boards) : []),
    ...restsOn(board, boards),
  ];
}

function footer(board: Leaderboard, words: Sentences): string[] {
  const [note, told] = [drawingNote(board, words.boards), remarks(board, words)];
  if (!board.reading) return [note, ...told];
  // A reading that has no intervals says so itself.
  return board.claimed || board.ranked === 0 ? [...told, note] : told;
}

/** How the picture is to be read. */
function drawingNote(board: Leaderboard, boards: Sentences["boards"]): string {
  const { rows, votes, ranked, claimed, reading, taste } = board;
  if (taste !== undefined) return boards.mine.footer(taste.points, taste.measured, taste.unjudged);
  if (ranked === 0)
    return votes === 0 || rows.some((row) => intervalOf(row).lower !== null) ? boards.linesNote : boards.pointNote;
  if (!claimed) return boards.pointNote;
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
  const shown = rowsOf(board, view);
  const unvoted = shown.filter(({ standing }) => standing === "new").map(({ name }) => name);
  const groups = standings
    .filter((standing) => standing !== "new")
    .flatMap((standing) => {
      const own = shown.filter((row) => row.standing === standing);
      const [first] = own;
      const lines = own.map((row) => rowInWords(row, words));
      return standing === "ranked" || !first ? lines : [headingOf(board, first, words), ...lines];
    });
  return altText(
    [
      `${titleOf(board, view, words)}${boards.separator}${about(board, view, words)}`,
      ...[statusLine(board, words)].filter((line) => line !== ""),
      ...groups,
      ...(unvoted.length > 0 ? [boards.unrated(unvoted.join(boards.listSeparator))] : []),
      ...remarks(board, words),
    ],
    words,
  );
}

/** Community, language, days, votes and page: what a board is about. @param pages of which one is shown. */
export function about(board: Leaderboard, view: BoardView, words: Sentences, pages = countPages(board)): string {
  const { boards } = words;
  const { questions, community, days, page, period, platform, group, newer = 0 } = view;
  return [
    community ?? boards.everywhere,
    ...(platform ? [boards.platform(words.platformNames[platform].called)] : []),
    ...(group ? [boards.group(words.people.values[group.value])] : []),
    ...(questions ? [boards.questionsIn(languageName(questions, view.language))] : []),
    ...(period ? [boards.period[period]] : []),
    ...(view.unseen ? [boards.unseen] : []),
    ...(days ? [boards.days(new Date(days.first), new Date(days.last))] : []),
    board.taste === undefined ? boards.votes(board.votes) : boards.mine.about(board.votes),
    ...(newer > 0 ? [boards.newer(newer)] : []),
    ...(pages > 1 ? [boards.page(page, pages)] : []),
  ].join(boards.separator);
}

function sideInWords({ points, lower, upper }: Side, boards: Sentences["boards"]): string {
  const round = (value: number | null) => (value === null ? null : Math.round(value));
  return boards.sideA(Math.round(points), round(lower), round(upper));
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

function pictureRow(row: LeaderboardRow, words: Sentences): LeaderboardPictureRow {
  const { name, organization, rating, below, standing } = row;
  const { boards } = words;
  return {
    ...{ name, organization, rating, ...intervalOf(row), below },
    ...(standing === "ranked" ? {} : { faint: true }),
    ...(rating !== null && isApproximate(row) ? { ratingLabel: boards.approximately(Math.round(rating)) } : {}),
    ...(row.difference === undefined ? {} : { detail: boards.mine.difference(Math.round(row.difference)) }),
    rankLabel: rankLabel(row),
    votesLabel: boards.count(row.votes),
    bothBadLabel: bothBadLabel(row, words),
  };
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
  return rankBest === rankWorst ? `${rankBest}` : `${rankBest}–${rankWorst}`;
}

function bothBadLabel({ bothBadShare }: LeaderboardRow, { boards }: Sentences): string {
  return bothBadShare === null ? "–" : boards.percent(bothBadShare);
}

function rowInWords(row: LeaderboardRow, { boards }: Sentences): string {
  const { name, rating, standing } = row;
  const bad = row.bothBadShare === null ? "–" : boards.percent(row.bothBadShare);
  const votes = boards.votes(row.votes);
  if (rating === null) return boards.rowUnrated(name, votes, bad);
  const middle = Math.round(rating);
  const difference = row.difference === undefined ? "" : boards.mine.difference(Math.round(row.difference));
  const detail = rangeInWords(row, boards) || difference;
  if (standing === "ranked") return boards.row(rankLabel(row), name, middle, detail, votes, bad);
  return boards.rowUnranked(name, middle, isApproximate(row), detail, votes, bad);
}
