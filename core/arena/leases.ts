/** Holding battles: while this process answers one, it keeps renewing its lease, so that no other takes it up. */
import type { Lease } from "../battle/battle.ts";
import type { Held } from "../battle/lease.ts";
import { aboutBattle } from "../machine/log.ts";
import type { ArenaAtWork } from "./context.ts";

/** A battle that this process holds. */
export type Hold = {
  held: Held;
  /**
   * Aborted when the arena stops, another process has the lease, or the asker has stopped it: nothing is decided about the
   * battle after that.
   */
  leave: AbortSignal;
  /** Renews the lease no more. */
  end(): void;
};

/** A lease from now on. */
export function newLease({ clock, rules, holder }: ArenaAtWork): Lease {
  return { holder, until: new Date(clock.now().getTime() + rules.leaseFor) };
}

/** Holds a battle from now on: call it before the battle is saved, or this process itself would take it for abandoned. */
export function holdBattle(arena: ArenaAtWork, battle: string): Hold {
  const { store, clock, log, rules, holder, stop, underway } = arena;
  const held = { battle, holder };
  const lost = new AbortController();
  let cancel = clock.after(rules.renewLeaseEvery, renew);
  function renew(): void {
    cancel = clock.after(rules.renewLeaseEvery, renew);
    store.answering.extendLease(held, newLease(arena).until).then(
      (kept) => (kept ? undefined : lost.abort()),
      (error: unknown) => log.warn({ battle, error }, "a lease could not be renewed"),
    );
  }
  const callOff = () => lost.abort();
  const holds = underway.get(battle) ?? new Set();
  underway.set(battle, holds.add(callOff));
  return {
    held,
    leave: AbortSignal.any([stop, lost.signal]),
    end() {
      cancel();
      holds.delete(callOff);
      if (holds.size === 0 && underway.get(battle) === holds) underway.delete(battle);
    },
  };
}

/** Does work on a battle, then lets go of it. What breaks off is left to the next sweep. Never throws. */
export async function whileHeld(arena: ArenaAtWork, hold: Hold, work: () => Promise<void>): Promise<void> {
  try {
    await aboutBattle(hold.held.battle, work);
    // Whoever starts next need not wait for the lease to run out.
    if (arena.stop.aborted) await arena.store.answering.extendLease(hold.held, arena.clock.now());
  } catch (error) {
    arena.log.error({ battle: hold.held.battle, error }, "a battle broke off; it will be taken up again");
  } finally {
    hold.end();
  }
}
