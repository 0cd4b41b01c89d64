/** Why a question that could be read is not asked after all, in the language of whoever asked. */
import type { AskingLimits, CreateOutcome, FollowUpOutcome, LimitFull } from "../battle/asking-rules.ts";
import type { Sender } from "../chat/post.ts";
import { NoMoreFollowUps, Refusal } from "../chat/refusal.ts";
import { type Sentences, sentences } from "../language/index.ts";
import { explainTooOften } from "../limits/pace.ts";
import type { ArenaAtWork } from "./context.ts";

/** This event has asked its question already: the platform delivered it twice. */
export class AskedBefore extends Error {
  override readonly name = "AskedBefore";
}

/** @throws {Refusal} when a limit is reached; {AskedBefore}. */
export function checkCreated(outcome: CreateOutcome, limits: AskingLimits, at: Date, words: Sentences): void {
  if (outcome === "asked-before") throw new AskedBefore();
  if (outcome === "too-many-questions") throw new Refusal(words.refusals.tooManyQuestions(limits.questionsAtOnce));
  if (outcome !== "created") throw refuseByLimit(outcome, at, words);
}

/** Says how long to wait. */
function refuseByLimit({ limit: { of, most, rolling }, opens }: LimitFull, at: Date, words: Sentences): Refusal {
  const left = opens.getTime() - at.getTime();
  if (!rolling) return new Refusal(words.asking.limits[of](most, left));
  return explainTooOften(
    { full: of === "person" ? "person" : "all", seconds: Math.ceil(left / 1_000) },
    words.refusals,
  );
}

/** Why there is no follow-up, in the language of whoever wanted one. */
export function refuseFollowUp(
  { rules, clock }: ArenaAtWork,
  request: Sender,
  refused: Exclude<FollowUpOutcome, { outcome: "begun" }>,
): Refusal {
  const words = sentences(request.language);
  if (refused.outcome === "limit-reached") return refuseByLimit(refused.full, clock.now(), words);
  const { outcome } = refused;
  const { refusals } = words;
  if (outcome === "not-asker") return new Refusal(refusals.followUpNotAsker);
  if (outcome === "voted") return new NoMoreFollowUps(refusals.followUpAfterVote);
  if (outcome === "too-many-turns") return new NoMoreFollowUps(refusals.tooManyTurns(rules.turnsPerBattle));
  if (outcome === "too-many-questions") return new Refusal(refusals.tooManyQuestions(rules.questionsAtOnce.person));
  return new Refusal(refusals.followUpNotOpen);
}
