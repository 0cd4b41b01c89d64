import { tasks } from "../../answers/task.ts";
import { type Language, sentences } from "../../language/index.ts";
import { type Button, type Reply, type Sender, textPost } from "../../chat/post.ts";
import { Refusal } from "../../chat/refusal.ts";
import { actionOf, type Command, type CommandContext } from "../command.ts";
import { wholeBoard } from "../leaderboard/board-choice.ts";
import { encodeBoardChoice } from "../leaderboard/board-code.ts";

declare module "../../language/command-sentences.ts" {
  interface CommandSentences {
    help: CommandWords;
  }
}

/** `/help`: what can be done here, and the rules. */
export const help: Command = {
  unseen: true,
  run: async (context, request) => showHelp(context, request),
  async press(context, press, rest) {
    if (rest !== "") throw new Refusal(sentences(press.language).refusals.unknownAction);
    return showHelp(context, press);
  },
};

function showHelp({ commandNames }: CommandContext, { language }: Sender): Reply {
  const words = sentences(language);
  const list = commandNames.map((name) => {
    const { usage, description } = words.commands[name];
    return `- \`${usage}\`: ${description}`;
  });
  const { intro, voting, followUp, draw, masking, rating, profiles } = words.help;
  const tags = words.help.tasks(tasks.map((task) => words.tasks[task]).join(words.boards.listSeparator));
  const rules = [voting, tags, followUp, draw, masking, rating, profiles];
  const text = [intro, list.join("\n"), ...rules].join("\n\n");
  return { ...textPost(text), private: true };
}

/** What a community that knows nothing of the arena yet can begin with: a question, the board, and how it works. */
export function firstButtons(language: Language): Button[] {
  const { buttons } = sentences(language).help;
  return [
    { label: buttons.question, action: actionOf("battle", "next") },
    { label: buttons.board, action: actionOf("leaderboard", encodeBoardChoice(wholeBoard)) },
    { label: buttons.help, action: actionOf("help", "") },
  ];
}
