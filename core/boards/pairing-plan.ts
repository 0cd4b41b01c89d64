/** How probably each pair is drawn next: planned from the last board in the background, drawn from without waiting. */
import type { CellFilter } from "./cell.ts";
import { type BoundedMap, createBoundedMap } from "../machine/bounded-map.ts";
import type { Clock } from "../machine/clock.ts";
import type { Log } from "../machine/log.ts";
import type { Model } from "../models/model.ts";
import type { PairTally } from "../rating/pair-tally.ts";
import { type PairChance, planPairs } from "../rating/pairing.ts";
import type { BoardSnapshots } from "./board-snapshots.ts";

/** What battles draw their models from. */
export interface PairingPlan {
  /** The chance of every pair of these models, planned for them alone; none before the votes were first read. */
  chances(models: readonly Model[]): readonly PairChance[];
  /** Reads the votes again, unless that was done a moment ago. Never throws. */
  renew(): Promise<void>;
}

/** What was read is good for this long (milliseconds): a few votes more hardly change a plan. */
const goodFor = 60_000;

/** Sets of models for which a plan is kept: all, those that see pictures, and either without those that rest. */
const mostPlans = 16;

/** @param filter the votes that count for everybody. */
export function createPairingPlan(
  boards: BoardSnapshots,
  filter: CellFilter,
  clock: Pick<Clock, "now">,
  log: Log,
): PairingPlan {
  let votes: readonly PairTally[] | undefined;
  let plans: BoundedMap<string, PairChance[]> = createBoundedMap(mostPlans);
  let readAt = Number.NEGATIVE_INFINITY;

  return {
    chances(models) {
      if (!votes || models.length < 2) return [];
      const ids = models.map(({ id }) => id).toSorted();
      const key = ids.join(" ");
      return plans.get(key) ?? plans.set(key, planPairs(ids, votes));
    },
    async renew() {
      const now = clock.now().getTime();
      if (now - readAt < goodFor) return;
      readAt = now;
      try {
        votes = (await boards.read(filter)).rating.cells;
        plans = createBoundedMap(mostPlans);
      } catch (error) {
        log.error({ error }, "pairs could not be planned anew; they are drawn as before");
      }
    },
  };
}
