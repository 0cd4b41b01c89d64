/** Whether a question can be paid for, before anything of it is saved. */
import type { Request } from "../chat/post.ts";
import { LimitReached, Refusal } from "../chat/refusal.ts";
import { lengthOf } from "../costs/budget.ts";
import { sentences } from "../language/index.ts";
import type { QuestionPicture } from "../models/completion.ts";
import type { Lineup } from "../models/lineup.ts";
import type { Model } from "../models/model.ts";
import type { ArenaContext } from "./context.ts";
import { tryAgainSeconds } from "./question-shares.ts";

/** What is asked, and of whom: all those who could be drawn, or the pair that has been. */
export type Affording = { text: string; pictures: readonly QuestionPicture[]; players: readonly Model[] };

/**
 * Those of the players that may be asked: enough for a battle. What they are asked later is within budgets, too, or is not
 * asked; this only tells beforehand.
 * @throws {Refusal} that says when there is money again.
 */
export async function findAffordable(
  { spending, pseudonyms, clock }: ArenaContext,
  { provider, generation: settings }: Lineup,
  request: Request,
  { text, pictures, players }: Affording,
): Promise<Model[]> {
  const community = pseudonyms.of(request.community);
  const messages = [{ role: "user" as const, content: text, pictures }];
  const found = await spending.affordable(provider, players, { messages, settings, community });
  if ("models" in found) return found.models;
  const { asking, refusals } = sentences(request.language);
  if (found.passing) throw new LimitReached(refusals.tooBusy(tryAgainSeconds), tryAgainSeconds);
  const left = found.budget.until.getTime() - clock.now().getTime();
  throw new Refusal(asking.moneySpent(lengthOf(found.budget), left));
}
