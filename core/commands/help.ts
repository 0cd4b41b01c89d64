import { tasks } from "../answers/task.ts";
import { sentences } from "../language/index.ts";
import { textPost } from "../chat/post.ts";
import { type Command, commandNames } from "./command.ts";

/** `/help`: what can be done here, and the rules. */
export const help: Command = {
  name: "help",
  async run(_context, request) {
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
