/** Another question to the pair of a battle, by its asker, before anybody has voted. */
import { sentences } from "../language/index.ts";
import { partyOf } from "../limits/party.ts";
import type { Request } from "../chat/post.ts";
import { Refusal } from "../chat/refusal.ts";
import { postLookup } from "../safety/pseudonyms.ts";
import type { ReadQuestion } from "./attached-files.ts";
import { type Battle, lastTurn, modelOf, sides } from "../battle/battle.ts";
import type { ArenaContext } from "./context.ts";
import { drawSeed } from "../battle/draw.ts";
import type { FollowUpOutcome } from "../battle/lease.ts";
import type { LeasedAnswering } from "./leased-answering.ts";
import { AskedBefore, eventOf, firstAttempt, newTurn } from "./new-battle.ts";
import type { Showing } from "./showing.ts";

/**
 * Saves another turn and posts its progress line.
 * @returns what resolves when it has been answered; undefined when the request answers no open battle's post.
 * @throws {Refusal} when the battle takes no follow-up, or not from this person.
 */
export type FollowUpTo = (
  request: Request,
  asked: ReadQuestion,
  asker: string,
) => Promise<{ answered: Promise<void> } | undefined>;

export function createFollowingUp(context: ArenaContext, showing: Showing, answering: LeasedAnswering): FollowUpTo {
  const { store, clock, random, rules, pseudonyms } = context;

  async function findAnswered({ platform, inReplyTo }: Request): Promise<Battle | undefined> {
    if (inReplyTo === undefined) return undefined;
    const id = await store.battles.battleOfPost(postLookup(pseudonyms, platform, inReplyTo));
    return id === undefined ? undefined : store.battles.findBattle(id);
  }

  function refuse(request: Request, outcome: FollowUpOutcome["outcome"]): Refusal {
    const { refusals } = sentences(request.language);
    if (outcome === "not-asker") return new Refusal(refusals.followUpNotAsker);
    if (outcome === "voted") return new Refusal(refusals.followUpAfterVote);
    if (outcome === "too-many-turns") return new Refusal(refusals.tooManyTurns(rules.turnsPerBattle));
    if (outcome === "too-many-questions") return new Refusal(refusals.tooManyQuestions(rules.questionsAtOnce.person));
    return new Refusal(refusals.followUpNotOpen);
  }

  async function begin(request: Request, battle: Battle, question: string, asker: string): Promise<Battle> {
    const at = clock.now();
    const turn = newTurn(lastTurn(battle).number + 1, question, at, eventOf(context, request));
    const attempts = sides.map((side) => {
      const id = modelOf(battle, side);
      // One that has left the roster fails when it is called, and the battle stays as it is.
      const model = context.models.find((one) => one.id === id) ?? { id, endpoint: "", model: id };
      return firstAttempt({ turn: turn.number, side, model, probability: 1, seed: drawSeed(random), at });
    });
    const limits = { turnsPerBattle: rules.turnsPerBattle, questionsAtOnce: rules.questionsAtOnce.person };
    const followUp = { battle: battle.id, asker, turn, attempts, lease: answering.lease(), limits };
    const begun = await store.battles.beginFollowUp(followUp);
    if (begun.outcome === "asked-before") throw new AskedBefore();
    if (begun.outcome !== "begun") throw refuse(request, begun.outcome);
    return begun.battle;
  }

  async function showOrFail(battle: string, replyTo: string | null): Promise<void> {
    try {
      await showing.showFollowUp(battle, replyTo);
    } catch (error) {
      await store.answering.failTurn(answering.hold(battle), clock.now(), "no-answer");
      throw error;
    }
  }

  return async (request, { text: question, pictures }, asker) => {
    const battle = await findAnswered(request);
    if (!battle) return undefined;
    if (battle.asker !== asker) throw refuse(request, "not-asker");
    if (pictures.length > 0) throw new Refusal(sentences(request.language).asking.noPicturesInFollowUp);
    return answering.begin(battle.id, async () => {
      const begun = await begin(request, battle, question, asker);
      await showOrFail(begun.id, request.address ?? null);
      return { ...begun, party: partyOf(request) };
    });
  };
}
