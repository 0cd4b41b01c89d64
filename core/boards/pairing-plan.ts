/** How probably each pair is drawn next: planned from the last board in the background, drawn from without waiting. */
import { activeModels } from "../battle/draw.ts";
import type { CellFilter } from "./cell.ts";
import type { Model } from "../models/model.ts";
import type { Clock } from "../machine/clock.ts";
import type { Log } from "../machine/log.ts";
import { type PairChance, planPairs } from "../rating/pairing.ts";
import type { BoardSnapshots } from "./board-snapshots.ts";

/** What battles draw their models from. */
export interface PairingPlan {
  /** The chance of every pair of active models; none before it was first planned. */
  chances(): readonly PairChance[];
  /** Plans again, unless that was done a moment ago. Never throws. */
  renew(): Promise<void>;
}

/** A plan is good for this long (milliseconds): a few votes more hardly change it. */
const goodFor = 60_000;

/** @param models the roster. @param filter the votes that count for everybody. */
export function createPairingPlan(
  boards: BoardSnapshots,
  models: readonly Model[],
  filter: CellFilter,
  clock: Pick<Clock, "now">,
  log: Log,
): PairingPlan {
  const active = activeModels(models).map(({ id }) => id);
  let plan: readonly PairChance[] = [];
  let plannedAt = Number.NEGATIVE_INFINITY;

  return {
    chances: () => plan,
    async renew() {
      const now = clock.now().getTime();
      if (active.length < 2 || now - plannedAt < goodFor) return;
      plannedAt = now;
      try {
        const { rating } = await boards.read(filter);
        plan = planPairs(active, rating.cells);
      } catch (error) {
        log.error({ error }, "pairs could not be planned anew; they are drawn as before");
      }
    },
  };
}
