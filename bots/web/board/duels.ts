/** How models fared against each other: all on a board, and one against all others. */
import {
  type Duel,
  type Language,
  type LeaderboardRow,
  type PublicBoardOfDay,
  scoreShare,
  type Sentences,
  sentences,
} from "../../../core/index.ts";
import { modelAddress, type Wanted } from "./addresses.ts";
import { markup, type Markup } from "./markup.ts";
import { scrolling, section } from "./shell.ts";

/** More columns cannot be read. */
const mostShown = 12;
/** With so few votes a cell has half of its shade. */
const shadeVotes = 4;
/** How many shades there are from lost to won. */
const shades = 8;

/** The same seen from the other model. */
function turnAround({ model, rival, wins, losses, ...duel }: Duel): Duel {
  return { ...duel, model: rival, rival: model, wins: losses, losses: wins };
}

/** What is known of a model against each other one, as seen from it. */
function duelsOf(duels: readonly Duel[], model: string): Duel[] {
  return duels.flatMap((duel) => (duel.model === model ? [duel] : duel.rival === model ? [turnAround(duel)] : []));
}

/** The table of all against all; null where it is not told, or nobody has met. */
export function writeDuels(
  rows: readonly LeaderboardRow[],
  { duels }: PublicBoardOfDay,
  wanted: Wanted,
  language: Language,
): Markup | null {
  const { publicBoard } = sentences(language);
  const rated = rows.filter(({ rating }) => rating !== null);
  const shown = rated.slice(0, mostShown);
  if (!duels || shown.length < 2) return null;
  const { title, note, more } = publicBoard.duels;
  const columns = shown.map(
    ({ name }, index) => markup`<th scope="col"><abbr title="${name}">${index + 1}</abbr></th>`,
  );
  return section(
    "duels",
    title,
    scrolling(
      title,
      markup`<table class="duels"><thead><tr><td></td>${columns}</tr></thead>
<tbody>${shown.map((row, index) => writeRow(row, index, { shown, duels, wanted, language }))}</tbody></table>`,
    ),
    markup`<p class="note">${note}${rated.length > shown.length && ` ${more(shown.length)}`}</p>`,
  );
}

type Shown = { shown: readonly LeaderboardRow[]; duels: readonly Duel[]; wanted: Wanted; language: Language };

function writeRow(row: LeaderboardRow, index: number, { shown, duels, wanted, language }: Shown): Markup {
  const own = new Map(duelsOf(duels, row.model).map((duel) => [duel.rival, duel]));
  const { boards } = sentences(language);
  const cells = shown.map(({ model }) => {
    const duel = own.get(model);
    const share = duel ? scoreShare(duel) : null;
    if (!duel || share === null) return markup`<td class="none">${model === row.model ? "" : "–"}</td>`;
    const shade = (2 * share - 1) * (duel.votes / (duel.votes + shadeVotes));
    return markup`<td class="shade-${Math.round(((shade + 1) / 2) * shades)}">${boards.percent(share)} <small>${boards.count(duel.votes)}</small></td>`;
  });
  return markup`<tr><th scope="row"><span class="number">${index + 1}</span> <a href="${modelAddress(row.model, wanted)}"><bdi>${row.name}</bdi></a></th>${cells}</tr>
`;
}

/** All rivals of a model, those it has met most often first. */
export function writeRivals(
  rows: readonly LeaderboardRow[],
  duels: readonly Duel[],
  { model, wanted, language }: { model: string; wanted: Wanted; language: Language },
): Markup {
  const words = sentences(language);
  const { model: said } = words.publicBoard;
  const own = duelsOf(duels, model).toSorted((one, other) => other.votes - one.votes);
  if (own.length === 0) return markup`<p>${said.noRivals}</p>`;
  const names = new Map(rows.map((row) => [row.model, row.name]));
  const written = own.map((duel) => writeRival(duel, names.get(duel.rival) ?? duel.rival, wanted, words));
  return scrolling(
    said.against,
    markup`<table class="plain"><thead><tr><th scope="col">${said.rival}</th><th scope="col">${said.record}</th><th scope="col">${said.share}</th><th scope="col">${words.publicBoard.columns.votes}</th></tr></thead>
<tbody>${written}</tbody></table>`,
  );
}

function writeRival(duel: Duel, name: string, wanted: Wanted, { boards, profile }: Sentences): Markup {
  const { wins, ties, bothBad, losses, votes } = duel;
  return markup`<tr><th scope="row"><a href="${modelAddress(duel.rival, wanted)}"><bdi>${name}</bdi></a></th>
<td>${profile.score(wins, ties + bothBad, losses)}</td><td>${boards.percent(scoreShare(duel) ?? 0)}</td><td>${boards.count(votes)}</td></tr>
`;
}
