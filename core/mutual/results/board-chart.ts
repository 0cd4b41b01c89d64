/** The fifth picture of an experiment: how people place the same models on a board. */
import { altText } from "../../images/alt-text.ts";
import type { FigurePicture, IntervalsPanel } from "../../images/picture.ts";
import { type Language, sentences, type Sentences } from "../../language/index.ts";
import {
  type BoardComparison,
  type ComparedPlace,
  compareWithBoard,
  type Valued,
} from "../scoring/board-comparison.ts";
import { withInterval } from "./chart-words.ts";
import { type ChartedResults, type ChartStyle, createNaming, digitsOf, figure, numbered } from "./charted.ts";
import { surround } from "./charts.ts";

/** A model that a board ranks; limits are null where no interval is claimed. Rating points. */
export type BoardModel = { model: string; rating: number; lower: number | null; upper: number | null };

/** The experiment's models beside those of a board; null where too few are in both. */
export function compareResults(
  { scores }: Pick<ChartedResults, "scores">,
  board: readonly BoardModel[],
): BoardComparison | null {
  const own = scores.models.flatMap(({ model, answer, interval }): Valued[] =>
    answer === null ? [] : [{ model, value: answer, interval }],
  );
  const people = board.map(({ model, rating, lower, upper }): Valued => {
    return { model, value: rating, interval: lower === null || upper === null ? null : { lower, upper } };
  });
  return compareWithBoard(own, people);
}

/** A row a model, in the order and with the number that it has in the other charts. */
export function boardChart(results: ChartedResults, found: BoardComparison, style: ChartStyle): FigurePicture {
  const { board: words } = sentences(style.language).mutual;
  const { status, ...around } = surround(results, style);
  return {
    ...around,
    title: titleOf(found, words),
    status: [tauInWords(found, style.language), ...(status ? [status] : [])].join("\n"),
    footer: words.footer,
    content: rowsOf(results, found, style),
  };
}

function rowsOf(results: ChartedResults, { models }: BoardComparison, { language }: ChartStyle): IntervalsPanel {
  const { board: words } = sentences(language).mutual;
  const nameOf = createNaming(results);
  const numbers = numbered(results);
  const digits = digitsOf[results.settings.subject.judging];
  const value = ({ rank, range }: ComparedPlace, shown: string) => {
    return { value: rank, lower: range?.best ?? null, upper: range?.worst ?? null, figure: `${rank} · ${shown}` };
  };
  return {
    kind: "intervals",
    title: "",
    series: [words.people, words.mutual],
    rows: models.map(({ model, people, mutual }) => ({
      label: `${numbers.indexOf(model) + 1} ${nameOf(model)}`,
      values: [value(people, String(Math.round(people.value))), value(mutual, figure(mutual.value, digits))],
    })),
    ticks: ticksTo(models.length),
  };
}

/** Whole places from the first to the last, not too many of them. */
function ticksTo(last: number): IntervalsPanel["ticks"] {
  const step = [1, 2, 5, 10, 20].find((one) => last / one <= 7) ?? 50;
  const between = Array.from({ length: Math.floor(last / step) + 1 }, (_, index) => index * step);
  const places = [1, ...between.filter((place) => place > 1 && place + step / 2 <= last), last];
  return [...new Set(places)].map((place) => ({ value: place, label: String(place), strong: false }));
}

/** On how many models the two clearly differ: no place is possible by both. */
function titleOf({ models }: BoardComparison, words: Sentences["mutual"]["board"]): string {
  const ranges = models.flatMap(({ people, mutual }) =>
    people.range && mutual.range ? [{ people: people.range, mutual: mutual.range }] : [],
  );
  const apart = ranges.filter(({ people, mutual }) => people.worst < mutual.best || mutual.worst < people.best);
  return ranges.length < models.length ? words.title : words.finding(apart.length, models.length);
}

/** How alike the two orders are. */
export function tauInWords({ tau, models }: BoardComparison, language: Language): string {
  const { board: words } = sentences(language).mutual;
  const shown = withInterval(tau && tau.value, tau && tau.interval, language);
  return words.tau(shown, models.length);
}

/** The same in words. */
export function boardInWords(results: ChartedResults, found: BoardComparison, language: Language): string {
  const words = sentences(language);
  const nameOf = createNaming(results);
  const place = ({ rank, range }: ComparedPlace) => (range ? `${rank} (${range.best}–${range.worst})` : String(rank));
  const lines = found.models.map(({ model, people, mutual }) =>
    words.mutual.board.inWords(nameOf(model), place(people), place(mutual)),
  );
  return altText([titleOf(found, words.mutual.board), tauInWords(found, language), ...lines], words);
}
