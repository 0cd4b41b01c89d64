import { type Task, tasks } from "../arena/task.ts";
import { leagueOf } from "../arena/draw.ts";
import { createLeaderboard, type Leaderboard, type LeaderboardRow } from "../boards/leaderboard.ts";
import type { LeaderboardPicture, LeaderboardPictureRow } from "../images/picture.ts";
import { type Language, sentences, type Sentences } from "../language/index.ts";
import { Refusal } from "../refusal.ts";
import { closest } from "./closest.ts";
import type { Command, CommandContext } from "./command.ts";

/** As many rows as a picture takes. */
const mostRows = 100;

/** `/leaderboard [TASK]`: the ratings of all closed battles as a picture. */
export const leaderboard: Command = {
  name: "leaderboard",
  async run(context, request, rest) {
    const words = sentences(request.language);
    const task = rest === "" ? undefined : readTask(rest, words);
    const board = await readBoard(context, task);
    const picture = boardPicture(board, task, leagueOf(context.models) === "demo", words);
    const { png } = await context.renderer.render(picture);
    const empty = task ? words.boards.emptyTask(words.tasks[task]) : words.boards.emptyBoard;
    const text = board.votes === 0 ? empty : `**${picture.title}** · ${picture.subtitle}`;
    const alt = boardInWords(picture, board, words);
    return { text, buttons: [], images: [{ png, alt }], private: false };
  },
};

async function readBoard(context: CommandContext, task: Task | undefined): Promise<Leaderboard> {
  const league = leagueOf(context.models);
  const cells = await context.store.cells(task ? { league, task } : { league });
  const active = context.models.filter((model) => model.status === "active").map((model) => model.id);
  const playing = new Set([...active, ...cells.flatMap((cell) => [cell.modelA, cell.modelB])]);
  const models = (await context.store.models()).filter((model) => playing.has(model.id));
  return createLeaderboard(cells, models);
}

/** A task by its key or by its name in any language. @throws {Refusal} naming all tasks. */
function readTask(word: string, words: Sentences): Task {
  const typed = word.toLowerCase().replaceAll(/\s+/gu, " ");
  const everyName = (task: Task) => [
    task,
    ...(["en", "zh"] satisfies Language[]).map((one) => sentences(one).tasks[task]),
  ];
  const found = tasks.find((task) => everyName(task).some((name) => name.toLowerCase() === typed));
  if (found) return found;
  const names = tasks.map((task) => words.tasks[task]);
  throw new Refusal(
    words.refusals.unknownTask(word.slice(0, 40), closest(typed, names), names.join(words.boards.listSeparator)),
  );
}

function boardPicture(board: Leaderboard, task: Task | undefined, demo: boolean, words: Sentences): LeaderboardPicture {
  const { boards } = words;
  return {
    kind: "leaderboard",
    theme: "light",
    ...(demo ? { notice: words.models.demoNotice } : {}),
    title: boards.title(task && words.tasks[task]),
    subtitle: boards.votes(board.votes),
    headings: boards.headings,
    rows: board.rows.slice(0, mostRows).map((row) => pictureRow(row, words)),
    footer: board.votes > 0 && !board.firm ? `${boards.intervalNote}\n${boards.provisionalNote}` : boards.intervalNote,
  };
}

function pictureRow(row: LeaderboardRow, words: Sentences): LeaderboardPictureRow {
  const { boards } = words;
  const { name, organization, rating, lower, upper } = row;
  return {
    name,
    organization,
    rating,
    lower,
    upper,
    rankLabel: rankLabel(row),
    votesLabel: boards.count(row.votes),
    bothBadLabel: row.bothBadShare === null ? "–" : boards.percent(row.bothBadShare),
  };
}

/** "3", or "1–4" where the votes leave several places possible; "–" without votes. */
function rankLabel({ rankBest, rankWorst }: LeaderboardRow): string {
  if (rankBest === null || rankWorst === null) return "–";
  return rankBest === rankWorst ? `${rankBest}` : `${rankBest}–${rankWorst}`;
}

function boardInWords(picture: LeaderboardPicture, board: Leaderboard, words: Sentences): string {
  const { boards } = words;
  const rated = board.rows.flatMap((row) => {
    const { name, rating, lower, upper } = row;
    if (rating === null || lower === null || upper === null) return [];
    return [
      boards.row(
        rankLabel(row),
        name,
        Math.round(rating),
        Math.round(lower),
        Math.round(upper),
        boards.votes(row.votes),
      ),
    ];
  });
  const unrated = board.rows.filter((row) => row.rating === null).map((row) => row.name);
  const rest = unrated.length > 0 ? [boards.unrated(unrated.join(boards.listSeparator))] : [];
  return [boards.heading(picture.title, picture.subtitle), ...rated, ...rest].join("\n");
}
