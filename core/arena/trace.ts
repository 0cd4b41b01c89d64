/** What tells where a battle's posts are once it has ended. */
import type { Delivery } from "../battle/delivery.ts";
import type { ArenaContext } from "./context.ts";

/** Where a battle is shown, sealed for when its words are erased; undefined where its platform needs no address for that. */
export function traceOf(
  { platforms, deliverySeal }: Pick<ArenaContext, "platforms" | "deliverySeal">,
  delivery: Delivery,
): string | undefined {
  const { tellAtClose: _person, ...rest } = delivery;
  return platforms.get(delivery.platform)?.erase && deliverySeal.seal(rest);
}
