/** Anybody may say that a battle should not be where it is; when enough have, it is hidden until somebody looks. */
import type { Battle } from "../battle/battle.ts";
import { reportsThatHide } from "../battle/restrictions.ts";
import { openPageCommunity, type PrivateReply, type Sender } from "../chat/post.ts";
import { Refusal } from "../chat/refusal.ts";
import { sentences } from "../language/index.ts";
import { privateReply, reportButton } from "./ballot-buttons.ts";
import type { ArenaAtWork } from "./context.ts";
import { showAnew } from "./erasing.ts";
import { refuseShutOut } from "./shut-out.ts";

/** Where one person can be many, reports hide nothing: those who run the community see them. */
function hidesAt({ community }: Sender): number | null {
  return community === openPageCommunity ? null : reportsThatHide;
}

/** A press may be a slip, so it is asked once more. */
export function askWhetherToReport({ id }: Pick<Battle, "id">, from: Sender): PrivateReply {
  const words = sentences(from.language);
  return privateReply(words.restrictions.reportSure(hidesAt(from)), [reportButton(id, words)]);
}

/** Records a report. @throws {Refusal} for one's own battle, and for whoever is shut out. */
export async function report(arena: ArenaAtWork, from: Sender, battle: Battle): Promise<PrivateReply> {
  const { store, pseudonyms, clock, background } = arena;
  const { restrictions: words, refusals } = sentences(from.language);
  await refuseShutOut(arena, from);
  const person = pseudonyms.of(from.person);
  if (battle.asker === person || battle.private) throw new Refusal(refusals.ownBattle);
  const outcome = await store.restrictions.report(battle, person, clock.now(), hidesAt(from));
  if (outcome === "hidden") background.run(showAnew(arena, battle.id));
  return privateReply(words.reported[outcome]);
}
