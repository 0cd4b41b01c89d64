import { pictureTheme } from "../battle/community-settings.ts";
import { leagueOf } from "../battle/draw.ts";
import { tasks } from "../answers/task.ts";
import { createLeaderboard, type Leaderboard, createPersonalBoard, createAbilityBoard } from "../boards/standings.ts";
import type { BoardFilter } from "../boards/cell.ts";
import { type Language, sentences, type Sentences } from "../language/index.ts";
import { showsNothing } from "../language/shows-nothing.ts";
import { leastPeople } from "../people/demographics.ts";
import { type Heard, sharedLanguage } from "../people/spoken-languages.ts";
import {
  type Button,
  openPageCommunity,
  type Post,
  type Press,
  type Reply,
  type Sender,
  textPost,
} from "../chat/post.ts";
import type { PairTally } from "../rating/pair-tally.ts";
import { Refusal } from "../chat/refusal.ts";
import { type BoardChoice, type BoardForm, boardForms, type Period, periods, readBoardChoice } from "./board-choice.ts";
import { decodeBoardChoice, encodeBoardChoice, readPostedLanguage } from "./board-code.ts";
import { actionOf, type Command, type CommandContext } from "./command.ts";
import { isJuryBoard, showJuryBoard } from "./jury-board.ts";
import { historyInWords, historyPicture } from "./pictures/history-picture.ts";
import { matrixInWords, matrixPicture } from "./pictures/matrix-picture.ts";
import { type BoardView, countPages, leaderboardInWords, leaderboardPicture } from "./pictures/leaderboard-picture.ts";

/**
 * `/leaderboard [TASK] [LANGUAGE] [here|me|everywhere] [7d|30d] [PLATFORM] [GROUP] [unseen] [PAGE]`, `/leaderboard jury`: the
 * ratings of all closed battles that fit, as a picture.
 */
export const leaderboard: Command = {
  name: "leaderboard",
  async run(context, request, rest) {
    if (isJuryBoard(rest)) return showJuryBoard(context, request);
    const choice = readBoardChoice(rest, request.language);
    return showTo(context, request, choice, sharedLanguage(request, request.language));
  },
  async press(context, press, rest) {
    const offered = [...offers.keys()].find((prefix) => rest.startsWith(prefix)) ?? "";
    const choice = decodeBoardChoice(rest.slice(offered.length));
    if (!choice) throw new Refusal(sentences(press.language).refusals.unknownAction);
    const posted = postLanguage(press, readPostedLanguage(rest));
    const offer = offers.get(offered);
    if (!offer) return showTo(context, press, choice, posted);
    if (posted === null) return { ...offer(choice, null, sentences(press.language)), private: true };
    return { ...offer(choice, posted, sentences(posted)), private: false };
  },
};

/** The language of the shared post that a press changes; null if only the person who pressed sees the result. */
function postLanguage(press: Heard<Press>, noted: Language | null): Language | null {
  if (!press.shared) return null;
  return noted === null ? press.communityLanguage : sharedLanguage(press, noted);
}

/** Shows a board: a person's own only to them, any other to everybody if it takes the place of a shared post, in its language. */
async function showTo(
  context: CommandContext,
  from: From,
  choice: BoardChoice,
  posted: Language | null,
): Promise<Reply> {
  if (posted === null || choice.scope === "me")
    return { ...(await showBoard(context, from, choice, from.language, null)), private: true };
  return { ...(await showBoard(context, from, choice, posted, posted)), private: false };
}

/** What stands before a choice whose task, or form, is still to be picked. */
const pickTask = "task:";
const pickForm = "form:";
type Offer = (choice: BoardChoice, posted: Language | null, words: Sentences) => Post;
const offers = new Map<string, Offer>([
  [pickTask, offerTasks],
  [pickForm, offerForms],
]);
const day = 24 * 60 * 60 * 1000;
const periodDays: Record<Exclude<Period, "all">, number> = { "30d": 30, "7d": 7 };

type From = Heard<Sender>;
type FoundBoard = {
  board: Leaderboard;
  days: BoardView["days"];
  newer: number;
  /** The votes that its matrix is made from. */
  tallies: readonly PairTally[];
};
/** As many points as a line over time has at most. */
const mostSpans = 30;

/** @param posted the language of the post in which everybody sees it; null if only one person does. */
async function showBoard(
  context: CommandContext,
  from: From,
  wanted: BoardChoice,
  language: Language,
  posted: Language | null,
) {
  const chosen = formsOf(wanted).includes(wanted.form) ? wanted : { ...wanted, form: "board" as const };
  const words = sentences(language);
  const found = await readBoard(context, from, chosen);
  const { board, days, newer } = found;
  const choice = { ...chosen, page: Math.min(chosen.page, countPages(board)) };
  const view = { ...(await viewOf(context, from, choice, language)), days, newer };
  const { picture, alt } = await drawForm(context, from, { ...choice, found, view });
  const { png } = await context.renderer.render(picture);
  const text =
    board.votes === 0 ? emptyBoard(choice, words) : `**${picture.title}**${words.boards.separator}${picture.subtitle}`;
  return {
    text,
    buttons: boardButtons(choice, posted, countPages(board), words),
    images: [{ png, alt }],
    language,
  } satisfies Post;
}

type Shown = BoardChoice & { found: FoundBoard; view: BoardView };

/** The picture of a board in the form that is wanted, and the same in words. */
async function drawForm(context: CommandContext, from: From, { found, view, ...choice }: Shown) {
  const { board, tallies } = found;
  if (choice.form === "matrix")
    return { picture: matrixPicture(board, tallies, view), alt: matrixInWords(board, tallies, view) };
  if (choice.form === "history") {
    const { group: _group, ...filter } = filterOf(context, from, choice);
    const history = await context.boards.history(filter, mostSpans);
    return { picture: historyPicture(board, history, view), alt: historyInWords(board, history, view) };
  }
  return { picture: leaderboardPicture(board, view), alt: leaderboardInWords(board, view) };
}

function nameOf({ communityName = "" }: From, language: Language): string {
  return showsNothing(communityName) ? sentences(language).boards.here : communityName;
}

async function viewOf(context: CommandContext, from: From, choice: BoardChoice, language: Language) {
  const settings = await context.store.communities.communitySettings(context.pseudonyms.of(from.community));
  return {
    language,
    theme: pictureTheme(settings, from.platform),
    demo: leagueOf(context.models) === "demo",
    task: choice.task,
    questions: choice.language,
    community: choice.scope === "here" ? nameOf(from, language) : null,
    period: choice.period === "all" ? undefined : choice.period,
    platform: choice.platform ?? undefined,
    group: choice.group ?? undefined,
    unseen: choice.unseen,
    page: choice.page,
  } satisfies Omit<BoardView, "days">;
}

/** @throws {Refusal} for a group of people too small to be shown. */
async function readBoard(context: CommandContext, from: From, choice: BoardChoice): Promise<FoundBoard> {
  const filter = filterOf(context, from, choice);
  const { rating, days, newer } = await context.boards.read(filter);
  if (choice.group && (rating.fit.clusters.voters ?? 0) < leastPeople)
    throw new Refusal(sentences(from.language).boards.tooFewPeople(leastPeople));
  const active = context.models.filter((model) => model.status === "active").map((model) => model.id);
  const playing = new Set([...active, ...rating.cells.flatMap((cell) => [cell.modelA, cell.modelB])]);
  const models = (await context.store.models.models()).filter((model) => playing.has(model.id));
  if (choice.scope !== "me") {
    const weighed = choice.form === "ability" && (await context.boards.ability(filter));
    const board = weighed ? createAbilityBoard(weighed, rating, models) : createLeaderboard(rating, models);
    return { board, days, newer, tallies: rating.cells };
  }
  const own = await context.store.boards.voterTallies(filter, context.pseudonyms.of(from.person));
  const taste = await context.boards.taste(filter.league);
  return { board: createPersonalBoard(own, rating.cells, taste, models), days: null, newer: 0, tallies: own };
}

function filterOf(context: CommandContext, from: From, choice: BoardChoice): BoardFilter {
  const { task, language, scope, period, platform, group, unseen } = choice;
  const since = period === "all" ? null : daysAgo(context, periodDays[period] - 1);
  return {
    league: leagueOf(context.models),
    ...(task && { task }),
    ...(language && { language }),
    ...(platform && { platform }),
    ...(scope === "here"
      ? { community: context.pseudonyms.of(from.community) }
      : { exceptCommunity: context.pseudonyms.of(openPageCommunity) }),
    ...(since && { since }),
    ...(group && { group }),
    ...(unseen && { unseen }),
  };
}

/** A day in UTC. */
function daysAgo({ clock }: CommandContext, days: number): string {
  return new Date(clock.now().getTime() - days * day).toISOString().slice(0, 10);
}

function emptyBoard(choice: BoardChoice, { boards, tasks: names }: Sentences): string {
  const { task, language, scope, period, platform, unseen } = choice;
  if (scope === "me") return boards.mine.empty;
  if (unseen || language || platform || period !== "all" || scope === "here") return boards.emptySelection;
  return task ? boards.emptyTask(names[task]) : boards.emptyBoard;
}

/** A button for the board of each task, and of all together. */
function offerTasks(choice: BoardChoice, posted: Language | null, { boards, tasks: names }: Sentences) {
  const button = (label: string, task: BoardChoice["task"]) => boardButton(label, { ...choice, task, page: 1 }, posted);
  const buttons = [button(boards.buttons.allTasks, null), ...tasks.map((task) => button(names[task], task))];
  return { ...textPost(boards.whichTask), buttons };
}

/** A button for each other form in which a board can be shown. */
function offerForms(choice: BoardChoice, posted: Language | null, { boards }: Sentences) {
  const others = formsOf(choice).filter((form) => form !== choice.form);
  const buttons = others.map((form) => boardButton(boards.buttons.forms[form], { ...choice, form, page: 1 }, posted));
  return { ...textPost(boards.whichForm), buttons };
}

/** One's own votes, and those of a group, are too few for lines over time and for weighing voters. */
function formsOf({ scope, group }: BoardChoice): readonly BoardForm[] {
  return scope === "me" || group ? ["board", "matrix"] : boardForms;
}

function boardButton(label: string, choice: BoardChoice, posted: Language | null): Button {
  return { label, action: actionOf("leaderboard", encodeBoardChoice(choice, posted)) };
}

function boardButtons(choice: BoardChoice, posted: Language | null, pages: number, { boards }: Sentences): Button[] {
  const { buttons } = boards;
  const button = (label: string, change: Partial<BoardChoice>) => boardButton(label, { ...choice, ...change }, posted);
  const offer = (label: string, prefix: string) => ({
    label,
    action: actionOf("leaderboard", `${prefix}${encodeBoardChoice(choice, posted)}`),
  });
  const otherScopes = choice.group ? [] : (["everywhere", "here", "me"] as const).filter((one) => one !== choice.scope);
  return [
    ...(choice.page > 1 ? [button(buttons.previous, { page: choice.page - 1 })] : []),
    ...(choice.page < pages ? [button(buttons.next, { page: choice.page + 1 })] : []),
    ...otherScopes.map((scope) => button(buttons[scope], { scope, page: 1 })),
    ...periods.flatMap((period) =>
      period === choice.period ? [] : [button(buttons.periods[period], { period, page: 1 })],
    ),
    ...(choice.group
      ? []
      : [button(buttons.seen[choice.unseen ? "all" : "unseen"], { unseen: !choice.unseen, page: 1 })]),
    offer(buttons.otherForms, pickForm),
    offer(buttons.byTask, pickTask),
  ];
}
