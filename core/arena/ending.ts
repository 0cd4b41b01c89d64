/** How battles end: closed on time, by their asker or with the names; failed; or found unfinished at a start. */
import type { Battle, CloseReason, FailReason } from "./battle.ts";
import type { ArenaContext } from "./context.ts";
import type { Showing } from "./showing.ts";
import type { CloseOutcome } from "./vote.ts";

/** Ends battles and shows that they ended. */
export interface Ending {
  /** Sees to it that an open battle closes at its time. */
  schedule(battle: string, closesAt: Date): void;
  /** Closes a battle, as {@link Store.closeBattle} allows, and shows names and votes. */
  close(battle: string, reason: CloseReason): Promise<CloseOutcome>;
  /** Shows that a battle has closed, which the store has done already. */
  showClosed(battle: string): Promise<void>;
  /** Ends a battle that has no answers, and says so. */
  fail(battle: string, reason: FailReason): Promise<void>;
  /** Takes up every battle that an earlier run of the arena left unfinished. */
  recover(): Promise<void>;
  /** Calls off all that is scheduled. */
  stop(): void;
}

/** @param track keeps the process from stopping before background work is done. */
export function createEnding(context: ArenaContext, showing: Showing, track: (work: Promise<unknown>) => void): Ending {
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

  async function close(battle: string, reason: CloseReason): Promise<CloseOutcome> {
    const outcome = await store.closeBattle(battle, clock.now(), reason);
    if (outcome === "closed") await showClosed(battle);
    return outcome;
  }

  async function showClosed(battle: string): Promise<void> {
    dropTimer(battle);
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

  async function fail(battle: string, reason: FailReason): Promise<void> {
    if (await store.failBattle(battle, clock.now(), reason)) await showing.show(battle);
  }

  async function recoverOne(battle: Battle): Promise<void> {
    const { id, status, createdAt, closesAt } = battle;
    if (status === "answering") {
      if (context.alone) return fail(id, "interrupted");
      // Another process may be answering it. When its time is over, nobody is.
      return setTimer(id, until(createdAt) + 2 * rules.answerWithin, () => fail(id, "interrupted"));
    }
    if (status === "open") {
      if (!closesAt || until(closesAt) === 0) return closeOnTime(id);
      setTimer(id, until(closesAt), () => closeOnTime(id));
    }
    await showing.show(id);
  }

  return {
    schedule: (battle, closesAt) => setTimer(battle, until(closesAt), () => closeOnTime(battle)),
    close,
    showClosed,
    fail,
    async recover() {
      for (const battle of await store.unfinishedBattles()) {
        try {
          await recoverOne(battle);
        } catch (error) {
          log.error({ battle: battle.id, error }, "an unfinished battle could not be taken up");
        }
      }
    },
    stop() {
      for (const cancel of timers.values()) cancel();
      timers.clear();
    },
  };
}
