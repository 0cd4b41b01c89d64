/** The page of one model: its place, how it does by task and against each rival, and what its answers are like. */
import {
  createAxes,
  type Language,
  type LeaderboardRow,
  type PublicBoardOfDay,
  type PublishedDay,
  type PublishedWords,
  describePublished,
  type Sentences,
  sentences,
  winsAgainstMean,
} from "../../../core/index.ts";
import { boardAddress, modelAddress, type Wanted, wholeBoard } from "./addresses.ts";
import { writeRivals } from "./duels.ts";
import { axisOf, drawInterval } from "./intervals.ts";
import { markup, type Markup } from "./markup.ts";
import { type Page, scrolling, section } from "./shell.ts";

type Row = PublishedWords["rows"][number];

/** What a board of a day says of a model. */
type TaskRow = Row & { of: PublicBoardOfDay };

/** @returns undefined where the board has no such model. */
export function modelPage(day: PublishedDay, model: string, wanted: Wanted, language: Language): Page | undefined {
  const words = sentences(language);
  const [whole] = day.boards;
  const told = whole && describePublished(day, whole, language);
  const found = told && told.rows.find(({ row }) => row.model === model);
  if (!told || !found) return undefined;
  const { row } = found;
  const place = standing(found, whole, words);
  const rows = told.rows.map((one) => one.row);
  const { publicBoard } = words;
  return {
    ...{ language, title: row.name, description: `${place}. ${publicBoard.asOf(day.publishedAt)}.` },
    path: modelAddress(model, wanted),
    home: boardAddress({ ...wholeBoard, chosen: wanted.chosen }),
    inLanguage: (chosen) => modelAddress(model, { ...wanted, chosen }),
    picture: null,
    content: markup`<p><a href="${boardAddress({ ...wholeBoard, day: wanted.day, chosen: wanted.chosen })}">← ${publicBoard.model.all}</a></p>
<h1 id="ranking"><bdi>${row.name}</bdi></h1>
${row.organization !== "" && markup`<p class="subtitle"><bdi>${row.organization}</bdi></p>`}
<p>${place}</p>
<p class="note">${publicBoard.asOf(day.publishedAt)}</p>
${section("tasks", publicBoard.model.byTask, writeTasks(day, model, wanted, language))}
${section("rivals", publicBoard.model.against, writeRivals(rows, whole.duels ?? [], { model, wanted, language }))}
${writeAnswers(day, row, words)}`,
  };
}

/** Rating, place and votes; or why it has no place. */
function standing({ row, written }: Row, { board }: PublicBoardOfDay, { boards, profile }: Sentences): string {
  const { rating, lower, upper } = written;
  if (rating === null || row.standing === "new") return boards.votes(0);
  const range = lower === null || upper === null ? "" : boards.range(Math.round(lower), Math.round(upper));
  const isRough = row.standing !== "ranked";
  return [
    profile.rating(Math.round(rating), isRough, range),
    // Where no interval is claimed, no place is.
    ...(row.standing === "ranked"
      ? range === ""
        ? []
        : [profile.rank(written.rankLabel, board.ranked)]
      : [profile.unranked[row.standing]]),
    boards.votes(row.votes),
  ].join(boards.separator);
}

function writeTasks(day: PublishedDay, model: string, wanted: Wanted, language: Language): Markup {
  const words = sentences(language);
  const { publicBoard } = words;
  const ofTasks = createAxes((task) => task).flatMap((task): TaskRow[] => {
    const of = day.boards.find((one) => one.task === task && one.language === null && one.period === "all");
    const found = of && describePublished(day, of, language).rows.find(({ row }) => row.model === model);
    return of && found && found.row.rating !== null ? [{ ...found, of }] : [];
  });
  if (ofTasks.length === 0) return markup`<p>${publicBoard.model.noTasks}</p>`;
  const axis = axisOf(ofTasks.map(({ row, written }) => ({ ...written, faint: row.standing !== "ranked" })));
  const { columns, model: said } = publicBoard;
  const headings = [said.task, columns.rank, columns.rating, columns.interval, said.strength, columns.votes];
  return scrolling(
    said.byTask,
    markup`<table class="plain"><thead><tr>${headings.map((heading) => markup`<th scope="col">${heading}</th>`)}</tr></thead>
<tbody>${ofTasks.map((one) => writeTask(one, drawInterval(one.written, axis, one.row.standing !== "ranked"), wanted, words))}</tbody></table>`,
  );
}

function writeTask({ row, written, of }: TaskRow, drawn: Markup | null, wanted: Wanted, words: Sentences): Markup {
  const { boards, tasks } = words;
  const address = boardAddress({ ...wholeBoard, task: of.task, day: wanted.day, chosen: wanted.chosen });
  return markup`<tr><th scope="row"><a href="${address}">${of.task && tasks[of.task]}</a></th>
<td>${written.rankLabel}</td><td><b>${written.ratingLabel}</b> <small>${written.detail}</small></td><td class="reach">${drawn}</td>
<td>${boards.percent(winsAgainstMean(row.rating ?? 0))}</td><td>${boards.count(row.votes)}</td></tr>
`;
}

/** What its answers are like, as far as that is known. */
function writeAnswers(
  { answers }: PublishedDay,
  row: LeaderboardRow,
  { boards, profile, publicBoard }: Sentences,
): Markup | null {
  const facts = answers[row.model];
  const said = publicBoard.model;
  const figure = (label: string, value: number | null | undefined, write: (value: number) => string) =>
    value === null || value === undefined ? null : markup`<div><dt>${label}</dt><dd>${write(value)}</dd></div>`;
  if (!facts || facts.answers === 0) return null;
  return section(
    "answers",
    said.answers(facts.answers),
    markup`<dl class="figures">
${figure(said.length, facts.characters, (value) => boards.count(Math.round(value)))}
${figure(said.time, facts.milliseconds, (value) => profile.seconds(value / 1_000))}
${figure(said.cost, facts.cost, profile.dollars)}
${figure(said.bothBad, row.bothBadShare, boards.percent)}
</dl>`,
  );
}
