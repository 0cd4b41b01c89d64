/** A board as quality against cost: a picture with the efficient frontier, the same in words, and prices as a table. */
import type { Frontier, FrontierPlace } from "../../boards/frontier.ts";
import type { Leaderboard } from "../../boards/standings.ts";
import { altText } from "../../images/alt-text.ts";
import { costAxis } from "../../images/cost-axis.ts";
import { mostScatterPoints, type ScatterPicture, type ScatterPoint } from "../../images/picture.ts";
import { type Language, sentences, type Sentences } from "../../language/index.ts";
import type { Price } from "../../models/model.ts";
import { meanRating } from "../../rating/scale.ts";
import { finding } from "./board-status.ts";
import { type BoardView, intervalOf, pictureRow, rangeInWords } from "./leaderboard-picture.ts";
import { surroundings } from "./other-pictures.ts";

/** Quality against cost, as a picture. */
export function costPicture(board: Leaderboard, frontier: Frontier, view: BoardView): ScatterPicture {
  const words = sentences(view.language);
  const { cost } = words.boards;
  const shown = choosePlaces(frontier);
  const axis = costAxis(shown.map((place) => place.cost));
  const isFree = axis.from > 0;
  const status = [statusOf(board, frontier, words), ...remarksOf(frontier, shown, board, words)].filter(Boolean);
  return {
    ...surroundings(findingOf(board, frontier, words), cost.title, board, view),
    kind: "scatter",
    ...(status.length > 0 && { status: status.join(" ") }),
    axes: { x: cost.axis, y: words.boards.headings.rating },
    points: shown.map((place) => pointOf(place, axis.placeOf(place.cost), board, words)),
    ticks: [
      ...(isFree ? [{ at: 0, label: cost.free }] : []),
      ...axis.ticks.map((dollars) => ({ at: axis.placeOf(dollars), label: cost.dollars(dollars) })),
    ],
    // Halfway between what is free and the cheapest of the rest, where there are others.
    from: axis.from === 1 ? 1 : axis.from / 2,
    strong: meanRating,
    footer: shown.length === 0 ? "" : board.claimed ? cost.footer : cost.unclaimedFooter,
  };
}

/** Those that are or may be on the frontier first, then the highest rated: as many as have room, from left to right. */
function choosePlaces({ places }: Frontier): FrontierPlace[] {
  const weight = ({ onFrontier, mayBeOn }: FrontierPlace) => (onFrontier ? 2 : mayBeOn ? 1 : 0);
  const chosen = places
    .toSorted((one, other) => weight(other) - weight(one) || other.rating - one.rating)
    .slice(0, mostScatterPoints);
  return places.filter((place) => chosen.includes(place));
}

function pointOf(
  { model, cost, rating, onFrontier, mayBeOn }: FrontierPlace,
  x: number,
  board: Leaderboard,
  words: Sentences,
): ScatterPoint {
  const row = board.rows.find((one) => one.model === model);
  const { lower, upper } = row ? intervalOf(row) : { lower: null, upper: null };
  return {
    ...{ name: row?.name ?? model, figure: costInWords(cost, words), x, y: rating, lower, upper },
    ...{ faint: !mayBeOn, onLine: onFrontier },
  };
}

function costInWords(cost: number, { boards }: Sentences): string {
  return cost === 0 ? boards.cost.free : boards.cost.dollars(cost);
}

/** What may be said of the best: what keeps up with it for less, or that nothing does. Null where nothing is claimed. */
function findingOf(board: Leaderboard, { best, level, places }: Frontier, words: Sentences): string | null {
  const { cost } = words.boards;
  if (!best || !board.claimed || places.length < 2) return best && !board.claimed ? finding(board, words).title : null;
  const nameOf = (id: string) => board.rows.find(({ model }) => model === id)?.name ?? id;
  if (level?.cost === 0) return cost.levelFree(nameOf(level.model), nameOf(best.model));
  if (level) return cost.level(nameOf(level.model), nameOf(best.model), level.cost / best.cost);
  const isDearer = places.some((place) => place.cost < best.cost);
  return isDearer ? cost.nothingCheaper(nameOf(best.model)) : cost.bestAndCheapest(nameOf(best.model));
}

/** Why there is nothing, or what the missing claim is due to. */
function statusOf(board: Leaderboard, { places }: Frontier, words: Sentences): string {
  if (places.length > 0) return board.claimed ? "" : finding(board, words).status;
  const { title, status } = finding(board, words);
  return board.ranked === 0 ? status || title || words.boards.emptySelection : words.boards.cost.noneKnown;
}

/** Who is not in the picture, and why. */
function remarksOf(
  { unpriced, places }: Frontier,
  shown: readonly FrontierPlace[],
  board: Leaderboard,
  { boards }: Sentences,
): string[] {
  const nameOf = (id: string) => board.rows.find(({ model }) => model === id)?.name ?? id;
  const leftOut = places.length - shown.length;
  return [
    ...(unpriced.length > 0 && places.length > 0
      ? [boards.cost.unknown(unpriced.map(nameOf).join(boards.listSeparator))]
      : []),
    ...(leftOut > 0 ? [boards.matrix.more(leftOut)] : []),
  ];
}

/** The same figures in words: cheapest first, with what is and what may be on the frontier. */
export function costInPlainWords(board: Leaderboard, frontier: Frontier, view: BoardView): string {
  const words = sentences(view.language);
  const { cost, separator } = words.boards;
  const { title, subtitle, status } = costPicture(board, frontier, view);
  const lines = frontier.places.map(({ model, cost: dollars, rating, onFrontier, mayBeOn }) => {
    const row = board.rows.find((one) => one.model === model);
    const range = row ? rangeInWords(row, words.boards) : "";
    const place = cost.places[onFrontier ? "on" : mayBeOn ? "mayBe" : "off"];
    return cost.line(row?.name ?? model, costInWords(dollars, words), String(Math.round(rating)), range, place);
  });
  return altText([`${title}${separator}${subtitle}`, ...(status ? [status] : []), ...lines], words);
}

/** More rows than this are in no post. */
const mostPriceRows = 15;

/**
 * What each model costs, in the order of the board, below a row of headings: an answer as measured here, and a million
 * tokens as its operator has set it. Nothing where no price is known.
 */
export function priceRows(
  board: Leaderboard,
  costs: ReadonlyMap<string, number | null>,
  prices: ReadonlyMap<string, Price | null>,
  language: Language,
): string[][] {
  const words = sentences(language);
  const known = board.rows.filter(({ model }) => (costs.get(model) ?? prices.get(model) ?? null) !== null);
  if (known.length === 0) return [];
  const dollars = (amount: number | null | undefined) =>
    amount === null || amount === undefined ? "–" : costInWords(amount, words);
  const rows = known.slice(0, mostPriceRows).map((row) => {
    const price = prices.get(row.model);
    const amounts = [costs.get(row.model), price?.input, price?.output].map(dollars);
    return [row.name, pictureRow(row, board, words).ratingLabel, ...amounts];
  });
  return [Object.values(words.boards.cost.columns), ...rows];
}

/** The same as a table in Markdown. */
export function priceTable(...given: Parameters<typeof priceRows>): string[] {
  const [headings, ...rows] = priceRows(...given).map((cells) => cells.map((cell) => cell.replaceAll("|", "\\|")));
  if (!headings) return [];
  const lines = [headings, ["---", "--:", "--:", "--:", "--:"], ...rows];
  const { cost } = sentences(given[3]).boards;
  return ["", ...lines.map((line) => `| ${line.join(" | ")} |`), "", cost.tableNote];
}
