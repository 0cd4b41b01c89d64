/** What every store keeps to: for each port the suites that hold an implementation to it. */
import { describe } from "vitest";
import type { Store } from "../../core/store/store.ts";
import { describeAnswering } from "./store/answering.ts";
import { describeBank } from "./store/bank.ts";
import { describeBoards } from "./store/boards.ts";
import { describeCells } from "./store/cells.ts";
import { describeClosing } from "./store/closing.ts";
import { describeConnectionLease } from "./store/connection-lease.ts";
import { describeCommunities } from "./store/communities.ts";
import { describeCosts } from "./store/costs.ts";
import { describeDeliveries } from "./store/deliveries.ts";
import { describeEvents } from "./store/events.ts";
import { describeExports } from "./store/exports.ts";
import { describeFollowUps } from "./store/follow-ups.ts";
import { describeJury } from "./store/jury.ts";
import { describeLeases } from "./store/leases.ts";
import { describeLimits } from "./store/limits.ts";
import { describeModels } from "./store/models.ts";
import { describeOperators } from "./store/operators.ts";
import { describeOrders } from "./store/orders.ts";
import { describePeople } from "./store/people.ts";
import { describePrivacy } from "./store/privacy.ts";
import { describePublicDays } from "./store/public-days.ts";
import { describeReports, describeRestrictions } from "./store/restrictions.ts";
import { describeRepeats } from "./store/repeats.ts";
import { describeRulesInStatements } from "./store/rules-in-statements.ts";
import { describeSampledVotes } from "./store/sampled-votes.ts";
import { describeSources } from "./store/sources.ts";
import { describeStanding } from "./store/standing.ts";
import { describeTraces } from "./store/traces.ts";
import { describeVotes } from "./store/votes.ts";
import { describeWeekly } from "./store/weekly.ts";
import { describeWithdrawals } from "./store/withdrawals.ts";

type Suite = (store: () => Store) => void;

/** The ports of the bundle: its members that are objects. */
type PortName = {
  [Name in keyof Store]: Store[Name] extends (...given: never[]) => unknown ? never : Name;
}[keyof Store];

/** A port without a suite does not compile. */
const suites: Record<PortName, readonly [Suite, ...Suite[]]> = {
  models: [describeModels],
  battles: [
    (store) => describeLimits(() => [store()]),
    describeFollowUps,
    describeDeliveries,
    describeClosing,
    describeStanding,
  ],
  answering: [describeAnswering, describeLeases],
  pairs: [describeRulesInStatements],
  ballots: [describeVotes, describeWithdrawals],
  traces: [describeTraces],
  restrictions: [describeRestrictions, describeReports],
  communities: [describeCommunities],
  weekly: [describeWeekly],
  people: [describePeople, describePrivacy],
  boards: [describeCells, describeBoards, describeSampledVotes, describeRepeats],
  publicDays: [describePublicDays],
  sources: [describeSources],
  exports: [describeExports],
  bank: [describeBank],
  notes: [describeEvents, describeConnectionLease],
  jury: [describeJury],
  orders: [describeOrders],
  costs: [(store) => describeCosts(() => [store()])],
  operators: [(store) => describeOperators(() => [store().operators])],
};

/** @param store The implementation, open while the tests run; it may be shared with other suites. */
export function describeStoreContract(store: () => Store): void {
  for (const [port, ofPort] of Object.entries(suites))
    describe(`the port "${port}"`, () => {
      for (const suite of ofPort) suite(store);
    });
}
