/** Questions of an experiment on their way into a community's bank. */
import { questionLanguage } from "../../answers/question-language.ts";
import { type AddedQuestion, builtInQuestions } from "../../bank/question-bank.ts";
import { rankQuestions, type ToldQuestion } from "../../mutual/results/questions.ts";
import type { ExperimentResults } from "../../mutual/results/results.ts";
import { findTwins } from "../../mutual/scoring/likeness.ts";
import type { CommandContext } from "../command.ts";
import { taskNamed } from "../typed-names.ts";

/** Questions longer than this are no good in a chat, in characters. */
const longestQuestion = 1_500;
const mostPending = 50;

/** How many were new; and how many were left out because their standard answer was beaten, or they are nearly known already. */
export type Suggested = { added: number; beaten: number; alike: number };

/** Puts the questions that models have set, and that may be shown, before those who approve: those that tell best first. */
export async function suggestQuestions(
  context: CommandContext,
  community: string,
  results: ExperimentResults,
): Promise<Suggested> {
  const { bank } = context.store;
  const short = rankQuestions(results).filter(({ question }) => [...question].length <= longestQuestion);
  const sound = short.filter(({ beaten }) => !beaten);
  const twins = findTwins(
    sound.map(({ question }) => question),
    await readKnown(context, community),
  );
  const fresh = sound.filter((_, index) => twins[index] === null);
  const counts = { beaten: short.length - sound.length, alike: sound.length - fresh.length };
  let added = 0;
  for (const [index, told] of fresh.entries()) {
    const question = await toBankQuestion(context, community, results, told, index);
    const outcome = await bank.addBankQuestion(question, mostPending);
    if (outcome === "full") break;
    if (outcome === "added") added += 1;
  }
  return { added, ...counts };
}

/** What is in the bank already, or was refused there. */
async function readKnown({ store }: CommandContext, community: string): Promise<string[]> {
  const states = ["approved", "pending", "rejected"] as const;
  const own = await Promise.all(states.map((status) => store.bank.bankQuestions(community, status)));
  return [...builtInQuestions, ...own.flat()].map(({ text }) => text);
}

async function toBankQuestion(
  { random, clock }: CommandContext,
  community: string,
  { settings }: ExperimentResults,
  { question, setter }: ToldQuestion,
  index: number,
): Promise<AddedQuestion> {
  return {
    id: random.id(),
    // Not a person: nothing that anybody could ask to be erased.
    community,
    author: `model:${setter}`,
    text: question,
    task: taskNamed(settings.subject.id) ?? "other",
    language: await questionLanguage(question),
    difficulty: "hard",
    status: "pending",
    // The oldest are shown first, and the best come first.
    addedAt: new Date(clock.now().getTime() + index),
  };
}
