import { sentences } from "../../language/index.ts";
import { quoteMarkdown } from "../../language/markdown.ts";
import { type Heard, sharedLanguage } from "../../people/spoken-languages.ts";
import { type Press, type PrivateReply, type Reply, type Request, type Sender, textPost } from "../../chat/post.ts";
import { type BankQuestion, builtInQuestions, drawBankQuestion } from "../../bank/question-bank.ts";
import { tasks, type Task } from "../../answers/task.ts";
import { Refusal } from "../../chat/refusal.ts";
import { actionOf, type Command, type CommandContext } from "../command.ts";
import { suggestTasks } from "../suggestions.ts";
import { readTags } from "../typed-names.ts";
import { askWriter, type OfAnother, readConsentVerb, takeConsent } from "./consent.ts";
import { askOffered } from "./words.ts";

declare module "../../language/command-sentences.ts" {
  interface CommandSentences {
    battle: CommandWords;
  }
  interface OptionSentences extends Record<"question" | "task" | "file", OptionWords> {}
}

/** `/battle [#TASK] [QUESTION]`: asks two hidden models. */
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
    if (isOfAnother(request)) return askWriter(context, request, text);
    if (text === "" && !request.files?.length)
      return { ...(await offerQuestion(context, request, task ?? null, null)), quiet: true, private: false };
    return context.arena.ask(request, { text, ...(task && { task }) });
  },
  async press(context, press, rest) {
    const [verb = "", id = "", wanted = ""] = rest.split(":");
    const consent = readConsentVerb(verb);
    if (consent) return takeConsent(context, press, consent, id);
    const task = tasks.find((one) => one === wanted) ?? null;
    if (verb === "next") return toPress(press, await offerQuestion(context, press, task, id));
    if (verb === "drop") return dropHeld(context, press);
    const decision = await askPressed(context, press, verb, id);
    return decision ?? toPress(press, textPost(sentences(press.language).bank.asked));
  },
};

function isOfAnother(request: Heard<Request>): request is OfAnother {
  return request.writer !== undefined && request.writer !== request.person;
}

/** @returns what the asker is to decide before. @throws {Refusal} */
async function askPressed(
  context: CommandContext,
  press: Heard<Press>,
  verb: string,
  id: string,
): Promise<PrivateReply | undefined> {
  if (verb === "ask") return askFromBank(context, press, id);
  if (verb === "this") return askOffered(context, press);
  if (verb === "both") return askOffered(context, press, id);
  if (verb !== "mask") throw new Refusal(sentences(press.language).refusals.unknownAction);
  await context.arena.askHeld(press, id);
  return undefined;
}

async function dropHeld({ arena }: CommandContext, press: Heard<Press>): Promise<PrivateReply> {
  await arena.dropHeld(press);
  return { ...textPost(sentences(press.language).personal.dropped), private: true };
}

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
): Promise<ReturnType<typeof textPost>> {
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
  };
}

/** In place of the offer, whoever sees that. */
function toPress({ shared }: Press, shown: ReturnType<typeof textPost>): Reply {
  return shared ? { ...shown, private: false } : { ...shown, private: true };
}

async function askFromBank(
  context: CommandContext,
  press: Heard<Press>,
  id: string,
): Promise<PrivateReply | undefined> {
  const question = await findQuestion(context, press, id);
  if (!question) throw new Refusal(sentences(press.language).bank.gone);
  const { text, language } = question;
  const command = await press.readAnswered?.();
  // Two who press on the same offer ask once.
  const event = command && `offered ${command.address}`;
  const request = { ...press, text, ...(event !== undefined && { event }) };
  return context.arena.ask(request, { text, task: question.task, fromBank: { id, language } });
}

async function findQuestion(context: CommandContext, from: Sender, id: string): Promise<BankQuestion | undefined> {
  const builtIn = builtInQuestions.find((question) => question.id === id);
  if (builtIn) return builtIn;
  const own = await context.store.bank.findBankQuestion(context.pseudonyms.of(from.community), id);
  return own?.status === "approved" ? own : undefined;
}
