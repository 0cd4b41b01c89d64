/** Keeps what people see of a battle in step with what is recorded of it. */
import { type Language, sentences } from "../language/index.ts";
import { type Post, textPost } from "../post.ts";
import type { Delivery } from "../safety/sealed-delivery.ts";
import type { Battle } from "./battle.ts";
import { answeringPost, answerTexts, closedPost, openPost } from "./battle-posts.ts";
import type { ArenaContext } from "./context.ts";

/** Shows battles. */
export interface Showing {
  /** Posts a new battle's progress line. @throws what the platform or the store throws: then nobody saw a battle. */
  first(battle: string, delivery: Delivery): Promise<void>;
  /** Shows a battle as it stands; where that fails, tries again until it does not. Never throws. */
  show(battle: string): Promise<void>;
  /** Calls off all further tries. */
  stop(): void;
}

/** @param track keeps the process from stopping before background work is done. */
export function createShowing(context: ArenaContext, track: (work: Promise<unknown>) => void): Showing {
  const { store, clock, log, deliverySeal, platforms, rules } = context;
  const retries = new Map<string, () => void>();
  /** One change of a battle's post at a time, or an early one could overtake a late one. */
  const turns = new Map<string, Promise<void>>();

  async function showNow(id: string): Promise<void> {
    const battle = await store.findBattle(id);
    if (!battle?.delivery) return;
    const delivery = deliverySeal.open(battle.delivery);
    const platform = platforms.get(delivery.platform);
    if (!platform || delivery.shows === battle.status) return;
    const post = await postOf(context, battle, delivery.language);
    let { address } = delivery;
    if (address === null) address = await platform.post(delivery.place, post, delivery.replyTo ?? undefined);
    else await platform.edit(address, post);
    const { status: shows } = battle;
    const ended = shows !== "answering" && shows !== "open";
    await store.saveDelivery(id, ended ? null : deliverySeal.seal({ ...delivery, address, shows }));
  }

  async function showOrRetry(id: string): Promise<void> {
    retries.get(id)?.();
    retries.delete(id);
    try {
      await showNow(id);
    } catch (error) {
      log.error({ battle: id, error }, "a battle's post could not be updated");
      retries.set(
        id,
        clock.after(rules.tryAgainAfter, () => track(show(id))),
      );
    }
  }

  async function show(id: string): Promise<void> {
    const turn = (turns.get(id) ?? Promise.resolve()).then(() => showOrRetry(id));
    turns.set(id, turn);
    await turn;
    if (turns.get(id) === turn) turns.delete(id);
  }

  return {
    async first(id, delivery) {
      const platform = platforms.get(delivery.platform);
      if (!platform) throw new Error(`${delivery.platform} is not connected`);
      const { place, replyTo, language } = delivery;
      const address = await platform.post(place, answeringPost(language), replyTo ?? undefined);
      try {
        await store.saveDelivery(id, deliverySeal.seal({ ...delivery, address, shows: "answering" }));
      } catch (error) {
        await platform.edit(address, textPost(sentences(language).battle["no-answer"]));
        throw error;
      }
    },
    show,
    stop() {
      for (const cancel of retries.values()) cancel();
      retries.clear();
    },
  };
}

async function postOf(context: ArenaContext, battle: Battle, language: Language): Promise<Post> {
  switch (battle.status) {
    case "answering":
      return answeringPost(language);
    case "open":
      return openPost(battle, answerTexts(battle), context.rules, language);
    case "closed":
      return closedPost(battle, await context.store.models(), await context.store.tally(battle.id), language);
    case "failed":
      return textPost(sentences(language).battle[battle.endReason === "interrupted" ? "interrupted" : "no-answer"]);
  }
}
