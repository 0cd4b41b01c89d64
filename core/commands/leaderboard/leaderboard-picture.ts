/** A leaderboard as a picture, and in words. */
import type { Task } from "../../answers/task.ts";
import { leastVoters } from "../../rating/fit-ratings.ts";
import type { Leaderboard, LeaderboardRow } from "../../boards/standings.ts";
import type { LeaderboardPicture, LeaderboardPictureRow, Theme } from "../../images/picture.ts";
import { type Language, type Sentences, sentences } from "../../language/index.ts";
import { languageName } from "../../language/language-names.ts";
import type { Group } from "../../people/demographics.ts";
import type { PlatformName } from "../../chat/post.ts";
import type { Period } from "./board-choice.ts";
import { altText } from "../../images/alt-text.ts";

/** As many rows as a phone shows legibly in one picture. */
export const rowsPerPage = 15;
/** No estimate of votes still needed goes beyond this. */
const mostForeseen = 1_000_000;
/** With fewer votes nothing is said of the sides. */
const fewestForSides = 20;
/** More models than this are not named one by one. */
const mostNamed = 3;
/** Weighing voters has to make a held-out vote this much more probable before it is said to help. */
const leastGain = 0.001;

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

/** One page of a board. */
export function leaderboardPicture(board: Leaderboard, view: BoardView): LeaderboardPicture {
  const words = sentences(view.language);
  const { boards } = words;
  const start = (view.page - 1) * rowsPerPage;
  return {
    kind: "leaderboard",
    theme: view.theme,
    ...(view.demo ? { notice: words.models.demoNotice } : {}),
    title: titleOf(board, view, words),
    subtitle: about(board, view, words),
    status: order(board, words),
    headings: board.taste === undefined ? boards.headings : { ...boards.headings, votes: boards.mine.votes },
    rows: board.rows.slice(start, start + rowsPerPage).map((row) => pictureRow(row, words)),
    axisRows: board.rows.map(({ rating, lower, upper }) => ({ rating, lower, upper })),
    footer: footer(board, words).join("\n"),
  };
}

function titleOf({ taste, ability }: Leaderboard, { task }: BoardView, { boards, tasks }: Sentences): string {
  const name = task ? tasks[task] : undefined;
  if (taste === undefined && !ability) return boards.title(name);
  const title = ability ? boards.ability.title : boards.mine.title;
  return name === undefined ? title : `${title}${boards.separator}${name}`;
}

/** What the reader must know, and what the votes say apart from the order. */
function footer(board: Leaderboard, { boards }: Sentences): string[] {
  const { votes, claimed, firm, sensitivity, sideA, taste, ability } = board;
  if (ability) return [boards.ability.footer(ability.heldOut)];
  if (taste !== undefined) return [boards.mine.footer(taste.points, taste.measured)];
  return [
    votes === 0 || claimed ? boards.intervalNote : boards.pointNote,
    ...(votes > 0 && !firm ? [provisionalNote(board, boards)] : []),
    ...(sideA && votes >= fewestForSides ? [sideInWords(sideA, boards)] : []),
    ...(sensitivity ? [boards.sensitivity(sensitivity.votes, sensitivity.rivalName)] : []),
  ];
}

/** The same figures in words. */
export function leaderboardInWords(board: Leaderboard, view: BoardView): string {
  const words = sentences(view.language);
  const { boards } = words;
  const start = (view.page - 1) * rowsPerPage;
  const shown = board.rows.slice(start, start + rowsPerPage);
  const unrated = shown.filter((row) => row.rating === null).map((row) => row.name);
  const title = titleOf(board, view, words);
  return altText(
    [
      `${title}${boards.separator}${about(board, view, words)}`,
      ...[order(board, words)].filter((line) => line !== ""),
      ...shown.flatMap((row) => rowInWords(row, words)),
      ...(unrated.length > 0 ? [boards.unrated(unrated.join(boards.listSeparator))] : []),
      ...footer(board, words).slice(1),
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

/** Names the models it is about, where they are few and the others many. */
function provisionalNote({ aside, rated }: Leaderboard, boards: Sentences["boards"]): string {
  const named = aside.length > 0 && aside.length <= mostNamed && rated - aside.length > 1;
  return named ? boards.asideNote(aside.join(boards.listSeparator)) : boards.provisionalNote;
}

function sideInWords({ points, lower, upper }: Side, boards: Sentences["boards"]): string {
  const round = (value: number | null) => (value === null ? null : Math.round(value));
  return boards.sideA(Math.round(points), round(lower), round(upper));
}

/** How firm the order is, and about how many votes it is short of being so; empty with fewer than two models. */
function order(board: Leaderboard, { boards }: Sentences): string {
  const { forFirst, forAll } = board.missing;
  const written = (votes: number) => boards.count(Number(votes.toPrecision(2)));
  if (board.rated < 2 || board.taste !== undefined) return "";
  if (board.ability) return judgeAbility(board.ability, boards);
  if (!board.claimed) return boards.fewVoters(board.voters, leastVoters);
  if (forAll === 0) return boards.order.firm;
  const foreseen = forAll <= mostForeseen;
  if (forFirst === 0) return foreseen ? boards.order.firstFirm(written(forAll)) : boards.order.firstFirmOnly;
  if (forFirst > mostForeseen) return boards.order.unforeseen;
  return foreseen ? boards.order.open(written(forFirst), written(forAll)) : boards.order.openFirst(written(forFirst));
}

/** A gain in ln p a vote, as how much more probable such a vote is. */
function judgeAbility({ gainPerVote }: NonNullable<Leaderboard["ability"]>, { ability }: Sentences["boards"]): string {
  const gain = Math.expm1(gainPerVote);
  return gain >= leastGain ? ability.helps(`${(gain * 100).toFixed(1)}%`) : ability.helpsNot;
}

function pictureRow(row: LeaderboardRow, words: Sentences): LeaderboardPictureRow {
  const { name, organization, rating, lower, upper, below } = row;
  return {
    name,
    organization,
    rating,
    lower,
    upper,
    below,
    ...(row.difference === undefined ? {} : { detail: words.boards.mine.difference(Math.round(row.difference)) }),
    rankLabel: rankLabel(row),
    votesLabel: words.boards.count(row.votes),
    bothBadLabel: bothBadLabel(row, words),
  };
}

/** "3", or "1–4" where the votes leave several places possible; just the place where none is claimed; "–" without votes. */
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

function rowInWords(row: LeaderboardRow, words: Sentences): string[] {
  const { boards } = words;
  const { name, rating, lower, upper } = row;
  if (rating === null) return [];
  const [votes, bad] = [boards.votes(row.votes), bothBadLabel(row, words)];
  if (lower === null || upper === null) {
    const detail = row.difference === undefined ? "" : boards.mine.difference(Math.round(row.difference));
    return [boards.rowWithout(rankLabel(row), name, Math.round(rating), detail, votes, bad)];
  }
  const [middle, from, to] = [rating, lower, upper].map(Math.round) as [number, number, number];
  return [boards.row(rankLabel(row), name, middle, from, to, votes, bad)];
}
