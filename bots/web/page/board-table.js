/** A board as a table: sorted by a press on a heading, filtered by what is typed, names open profiles. */
import { element } from "./element.js";
import { nameButton } from "./reveal.js";

/**
 * @typedef {NonNullable<import("./server.js").PagePost["table"]>} BoardTable
 * @typedef {BoardTable["rows"][number]} Row
 * @typedef {import("./server.js").Words} Words
 * @typedef {"rank" | "model" | "rating" | "votes"} Column
 */

/** Of fewer models all are seen at once. */
const fewestToFilter = 6;

/** How each column is sorted at the first press: what is best, or first in the alphabet, comes first. */
const compare = {
  rank: () => 0,
  model: (/** @type {Row} */ one, /** @type {Row} */ other) => one.name.localeCompare(other.name),
  rating: (/** @type {Row} */ one, /** @type {Row} */ other) => (other.rating ?? 0) - (one.rating ?? 0),
  votes: (/** @type {Row} */ one, /** @type {Row} */ other) => other.votes - one.votes,
};
const columns = /** @type {const} */ (["rank", "model", "rating", "votes"]);

/**
 * @param {BoardTable} table
 * @param {Words} words
 * @param {(model: string) => void} open Called to see a model's profile.
 */
export function renderBoard({ headings, rows }, words, open) {
  const scale = scaleOf(rows);
  const made = new Map(rows.map((row) => [row, renderRow(row, scale, words, open)]));
  const body = element("tbody", {});
  const sorted = { by: /** @type {Column} */ ("rank"), turned: false };
  const filter = element("input", { type: "search", class: "board-filter", placeholder: words.findModel });
  filter.setAttribute("aria-label", words.findModel);
  const heads = columns.map((column) => {
    const button = element("button", { type: "button", "data-action": `sort:${column}` }, headings[column]);
    button.addEventListener("click", () => {
      sorted.turned = sorted.by === column && !sorted.turned;
      sorted.by = column;
      show();
    });
    return element("th", { scope: "col", class: column }, button);
  });
  const show = () => {
    for (const [index, column] of columns.entries())
      heads[index]?.setAttribute(
        "aria-sort",
        sorted.by !== column ? "none" : sorted.turned ? "descending" : "ascending",
      );
    const wanted = filter.value.trim().toLowerCase();
    const found = rows.filter(({ name, organization }) => `${name} ${organization}`.toLowerCase().includes(wanted));
    const order = found.toSorted(compare[sorted.by]);
    if (sorted.turned) order.reverse();
    const plain = sorted.by === "rank" && !sorted.turned && wanted === "";
    body.replaceChildren(...order.flatMap((row) => [...(plain ? renderHeading(row) : []), ...(made.get(row) ?? [])]));
  };
  filter.addEventListener("input", show);
  show();
  const board = element("table", { class: "board" }, element("thead", {}, element("tr", {}, ...heads)), body);
  return element("div", { class: "board-table" }, ...(rows.length < fewestToFilter ? [] : [filter]), board);
}

/** What heads a group of models without places. @param {Row} row */
function renderHeading({ heading }) {
  if (!heading) return [];
  return [element("tr", { class: "group" }, element("th", { colspan: "4", scope: "rowgroup" }, heading))];
}

/**
 * @param {Row} row
 * @param {ReturnType<typeof scaleOf>} scale
 * @param {Words} words
 * @param {(model: string) => void} open
 */
function renderRow(row, scale, words, open) {
  const model = element("td", { class: "model" }, nameButton(row.name, words, open));
  if (row.organization) model.append(" ", element("span", { class: "maker" }, element("bdi", {}, row.organization)));
  model.append(...renderInterval(row, scale));
  const rating = element("td", { class: "rating" }, element("b", {}, row.ratingLabel));
  if (row.detail) rating.append(" ", element("small", {}, row.detail));
  const votes = row.votes.toLocaleString(document.documentElement.lang);
  const cells = [
    element("td", { class: "rank" }, row.rankLabel),
    model,
    rating,
    element("td", { class: "votes" }, votes),
  ];
  return [element("tr", row.faint ? { class: "faint" } : {}, ...cells)];
}

/** From the lowest to the highest end of the intervals of those that have places. @param {readonly Row[]} rows */
function scaleOf(rows) {
  const rated = rows.filter(({ rating }) => rating !== null);
  const firm = rated.filter(({ faint }) => !faint);
  const ends = (firm.length > 0 ? firm : rated).flatMap(({ rating, lower, upper }) => [
    lower ?? rating ?? 0,
    upper ?? rating ?? 0,
  ]);
  const [least, most] = [Math.min(...ends), Math.max(...ends)];
  return (/** @type {number} */ value) => 100 * Math.min(1, Math.max(0, (value - least) / Math.max(1, most - least)));
}

/**
 * Where the model lies between the others, for the eye alone: its figures are told beside it.
 *
 * @param {Row} row
 * @param {ReturnType<typeof scaleOf>} scale
 */
function renderInterval({ rating, lower, upper }, scale) {
  if (rating === null) return [];
  const dot = element("i", { class: "dot" });
  dot.style.insetInlineStart = `${scale(rating)}%`;
  const line = element("i", { class: "line" });
  line.style.insetInlineStart = `${scale(lower ?? rating)}%`;
  line.style.insetInlineEnd = `${100 - scale(upper ?? rating)}%`;
  return [element("span", { class: "interval", "aria-hidden": "true" }, line, dot)];
}
