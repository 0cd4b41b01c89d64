/** Keeps what people see of a battle in step with what is recorded of it. */
import type { ChatPlatform } from "../chat/chat-platform.ts";
import type { PlatformName } from "../chat/post.ts";
import { postLookup } from "../safety/pseudonyms.ts";
import type { DeliveredPost, Delivery } from "../battle/delivery.ts";
import { type Battle, lastTurn, openedTurns, type Turn } from "../battle/battle.ts";
import { postOf, type TurnState } from "./battle-posts.ts";
import type { ArenaContext } from "./context.ts";
import { createInTurn } from "../machine/in-turn.ts";

/** Shows battles. */
export interface Showing {
  /** Posts a new battle's progress line. @throws what the platform or the store throws. */
  showFirst(battle: string): Promise<void>;
  /** Posts a follow-up's progress line in answer to the message at `replyTo`. @throws as {@link Showing.showFirst}. */
  showFollowUp(battle: string, replyTo: string | null): Promise<void>;
  /** Whether the post of a battle's last turn is up: until then, whoever asked has been told nothing. */
  isUp(battle: Battle): boolean;
  /** Shows a battle as it stands; where that fails, tries again until it does not. Never throws. */
  show(battle: string): Promise<void>;
  /** Tries again at once what waits for another try. */
  showWaiting(): void;
  /** Addresses of the posts of all open battles on a platform. */
  openPosts(platform: PlatformName): Promise<string[]>;
  /** Forgets where a battle was to be shown; what may have been posted already says so. */
  forget(battle: string): Promise<void>;
  /** Calls off all further tries. */
  stop(): void;
}

function hasEnded({ status }: Battle): boolean {
  return status === "closed" || status === "failed";
}

/** What the post of a turn is to show. */
function wanted(battle: Battle, turn: Turn): TurnState {
  if (turn.failedAt) return "failed";
  if (!turn.openedAt) return battle.status === "failed" ? "failed" : "answering";
  if (openedTurns(battle).at(-1) !== turn) return "continued";
  return battle.status === "closed" ? "closed" : "open";
}

/** @param track keeps the process from stopping before background work is done. */
export function createShowing(context: ArenaContext, track: (work: Promise<unknown>) => void): Showing {
  const { store, clock, log, deliverySeal, platforms, pseudonyms, rules } = context;
  const retries = new Map<string, () => void>();
  /** One change of a battle's posts at a time, or an early one could overtake a late one. */
  const inTurn = createInTurn();

  /** Brings one post up to date. @returns it as it is then. */
  async function showPost(platform: ChatPlatform, battle: Battle, turn: Turn, delivery: Delivery, post: DeliveredPost) {
    const shows = wanted(battle, turn);
    if (post.shows === shows) return post;
    // Everybody reads it, so it takes the language that the community has chosen since.
    const { language } = await store.communities.communitySettings(battle.community);
    const content = await postOf(context, battle, turn, shows, language ?? delivery.language);
    // Where it answers no message, nobody else would know what was asked.
    if (post.replyTo === null) content.question = turn.question;
    let { address } = post;
    if (address !== null) await platform.edit(address, content);
    else
      address = await platform.post(delivery.place, content, `${battle.id}-${turn.number}`, post.replyTo ?? undefined);
    // What was closed is shown for the last time.
    return { ...post, address, shows: shows === "closed" ? post.shows : shows };
  }

  /** Remembers where the battle's posts are; forgets it when its end has been shown. */
  async function remember(battle: Battle, delivery: Delivery): Promise<boolean> {
    if (hasEnded(battle)) return store.battles.saveDelivery(battle.id, battle.delivery, null, []);
    const addresses = delivery.posts.flatMap(({ address }) => (address === null ? [] : [address]));
    const lookups = addresses.map((address) => postLookup(pseudonyms, delivery.platform, address));
    return store.battles.saveDelivery(battle.id, battle.delivery, deliverySeal.seal(delivery), lookups);
  }

  /** @param replyTo of a post that is not up yet. */
  async function showNow(id: string, replyTo: string | null = null): Promise<void> {
    const battle = await store.battles.findBattle(id);
    if (!battle?.delivery) return;
    const delivery = deliverySeal.open(battle.delivery);
    const platform = platforms.get(delivery.platform);
    if (!platform) return;
    const posts = await showPosts(platform, battle, delivery, replyTo);
    const changed = posts.some((post, index) => post !== delivery.posts[index]);
    if (!changed && !hasEnded(battle)) return;
    if (await remember(battle, { ...delivery, posts })) return;
    // Somebody else has shown the battle, or it has gone on, meanwhile: what is wanted now may be different.
    const now = await store.battles.findBattle(id);
    if (now?.delivery) return showNow(id, replyTo);
    // Its end was shown and all else forgotten while this older state was on its way: the end must stay the last.
    if (now) await showPosts(platform, now, { ...delivery, posts }, replyTo);
  }

  /** Brings all posts of a battle up to date. @returns them as they are then. */
  async function showPosts(platform: ChatPlatform, battle: Battle, delivery: Delivery, replyTo: string | null) {
    const posts = [...delivery.posts];
    // The newest first: whatever is taken from an earlier post must stand in a later one already.
    for (const turn of battle.turns.toReversed()) {
      const index = turn.number - 1;
      const post = posts[index] ?? { address: null, replyTo, shows: "nothing" };
      posts[index] = await showPost(platform, battle, turn, delivery, post);
    }
    return posts;
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

  const show = (id: string) => inTurn(id, () => showOrRetry(id));

  return {
    showFirst: (id) => inTurn(id, () => showNow(id)),
    isUp({ delivery, turns: all }) {
      const posts = delivery === null ? [] : deliverySeal.open(delivery).posts;
      return (posts[lastTurn({ turns: all }).number - 1]?.address ?? null) !== null;
    },
    showFollowUp: (id, replyTo) => inTurn(id, () => showNow(id, replyTo)),
    show,
    showWaiting() {
      for (const id of [...retries.keys()]) track(show(id));
    },
    async openPosts(name) {
      const open = (await store.battles.unfinishedBattles()).filter(({ status }) => status === "open");
      const shown = open.flatMap(({ delivery }) => (delivery === null ? [] : [deliverySeal.open(delivery)]));
      const here = shown.filter(({ platform }) => platform === name);
      return here.flatMap(({ posts }) => posts.flatMap(({ address }) => (address === null ? [] : [address])));
    },
    async forget(id) {
      await show(id);
      const battle = await store.battles.findBattle(id);
      if (battle?.delivery) await store.battles.saveDelivery(id, battle.delivery, null, []);
    },
    stop() {
      for (const cancel of retries.values()) cancel();
      retries.clear();
    },
  };
}
