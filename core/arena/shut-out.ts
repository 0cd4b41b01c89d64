/** People who are shut out of a community: they read on, but neither ask nor vote there. */
import type { RestrictionStore } from "../battle/restrictions.ts";
import type { Sender } from "../chat/post.ts";
import { Refusal } from "../chat/refusal.ts";
import { sentences } from "../language/index.ts";
import type { Clock } from "../machine/clock.ts";
import type { Pseudonyms } from "../safety/pseudonyms.ts";

/** Where that is looked up. */
export type ShutOutLookup = {
  store: { restrictions: Pick<RestrictionStore, "shutOut"> };
  pseudonyms: Pseudonyms;
  clock: Pick<Clock, "now">;
};

/** @throws {Refusal} saying until when, for somebody who is shut out of where they are. */
export async function refuseShutOut({ store, pseudonyms, clock }: ShutOutLookup, from: Sender): Promise<void> {
  const until = (await store.restrictions.shutOut(pseudonyms.of(from.community))).get(pseudonyms.of(from.person));
  if (until === undefined || (until !== null && until <= clock.now())) return;
  const { refusals } = sentences(from.language);
  throw new Refusal(refusals.shutOut(until === null ? null : until.toISOString().slice(0, 16).replace("T", " ")));
}
