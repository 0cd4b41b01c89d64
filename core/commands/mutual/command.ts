import { pictureTheme } from "../../battle/community-settings.ts";
import { type Language, sentences } from "../../language/index.ts";
import { mutualActions } from "../../mutual/actions.ts";
import { answersPerRound, UnusableExperiment } from "../../mutual/experiment.ts";
import type { Begun, Evaluations } from "../../mutual/evaluations.ts";
import { resultPost } from "../../mutual/results/result-post.ts";
import { OtherExperiment } from "../../mutual/run/calls.ts";
import { costsOf, tellCosts } from "../../mutual/run/roles.ts";
import { nameSubject, type Subject, subjectIds, subjects } from "../../mutual/subject.ts";
import { type Heard, sharedLanguage } from "../../people/spoken-languages.ts";
import { type Reply, type Request, type Sender, textPost } from "../../chat/post.ts";
import { NeedsManager, Refusal } from "../../chat/refusal.ts";
import { may } from "../../chat/roles.ts";
import { describeEvaluation, showStatus } from "./status.ts";
import { actionOf, type Command, type CommandContext } from "../command.ts";
import { suggestQuestions } from "./suggest-questions.ts";

declare module "../../language/command-sentences.ts" {
  interface CommandSentences {
    mutual: CommandWords;
  }
  interface OptionSentences extends Record<"action" | "subject" | "rounds", OptionWords> {}
}

const mostRounds = 100;

/** `/mutual [start SUBJECT [ROUNDS]|status|result|stop]`: models set, answer and judge one another's questions. */
export const mutual: Command = {
  options: [
    { name: "action", kind: "choice", choices: mutualActions, required: true },
    { name: "subject", kind: "choice", choices: subjectIds },
    { name: "rounds", kind: "number", least: 1, most: mostRounds },
  ],
  posts: true,
  async run(context, request, rest) {
    const { mutual: words, commands } = sentences(request.language);
    const evaluations = evaluationsOf(context, request.language);
    const [action = "status", ...more] = rest.toLowerCase().split(/\s+/u).filter(Boolean);
    switch (mutualActions.find((one) => one === action || words.actions[one] === action)) {
      case "start":
        return start(context, evaluations, request, more);
      case "stop":
        return stop(evaluations, request);
      case "result":
        return showResult(context, evaluations, request);
      case "resume":
        return resume(evaluations, request);
      case "jury":
        return beginJury(context, request, more);
      case "status":
        return reply(await showStatus(context, evaluations, request));
      case undefined:
        throw new Refusal(words.unknown(commands.mutual.usage));
    }
  },
  async press(context, press, rest) {
    const words = sentences(press.language);
    const [verb = "", id = ""] = rest.split(":");
    if (verb !== "bank") throw new Refusal(words.refusals.unknownAction);
    if (!may(press, "decide-bank-questions")) throw new NeedsManager(words.mutual.notYours);
    const community = context.pseudonyms.of(press.community);
    const found = await newest(evaluationsOf(context, press.language), press, community, id);
    const { added, beaten, alike } = await suggestQuestions(context, community, found.results);
    return reply(words.mutual.suggested(added, beaten, alike));
  },
};

const reply = (text: string): Reply => ({ ...textPost(text), private: true });

function evaluationsOf({ evaluations }: CommandContext, language: Language): Evaluations {
  if (!evaluations) throw new Refusal(sentences(language).mutual.notHere);
  return evaluations;
}

async function start(
  context: CommandContext,
  evaluations: Evaluations,
  request: Heard<Request>,
  [typed = "", count]: readonly string[],
): Promise<Reply> {
  const { mutual: words, commands } = sentences(request.language);
  if (!may(request, "run-evaluations")) throw new NeedsManager(words.notYours);
  const id = subjectIds.find((one) => one === typed || nameSubject(subjects[one], request.language) === typed);
  if (!id) throw new Refusal(words.unknown(commands.mutual.usage));
  const subject = subjects[id];
  const rounds = count === undefined ? null : Number(count);
  if (rounds !== null && !(Number.isInteger(rounds) && rounds >= 1 && rounds <= mostRounds))
    throw new Refusal(words.badRounds(mostRounds));
  const started = await begin(context, evaluations, request, { subject, rounds });
  if (!started) throw new Refusal(words.busy);
  const { settings, plan, budget } = started;
  const told = [
    words.started(nameSubject(subject, request.language), settings.models.length, settings.rounds),
    ...(settings.answerers ? [words.blocks(answersPerRound(settings))] : []),
  ].join(" ");
  const costs = plan.cost > 0 ? [words.plan(plan.cost, budget), tellCosts(costsOf(plan.roles), request.language)] : [];
  return { ...textPost([told, ...costs].join("\n")), private: false };
}

async function begin(
  { pseudonyms, store }: CommandContext,
  evaluations: Evaluations,
  request: Heard<Request>,
  wish: { subject: Subject; rounds: number | null },
): Promise<Begun | undefined> {
  const { platform, place, address = null } = request;
  // The page tells nobody of answers, and shows none whose question is gone.
  const replyTo = platform === "web" ? null : address;
  const language = sharedLanguage(request, request.language);
  const community = pseudonyms.of(request.community);
  const theme = pictureTheme(await store.communities.communitySettings(community), platform);
  try {
    return await evaluations.start({ ...wish, platform, place, language, community, theme, replyTo });
  } catch (error) {
    if (!(error instanceof UnusableExperiment)) throw error;
    throw new Refusal(sentences(request.language).mutual.tooFew, { cause: error });
  }
}

async function stop(evaluations: Evaluations, request: Heard<Sender>): Promise<Reply> {
  const { mutual: words } = sentences(request.language);
  if (!may(request, "run-evaluations")) throw new NeedsManager(words.notYours);
  return reply((await evaluations.cancel()) ? words.stopped : words.idle);
}

/** Battles that are judged at one time unless told otherwise. */
const usualBattles = 50;

async function beginJury(context: CommandContext, request: Heard<Request>, [typed]: readonly string[]): Promise<Reply> {
  const { mutual: words, jury } = sentences(request.language);
  if (!may(request, "run-evaluations")) throw new NeedsManager(words.notYours);
  const limit = typed === undefined ? usualBattles : Number(typed);
  if (!(Number.isInteger(limit) && limit >= 1 && limit <= 1000)) throw new Refusal(words.badRounds(1000));
  const { place, platform } = request;
  const community = context.pseudonyms.of(request.community);
  const language = sharedLanguage(request, request.language);
  const begun = await context.jury?.begin({ limit, community, platform, place, language });
  if (!begun) throw new Refusal(jury.busy);
  return reply(jury.begun);
}

async function resume(evaluations: Evaluations, request: Heard<Sender>): Promise<Reply> {
  if (!may(request, "run-evaluations")) throw new NeedsManager(sentences(request.language).mutual.notYours);
  await evaluations.resume();
  return reply(describeEvaluation(await evaluations.running(), request.language));
}

async function showResult(
  { pseudonyms, store, renderer }: CommandContext,
  evaluations: Evaluations,
  request: Heard<Request>,
): Promise<Reply> {
  const { mutual: words } = sentences(request.language);
  const community = pseudonyms.of(request.community);
  const found = await newest(evaluations, request, community);
  const theme = pictureTheme(await store.communities.communitySettings(community), request.platform);
  const language = sharedLanguage(request, request.language);
  const shown = await resultPost(found, { theme, language }, renderer);
  const button = { label: words.toBank, action: actionOf("mutual", `bank:${found.id}`) };
  return { ...shown, buttons: may(request, "decide-bank-questions") ? [button] : [], private: false };
}

/** @throws {Refusal} when there is none, or it was made by a version that asked in other words. */
async function newest(
  evaluations: Evaluations,
  { language, ageRestricted }: Pick<Sender, "language" | "ageRestricted">,
  community: string,
  id?: string,
) {
  const { mutual: words } = sentences(language);
  const found = await evaluations.newest(community, ageRestricted ?? false, id).catch((error: unknown) => {
    throw error instanceof OtherExperiment ? new Refusal(words.ofEarlierVersion, { cause: error }) : error;
  });
  if (!found) throw new Refusal(words.noResult);
  return found;
}
