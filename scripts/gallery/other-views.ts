/** The other views of a board's votes, in every state that is worth a look. */
import {
  type Cell,
  costInPlainWords,
  costPicture,
  createHistory,
  createLeaderboard,
  createPersonalBoard,
  findFrontier,
  fitOwn,
  type DatedTally,
  daysOf,
  historyInWords,
  historyPicture,
  leaderboardInWords,
  leaderboardPicture,
  matrixInWords,
  matrixPicture,
  rateBoard,
  singleVotes,
} from "../../core/index.ts";
import { all, type Look, makeModels, type State } from "./made-boards.ts";
import { type MadeModel, makeVotes } from "./made-votes.ts";

/** Sixty battles a day over some weeks, the first model late. */
function makeDays(models: readonly MadeModel[], days: number): DatedTally[] {
  return Array.from({ length: days }, (_, day) => {
    const date = new Date(Date.UTC(2026, 9, 1 + day)).toISOString().slice(0, 10);
    const playing = day < days / 3 ? models.slice(1) : models;
    return makeVotes(playing, 60, ["other"], 100 + day).map((tally) => ({ ...tally, day: date }));
  }).flat();
}

function viewOf(look: Look, cells: readonly Cell[]) {
  const about = { demo: false, task: null, questions: null, community: null, page: 1 };
  return { ...look, ...about, days: daysOf(cells) };
}

function matrixState(name: string, models: MadeModel[], cells: Cell[]): State {
  return {
    name: `matrix ${name}`,
    show(look) {
      const board = createLeaderboard(rateBoard(singleVotes(cells)), models);
      const view = viewOf(look, cells);
      return { picture: matrixPicture(board, cells, view), alt: matrixInWords(board, cells, view) };
    },
  };
}

function historyState(name: string, models: MadeModel[], days: number): State {
  return {
    name: `history ${name}`,
    show(look) {
      const dated = makeDays(models, days);
      const board = createLeaderboard(rateBoard(singleVotes(dated)), models);
      const reach = { first: dated[0]?.day ?? "2026-10-01", last: dated.at(-1)?.day ?? "2026-10-01" };
      const view = { ...viewOf(look, []), days: reach };
      const history = createHistory(dated);
      return { picture: historyPicture(board, history, view), alt: historyInWords(board, history, view) };
    },
  };
}

function personalState(models: MadeModel[], cells: Cell[]): State {
  return {
    name: "leaderboard of one's own",
    show(look) {
      const own = makeVotes(models, 40, ["other"], 31);
      const board = createPersonalBoard(own, fitOwn(own, cells, 100), rateBoard(singleVotes(cells)), 100, models);
      const view = { ...viewOf(look, []) };
      return { picture: leaderboardPicture(board, view), alt: leaderboardInWords(board, view) };
    },
  };
}

/** @param costs in the order of the models; null: unknown. */
function costState(name: string, models: MadeModel[], cells: Cell[], costs: readonly (number | null)[]): State {
  return {
    name: `cost ${name}`,
    show(look) {
      const rating = rateBoard(singleVotes(cells));
      const board = createLeaderboard(rating, models);
      const view = viewOf(look, cells);
      const frontier = findFrontier(rating.fit, new Map(models.map(({ id }, index) => [id, costs[index] ?? null])));
      return { picture: costPicture(board, frontier, view), alt: costInPlainWords(board, frontier, view) };
    },
  };
}

function costStates(six: MadeModel[], cells: Cell[]): State[] {
  const crowd = makeModels(20, 300);
  const votes = makeVotes(crowd, 6_000, all, 5);
  const dear = [0.031, 0.0007, 0.0042, 0, null, 0.0011];
  return [
    costState("six models", six, cells, dear),
    costState("level with the best", makeModels(6, 40), makeVotes(makeModels(6, 40), 720, all, 3), dear),
    costState("near each other", six, cells, [0.002, 0.0021, 0.0022, 0.0019, 0.002, 0.0018]),
    costState(
      "many models",
      crowd,
      votes,
      crowd.map((_, index) => 0.04 * 0.75 ** index * (1 + (index % 3))),
    ),
    costState(
      "all free",
      six,
      cells,
      six.map(() => 0),
    ),
    costState("unknown", six, cells, []),
    costState("without votes", six, [], dear),
  ];
}

/** Own boards, matrices and ratings over time. */
export function otherViews(): State[] {
  const six = makeModels(6, 300);
  const hundred = makeModels(100, 500);
  const cells = makeVotes(six, 720, all, 3);
  return [
    personalState(six, cells),
    matrixState("six models", six, cells),
    matrixState("two models", six.slice(0, 2), makeVotes(six.slice(0, 2), 5, ["other"], 3)),
    matrixState("a hundred models", hundred, makeVotes(hundred, 4000, all, 7)),
    matrixState("without votes", six, []),
    historyState("six models", six, 45),
    historyState("close together", makeModels(6, 20), 20),
    historyState("one day", six, 1),
    historyState("without votes", six, 0),
    ...costStates(six, cells),
  ];
}
