/** How battles end: closed on time, by their asker, by votes or with the names; or failed. */
import type { Battle, CloseReason, FailReason } from "../battle/battle.ts";
import type { ArenaContext } from "./context.ts";
import type { FoldingWorker } from "./folding-worker.ts";
import type { Held } from "../battle/lease.ts";
import type { Showing } from "./showing.ts";
import type { CloseOutcome } from "../battle/vote.ts";

/** Ends battles and shows that they ended. */
export interface Ending {
  /** Sees to it that an open battle closes at its time. */
  schedule(battle: string, closesAt: Date): void;
  /** Closes a battle, as {@link Store.closeBattle} allows, and shows names and votes. */
  close(battle: string, reason: CloseReason): Promise<CloseOutcome>;
  /** Shows that a battle has closed, which the store has done already. */
  showClosed(battle: string): Promise<void>;
  /** Gives up the turn that has no answers, and says so. */
  failTurn(held: Held, reason: FailReason): Promise<void>;
  /** Goes on with a battle that an earlier run, or another process, has left: open, or ended but not shown so. */
  goOn(battle: Battle): Promise<void>;
  /** Calls off all that is scheduled. */
  stop(): void;
}

/** @param track keeps the process from stopping before background work is done. */
export function createEnding(
  context: ArenaContext,
  showing: Showing,
  folding: FoldingWorker,
  track: (work: Promise<unknown>) => void,
): Ending {
  const { store, clock, log, rules } = context;
  const timers = new Map<string, () => void>();

  function setTimer(battle: string, wait: number, task: () => Promise<unknown>): void {
    timers.get(battle)?.();
    timers.set(
      battle,
      clock.after(wait, () => {
        timers.delete(battle);
        track(task());
      }),
    );
  }

  function dropTimer(battle: string): void {
    timers.get(battle)?.();
    timers.delete(battle);
  }

  const until = (moment: Date) => Math.max(0, moment.getTime() - clock.now().getTime());

  function schedule(battle: string, closesAt: Date): void {
    setTimer(battle, until(closesAt), () => closeOnTime(battle));
  }

  async function close(battle: string, reason: CloseReason): Promise<CloseOutcome> {
    const outcome = await store.battles.closeBattle(battle, clock.now(), reason);
    if (outcome === "closed") await showClosed(battle);
    return outcome;
  }

  async function showClosed(battle: string): Promise<void> {
    dropTimer(battle);
    folding.wake();
    await showing.show(battle);
  }

  async function closeOnTime(battle: string): Promise<void> {
    try {
      await close(battle, "time");
    } catch (error) {
      log.error({ battle, error }, "a battle could not be closed; it is tried again");
      setTimer(battle, rules.tryAgainAfter, () => closeOnTime(battle));
    }
  }

  return {
    schedule,
    close,
    showClosed,
    async failTurn(held, reason) {
      if (!(await store.answering.failTurn(held, clock.now(), reason))) return;
      const battle = await store.battles.findBattle(held.battle);
      if (battle?.status === "open" && battle.closesAt) schedule(battle.id, battle.closesAt);
      await showing.show(held.battle);
    },
    async goOn({ id, status, closesAt }) {
      if (status === "open" && (!closesAt || until(closesAt) === 0)) return closeOnTime(id);
      if (status === "open" && closesAt) schedule(id, closesAt);
      await showing.show(id);
    },
    stop() {
      for (const cancel of timers.values()) cancel();
      timers.clear();
    },
  };
}
