/** One round: a question is set, answered and judged. */
import type { CompletionRequest } from "../../models/completion.ts";
import type { Model } from "../../models/model.ts";
import type { Checker } from "../checks/checker.ts";
import type { SelfNamingMask } from "../../answers/self-naming/self-naming-mask.ts";
import { bordaPoints } from "../scoring/borda.ts";
import { type Ranking, rankingForm, type ScoredAnswer, scoresForm } from "./ballot-forms.ts";
import { questionForm } from "./question-form.ts";
import { askInForm } from "./reply-forms.ts";
import type { Call } from "./calls.ts";
import { fenceFor, seedFor, shuffleFor } from "./chance.ts";
import {
  answerersOf,
  answersPerRound,
  type AnswerRecord,
  type EvaluationRecord,
  type ExperimentSettings,
  type RoundRecord,
  type SetQuestion,
  setterOf,
  type SettingRecord,
} from "../experiment.ts";
import { keyOf } from "./roles.ts";
import { askForAnswer, askForBallot, askForQuestion } from "./prompts.ts";

/** What all rounds of an experiment share. */
export type RoundContext = {
  settings: ExperimentSettings;
  /** By id. */
  models: ReadonlyMap<string, Model>;
  call: Call;
  check: Checker;
  mask: SelfNamingMask;
};

/** Letters: A to Z, then AA, AB … */
export function letterOf(index: number): string {
  const last = String.fromCodePoint(65 + (index % 26));
  return index < 26 ? last : `${letterOf(Math.floor(index / 26) - 1)}${last}`;
}

/** @throws what {@link Call} throws, once all that was under way has ended. */
export async function playRound(context: RoundContext, number: number): Promise<RoundRecord> {
  const setting = await setQuestion(context, number);
  const { set } = setting;
  if (!set) return { number, setting, answers: [], evaluations: [], checks: null };
  const answerers = answerersOf(context.settings, number);
  const judges = context.settings.models.flatMap(({ id }) =>
    id === setting.setter || answerers.includes(id) ? [id] : [],
  );
  const answers = await together(answerers.map((id) => answerQuestion(context, number, id, set)));
  const judging: Judging = { number, set, setter: setting.setter, answers };
  const checking = checkAnswers(context, judging);
  const judged = judges.map((judge) => judgeAnswers(context, judging, judge));
  await Promise.allSettled([checking, ...judged]);
  return { number, setting, answers, evaluations: await together(judged), checks: await checking };
}

/** Beside the judges, who are not told of it. */
async function checkAnswers({ check, settings }: RoundContext, judging: Judging): ReturnType<Checker> {
  const { number, set, answers } = judging;
  return check(settings.subject.check, number, {
    cases: [...set.samples, ...set.cases],
    standard: set.standardAnswer,
    answers: answers.flatMap(({ model, text }) => (text === null ? [] : [[model, text] as const])),
  });
}

/** Waits for all, also when one fails: what has been asked is paid for and belongs into the journal. */
async function together<Result>(works: readonly Promise<Result>[]): Promise<Result[]> {
  await Promise.allSettled(works);
  return Promise.all(works);
}

function buildRequest(
  { settings, models }: RoundContext,
  id: string,
  key: string,
): Omit<CompletionRequest, "messages"> {
  const model = models.get(id);
  if (!model) throw new Error(`There is no model "${id}" in the roster.`);
  return { model, settings: settings.generation, seed: seedFor(settings.seed, key) };
}

async function setQuestion(context: RoundContext, number: number): Promise<SettingRecord> {
  const { settings, call } = context;
  const setter = setterOf(settings, number);
  const key = keyOf(number, "question", setter);
  const request = { ...buildRequest(context, setter, key), messages: askForQuestion(settings.subject, number) };
  const { value, shortfall, replies } = await askInForm(call, key, request, questionForm(settings.subject));
  return { setter, set: value, shortfall, replies };
}

async function answerQuestion(
  context: RoundContext,
  number: number,
  model: string,
  set: SetQuestion,
): Promise<AnswerRecord> {
  const key = keyOf(number, "answer", model);
  const outcome = await context.call(key, {
    ...buildRequest(context, model, key),
    messages: askForAnswer(context.settings.subject, set),
  });
  if ("failure" in outcome)
    return { model, text: null, masked: null, shortfall: { kind: outcome.failure, detail: outcome.detail } };
  return { model, text: outcome.text, masked: context.mask.mask(outcome.text, set.question), shortfall: null };
}

type Judging = { number: number; set: SetQuestion; setter: string; answers: readonly AnswerRecord[] };

async function judgeAnswers(context: RoundContext, judging: Judging, judge: string): Promise<EvaluationRecord> {
  const { judging: way } = context.settings.subject;
  const key = keyOf(judging.number, "ballot", judge);
  const letters = letterAnswers(context, judging, judge, key);
  const nothing: EvaluationRecord = {
    ...{ judge, letters, points: null, ranking: null, byCriterion: null, beatsStandard: null, belowStandard: null },
    ...{ reasons: [], shortfall: null, replies: [] },
  };
  if (!letters.some(({ model }) => model !== null))
    return { ...nothing, shortfall: { kind: "nothing-to-judge", detail: "There is no answer but its own." } };
  // A single answer can stand in one place only.
  if (letters.length === 1 && way === "ranks")
    return { ...nothing, ...rankedBy(context, letters, [{ letters: ["A"], reason: "" }]) };
  return way === "ranks" ? askForRanking(context, judging, nothing, key) : askForScores(context, judging, nothing, key);
}

type Letters = EvaluationRecord["letters"];

/**
 * Where judges rank, the standard answer stands among the others, so that nobody is led by it and each can say what is better;
 * not for its setter, who knows it.
 */
function letterAnswers({ settings }: RoundContext, judging: Judging, judge: string, key: string): Letters {
  const others = judging.answers.flatMap(({ model, text }) => (model !== judge && text !== null ? [model] : []));
  const isRival = settings.subject.judging === "ranks" && judge !== judging.setter && others.length > 0;
  const all = isRival ? [...others, null] : others;
  return shuffleFor(settings.seed, key, all).map((model, index) => ({ letter: letterOf(index), model }));
}

function ballotRequest(context: RoundContext, judging: Judging, { judge, letters }: EvaluationRecord, key: string) {
  const { subject, seed } = context.settings;
  const { set, setter, answers } = judging;
  const texts = new Map(answers.map(({ model, masked, text }) => [model, masked ?? text ?? ""]));
  const standard = context.mask.mask(set.standardAnswer, set.question) ?? set.standardAnswer;
  const messages = askForBallot({
    subject,
    set,
    withStandard: subject.judging === "scores" || judge === setter,
    answers: letters.map(({ letter, model }) => ({
      letter,
      text: model === null ? standard : (texts.get(model) ?? ""),
    })),
    fence: fenceFor(seed, key),
  });
  return { ...buildRequest(context, judge, key), messages };
}

async function askForRanking(
  context: RoundContext,
  judging: Judging,
  nothing: EvaluationRecord,
  key: string,
): Promise<EvaluationRecord> {
  const form = rankingForm(nothing.letters.map(({ letter }) => letter));
  const request = ballotRequest(context, judging, nothing, key);
  const { value, shortfall, replies } = await askInForm(context.call, key, request, form);
  return { ...nothing, shortfall, replies, ...(value && rankedBy(context, nothing.letters, value)) };
}

type Ranked = Pick<EvaluationRecord, "ranking" | "points" | "reasons" | "beatsStandard" | "belowStandard">;

function rankedBy({ settings }: RoundContext, letters: Letters, places: Ranking): Ranked {
  const models = new Map(letters.map(({ letter, model }) => [letter, model]));
  const groups = places.map(({ letters: own, reason }) => ({
    models: own.map((letter) => models.get(letter) ?? null),
    reason,
  }));
  const standard = groups.findIndex((group) => group.models.includes(null));
  const withoutStandard = groups.map(({ models: all, reason }) => ({
    models: all.filter((one) => one !== null),
    reason,
  }));
  const ranking = withoutStandard.flatMap((group) => (group.models.length > 0 ? [group.models] : []));
  return {
    ranking,
    points: [...bordaPoints(ranking, answersPerRound(settings) + 1)],
    reasons: withoutStandard.flatMap(({ models: all, reason }) =>
      all.flatMap((model): [string, string][] => (reason === "" ? [] : [[model, reason]])),
    ),
    beatsStandard: standard < 0 ? null : withoutStandard.slice(0, standard).flatMap((group) => group.models),
    belowStandard: standard < 0 ? null : withoutStandard.slice(standard + 1).flatMap((group) => group.models),
  };
}

async function askForScores(
  context: RoundContext,
  judging: Judging,
  nothing: EvaluationRecord,
  key: string,
): Promise<EvaluationRecord> {
  const form = scoresForm(
    nothing.letters.map(({ letter }) => letter),
    judging.set.criteria,
  );
  const request = ballotRequest(context, judging, nothing, key);
  const { value, shortfall, replies } = await askInForm(context.call, key, request, form);
  return { ...nothing, shortfall, replies, ...(value && scoredBy(nothing.letters, value)) };
}

type Scored = Pick<EvaluationRecord, "byCriterion" | "points" | "reasons" | "beatsStandard">;

function scoredBy(letters: Letters, scores: ReadonlyMap<string, ScoredAnswer>): Scored {
  const all = letters.flatMap(({ letter, model }) => {
    const scored = scores.get(letter);
    return model === null || !scored ? [] : [{ model, ...scored }];
  });
  const compared = all.some(({ beatsStandard }) => beatsStandard !== null);
  return {
    byCriterion: all.map(({ model, points }) => [model, points]),
    points: all.map(({ model, points }) => [model, points.reduce((sum, one) => sum + one, 0)]),
    reasons: all.flatMap(({ model, reason }): [string, string][] => (reason === "" ? [] : [[model, reason]])),
    beatsStandard: compared ? all.flatMap(({ model, beatsStandard }) => (beatsStandard ? [model] : [])) : null,
  };
}
