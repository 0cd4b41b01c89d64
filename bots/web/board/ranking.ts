/** The ranking as a table whose headings sort it. */
import {
  compareNames,
  type Language,
  type LeaderboardRow,
  type PublishedWords,
  scoreShare,
  type Sentences,
  sentences,
} from "../../../core/index.ts";
import { boardAddress, modelAddress, type Sorting, type Wanted } from "./addresses.ts";
import { axisOf, drawInterval } from "./intervals.ts";
import { type Content, markup, type Markup } from "./markup.ts";

type Row = PublishedWords["rows"][number];

/** Best first; what is not known comes last, and what is equal stays in the order of ranks. */
const orders: Record<Exclude<Sorting, "rank" | "name">, (row: LeaderboardRow) => number | null> = {
  votes: ({ votes }) => votes,
  wins: scoreShare,
  bad: ({ bothBadShare }) => bothBadShare,
};

function sortRows(rows: readonly Row[], sorting: Sorting): readonly Row[] {
  if (sorting === "rank") return rows;
  if (sorting === "name") return rows.toSorted((one, other) => compareNames(one.row.name, other.row.name));
  const figure = ({ row }: Row) => orders[sorting](row) ?? -1;
  return rows.toSorted((one, other) => figure(other) - figure(one));
}

/** The table, in the order that is wanted. */
export function writeRanking(rows: PublishedWords["rows"], wanted: Wanted, language: Language): Markup {
  const { columns } = sentences(language).publicBoard;
  const axis = axisOf(rows.map(({ row, written }) => ({ ...written, faint: row.standing !== "ranked" })));
  const sorted = sortRows(rows, wanted.sorting);
  const heading = (label: string, sorting: Sorting, name: string) =>
    headingOf(
      { label, sorting, name, order: sorting === "name" || sorting === "rank" ? "ascending" : "descending" },
      wanted,
      language,
    );
  return markup`<table class="ranking" role="table">
<thead role="rowgroup"><tr role="row">
${heading(columns.rank, "rank", "rank")}
${heading(columns.model, "name", "model")}
<th scope="col" role="columnheader" class="rating">${columns.rating}</th>
<th scope="col" role="columnheader" class="reach">${columns.interval}</th>
${heading(columns.votes, "votes", "votes")}
${heading(columns.wins, "wins", "wins")}
${heading(columns.bothBad, "bad", "bad")}
</tr></thead>
<tbody role="rowgroup">
${sorted.map((one) => [wanted.sorting === "rank" && groupOf(one), writeRow(one, wanted, language, drawInterval(one.written, axis, one.row.standing !== "ranked"))])}
</tbody>
</table>`;
}

type Heading = { label: string; sorting: Sorting; name: string; order: "ascending" | "descending" };

function headingOf({ label, sorting, name, order }: Heading, wanted: Wanted, language: Language): Markup {
  const { sortBy } = sentences(language).publicBoard;
  const isSorted = wanted.sorting === sorting;
  const link = markup`<a href="${boardAddress({ ...wanted, sorting })}#ranking" title="${sortBy(label)}">${label}</a>`;
  return markup`<th scope="col" role="columnheader" class="${name}"${isSorted && markup` aria-sort="${order}"`}>${isSorted ? label : link}</th>`;
}

/** What heads the group of models without places that a row begins. */
function groupOf({ written }: Row): Content {
  return (
    written.heading !== undefined &&
    markup`<tr role="row" class="group"><th role="cell" colspan="7">${written.heading}</th></tr>\n`
  );
}

function writeRow({ row, written }: Row, wanted: Wanted, language: Language, drawn: Markup | null): Markup {
  const { boards, publicBoard } = sentences(language);
  const { columns } = publicBoard;
  const percent = (share: number | null) => (share === null ? "–" : boards.percent(share));
  const cell = (name: string, label: string, ...content: readonly Content[]) =>
    markup`<td role="cell" class="${name}"><span class="label">${label} </span>${content}</td>`;
  const group =
    row.standing !== "ranked" ? "unranked" : wanted.sorting === "rank" ? `ranked ${row.below ?? "cut"}` : "";
  return markup`<tr role="row" class="${group}">
<td role="cell" class="rank">${written.rankLabel}</td>
<th scope="row" role="rowheader" class="model"><a href="${modelAddress(row.model, wanted)}"><bdi>${row.name}</bdi></a>${row.organization !== "" && markup` <small><bdi>${row.organization}</bdi></small>`}</th>
<td role="cell" class="rating"><b>${written.ratingLabel}</b>${written.detail !== "" && markup` <small>${written.detail}</small>`}</td>
<td role="cell" class="reach">${drawn}<span class="ends">${rangeOf(written, boards)}</span></td>
${cell("votes", columns.votes, boards.count(row.votes))}
${cell("wins", columns.wins, percent(scoreShare(row)))}
${cell("bad", columns.bothBad, percent(row.bothBadShare))}
</tr>
`;
}

/** The ends of an interval in words, for those who do not see it. */
function rangeOf({ lower, upper }: Row["written"], { range }: Sentences["boards"]): string {
  return lower === null || upper === null ? "–" : range(Math.round(lower), Math.round(upper));
}
