/** Takes the votes of battles that have closed into the boards, and into what is drawn next, in the background. */
import type { ArenaContext } from "./context.ts";

export interface FoldingWorker {
  /** Sees to it that whatever has closed by now is folded. */
  wake(): void;
  /** Folds no more; what is left is folded after the next start. */
  stop(): void;
}

/** @param track keeps the process from stopping before background work is done. */
export function createFoldingWorker(
  { store, clock, log, rules, pairing }: ArenaContext,
  track: (work: Promise<unknown>) => void,
): FoldingWorker {
  let [working, woken, stopped] = [false, false, false];
  let cancelRetry = () => {};

  async function work(): Promise<void> {
    try {
      do woken = false;
      while (!stopped && ((await store.boards.fold()) > 0 || woken));
      if (!stopped) await pairing.renew();
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
    track(work());
  }

  return {
    wake,
    stop() {
      stopped = true;
      cancelRetry();
    },
  };
}
