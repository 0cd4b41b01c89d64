/** A board as a post: read, drawn and said in words. */
import type { Picture } from "../../images/picture.ts";
import { drawForPost } from "../draw-for-post.ts";
import { pictureTheme } from "../../battle/community-settings.ts";
import { leagueOf } from "../../battle/draw.ts";
import { createReadingBoard } from "../../boards/readings/reading-board.ts";
import { createLeaderboard, createPersonalBoard, type Leaderboard } from "../../boards/standings.ts";
import { remarks } from "./board-remarks.ts";
import { helpInWords, oneDecides } from "./board-status.ts";
import { fitInWords } from "./fit-in-words.ts";
import type { CurrentBoard } from "../../boards/rating-work.ts";
import { type BoardFilter, filterKey } from "../../boards/cell.ts";
import { type Post, type Sender, textPost } from "../../chat/post.ts";
import { Refusal } from "../../chat/refusal.ts";
import { may } from "../../chat/roles.ts";
import { type Language, sentences, type Sentences } from "../../language/index.ts";
import { showsNothing } from "../../language/shows-nothing.ts";
import { leastPeople } from "../../people/demographics.ts";
import type { Heard } from "../../people/spoken-languages.ts";
import type { TopWithout } from "../../rating/busiest-voter.ts";
import { countVotes, type PairTally } from "../../rating/pair-tally.ts";
import type { CommandContext } from "../command.ts";
import { type BoardChoice, wholeBoard } from "./board-choice.ts";
import { filterOf, findSources, type FoundSources, modelsOf } from "./board-filter.ts";
import { boardButtons, formsOf, readingsOf } from "./board-buttons.ts";
import { drawCosts, type Drawn } from "./draw-costs.ts";
import {
  about,
  boardTable,
  type BoardView,
  countPages,
  leaderboardInWords,
  leaderboardPicture,
} from "./leaderboard-picture.ts";
import { historyInWords, historyPicture, matrixInWords, matrixPicture } from "./other-pictures.ts";

/** As many points as a line over time has at most. */
const mostSpans = 30;

/** Whoever asked for a board or pressed a button of one. */
export type From = Heard<Sender>;

type FoundBoard = {
  board: Leaderboard;
  /** The ratings that it was made of: everybody's, also where the board is somebody's own. */
  current: CurrentBoard;
  /** Whether one person decides first place; null where nobody is to be told. */
  adminsOnly: TopWithout["adminsOnly"] | null;
  days: BoardView["days"];
  newer: number;
  /** The votes that its matrix is made from. */
  tallies: readonly PairTally[];
  filter: BoardFilter;
  /** The source it is of, or what it takes in of sources beside the arena's own votes; null: nothing. */
  source: BoardView["source"];
};

/**
 * Reads a board and draws it.
 * @param posted the language of the post in which everybody sees it; null if only one person does.
 * @throws {Refusal} for a group of people too small to be shown.
 */
export async function showBoard(
  context: CommandContext,
  from: From,
  wanted: BoardChoice,
  language: Language,
  posted: Language | null,
) {
  const chosen = possible(wanted);
  const words = sentences(language);
  if (chosen.reading === "fit") return showFit(context, from, chosen, language, posted);
  const found = await readBoard(context, from, chosen);
  const { board, days, newer } = found;
  const choice = { ...chosen, page: Math.min(chosen.page, countPages(board)) };
  const view = { ...viewOf(context, from, choice, language), days, newer, source: found.source };
  const { picture, alt, more = [] } = await drawForm(context, from, { ...choice, found, view });
  const image = await drawForPost(context.renderer, picture, alt, from);
  const table = choice.form === "board" ? boardTable(board, language) : undefined;
  const heading = `**${picture.title}**${words.boards.separator}${picture.subtitle}`;
  const aside = choice.scope !== "me" && found.current.aside > 0 ? [words.boards.aside(found.current.aside)] : [];
  const plainOnly = wanted.reading !== null && chosen.reading === null ? [words.readingMenu.none] : [];
  return {
    text: [
      board.votes === 0 ? emptyBoard(choice, words) : heading,
      ...(choice.form === "board" ? [...helpInWords(board, words.boards), ...remarks(board, words)] : []),
      ...aside,
      ...plainOnly,
      ...more,
    ].join("\n"),
    buttons: boardButtons(choice, posted, countPages(board), words),
    images: [image],
    models: namesIn(picture),
    ...(table && { table }),
    language,
  } satisfies Post;
}

/** The models whose names stand in a picture, where those are listed in it. */
function namesIn(picture: Picture): string[] {
  if (picture.kind === "matrix") return picture.names;
  if (picture.kind === "scatter") return picture.points.map(({ name }) => name);
  return picture.kind === "leaderboard" ? picture.rows.map(({ name }) => name) : [];
}

/** For those alone who run a community, in private: whether one person decides first place on its board. */
export async function sayWhoDecides(context: CommandContext, from: From): Promise<string[]> {
  if (!may(from, "see-who-decides")) return [];
  const { board, adminsOnly } = await readBoard(context, from, { ...wholeBoard, scope: "here" });
  const nameOf = (id: string) => board.rows.find(({ model }) => model === id)?.name ?? id;
  return adminsOnly ? oneDecides(adminsOnly, nameOf, sentences(from.language).boards) : [];
}

/** What there is of what is wanted: the plain board where there is no such form, and only a ranking has other readings. */
function possible(wanted: BoardChoice): BoardChoice {
  const form = formsOf(wanted).includes(wanted.form) ? wanted.form : "board";
  const has = form === "board" && wanted.reading !== null && readingsOf(wanted).includes(wanted.reading);
  return { ...wanted, form, reading: has ? wanted.reading : null };
}

/** The reading that ranks nothing: words, without a picture. */
async function showFit(
  context: CommandContext,
  from: From,
  choice: BoardChoice,
  language: Language,
  posted: Language | null,
): Promise<Post> {
  const words = sentences(language);
  const { title, answers } = words.readings.fit;
  const { board, days, newer, current, filter, source } = await readBoard(context, from, choice);
  const view = { ...viewOf(context, from, choice, language), days, newer, source };
  const names = new Map(board.rows.map(({ model, name }) => [model, name]));
  const test = await context.boards.fit(filter, current);
  const found = fitInWords(test, (model) => names.get(model) ?? model, words);
  const named = choice.task ? `${title}${words.boards.separator}${words.tasks[choice.task]}` : title;
  const heading = `**${named}**${words.boards.separator}${about(board, view, words, 1)}`;
  return {
    ...textPost([heading, answers, ...found].join("\n\n")),
    buttons: boardButtons({ ...choice, page: 1 }, posted, 1, words),
    language,
  };
}

type Shown = BoardChoice & { found: FoundBoard; view: BoardView };

/** The picture of a board in the form that is wanted, and the same in words. */
async function drawForm(context: CommandContext, from: From, { found, view, ...choice }: Shown): Promise<Drawn> {
  const { board, tallies } = found;
  if (choice.form === "matrix")
    return { picture: matrixPicture(board, tallies, view), alt: matrixInWords(board, tallies, view) };
  if (choice.form === "history") {
    const { group: _group, ...filter } = found.filter;
    const history = await context.boards.history(filter, found.current.rating, mostSpans);
    return { picture: historyPicture(board, history, view), alt: historyInWords(board, history, view) };
  }
  if (choice.form === "cost") return await drawCosts(context, board, found.current.rating, view);
  return { picture: leaderboardPicture(board, view), alt: leaderboardInWords(board, view) };
}

function nameOf({ communityName = "" }: From, language: Language): string {
  return showsNothing(communityName) ? sentences(language).boards.here : communityName;
}

function viewOf(context: CommandContext, from: From, choice: BoardChoice, language: Language) {
  return {
    language,
    theme: pictureTheme({ theme: from.communityTheme }, from.platform),
    demo: leagueOf(context.lineup().models) === "demo" && !choice.source?.alone,
    task: choice.task,
    questions: choice.language,
    community: choice.scope === "here" ? nameOf(from, language) : null,
    period: choice.period === "all" ? undefined : choice.period,
    platform: choice.platform ?? undefined,
    group: choice.group ?? undefined,
    unseen: choice.unseen,
    page: choice.page,
  } satisfies Omit<BoardView, "days" | "source">;
}

/** @throws {Refusal} for a group of people too small to be shown. */
async function readBoard(context: CommandContext, from: From, choice: BoardChoice): Promise<FoundBoard> {
  const sources = await findSources(context, choice, from.language);
  const filter = filterOf(context, from, choice, sources);
  const current = await context.boards.read(filter);
  const { rating, days, newer } = current;
  if (choice.group && rating.voters < leastPeople)
    throw new Refusal(sentences(from.language).boards.tooFewPeople(leastPeople));
  if (choice.scope === "me") return readOwnBoard(context, from, filter, current);
  const models = await modelsOf(context, rating, choice);
  const { reading } = choice;
  const board =
    reading === null || reading === "fit"
      ? createLeaderboard(rating, models)
      : createReadingBoard(await context.boards.reading(filter, current, reading), rating, models);
  const adminsOnly = (board.claimed && rating.without?.adminsOnly) || null;
  const source = await describeSource(context, choice, sources, filter);
  // Of votes from elsewhere nobody knows whether chance decided which model was A.
  const told = source ? { ...board, sideA: null } : board;
  return { board: told, current, adminsOnly, days, newer, tallies: rating.cells, filter, source };
}

/** What a board has of sources; how many of the votes that fit, where there are others beside them. */
async function describeSource(
  { store }: CommandContext,
  { source }: BoardChoice,
  names: FoundSources,
  { sources, exceptCommunity: _except, ...filter }: BoardFilter,
): Promise<BoardView["source"]> {
  if (source === null) return null;
  const name = source.named === "all" ? null : (names[0] ?? null);
  const [first, ...others] = sources ?? [];
  if (source.alone || first === undefined) return { name, votes: null };
  const cells = await store.boards.cells({ ...filter, league: first, sources: others });
  return { name, votes: cells.reduce((sum, cell) => sum + countVotes(cell), 0) };
}

/** By the votes of whoever asks; how far tastes lie apart is measured by everybody's on everything. */
async function readOwnBoard(
  context: CommandContext,
  from: From,
  filter: BoardFilter,
  current: CurrentBoard,
): Promise<FoundBoard> {
  const { boards, store, pseudonyms } = context;
  const own = await store.boards.cells(filter, { voter: pseudonyms.of(from.person) });
  const whole = filterOf(context, from, wholeBoard);
  const isWhole = filterKey(whole).join(" ") === filterKey(filter).join(" ");
  const taste = await boards.taste(whole, isWhole ? current : await boards.read(whole));
  const fit = await boards.own(own, current, taste);
  const { rating } = current;
  const board = createPersonalBoard(own, fit, rating, taste, await modelsOf(context, rating, wholeBoard));
  return { board, current, adminsOnly: null, days: null, newer: 0, tallies: own, filter, source: null };
}

function emptyBoard(choice: BoardChoice, { boards, tasks: names }: Sentences): string {
  const { task, language, scope, period, platform, unseen, source } = choice;
  if (scope === "me") return boards.mine.empty;
  if (source || unseen || language || platform || period !== "all" || scope === "here") return boards.emptySelection;
  return task ? boards.emptyTask(names[task]) : boards.emptyBoard;
}
