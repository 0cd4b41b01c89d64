/** The page of a board: its finding, the ranking, head to head, what has changed, and how it is made. */
import {
  describePublished,
  findBoard,
  type Language,
  languageName,
  leastPeople,
  type ListedDay,
  periods,
  type PublicBoardOfDay,
  type PublicFilter,
  type PublishedDay,
  type PublishedWords,
  type Sentences,
  sentences,
  tasks,
} from "../../../core/index.ts";
import { boardAddress, type Wanted, wholeBoard } from "./addresses.ts";
import { changesInWords } from "./changes-feed.ts";
import { writeDuels } from "./duels.ts";
import { markup, type Markup } from "./markup.ts";
import { writeRanking } from "./ranking.ts";
import { type Page, type Reach, section } from "./shell.ts";

/** As many earlier days are linked, and as many days with changes told. */
const mostDays = 60;
const mostChanges = 5;

/** A board of a day, and all days there are. */
export type Shown = { day: PublishedDay; one: PublicBoardOfDay; days: readonly ListedDay[] };

/** A board's page. @param wanted its day is null where the newest is shown. */
export function boardPage({ day, one, days }: Shown, wanted: Wanted, language: Language, reach: Reach): Page {
  const words = sentences(language);
  const told = describePublished(day, one, language);
  const rows = told.rows.map(({ row }) => row);
  return {
    ...{ language, title: told.title, description: [told.subtitle, told.status].filter(Boolean).join(". ") },
    path: boardAddress({ ...wanted, sorting: "rank" }),
    home: boardAddress({ ...wholeBoard, chosen: wanted.chosen }),
    inLanguage: (chosen) => boardAddress({ ...wanted, chosen }),
    // Chats keep pictures for long: the picture of a day never changes.
    picture: {
      path: boardAddress({ ...wanted, day: day.day, sorting: "rank", chosen: language }, ".png"),
      alt: [told.title, told.subtitle].join(". "),
    },
    content: markup`${writeHead(told, { day, one, days }, wanted, words)}
${writeFilters(day, one, wanted, language)}
${section("ranking", words.publicBoard.ranking, writeRanking(told.rows, wanted, language), writeNotes(told, wanted, words))}
${writeDuels(rows, one, wanted, language)}
${writeChanges(days, wanted, language)}
${writeMethod(words)}
${writeUses(day, wanted, words, reach)}
${writeDays(days, wanted, words)}`,
  };
}

function writeHead(told: PublishedWords, { day, days }: Shown, wanted: Wanted, { publicBoard }: Sentences): Markup {
  const isNewest = days.at(-1)?.day === day.day;
  const newest = boardAddress({ ...wanted, day: null });
  const kept = boardAddress({ ...wanted, day: day.day });
  return markup`${told.notice !== undefined && markup`<p class="notice">${told.notice}</p>`}
<h1>${told.title}</h1>
<p class="subtitle">${told.subtitle}</p>
${Boolean(told.status) && markup`<p>${told.status}</p>`}
${!isNewest && markup`<p class="notice">${publicBoard.earlier(publicBoard.day(new Date(day.day)))} <a href="${newest}">${publicBoard.toNewest}</a></p>`}
<p class="note">${publicBoard.asOf(day.publishedAt)} · ${isNewest && `${publicBoard.renewed} · `}<a href="${kept}">${publicBoard.permalink}</a></p>`;
}

/** Links to the boards that there are, one choice away; only choices that lead to a board are offered. */
function writeFilters(day: PublishedDay, one: PublicBoardOfDay, wanted: Wanted, reader: Language): Markup {
  const { publicBoard, tasks: taskNames } = sentences(reader);
  const { filters, allTasks, allLanguages, unknownLanguage, periods: periodNames } = publicBoard;
  const { task, language, period } = one;
  const languages = [...new Set(day.boards.flatMap((board) => board.language ?? []))];
  const nameOf = (code: string) => (code === "und" ? unknownLanguage : languageName(code, reader));
  const group = (label: string, choices: readonly Choice[]) => {
    const links = choices.map(([name, change, isChosen]) => {
      if (isChosen) return markup`<li><b aria-current="true">${name}</b></li>`;
      const there = findBoard(day, { task, language, period, ...change });
      return there && markup`<li><a href="${boardAddress({ ...wanted, ...change })}">${name}</a></li>`;
    });
    return markup`<nav aria-label="${label}"><span>${label}</span><ul>${links}</ul></nav>\n`;
  };
  return markup`<div class="filters">${[
    group(filters.task, [[allTasks, { task: null }, !task], ...tasks.map(choose(taskNames, "task", task))]),
    group(filters.language, [
      [allLanguages, { language: null }, !language],
      ...languages.map((code): Choice => [nameOf(code), { language: code }, code === language]),
    ]),
    group(filters.period, periods.map(choose(periodNames, "period", period))),
  ]}</div>`;
}

type Choice = [name: string, change: Partial<PublicFilter>, isChosen: boolean];

function choose<Name extends string>(
  names: Readonly<Record<Name, string>>,
  key: keyof PublicFilter,
  chosen: Name | null,
) {
  return (one: Name): Choice => [names[one], { [key]: one }, one === chosen];
}

function writeNotes({ footer, remarks }: PublishedWords, { sorting }: Wanted, { publicBoard }: Sentences): Markup {
  const { columns, sortNote, meanNote, winsNote } = publicBoard;
  const names = { name: columns.model, votes: columns.votes, wins: columns.wins, bad: columns.bothBad };
  const sorted = sorting === "rank" ? [footer] : [sortNote(names[sorting])];
  const lines = [...sorted, meanNote, winsNote, ...remarks];
  return markup`<div class="note">${lines.map((line) => line !== "" && markup`<p>${line}</p>\n`)}</div>`;
}

function writeChanges(days: readonly ListedDay[], wanted: Wanted, language: Language): Markup {
  const { publicBoard } = sentences(language);
  const { title, none, feed } = publicBoard.changes;
  const told = days.filter(({ day, changes }) => changes.length > 0 && (wanted.day === null || day <= wanted.day));
  const entries = told
    .slice(-mostChanges)
    .toReversed()
    .map(
      ({ day, changes }) =>
        markup`<li><a href="${boardAddress({ ...wholeBoard, day, chosen: wanted.chosen })}"><time datetime="${day}">${publicBoard.day(new Date(day))}</time></a>: ${changesInWords(changes, language).join(" ")}</li>\n`,
    );
  return section(
    "changes",
    title,
    entries.length === 0 ? markup`<p>${none}</p>` : markup`<ul>${entries}</ul>`,
    markup`<p><a href="/board.atom?lang=${language}">${feed}</a></p>`,
  );
}

/** How a board is made, in plain words. */
export function writeMethod({ publicBoard: { method } }: Sentences): Markup {
  const lines = [method.asked, method.rating, method.interval, method.few, method.counted(leastPeople)];
  return section(
    "method",
    method.title,
    lines.map((line) => markup`<p>${line}</p>\n`),
  );
}

function writeUses(
  day: PublishedDay,
  wanted: Wanted,
  { publicBoard: { share } }: Sentences,
  { origin }: Reach,
): Markup {
  const plain: Wanted = { ...wanted, sorting: "rank" };
  const badge = boardAddress({ ...plain, day: null }, ".svg");
  const page = boardAddress({ ...plain, day: null });
  return section(
    "uses",
    share.title,
    markup`<ul>
<li><a href="${boardAddress({ ...plain, chosen: null }, ".json")}">${share.json}</a></li>
<li><a href="${boardAddress({ ...plain, day: day.day }, ".png")}">${share.picture}</a></li>
<li><a href="${badge}">${share.badge}</a>: <code>[![board](${origin}${badge})](${origin}${page})</code></li>
</ul>`,
  );
}

function writeDays(days: readonly ListedDay[], wanted: Wanted, { publicBoard }: Sentences): Markup | null {
  if (days.length < 2) return null;
  const { title, all } = publicBoard.days;
  const links = days
    .slice(-mostDays)
    .toReversed()
    .map(
      ({ day }) =>
        markup`<li><a href="${boardAddress({ ...wholeBoard, day, chosen: wanted.chosen })}"><time datetime="${day}">${day}</time></a></li>\n`,
    );
  return section(
    "days",
    title,
    markup`<details><summary>${all(links.length)}</summary><ul class="days">${links}</ul></details>`,
  );
}
