/** From a question to a battle whose answers are on their way. */
import { type Language, type Sentences, sentences } from "../language/index.ts";
import { createPace } from "../limits/pace.ts";
import { type Level, partyOf } from "../limits/party.ts";
import { createShares } from "../limits/shares.ts";
import { explainTooOften } from "../limits/too-often.ts";
import type { QuestionPicture } from "../models/completion.ts";
import type { Request } from "../chat/post.ts";
import { LimitReached, Refusal } from "../chat/refusal.ts";
import type { Delivery } from "../battle/delivery.ts";
import { type AskingLimits, budgetOn, checkMayAsk } from "../battle/asking-rules.ts";
import { readAttached, type ReadQuestion } from "./attached-files.ts";
import { closingRule } from "../battle/community-settings.ts";
import type { NewBattle } from "../battle/battle.ts";
import type { ArenaContext } from "./context.ts";
import { activeModels, seesPictures } from "../battle/draw.ts";
import { createFollowingUp } from "./following-up.ts";
import type { LeasedAnswering } from "./leased-answering.ts";
import { AskedBefore, newBattle } from "./new-battle.ts";
import { type Asked, cleanQuestion } from "./question.ts";
import type { Showing } from "./showing.ts";

const minute = 60_000;

/** When to ask again if too many questions wait, in seconds: about as long as an answer takes. */
const tryAgainSeconds = 30;

/** Starts battles, and goes on with them. */
export interface Asking {
  /**
   * Saves a battle, or another turn of the one that the request answers, and posts its progress line; the answers
   * follow by themselves.
   * @throws {Refusal} for a question that cannot be asked.
   */
  ask(request: Request, asked: Asked): Promise<void>;
}

/** @param track keeps the process from stopping before background work is done. */
export function createAsking(
  context: ArenaContext,
  showing: Showing,
  answering: LeasedAnswering,
  track: (work: Promise<unknown>) => void,
): Asking {
  const { store, clock, rules, deliverySeal, pseudonyms } = context;
  const followUp = createFollowingUp(context, showing, answering);
  const waiting = createShares(rules.questionsAtOnce);
  const waitingBytes = createShares(rules.pictureBytesAtOnce);
  const pace = createPace(rules.questionsPerMinute, minute, clock);

  /** @returns what to call when the question has been answered. @throws {LimitReached} */
  function takeShare(request: Request, pictures: readonly QuestionPicture[]): () => void {
    const { refusals } = sentences(request.language);
    const party = partyOf(request);
    const share = waiting.take(party);
    if ("full" in share) throw tooManyQuestions(share.full, refusals);
    const size = pictures.reduce((sum, { bytes }) => sum + bytes.length, 0);
    // Pictures stay in memory until both models have answered.
    const room = waitingBytes.take(party, size);
    const tooOften = "full" in room ? { full: room.full, seconds: tryAgainSeconds } : pace.take(party);
    const end = (): void => {
      share.end();
      if ("end" in room) room.end();
    };
    if (!tooOften) return end;
    end();
    throw explainTooOften(tooOften, refusals);
  }

  function tooManyQuestions(full: Level, { tooManyQuestions: own, tooBusy }: Sentences["refusals"]): LimitReached {
    const sentence = full === "person" ? own(rules.questionsAtOnce.person) : tooBusy(tryAgainSeconds);
    return new LimitReached(sentence, tryAgainSeconds);
  }

  async function begin(
    request: Request,
    asked: Asked & ReadQuestion,
    asker: string,
  ): Promise<{ answered: Promise<void> }> {
    const { pictures } = asked;
    const rulesHere = await store.communities.askingRules(pseudonyms.of(request.community));
    const words = sentences(request.language);
    checkMayAsk(request, rulesHere, pseudonyms, words);
    checkSight(pictures.length, request.language);
    const { platform, place, address: replyTo = null } = request;
    const settings = await store.communities.communitySettings(pseudonyms.of(request.community));
    const posts: Delivery["posts"] = [{ address: null, replyTo, shows: "nothing" }];
    const language = settings.language ?? request.language;
    const delivery = deliverySeal.seal({ platform, place, language, posts });
    const closing = closingRule(settings, rules);
    const battle = await newBattle(context, request, {
      asked,
      pictures,
      asker,
      delivery,
      lease: answering.lease(),
      closing,
    });
    const questionsAtOnce = rules.questionsAtOnce.person;
    return answering.begin(battle.id, async () => {
      await save(battle, { questionsAtOnce, budget: budgetOn(battle.createdAt, rulesHere, request) }, words);
      await showOrForget(battle.id);
      return { ...battle, party: partyOf(request) };
    });
  }

  /** @throws {Refusal} when a limit is reached; {AskedBefore}. */
  async function save(battle: NewBattle, limits: AskingLimits, { asking, refusals }: Sentences): Promise<void> {
    const outcome = await store.battles.createBattle(battle, limits);
    if (outcome === "asked-before") throw new AskedBefore();
    if (outcome === "too-many-questions") throw new Refusal(refusals.tooManyQuestions(limits.questionsAtOnce));
    if (outcome === "budget-spent") throw new Refusal(asking.budgetSpent(limits.budget?.battles ?? 0));
  }

  /** @throws {Refusal} when there are no two models that take pictures, and there are some. */
  function checkSight(pictures: number, language: Language): void {
    const seeing = activeModels(context.models).filter(seesPictures);
    if (pictures > 0 && seeing.length < 2) throw new Refusal(sentences(language).asking.nobodySees);
  }

  async function showOrForget(battle: string): Promise<void> {
    try {
      await showing.showFirst(battle);
    } catch (error) {
      await store.answering.failTurn(answering.hold(battle), clock.now(), "no-answer");
      await showing.forget(battle);
      throw error;
    }
  }

  return {
    async ask(request, asked) {
      const words = sentences(request.language);
      const read = await readAttached(asked.text, request.files ?? [], words);
      // A picture alone is a question, too.
      const written = read.text === "" && read.pictures.length > 0 ? words.asking.pictureAlone : read.text;
      const question = cleanQuestion(written, rules.longestQuestion, words);
      const asker = pseudonyms.of(request.person);
      const done = takeShare(request, read.pictures);
      try {
        const whole = { ...asked, text: question, pictures: read.pictures };
        const begun = (await followUp(request, whole, asker)) ?? (await begin(request, whole, asker));
        track(begun.answered.finally(done));
      } catch (error) {
        done();
        // What it began goes on by itself.
        if (!(error instanceof AskedBefore)) throw error;
      }
    },
  };
}
