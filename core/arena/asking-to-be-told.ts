/** The asker of a battle may ask to be told when it closes. */
import type { Battle } from "../battle/battle.ts";
import type { Press, PrivateReply, Sender } from "../chat/post.ts";
import { Refusal } from "../chat/refusal.ts";
import { sentences } from "../language/index.ts";
import { privateReply } from "./ballot-buttons.ts";
import type { ArenaAtWork } from "./context.ts";
import { remember } from "./showing.ts";

/** Whether somebody can be told there. Whoever is alone with the arena closes their battles themselves. */
export function mayBeTold({ platforms }: Pick<ArenaAtWork, "platforms">, from: Sender): boolean {
  return !from.private && platforms.get(from.platform)?.call !== undefined;
}

/** Notes that the asker wants to be told; pressing again calls that off. @throws {Refusal} for anybody else. */
export async function tellAtClose(arena: ArenaAtWork, press: Press, { id, asker }: Battle): Promise<PrivateReply> {
  const { battle: words, refusals } = sentences(press.language);
  if (asker !== arena.pseudonyms.of(press.person)) throw new Refusal(refusals.notAsker);
  return arena.showInTurn(id, async () => {
    const battle = await arena.store.battles.findBattle(id);
    if (!battle?.delivery) throw new Refusal(refusals.tryAgain);
    const { tellAtClose: before, ...delivery } = arena.deliverySeal.open(battle.delivery);
    const wanted = before === undefined;
    const saved = await remember(arena, battle, { ...delivery, ...(wanted && { tellAtClose: press.person }) });
    if (!saved) throw new Refusal(refusals.tryAgain);
    return privateReply(wanted ? words.willTell : words.willNotTell);
  });
}
