/** From a question to two answers people can vote on. */
import { sentences } from "../language/index.ts";
import type { Request } from "../post.ts";
import { Refusal } from "../refusal.ts";
import type { Delivery } from "../safety/sealed-delivery.ts";
import { answerBattle } from "./answering.ts";
import type { Attempt, NewBattle, Side } from "./battle.ts";
import type { ArenaContext } from "./context.ts";
import { activeModels, drawPair, drawRule, drawSeed, leagueOf } from "./draw.ts";
import type { Ending } from "./ending.ts";
import { cleanQuestion } from "./question.ts";
import { questionLanguage } from "./question-language.ts";
import type { Showing } from "./showing.ts";
import { guessTask, taskRule } from "./task.ts";

/** Starts battles. */
export interface Asking {
  /**
   * Saves a battle and posts its progress line; the answers follow by themselves.
   * @throws {Refusal} for a question that cannot be asked.
   */
  ask(request: Request, text: string): Promise<void>;
}

/**
 * @param track keeps the process from stopping before background work is done.
 * @param stop ends answering early when the arena stops.
 */
export function createAsking(
  context: ArenaContext,
  showing: Showing,
  ending: Ending,
  track: (work: Promise<unknown>) => void,
  stop: AbortSignal,
): Asking {
  const { store, clock, rules, deliverySeal } = context;
  const answeringNow = new Map<string, number>();

  function countAsker(asker: string, change: 1 | -1): void {
    const count = (answeringNow.get(asker) ?? 0) + change;
    if (count > 0) answeringNow.set(asker, count);
    else answeringNow.delete(asker);
  }

  async function begin(request: Request, question: string, asker: string): Promise<NewBattle> {
    const { platform, place, language, address: replyTo = null } = request;
    const delivery: Delivery = { platform, place, language, replyTo, address: null, shows: "nothing" };
    const battle = newBattle(context, request, question, asker, deliverySeal.seal(delivery));
    await store.createBattle(battle);
    try {
      await showing.first(battle.id, delivery);
    } catch (error) {
      await store.failBattle(battle.id, clock.now(), "no-answer");
      await store.saveDelivery(battle.id, null);
      throw error;
    }
    return battle;
  }

  async function answer(battle: NewBattle): Promise<void> {
    try {
      const answered = await answerBattle(context, battle, activeModels(context.models), rules, stop);
      // At a stop nothing is decided: the next start takes the battle up.
      if (answered) await open(battle.id);
      else if (!stop.aborted) await ending.fail(battle.id, "no-answer");
    } catch (error) {
      context.log.error({ battle: battle.id, error }, "a battle broke off");
      await ending.fail(battle.id, "no-answer");
    }
  }

  async function open(battle: string): Promise<void> {
    const now = clock.now();
    const closesAt = new Date(now.getTime() + rules.closeAtLatest);
    if (!(await store.openBattle(battle, now, closesAt))) return;
    ending.schedule(battle, closesAt);
    await showing.show(battle);
  }

  return {
    async ask(request, text) {
      const words = sentences(request.language);
      const question = cleanQuestion(text, rules.longestQuestion, words);
      const asker = context.pseudonyms.of(request.person);
      if ((answeringNow.get(asker) ?? 0) >= rules.questionsAtOnce)
        throw new Refusal(words.refusals.tooManyQuestions(rules.questionsAtOnce));
      countAsker(asker, 1);
      const done = () => countAsker(asker, -1);
      try {
        const battle = await begin(request, question, asker);
        track(answer(battle).finally(done));
      } catch (error) {
        done();
        throw error;
      }
    },
  };
}

function newBattle(
  context: ArenaContext,
  request: Request,
  question: string,
  asker: string,
  delivery: string,
): NewBattle {
  const { clock, random, pseudonyms, generation } = context;
  const models = activeModels(context.models);
  const draw = drawPair(models, random);
  const now = clock.now();
  const attempt = (side: Side): Attempt => ({
    side,
    number: 1,
    model: draw[side].id,
    endpoint: draw[side].endpoint,
    endpointModel: draw[side].model,
    probability: draw.probability,
    seed: drawSeed(random),
    startedAt: now,
    endedAt: null,
    ending: null,
  });
  return {
    id: random.id(),
    league: leagueOf(models),
    platform: request.platform,
    community: pseudonyms.of(request.community),
    asker,
    private: request.private,
    question,
    task: guessTask(question),
    taskRule,
    language: questionLanguage(question),
    drawRule,
    generation,
    createdAt: now,
    delivery,
    attempts: [attempt("a"), attempt("b")],
  };
}
