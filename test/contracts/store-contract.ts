/** What every store keeps to; a file a theme in `store/`. */
import type { Store } from "../../core/store/store.ts";
import { describeAnswering } from "./store/answering.ts";
import { describeBank } from "./store/bank.ts";
import { describeBoards } from "./store/boards.ts";
import { describeCells } from "./store/cells.ts";
import { describeClosing } from "./store/closing.ts";
import { describeCommunities } from "./store/communities.ts";
import { describeDeliveries } from "./store/deliveries.ts";
import { describeEvents } from "./store/events.ts";
import { describeFollowUps } from "./store/follow-ups.ts";
import { describeJury } from "./store/jury.ts";
import { describeLeases } from "./store/leases.ts";
import { describeLimits } from "./store/limits.ts";
import { describeModels } from "./store/models.ts";
import { describePeople } from "./store/people.ts";
import { describePrivacy } from "./store/privacy.ts";
import { describeVotes } from "./store/votes.ts";
import { describeWithdrawals } from "./store/withdrawals.ts";

/** @param store The implementation, open while the tests run; it may be shared with other suites. */
export function describeStoreContract(store: () => Store): void {
  describeModels(store);
  describeAnswering(store);
  describeFollowUps(store);
  describeLimits(() => [store()]);
  describeLeases(store);
  describeDeliveries(store);
  describeVotes(store);
  describeWithdrawals(store);
  describeClosing(store);
  describeCells(store);
  describeBoards(store);
  describeCommunities(store);
  describePeople(store);
  describeBank(store);
  describePrivacy(store);
  describeEvents(store);
  describeJury(store);
}
