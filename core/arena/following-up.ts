/** Whether a follow-up would be taken, before it is written. */
import { followedUp } from "../battle/asking-rules.ts";
import { lastTurn } from "../battle/battle.ts";
import type { Sender } from "../chat/post.ts";
import { sentences } from "../language/index.ts";
import { postLookup } from "../safety/pseudonyms.ts";
import { refuseFollowUp } from "./asking-refusals.ts";
import type { ArenaAtWork } from "./context.ts";
import { newTurn } from "./new-battle.ts";
import { findPairRefusal, isBeingVotedOn } from "./same-pair.ts";

/** A battle, or the address of its post. */
export type Followed = string | { post: string };

/**
 * What keeps somebody from following up on a battle, as it stands now, in a sentence; null: nothing.
 */
export async function findFollowUpRefusal(arena: ArenaAtWork, from: Sender, of: Followed): Promise<string | null> {
  const { store, pseudonyms, rules, clock } = arena;
  const by = typeof of === "string" ? of : { post: postLookup(pseudonyms, from.platform, of.post) };
  const battle = await store.battles.findBattle(by);
  // Where a battle stood is forgotten when it has closed.
  if (!battle || battle.status === "closed" || battle.status === "failed")
    return sentences(from.language).refusals.followUpClosed;
  const { turnsPerBattle, questionsAtOnce } = rules;
  // What others may ask meanwhile is counted when it is asked.
  const limits = { turnsPerBattle, questionsAtOnce: questionsAtOnce.person, battles: [] };
  const wanted = {
    ...{ battle: battle.id, asker: pseudonyms.of(from.person), attempts: [], limits },
    ...{ turn: newTurn(lastTurn(battle).number + 1, "", clock.now()), lease: { holder: "", until: clock.now() } },
  };
  if (isBeingVotedOn(battle)) return (await findPairRefusal(arena, from, battle))?.message ?? null;
  const followed = followedUp(battle, wanted, { byEvent: false, unanswered: 0, begun: [] });
  return followed.outcome === "begun" ? null : refuseFollowUp(arena, from, followed).message;
}
