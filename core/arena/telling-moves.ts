/** Telling in a battle's post, once its end has been shown, how its votes have moved the board. */
import { isWordless, modelsOf, openedTurns } from "../battle/battle.ts";
import type { Delivery } from "../battle/delivery.ts";
import type { BattleHere } from "../battle/store.ts";
import type { BoardMove } from "../boards/board-moves.ts";
import { postAt } from "./battle-posts.ts";
import type { ArenaAtWork } from "./context.ts";

/** What is shown later after the close than this (milliseconds) says nothing of the board, which has gone on since. */
const soon = 60_000;

/** Says nothing where they have not, or where nobody knows. Never throws: whoever looks at the board sees the same. */
export async function tellMoves(arena: ArenaAtWork, { battle }: BattleHere, delivery: Delivery): Promise<void> {
  const { id, status, endedAt } = battle;
  const since = endedAt ? arena.clock.now().getTime() - endedAt.getTime() : Infinity;
  if (status !== "closed" || since > soon || arena.stop.aborted) return;
  try {
    const { a, b } = modelsOf(battle);
    const moves = await arena.moves(id, [a, b]);
    if (moves.length > 0) await arena.showInTurn(id, () => addMoves(arena, id, delivery, moves));
  } catch (error) {
    arena.log.warn({ battle: id, error }, "a closed battle's post does not say how its votes have moved the board");
  }
}

async function addMoves(
  arena: ArenaAtWork,
  id: string,
  delivery: Delivery,
  moves: readonly BoardMove[],
): Promise<void> {
  const standing = await arena.store.battles.standing(id);
  if (!standing || showsNoWords(standing)) return;
  const turn = openedTurns(standing.battle).at(-1);
  const platform = arena.platforms.get(delivery.platform);
  const post = turn && delivery.posts[turn.number - 1];
  if (!turn || !post?.address || !platform) return;
  const language = standing.here.own.language ?? delivery.language;
  await platform.edit(post.address, postAt(arena, { ...standing, moves }, turn, post, "closed", language));
  // Meanwhile its words may have been taken out of it: they must not come back.
  const now = await arena.store.battles.standing(id);
  if (!now || !showsNoWords(now)) return;
  const state = isWordless(now.battle) ? "closed" : "hidden";
  await platform.edit(post.address, postAt(arena, now, turn, post, state, language));
}

function showsNoWords({ battle }: BattleHere): boolean {
  return isWordless(battle) || battle.hidden;
}
