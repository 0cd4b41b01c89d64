/** The board, and what it looks like from other sides. */
import {
  boardTable,
  type BoardView,
  countPages,
  createProfiles,
  historyInWords,
  historyPicture,
  type Language,
  leaderboardInWords,
  leaderboardPicture,
  matrixInWords,
  matrixPicture,
  modelInWords,
  modelPicture,
  sentences,
  type ShownModel,
  type ReportPicture,
  type Section,
} from "../../core/index.ts";
import type { RatedRecord } from "./ratings.ts";

/** Pages of the board as pictures; the table has more. */
const mostPages = 4;
/** Whose profiles are shown. */
const mostRadars = 3;

/** How pictures are to look, but for their theme. */
export function viewOf({ record }: RatedRecord, language: Language): Omit<BoardView, "theme"> {
  return {
    ...{ language, demo: record.league === "demo", task: null, questions: null, community: null, page: 1 },
    days: record.days,
  };
}

/** The ranking, and all its figures as a table. */
export function boardSection(rated: RatedRecord, language: Language): Section {
  const { board } = rated;
  const { reports } = sentences(language);
  const view = viewOf(rated, language);
  const pages = Math.min(mostPages, countPages(board));
  const { headings, rows } = boardTable(board, language);
  const left = board.rows.length - rows.length;
  const isEmpty = board.votes === 0;
  return {
    id: "board",
    title: reports.board.title,
    sentences: isEmpty ? [reports.noVotes] : left > 0 ? [reports.board.further(left)] : [],
    pictures: isEmpty
      ? []
      : Array.from({ length: pages }, (_, index): ReportPicture => {
          const page = { ...view, page: index + 1 };
          return {
            draw: (theme) => leaderboardPicture(board, { ...page, theme }),
            alt: leaderboardInWords(board, { ...page, theme: "light" }),
          };
        }),
    ...(!isEmpty && {
      table: [
        [headings.model, headings.rank, headings.rating, "±", headings.votes],
        ...rows.map(({ name, rankLabel, ratingLabel, detail, votes }) => {
          return [name, rankLabel, ratingLabel, detail.replace(/^±/u, ""), votes.toLocaleString(language)];
        }),
      ],
    }),
  };
}

/** What the first few ranked models are good at. */
export function radarSection(rated: RatedRecord, language: Language): Section {
  const { board, cells, byTask, nameOf } = rated;
  const { reports } = sentences(language);
  const first = board.rows.slice(0, Math.min(mostRadars, board.ranked));
  const profiles = createProfiles(cells, byTask, first.map(({ model }) => model)); // prettier-ignore
  const pictures = first.flatMap((row, index): ReportPicture[] => {
    const profile = profiles[index];
    if (!profile) return [];
    const shown: ShownModel = { name: row.name, row, profile, facts: factsOf(rated, row.model) };
    const view = { language, demo: rated.record.league === "demo", ranked: board.ranked, nameOf };
    return [
      {
        draw: (theme) => modelPicture([shown], { ...view, theme }),
        alt: modelInWords([shown], { ...view, theme: "light" }),
      },
    ];
  });
  const { title, empty } = reports.radars;
  return { id: "profiles", title, sentences: pictures.length === 0 ? [empty] : [], pictures };
}

function factsOf({ record }: RatedRecord, model: string): ShownModel["facts"] {
  const known = record.answers.find((one) => one.model === model);
  return {
    answers: known?.answers ?? 0,
    characters: null,
    milliseconds: known?.whole ?? null,
    cost: known?.cost ?? null,
  };
}

/** Each model against each. */
export function duelSection(rated: RatedRecord, language: Language): Section {
  const { board, rating } = rated;
  const { reports, boards } = sentences(language);
  const view = viewOf(rated, language);
  const hasSome = board.rows.filter(({ votes }) => votes > 0).length > 1;
  return {
    id: "duels",
    title: reports.duels.title,
    sentences: hasSome ? [] : [boards.matrix.none],
    pictures: hasSome
      ? [
          {
            draw: (theme) => matrixPicture(board, rating.cells, { ...view, theme }),
            alt: matrixInWords(board, rating.cells, { ...view, theme: "light" }),
          },
        ]
      : [],
  };
}

/** Ratings over time. */
export function historySection(rated: RatedRecord, language: Language): Section {
  const { board, history } = rated;
  const { reports, boards } = sentences(language);
  const view = viewOf(rated, language);
  const sentence =
    history.days.length === 0 ? [reports.noVotes] : history.days.length === 1 ? [boards.overTime.oneDay] : [];
  return {
    id: "over-time",
    title: reports.overTime.title,
    sentences: sentence,
    pictures:
      sentence.length > 0
        ? []
        : [
            {
              draw: (theme) => historyPicture(board, history, { ...view, theme }),
              alt: historyInWords(board, history, { ...view, theme: "light" }),
            },
          ],
  };
}
