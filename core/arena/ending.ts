/** How battles end: closed on time, by their asker, by votes or with the names; or failed. And what becomes of their votes. */
import type { Battle, CloseReason, FailReason } from "../battle/battle.ts";
import type { BattleHere } from "../battle/store.ts";
import type { CloseOutcome } from "../battle/vote.ts";
import { aboutBattle } from "../machine/log.ts";
import type { ArenaAtWork, ArenaContext, FoldingWorker } from "./context.ts";
import { show } from "./showing.ts";

/** Sees to it that an open battle closes at its time. */
export function scheduleClose(arena: ArenaAtWork, battle: string, closesAt: Date): void {
  const close = () => arena.background.run(closeOnTime(arena, battle));
  arena.closings.set(battle, timeUntil(arena, closesAt), close, closesAt);
}

function timeUntil({ clock }: ArenaAtWork, moment: Date): number {
  return Math.max(0, moment.getTime() - clock.now().getTime());
}

function closeOnTime(arena: ArenaAtWork, battle: string): Promise<void> {
  return aboutBattle(battle, () => closeOrRetry(arena, battle));
}

async function closeOrRetry(arena: ArenaAtWork, battle: string): Promise<void> {
  try {
    const { outcome, shown } = await closeBattle(arena, battle, "time");
    if (outcome === "pair-answering") return closeLater(arena, battle);
    await shown;
  } catch (error) {
    arena.log.error({ battle, error }, "a battle could not be closed; it is tried again");
    closeLater(arena, battle);
  }
}

function closeLater(arena: ArenaAtWork, battle: string): void {
  const again = () => arena.background.run(closeOnTime(arena, battle));
  arena.closings.set(battle, arena.rules.tryAgainAfter, again);
}

/** A battle's close as it is stored; `shown` resolves when people see it, if it has been closed by this. */
type Closing = { outcome: CloseOutcome; shown?: Promise<void> };

/** Closes a battle, as {@link BattleStore.closeBattle} allows, and begins to show names and votes. */
export async function closeBattle(arena: ArenaAtWork, battle: string, reason: CloseReason): Promise<Closing> {
  const closing = await arena.store.battles.closeBattle(battle, arena.clock.now(), reason);
  if (closing.outcome !== "closed") return { outcome: closing.outcome };
  for (const other of closing.others) arena.background.run(showClosed(arena, other));
  return { outcome: "closed", shown: showClosed(arena, battle, closing.standing) };
}

/** Shows that a battle has closed, which the store has done already. @param known how it stands since. */
export async function showClosed(arena: ArenaAtWork, battle: string, known?: BattleHere): Promise<void> {
  arena.closings.drop(battle);
  arena.lineups.delete(battle);
  arena.folding.wake();
  await show(arena, battle, known);
}

/**
 * Gives up the turn that has no answers, and says so. @param held as it is known to the process that holds it, or has just
 * been read.
 */
export async function giveUp(arena: ArenaAtWork, held: Battle, reason: FailReason): Promise<void> {
  await (
    await failTurn(arena, held, reason)
  )?.shown;
}

/** The same, without waiting until it is shown. @returns undefined where there was nothing left to give up. */
export async function failTurn(
  arena: ArenaAtWork,
  held: Battle,
  reason: FailReason,
): Promise<{ shown: Promise<void> } | undefined> {
  const standing = await arena.store.answering.failTurn(held, arena.clock.now(), reason);
  if (!standing) return undefined;
  const { battle } = standing;
  if (battle.status === "failed") arena.lineups.delete(battle.id);
  if (battle.status === "open" && battle.closesAt) scheduleClose(arena, battle.id, battle.closesAt);
  return { shown: show(arena, battle.id, standing) };
}

/** Goes on with a battle that an earlier run, or another process, has left: open, or ended but not shown so. */
export async function goOn(arena: ArenaAtWork, { id, status, closesAt }: Battle): Promise<void> {
  if (status === "open" && (!closesAt || timeUntil(arena, closesAt) === 0)) return closeOnTime(arena, id);
  if (status === "open" && closesAt) scheduleClose(arena, id, closesAt);
  await show(arena, id);
}

type Folded = Pick<ArenaContext, "store" | "clock" | "log" | "rules" | "pairing" | "campaigns"> &
  Pick<ArenaAtWork, "background">;

/** Nothing is folded until it is woken. */
export function createFoldingWorker(folded: Folded): FoldingWorker {
  const { store, clock, log, rules, pairing, campaigns, background } = folded;
  let [working, woken, stopped] = [false, false, false];
  let cancelRetry = () => {};

  async function work(): Promise<void> {
    try {
      do woken = false;
      while (!stopped && ((await store.boards.fold()) > 0 || woken));
      if (!stopped) await pairing.renew();
      // Not waited for: it takes long, and votes go on coming.
      if (!stopped) background.run(campaigns.renew());
    } catch (error) {
      log.error({ error }, "closed battles could not be taken into the boards; it is tried again");
      if (!stopped) cancelRetry = clock.after(rules.tryAgainAfter, wake);
    } finally {
      working = false;
    }
  }

  function wake(): void {
    woken = true;
    if (working || stopped) return;
    cancelRetry();
    working = true;
    background.run(aboutBattle(null, work));
  }

  function stop(): void {
    stopped = true;
    cancelRetry();
  }

  return { wake, stop };
}
