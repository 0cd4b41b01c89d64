import { refuseShutOut } from "../../arena/shut-out.ts";
import { cleanQuestion } from "../../arena/question.ts";
import { questionLanguage } from "../../answers/question-language.ts";
import { guessTask } from "../../answers/task-guess/guess.ts";
import { sentences } from "../../language/index.ts";
import { quoteMarkdown } from "../../language/markdown.ts";
import { maskPersonalData } from "../../safety/personal-data/find.ts";
import type { Heard } from "../../people/spoken-languages.ts";
import { type Button, type Reply, type Request, type Sender, textPost } from "../../chat/post.ts";
import { type AddedQuestion, builtInQuestions } from "../../bank/question-bank.ts";
import { NeedsManager, Refusal } from "../../chat/refusal.ts";
import { may } from "../../chat/roles.ts";
import { actionOf, type Command, type CommandContext } from "../command.ts";
import { readTags, textAfter } from "../typed-names.ts";

declare module "../../language/command-sentences.ts" {
  interface CommandSentences {
    bank: CommandWords;
  }
  interface OptionSentences extends Record<"add", OptionWords> {}
}

/** A question that is to be offered in a chat is read there first, in characters. */
const longestQuestion = 1_500;
/** How many questions of one community may wait for approval. */
const mostPending = 50;

/** `/bank [add QUESTION]`: the community's own questions. Who runs it adds and approves; others suggest. */
export const bank: Command = {
  options: [{ name: "add", kind: "text", named: true }],
  takesText: true,
  async run(context, request, rest) {
    if (rest === "") return showBank(context, request);
    const { bank: words, commands } = sentences(request.language);
    const question = textAfter(rest, ({ typed }) => typed.add);
    if (!question) throw new Refusal(words.unknown(commands.bank.usage));
    return addQuestion(context, request, question);
  },
  async press(context, press, rest) {
    const { bank: words, refusals } = sentences(press.language);
    const [verb = "", id = ""] = rest.split(":");
    if (verb !== "approve" && verb !== "reject") throw new Refusal(refusals.unknownAction);
    if (!may(press, "decide-bank-questions")) throw new NeedsManager(words.notYours);
    const status = verb === "approve" ? "approved" : "rejected";
    const community = context.pseudonyms.of(press.community);
    const decided = await context.store.bank.decideBankQuestion(community, id, status, context.clock.now());
    if (!decided) throw new Refusal(words.decidedAlready);
    const next = await showPending(context, press);
    return { ...next, text: [words[status], next.text].filter((text) => text !== "").join("\n\n") };
  },
};

async function addQuestion(context: CommandContext, request: Heard<Request>, typed: string): Promise<Reply> {
  const words = sentences(request.language);
  await refuseShutOut(context, request);
  // It would be offered in the community's other places, too.
  if (request.ageRestricted) throw new Refusal(words.moderation.notFromHere);
  const { task, difficulty = "medium", text: tagged } = readTags(typed);
  // The whole community reads it.
  const text = maskPersonalData(cleanQuestion(tagged, context.rules.longestQuestion, words), words.personal.kinds);
  const length = [...text].length;
  if (length > longestQuestion) throw new Refusal(words.bank.tooLong(length, longestQuestion));
  const question: AddedQuestion = {
    id: context.random.id(),
    community: context.pseudonyms.of(request.community),
    author: context.pseudonyms.of(request.person),
    text,
    difficulty,
    task: task ?? guessTask(text),
    language: await questionLanguage(text),
    status: may(request, "decide-bank-questions") ? "approved" : "pending",
    addedAt: context.clock.now(),
  };
  const outcome = await context.store.bank.addBankQuestion(question, mostPending);
  if (outcome !== "added") throw new Refusal(words.bank[outcome]);
  const said = may(request, "decide-bank-questions") ? words.bank.added : words.bank.suggested;
  return { ...textPost(said(words.tasks[question.task], words.bank.difficulties[difficulty])), private: true };
}

async function showBank(context: CommandContext, request: Heard<Request>): Promise<Reply> {
  const { bank: words, commands } = sentences(request.language);
  const own = await context.store.bank.bankQuestions(context.pseudonyms.of(request.community), "approved");
  const counts = words.counts(builtInQuestions.length, own.length);
  const pending = await showPending(context, request);
  const text = [`${words.title}\n\n${counts}`, words.howTo(commands.bank.usage), pending.text];
  return { ...pending, text: text.filter((part) => part !== "").join("\n\n") };
}

/** What waits for approval: how much, and to those who decide the oldest with its buttons. */
async function showPending(context: CommandContext, from: Heard<Sender>): Promise<Reply> {
  const { bank: words, tasks } = sentences(from.language);
  const pending = await context.store.bank.bankQuestions(context.pseudonyms.of(from.community), "pending");
  const [oldest] = pending;
  if (!oldest) return { ...textPost(""), private: true };
  const count = words.pending(pending.length);
  if (!may(from, "decide-bank-questions")) return { ...textPost(count), private: true };
  const { id, task, difficulty, text } = oldest;
  const shown = words.pendingLine(tasks[task], words.difficulties[difficulty], quoteMarkdown(text));
  const button = (label: string, verb: string): Button => ({ label, action: actionOf("bank", `${verb}:${id}`) });
  const buttons = [button(words.approve, "approve"), button(words.reject, "reject")];
  return { ...textPost(`${count} ${shown}`), buttons, private: true };
}
