import { pictureTheme } from "../arena/community-settings.ts";
import { leagueOf } from "../arena/draw.ts";
import { tasks } from "../arena/task.ts";
import { daysOf } from "../boards/cell.ts";
import { createLeaderboard, type Leaderboard } from "../boards/leaderboard.ts";
import { type Language, sentences, type Sentences } from "../language/index.ts";
import type { Heard } from "../people/spoken-languages.ts";
import { type Button, type Reply, type Sender, textPost } from "../post.ts";
import { Refusal } from "../refusal.ts";
import { type BoardChoice, decodeBoardChoice, encodeBoardChoice, readBoardChoice } from "./board-choice.ts";
import { actionOf, type Command, type CommandContext } from "./command.ts";
import { isJuryBoard, showJuryBoard } from "./jury-board.ts";
import { type BoardView, countPages, leaderboardInWords, leaderboardPicture } from "./pictures/leaderboard-picture.ts";

/** `/leaderboard [TASK] [LANGUAGE] [here|everywhere] [PAGE]`, `/leaderboard jury`: the ratings of all closed battles that fit, as a picture. */
export const leaderboard: Command = {
  name: "leaderboard",
  async run(context, request, rest) {
    if (isJuryBoard(rest)) return showJuryBoard(context, request);
    const choice = readBoardChoice(rest, request.language);
    return { ...(await showBoard(context, request, choice, request.sharedLanguage)), private: false };
  },
  async press(context, press, rest) {
    const picking = rest.startsWith(pickTask);
    const choice = decodeBoardChoice(picking ? rest.slice(pickTask.length) : rest);
    if (!choice) throw new Refusal(sentences(press.language).refusals.unknownAction);
    if (picking) return offerTasks(choice, sentences(press.language));
    return { ...(await showBoard(context, press, choice, press.language)), private: true };
  },
};

/** What stands before a choice whose task is still to be picked. */
const pickTask = "task:";

type From = Heard<Sender>;
type FoundBoard = { board: Leaderboard; days: BoardView["days"] };

async function showBoard(context: CommandContext, from: From, chosen: BoardChoice, language: Language) {
  const words = sentences(language);
  const { board, days } = await readBoard(context, from, chosen);
  const choice = { ...chosen, page: Math.min(chosen.page, countPages(board)) };
  const settings = await context.store.communitySettings(context.pseudonyms.of(from.community));
  const view: BoardView = {
    language,
    theme: pictureTheme(settings, from.platform),
    demo: leagueOf(context.models) === "demo",
    task: choice.task,
    questions: choice.language,
    community: choice.scope === "here" ? (from.communityName ?? words.boards.here) : null,
    days,
    page: choice.page,
  };
  const picture = leaderboardPicture(board, view);
  const { png } = await context.renderer.render(picture);
  const text =
    board.votes === 0 ? emptyBoard(choice, words) : `**${picture.title}**${words.boards.separator}${picture.subtitle}`;
  return {
    text,
    buttons: boardButtons(choice, countPages(board), words),
    images: [{ png, alt: leaderboardInWords(board, view) }],
  } satisfies Omit<Reply, "private">;
}

async function readBoard(context: CommandContext, from: From, choice: BoardChoice): Promise<FoundBoard> {
  const league = leagueOf(context.models);
  const cells = await context.store.cells({
    league,
    ...(choice.task && { task: choice.task }),
    ...(choice.language && { language: choice.language }),
    ...(choice.scope === "here" && { community: context.pseudonyms.of(from.community) }),
  });
  const active = context.models.filter((model) => model.status === "active").map((model) => model.id);
  const playing = new Set([...active, ...cells.flatMap((cell) => [cell.modelA, cell.modelB])]);
  const models = (await context.store.models()).filter((model) => playing.has(model.id));
  return { board: createLeaderboard(cells, models), days: daysOf(cells) };
}

function emptyBoard({ task, language, scope }: BoardChoice, { boards, tasks }: Sentences): string {
  if (language || scope === "here") return boards.emptySelection;
  return task ? boards.emptyTask(tasks[task]) : boards.emptyBoard;
}

/** A button for the board of each task, and of all together. */
function offerTasks(choice: BoardChoice, { boards, tasks: names }: Sentences): Reply {
  const button = (label: string, task: BoardChoice["task"]) => boardButton(label, { ...choice, task, page: 1 });
  const buttons = [button(boards.buttons.allTasks, null), ...tasks.map((task) => button(names[task], task))];
  return { ...textPost(boards.whichTask), buttons, private: true };
}

function boardButton(label: string, choice: BoardChoice): Button {
  return { label, action: actionOf("leaderboard", encodeBoardChoice(choice)) };
}

function boardButtons(choice: BoardChoice, pages: number, { boards }: Sentences): Button[] {
  const button = (label: string, change: Partial<BoardChoice>) => boardButton(label, { ...choice, ...change });
  const other = choice.scope === "here" ? "everywhere" : "here";
  return [
    ...(choice.page > 1 ? [button(boards.buttons.previous, { page: choice.page - 1 })] : []),
    ...(choice.page < pages ? [button(boards.buttons.next, { page: choice.page + 1 })] : []),
    button(boards.buttons[other], { scope: other, page: 1 }),
    { label: boards.buttons.byTask, action: actionOf("leaderboard", `${pickTask}${encodeBoardChoice(choice)}`) },
  ];
}
