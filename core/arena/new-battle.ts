/** A battle as it begins: who asked what, who was drawn for which side, and how it will close. */
import type { Model } from "../models/model.ts";
import type { Request, Sender } from "../chat/post.ts";
import { newBattleId } from "../battle/battle-id.ts";
import type { Attempt, Battle, ClosingRule, NewBattle, Side, Turn } from "../battle/battle.ts";
import type { ArenaContext } from "./context.ts";
import { drawSeed, leagueOf } from "../battle/draw.ts";
import type { Lineup } from "../models/lineup.ts";
import { drawBoth, playersFor } from "./drawing.ts";
import { keepPair } from "./same-pair.ts";
import { questionLanguage } from "../answers/question-language.ts";
import type { Asked, ReadQuestion } from "./question.ts";
import { guessTask } from "../answers/task-guess/guess.ts";
import { taskRule } from "../answers/task.ts";

/** What is decided before the draw. `delivery` is sealed; `before` is the battle whose pair is asked, where nobody is drawn. */
export type Beginning = Pick<NewBattle, "asker" | "delivery" | "lease"> & {
  closing: ClosingRule;
  before?: Battle | undefined;
};

/** Draws models and sides for a question. @throws {RangeError} when fewer than two models can answer it. */
export async function newBattle(
  context: ArenaContext,
  lineup: Lineup,
  request: Request,
  asked: Asked & ReadQuestion,
  { asker, delivery, lease, closing, before }: Beginning,
): Promise<NewBattle> {
  const { clock, random, pseudonyms, sketcher } = context;
  const { text, pictures } = asked;
  const described = await describeQuestion(asked);
  const { language } = request;
  const draw = before
    ? keepPair(context, lineup, before, { pictures, language })
    : drawBoth(context, playersFor(lineup, pictures));
  const now = clock.now();
  const attempt = (side: Side) =>
    firstAttempt({ turn: 1, side, model: draw[side], probability: draw.probability, seed: drawSeed(random), at: now });
  return {
    ...{ id: newBattleId(now, random), league: leagueOf(lineup.models), platform: request.platform },
    ...{ community: pseudonyms.of(request.community), asker, private: request.private },
    ageRestricted: request.ageRestricted ?? false,
    ...described,
    drawRule: draw.rule,
    pair: before ? (before.pair ?? before.id) : null,
    generation: lineup.generation,
    ...closing,
    // A last vote on one of them would close all.
    ...(before && { closeAtVotes: null }),
    ...{ createdAt: now, delivery, lease },
    sketch: sketcher.sketch(text, pictures),
    turns: [newTurn(1, text, now, eventOf(context, request))],
    attempts: [attempt("a"), attempt("b")],
    ...(pictures.length > 0 && { pictures }),
  };
}

/** What the bank or the asker says of a question, and what is guessed where they say nothing. */
async function describeQuestion({
  text,
  task,
  fromBank,
}: Asked): Promise<Pick<NewBattle, "task" | "taskRule" | "language" | "bankQuestion">> {
  const named = task && { task, taskRule: fromBank ? "bank" : "asker" };
  return {
    ...(named ?? { task: guessTask(text), taskRule }),
    language: fromBank?.language ?? (await questionLanguage(text)),
    bankQuestion: fromBank?.id ?? null,
  };
}

/** A question that has just been asked. @param event a pseudonym, see {@link eventOf}. */
export function newTurn(number: number, question: string, askedAt: Date, event?: string): Turn {
  return { number, question, askedAt, openedAt: null, failedAt: null, ...(event !== undefined && { event }) };
}

/** The event somebody asked by, as the record may hold it. */
export function eventOf(
  { pseudonyms }: ArenaContext,
  { platform, event }: Pick<Sender, "platform" | "event">,
): string | undefined {
  return event === undefined ? undefined : pseudonyms.of(`event:${platform}:${event}`);
}

type First = Pick<Attempt, "turn" | "side" | "probability" | "seed"> & {
  model: Pick<Model, "id" | "endpoint" | "model">;
  at: Date;
};

/** A side's first attempt in a turn. */
export function firstAttempt({ model, at, ...rest }: First): Attempt {
  return {
    ...rest,
    number: 1,
    model: model.id,
    endpoint: model.endpoint,
    endpointModel: model.model,
    startedAt: at,
    endedAt: null,
    ending: null,
  };
}
