/** From a question to two answers people can vote on. */
import { sentences } from "../language/index.ts";
import type { Request } from "../post.ts";
import { Refusal } from "../refusal.ts";
import type { Delivery } from "../safety/sealed-delivery.ts";
import { answerBattle } from "./answering.ts";
import type { Attempt, NewBattle, Side } from "./battle.ts";
import { answeringPost, openPost } from "./battle-posts.ts";
import type { ArenaContext } from "./context.ts";
import { activeModels, drawPair, drawRule, drawSeed, leagueOf } from "./draw.ts";
import { type Ending, showPost } from "./ending.ts";
import { cleanQuestion } from "./question.ts";
import { questionLanguage } from "./question-language.ts";
import { guessTask } from "./task.ts";

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
  ending: Ending,
  track: (work: Promise<unknown>) => void,
  stop: AbortSignal,
): Asking {
  const { store, rules } = context;
  const answeringNow = new Map<string, number>();

  function countAsker(asker: string, change: 1 | -1): void {
    const count = (answeringNow.get(asker) ?? 0) + change;
    if (count > 0) answeringNow.set(asker, count);
    else answeringNow.delete(asker);
  }

  async function answer(battle: NewBattle, delivery: Delivery): Promise<void> {
    const answers = await answerBattle(context, battle, activeModels(context.models), rules, stop);
    // At a stop nothing is decided: the next start takes the battle up.
    if (stop.aborted) return;
    if (!answers) return ending.fail(battle.id, "failed");
    const texts: Record<Side, string> = { a: answers.a.text, b: answers.b.text };
    const now = context.clock.now();
    const closesAt = new Date(now.getTime() + rules.closeAtLatest);
    if (!(await store.openBattle(battle.id, now, closesAt))) return;
    ending.schedule(battle.id, closesAt);
    await showPost(context, battle.id, delivery, openPost(battle, texts, rules, delivery.language));
  }

  async function breakOff(battle: string, error: unknown): Promise<void> {
    context.log.error({ battle, error }, "a battle broke off");
    await ending.fail(battle, "failed");
  }

  async function begin(request: Request, question: string, asker: string): Promise<{ answered: Promise<void> }> {
    const delivery: Delivery = {
      platform: request.platform,
      place: request.place,
      address: null,
      language: request.language,
    };
    const battle = newBattle(context, request, question, asker, context.deliverySeal.seal(delivery));
    await store.createBattle(battle);
    const platform = context.platforms.get(request.platform);
    if (!platform) throw new Error(`${request.platform} is not connected`);
    try {
      delivery.address = await platform.post(request.place, answeringPost(request.language), request.address);
    } catch (error) {
      await store.failBattle(battle.id, context.clock.now());
      await store.saveDelivery(battle.id, null);
      throw error;
    }
    await store.saveDelivery(battle.id, context.deliverySeal.seal(delivery));
    // Wrapped, for an async function would wait for a bare promise.
    return { answered: answer(battle, delivery).catch((error: unknown) => breakOff(battle.id, error)) };
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
        const { answered } = await begin(request, question, asker);
        track(answered.finally(done));
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
    probability: draw.probability,
    seed: drawSeed(random),
    startedAt: now,
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
    language: questionLanguage(question),
    drawRule,
    generation,
    createdAt: now,
    delivery,
    attempts: [attempt("a"), attempt("b")],
  };
}
