import { sentences } from "../../language/index.ts";
import { quoteMarkdown } from "../../language/markdown.ts";
import { type Heard, sharedLanguage } from "../../people/spoken-languages.ts";
import { type Reply, type Sender, textPost } from "../../chat/post.ts";
import { type BankQuestion, builtInQuestions, drawBankQuestion } from "../../bank/question-bank.ts";
import { tasks, type Task } from "../../answers/task.ts";
import { Refusal } from "../../chat/refusal.ts";
import { actionOf, type Command, type CommandContext } from "../command.ts";
import { suggestTasks } from "../suggestions.ts";
import { readTags } from "../typed-names.ts";

declare module "../../language/command-sentences.ts" {
  interface CommandSentences {
    battle: CommandWords;
  }
  interface OptionSentences extends Record<"question" | "task" | "file", OptionWords> {}
}

/** `/battle [#TASK] [QUESTION]`, or any message that is not a command: asks two hidden models. */
export const battle: Command = {
  options: [
    { name: "question", kind: "text" },
    { name: "task", kind: "suggested", suggest: suggestTasks, tag: true },
    { name: "file", kind: "file" },
  ],
  asks: true,
  takesText: true,
  async run(context, request, rest) {
    const { task, text } = readTags(rest);
    // Only a bare `/battle` asks for a question of the bank; a blank message does not.
    if (text === "" && request.text.trim() !== "") return offerQuestion(context, request, task ?? null, null);
    await context.arena.ask(request, { text, ...(task && { task }) });
    return undefined;
  },
  async press(context, press, rest) {
    const [verb = "", id = "", wanted = ""] = rest.split(":");
    const task = tasks.find((one) => one === wanted) ?? null;
    if (verb === "next") return offerQuestion(context, press, task, id);
    if (verb !== "ask") throw new Refusal(sentences(press.language).refusals.unknownAction);
    const question = await findQuestion(context, press, id);
    if (!question) throw new Refusal(sentences(press.language).bank.gone);
    const { text, language } = question;
    await context.arena.ask({ ...press, text }, { text, task: question.task, fromBank: { id, language } });
    return { ...textPost(sentences(press.language).bank.asked), private: true };
  },
};

/** The action by which somebody asks a question of the bank, given by its identifier. */
export function askingAction(question: string): string {
  return actionOf("battle", `ask:${question}`);
}

/** @param not the identifier of the question offered last. */
async function offerQuestion(
  context: CommandContext,
  from: Heard<Sender>,
  task: Task | null,
  not: string | null,
): Promise<Reply> {
  const { bank: words, tasks: names } = sentences(from.language);
  const own = await context.store.bank.bankQuestions(context.pseudonyms.of(from.community), "approved");
  const question = drawBankQuestion(own, { task, language: sharedLanguage(from, from.language), not }, context.random);
  if (!question) throw new Refusal(words.none);
  const offer = words.offer(names[question.task], words.difficulties[question.difficulty]);
  return {
    ...textPost(`${offer}\n\n${quoteMarkdown(question.text)}`),
    buttons: [
      { label: words.ask, action: askingAction(question.id) },
      { label: words.another, action: actionOf("battle", `next:${question.id}:${task ?? ""}`) },
    ],
    private: true,
  };
}

async function findQuestion(context: CommandContext, from: Sender, id: string): Promise<BankQuestion | undefined> {
  const builtIn = builtInQuestions.find((question) => question.id === id);
  if (builtIn) return builtIn;
  const own = await context.store.bank.findBankQuestion(context.pseudonyms.of(from.community), id);
  return own?.status === "approved" ? own : undefined;
}
