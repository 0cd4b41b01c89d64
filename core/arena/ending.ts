/** How battles end: closed on time, by their asker or with the names; failed; or found unfinished at a start. */
import { sentences } from "../language/index.ts";
import { type Post, textPost } from "../post.ts";
import type { Delivery } from "../safety/sealed-delivery.ts";
import type { Battle, CloseReason } from "./battle.ts";
import { closedPost } from "./battle-posts.ts";
import type { ArenaContext } from "./context.ts";

/** Ends battles and shows that they ended. */
export interface Ending {
  /** Sees to it that an open battle closes at its time. */
  schedule(battle: string, closesAt: Date): void;
  /** Closes a battle and shows names and votes. @returns false when it was not open. */
  close(battle: string, reason: CloseReason): Promise<boolean>;
  /** Ends a battle that has no answers, and says so. */
  fail(battle: string, why: "failed" | "interrupted"): Promise<void>;
  /** Takes up every battle that an earlier run of the arena left unfinished. */
  recover(): Promise<void>;
  /** Calls off all that is scheduled. */
  stop(): void;
}

/** @param track keeps the process from stopping before background work is done. */
export function createEnding(context: ArenaContext, track: (work: Promise<unknown>) => void): Ending {
  const { store, clock, log } = context;
  const timers = new Map<string, () => void>();

  function schedule(battle: string, closesAt: Date): void {
    timers.get(battle)?.();
    const wait = Math.max(0, closesAt.getTime() - clock.now().getTime());
    timers.set(
      battle,
      clock.after(wait, () => track(close(battle, "time"))),
    );
  }

  async function close(battle: string, reason: CloseReason): Promise<boolean> {
    timers.get(battle)?.();
    timers.delete(battle);
    if (!(await store.closeBattle(battle, clock.now(), reason))) return false;
    await showEnd(battle);
    return true;
  }

  async function fail(battle: string, why: "failed" | "interrupted"): Promise<void> {
    if (await store.failBattle(battle, clock.now())) await showEnd(battle, why);
  }

  async function showEnd(id: string, why: "failed" | "interrupted" = "interrupted"): Promise<void> {
    const battle = await store.findBattle(id);
    if (!battle?.delivery) return;
    const delivery = context.deliverySeal.open(battle.delivery);
    const post = await endPost(context, battle, delivery, why);
    if (await showPost(context, battle.id, delivery, post)) await store.saveDelivery(id, null);
  }

  async function recoverOne(battle: Battle): Promise<void> {
    if (battle.status === "answering") await fail(battle.id, "interrupted");
    else if (battle.status === "open") schedule(battle.id, battle.closesAt ?? clock.now());
    else await showEnd(battle.id);
  }

  return {
    schedule,
    close,
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

async function endPost(
  context: ArenaContext,
  battle: Battle,
  delivery: Delivery,
  why: "failed" | "interrupted",
): Promise<Post> {
  const { language } = delivery;
  if (battle.status !== "closed") return textPost(sentences(language).battle[why]);
  return closedPost(battle, await context.store.models(), await context.store.tally(battle.id), language);
}

/** Edits a battle's post, or posts anew where there is none yet. @returns whether people can now see it. */
export async function showPost(
  context: ArenaContext,
  battle: string,
  delivery: Delivery,
  post: Post,
): Promise<boolean> {
  const platform = context.platforms.get(delivery.platform);
  if (!platform) return false;
  try {
    if (delivery.address === null) await platform.post(delivery.place, post);
    else await platform.edit(delivery.address, post);
    return true;
  } catch (error) {
    context.log.error({ battle, platform: delivery.platform, error }, "a battle's post could not be updated");
    return false;
  }
}
