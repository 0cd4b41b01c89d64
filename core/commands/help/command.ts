import { tasks } from "../../answers/task.ts";
import { sentences } from "../../language/index.ts";
import { textPost } from "../../chat/post.ts";
import type { Command } from "../command.ts";

declare module "../../language/command-sentences.ts" {
  interface CommandSentences {
    help: CommandWords;
  }
}

/** `/help`: what can be done here, and the rules. */
export const help: Command = {
  unseen: true,
  async run({ commandNames }, request) {
    const words = sentences(request.language);
    const list = commandNames.map((name) => {
      const { usage, description } = words.commands[name];
      return `- \`${usage}\`: ${description}`;
    });
    const { intro, voting, followUp, draw, masking, rating, profiles } = words.help;
    const tags = words.help.tasks(tasks.map((task) => words.tasks[task]).join(words.boards.listSeparator));
    const rules = [voting, tags, followUp, draw, masking, rating, profiles];
    const text = [intro, list.join("\n"), ...rules].join("\n\n");
    return { ...textPost(text), private: true };
  },
};
