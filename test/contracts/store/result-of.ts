/** How the votes on a battle fell, as its closed post tells it. */
import type { Store } from "../../../core/store/store.ts";
import type { Choice } from "../../../core/chat/post.ts";

/** Zeros for a battle that is not closed: its tally is nobody's to see. */
export async function resultOf({ battles }: Pick<Store, "battles">, battle: string): Promise<Record<Choice, number>> {
  const standing = await battles.standing(battle);
  return standing?.result?.tally ?? { a: 0, b: 0, tie: 0, "both-bad": 0 };
}
