/** Taking up what nobody looks after any more: at the start, and then again and again. */
import type { PlatformName } from "../chat/post.ts";
import type { Battle } from "../battle/battle.ts";
import type { ArenaContext } from "./context.ts";
import type { Ending } from "./ending.ts";
import type { FoldingWorker } from "./folding-worker.ts";
import type { TakeOver } from "../battle/lease.ts";
import type { LeasedAnswering } from "./leased-answering.ts";

export interface Recovery {
  /** Takes up every battle that an earlier run left unfinished, and goes on looking for such of other processes. */
  start(): Promise<void>;
  /** Looks no more. */
  stop(): void;
}

/** @param track keeps the process from stopping before background work is done. */
export function createRecovery(
  context: ArenaContext,
  answering: LeasedAnswering,
  { ending, folding }: { ending: Ending; folding: FoldingWorker },
  track: (work: Promise<unknown>) => void,
): Recovery {
  const { store, clock, log, rules, alone, place } = context;
  /** The platforms whose battles are being gone on with. */
  const busy = new Set<PlatformName>();
  let cancel = () => {};
  let stopped = false;

  async function takeOver(over: TakeOver["over"]): Promise<void> {
    const taken = await store.answering.takeOver({
      lease: answering.lease(),
      at: clock.now(),
      over,
      except: answering.underway(),
    });
    for (const battle of taken) track(answering.resume(battle));
  }

  async function goOnInOrder(battles: readonly Battle[]): Promise<void> {
    for (const battle of battles) {
      try {
        await ending.goOn(battle);
      } catch (error) {
        log.error({ battle: battle.id, error }, "an unfinished battle could not be taken up");
      }
    }
  }

  /** A platform that takes its time keeps none of another's waiting. Never throws. */
  async function goOnWith(battles: readonly Battle[]): Promise<void> {
    const here = [...Map.groupBy(battles, ({ platform }) => platform)].filter(([platform]) => !busy.has(platform));
    await Promise.all(
      here.map(async ([platform, theirs]) => {
        busy.add(platform);
        await goOnInOrder(theirs);
        busy.delete(platform);
      }),
    );
  }

  async function sweep(): Promise<void> {
    folding.wake();
    try {
      await takeOver("expired");
      // Whoever is at it gets this much time before others take its place.
      track(goOnWith(await store.battles.overdueBattles(new Date(clock.now().getTime() - rules.sweepEvery))));
    } catch (error) {
      log.error({ error }, "the search for unfinished battles failed; it is tried again");
    }
    scheduleSweep();
  }

  function scheduleSweep(): void {
    if (!stopped) cancel = clock.after(rules.sweepEvery, () => track(sweep()));
  }

  return {
    async start() {
      await takeOver(alone ? "all" : { holdersLike: `${place}:` });
      // Not waited for: a platform that takes its time must not keep the arena from starting.
      track(goOnWith(await store.battles.unfinishedBattles()));
      folding.wake();
      scheduleSweep();
    },
    stop() {
      stopped = true;
      cancel();
    },
  };
}
