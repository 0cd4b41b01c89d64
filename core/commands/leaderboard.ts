import { pictureTheme } from "../arena/community-settings.ts";
import { leagueOf } from "../arena/draw.ts";
import { daysOf } from "../boards/cell.ts";
import { createLeaderboard, type Leaderboard } from "../boards/leaderboard.ts";
import { type Language, sentences, type Sentences } from "../language/index.ts";
import type { Heard } from "../people/spoken-languages.ts";
import type { Button, Reply, Sender } from "../post.ts";
import { Refusal } from "../refusal.ts";
import { type BoardChoice, decodeBoardChoice, encodeBoardChoice, readBoardChoice } from "./board-choice.ts";
import { actionOf, type Command, type CommandContext } from "./command.ts";
import { type BoardView, countPages, leaderboardInWords, leaderboardPicture } from "./pictures/leaderboard-picture.ts";

/** `/leaderboard [TASK] [LANGUAGE] [here|everywhere] [PAGE]`: the ratings of all closed battles that fit, as a picture. */
export const leaderboard: Command = {
  name: "leaderboard",
  async run(context, request, rest) {
    const choice = readBoardChoice(rest, request.language);
    return { ...(await showBoard(context, request, choice, request.sharedLanguage)), private: false };
  },
  async press(context, press, rest) {
    const choice = decodeBoardChoice(rest);
    if (!choice) throw new Refusal(sentences(press.language).refusals.unknownAction);
    return { ...(await showBoard(context, press, choice, press.language)), private: true };
  },
};

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

function boardButtons(choice: BoardChoice, pages: number, { boards }: Sentences): Button[] {
  const button = (label: string, change: Partial<BoardChoice>): Button => ({
    label,
    action: actionOf("leaderboard", encodeBoardChoice({ ...choice, ...change })),
  });
  const other = choice.scope === "here" ? "everywhere" : "here";
  return [
    ...(choice.page > 1 ? [button(boards.buttons.previous, { page: choice.page - 1 })] : []),
    ...(choice.page < pages ? [button(boards.buttons.next, { page: choice.page + 1 })] : []),
    button(boards.buttons[other], { scope: other, page: 1 }),
  ];
}
