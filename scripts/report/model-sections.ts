/** What answers cost and how long they take. */
import {
  altText,
  costInPlainWords,
  costPicture,
  type FigurePicture,
  findFrontier,
  type Language,
  priceRows,
  sentences,
  type Theme,
  type Section,
} from "../../core/index.ts";
import { viewOf } from "./board-sections.ts";
import type { RatedRecord } from "./ratings.ts";

const mostRows = 15;
/** With fewer answers of a model nothing is said of who is faster. */
const leastAnswers = 30;

/** Quality against cost, with what each model costs. */
export function costSection(rated: RatedRecord, language: Language): Section {
  const { board, rating, record } = rated;
  const { reports, boards } = sentences(language);
  const costs = new Map(record.answers.map(({ model, cost }) => [model, cost]));
  const prices = new Map(record.models.map(({ id, price }) => [id, price]));
  const frontier = findFrontier(rating.fit, costs);
  const view = viewOf(rated, language);
  const table = priceRows(board, costs, prices, language);
  const isEmpty = frontier.places.length === 0;
  const empty = board.votes === 0 ? reports.noVotes : board.ranked === 0 ? reports.cost.empty : boards.cost.noneKnown;
  return {
    id: "cost",
    title: reports.cost.title,
    sentences: [...(isEmpty ? [empty] : []), ...(table.length > 0 ? [boards.cost.tableNote] : [])],
    pictures: isEmpty
      ? []
      : [
          {
            draw: (theme) => costPicture(board, frontier, { ...view, theme }),
            alt: costInPlainWords(board, frontier, { ...view, theme: "light" }),
          },
        ],
    ...(table.length > 0 && { table }),
  };
}

type Times = RatedRecord["record"]["answers"][number];

/** Medians until the first word and the whole answer, the first to begin first. */
export function timeSection(rated: RatedRecord, language: Language): Section {
  const words = sentences(language);
  const { times } = words.reports;
  const known = rated.record.answers
    .filter(({ firstWord, whole }) => firstWord !== null || whole !== null)
    .toSorted((one, other) => (one.firstWord ?? Infinity) - (other.firstWord ?? Infinity));
  const section = { id: "times", title: times.title };
  if (known.length === 0) return { ...section, sentences: [times.empty], pictures: [] };
  const shown = known.slice(0, mostRows);
  const left = known.length - shown.length;
  const isTold =
    shown.length > 1 && known.every(({ answers, firstWord }) => answers >= leastAnswers && firstWord !== null);
  const lines = shown.map(({ model, firstWord, whole }) =>
    times.line(rated.nameOf(model), inSeconds(firstWord, language), inSeconds(whole, language)),
  );
  return {
    ...section,
    sentences: [times.about, ...(left > 0 ? [times.left(left)] : [])],
    pictures: [
      {
        draw: (theme) => timePicture(rated, shown, isTold, { theme, language }),
        alt: altText([times.title, ...lines], words),
      },
    ],
  };
}

function inSeconds(milliseconds: number | null, language: Language): string {
  const { profile } = sentences(language);
  return milliseconds === null ? profile.unknown : profile.seconds(milliseconds / 1000);
}

/** @param isTold whether the first may be said to be the fastest. */
function timePicture(
  { record, nameOf }: RatedRecord,
  shown: readonly Times[],
  isTold: boolean,
  { theme, language }: { theme: Theme; language: Language },
): FigurePicture {
  const { reports, models, boards } = sentences(language);
  const { times } = reports;
  const most = (name: "firstWord" | "whole") => Math.max(1, ...shown.map((row) => row[name] ?? 0));
  return {
    kind: "figure",
    theme,
    ...(record.league === "demo" && { notice: models.demoNotice }),
    title: isTold ? times.fastest(nameOf(shown[0]?.model ?? "")) : times.title,
    subtitle: isTold ? times.title : "",
    footer: times.footer,
    content: {
      kind: "bars",
      heading: boards.headings.model,
      columns: [
        { heading: times.firstWord, most: most("firstWord") },
        { heading: times.whole, most: most("whole") },
      ],
      rows: shown.map(({ model, firstWord, whole }) => ({
        name: nameOf(model),
        bars: [firstWord, whole].map((value) => ({ value, figure: inSeconds(value, language) })),
      })),
    },
  };
}
