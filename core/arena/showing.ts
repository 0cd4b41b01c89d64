/** Keeps what people see of a battle in step with what is recorded of it. */
import type { DeliveredPost, Delivery } from "../battle/delivery.ts";
import { type Battle, isWordless, lastTurn, openedTurns, type Turn } from "../battle/battle.ts";
import type { BattleHere } from "../battle/store.ts";
import { type ChatPlatform, Hindered, Unshowable } from "../chat/chat-platform.ts";
import type { PlatformName, Post } from "../chat/post.ts";
import { aboutBattle } from "../machine/log.ts";
import { postLookup } from "../safety/pseudonyms.ts";
import { postAt, type TurnState } from "./battle-posts.ts";
import type { ArenaAtWork } from "./context.ts";
import { tellClosed } from "./telling-at-close.ts";
import { tellMoves } from "./telling-moves.ts";
import { traceOf } from "./trace.ts";

type How = {
  /** The message that a post not yet sent will answer. */
  replyTo?: string | null;
  /** Where a post not yet sent is to stand; left out: where the battle began. */
  place?: string;
  /** What is sealed in the battle's record, where that is known already. */
  delivery?: Delivery;
};

/** Posts the progress line of a battle's last turn. @throws what the platform or the store throws. */
export function showFirst(arena: ArenaAtWork, saved: BattleHere, how: How): Promise<void> {
  const { id } = saved.battle;
  return arena.showInTurn(id, () => aboutBattle(id, () => showNow(arena, saved, how)));
}

/** When to try again what people keep from being shown, unless the platform says before that it can be. In milliseconds. */
const afterHindrance = 60 * 60_000;

/**
 * Shows a battle as it stands; where that fails, tries again until it does not. Never throws.
 * @param known how it stands, where that has just been read; left out: as the record has it then.
 */
export function show(arena: ArenaAtWork, id: string, known?: BattleHere): Promise<void> {
  return arena.showInTurn(id, () => aboutBattle(id, () => showOrRetry(arena, id, known)));
}

async function showOrRetry(arena: ArenaAtWork, id: string, known: BattleHere | undefined): Promise<void> {
  const { retries, log, rules, background } = arena;
  retries.drop(id);
  try {
    const standing = known ?? (await arena.store.battles.standing(id));
    if (standing) await showOrTakeBack(arena, standing);
  } catch (error) {
    const hindered = error instanceof Hindered || error instanceof Unshowable;
    if (!hindered) log.error({ battle: id, error }, "a battle's post could not be updated");
    const wait = hindered ? afterHindrance : rules.tryAgainAfter;
    retries.set(id, wait, () => background.run(show(arena, id)));
  }
}

/** Where a platform never accepts the answers, there is nothing to vote on, and the post says that instead. */
async function showOrTakeBack(arena: ArenaAtWork, standing: BattleHere): Promise<void> {
  try {
    await showNow(arena, standing);
  } catch (error) {
    const { id } = standing.battle;
    const taken = error instanceof Unshowable ? await arena.store.answering.takeBack(id, arena.clock.now()) : undefined;
    if (!taken) throw error;
    arena.log.warn({ battle: id, error }, "answers were taken back that cannot be shown");
    if (taken.battle.status === "failed") {
      arena.closings.drop(id);
      arena.lineups.delete(id);
    }
    await showNow(arena, taken);
  }
}

/** Tries again at once what waits for another try. */
export function showWaiting(arena: ArenaAtWork): void {
  for (const id of arena.retries.names()) arena.background.run(show(arena, id));
}

/** Whether the post of a battle's last turn is up: until then, whoever asked has been told nothing. */
export function isUp({ deliverySeal }: ArenaAtWork, { delivery, turns }: Battle): boolean {
  const posts = delivery === null ? [] : deliverySeal.open(delivery).posts;
  return (posts[lastTurn({ turns }).number - 1]?.address ?? null) !== null;
}

/** Addresses of the posts of all open battles on a platform. */
export async function openPosts(
  { store, deliverySeal }: Pick<ArenaAtWork, "store" | "deliverySeal">,
  name: PlatformName,
): Promise<string[]> {
  const open = (await store.battles.unfinishedBattles()).filter(({ status }) => status === "open");
  const shown = open.flatMap(({ delivery }) => (delivery === null ? [] : [deliverySeal.open(delivery)]));
  const here = shown.filter(({ platform }) => platform === name);
  return here.flatMap(({ posts }) => posts.flatMap(({ address }) => (address === null ? [] : [address])));
}

/** Forgets where a battle was to be shown; what may have been posted already says so. */
export async function forget(arena: ArenaAtWork, id: string): Promise<void> {
  await show(arena, id);
  const { battles } = arena.store;
  const battle = await battles.findBattle(id);
  if (!battle?.delivery) return;
  const trace = traceOf(arena, arena.deliverySeal.open(battle.delivery));
  await battles.saveDelivery(id, battle.delivery, null, [], trace);
}

async function showNow(arena: ArenaAtWork, standing: BattleHere, how: How = {}): Promise<void> {
  const { battle } = standing;
  if (battle.delivery === null) return;
  const { replyTo = null, place, delivery = arena.deliverySeal.open(battle.delivery) } = how;
  const platform = arena.platforms.get(delivery.platform);
  if (!platform) return;
  const there = place === undefined ? delivery : { ...delivery, place };
  const posts = await showPosts(arena, platform, standing, there, replyTo);
  const changed = posts.some((post, index) => post !== delivery.posts[index]);
  if (!changed && !hasEnded(battle)) return;
  if (await remember(arena, battle, { ...delivery, posts })) {
    // Forgotten first, so that nobody is told twice.
    if (hasEnded(battle)) await tellClosed(arena, standing, { ...delivery, posts });
    arena.background.run(tellMoves(arena, standing, { ...delivery, posts }));
    return;
  }
  // Meanwhile another process has shown the battle, or its state has changed: what to show may be different now.
  const now = await arena.store.battles.standing(battle.id);
  if (now?.battle.delivery) return showNow(arena, now, { replyTo, ...(place !== undefined && { place }) });
  // Meanwhile the battle's end was shown and its delivery forgotten: this older state must not replace the end.
  if (now) await showPosts(arena, platform, now, { ...delivery, posts }, replyTo);
}

/** Brings all posts of a battle up to date. @returns them as they are then. */
async function showPosts(
  arena: ArenaAtWork,
  platform: ChatPlatform,
  standing: BattleHere,
  delivery: Delivery,
  replyTo: string | null,
): Promise<DeliveredPost[]> {
  const posts = [...delivery.posts];
  // The newest first: whatever is taken from an earlier post must stand in a later one already.
  for (const turn of standing.battle.turns.toReversed()) {
    const index = turn.number - 1;
    const post = posts[index] ?? { address: null, replyTo, shows: "nothing" };
    posts[index] = await showPost(arena, platform, standing, delivery, turn, post);
  }
  return posts;
}

/** Brings one post up to date. @returns it as it is then. */
async function showPost(
  arena: ArenaAtWork,
  platform: ChatPlatform,
  standing: BattleHere,
  delivery: Delivery,
  turn: Turn,
  post: DeliveredPost,
): Promise<DeliveredPost> {
  const { battle, here } = standing;
  const shows = wantedOf(battle, turn);
  // What is on its way is shown again by the process that takes it up: its sign may have gone with the one before.
  if (post.shows === shows && shows !== "answering") return post;
  // Everybody reads it, so it takes the language that the community has chosen since.
  const language = here.own.language ?? delivery.language;
  const content = postAt(arena, standing, turn, post, shows, language);
  const key = `${battle.id}-${turn.number}`;
  const address = await put(platform, delivery.place, post, content, key).catch((error: unknown) => {
    if (!(error instanceof Unshowable) || shows === "open") throw error;
    // Whoever presses there is told how the battle stands.
    arena.log.warn({ battle: battle.id, shows, error }, "a battle's post stays as it was, for it cannot be shown");
    return post.address;
  });
  if (address === null) return post;
  const isLast = shows !== "answering" && shows !== "open";
  const beside = post.address === null || isLast ? await besides(platform, post, address) : {};
  // What was closed is shown for the last time.
  return { ...post, ...beside, address, shows: shows === "closed" ? post.shows : shows };
}

/** Posts it, or puts it in the place of what it was. @returns its address. */
async function put(
  platform: ChatPlatform,
  place: string,
  { address, replyTo }: DeliveredPost,
  content: Post,
  key: string,
): Promise<string> {
  if (address === null) return platform.post(place, content, key, replyTo ?? undefined);
  return (await platform.edit(address, content)) ?? address;
}

/** What has been posted beside a post, for when its words are erased. */
async function besides(
  platform: ChatPlatform,
  { beside = [] }: DeliveredPost,
  address: string,
): Promise<Pick<DeliveredPost, "beside">> {
  const all = new Set([...beside, ...((await platform.besides?.(address)) ?? [])]);
  return all.size > 0 ? { beside: [...all] } : {};
}

/** What the post of a turn is to show, as the battle stands. */
export function wantedOf(battle: Battle, turn: Turn): TurnState {
  if (turn.failedAt) return "failed";
  if (!turn.openedAt) return battle.status === "failed" ? "failed" : "answering";
  if (battle.hidden && !isWordless(battle)) return "hidden";
  if (openedTurns(battle).at(-1) !== turn) return "continued";
  return battle.status === "closed" ? "closed" : "open";
}

function hasEnded({ status }: Battle): boolean {
  return status === "closed" || status === "failed";
}

/** Remembers where the battle's posts are, and whom to tell; when its end has been shown, only for erasing. */
export async function remember(arena: ArenaAtWork, battle: Battle, delivery: Delivery): Promise<boolean> {
  const { store, pseudonyms, deliverySeal } = arena;
  if (hasEnded(battle))
    return store.battles.saveDelivery(battle.id, battle.delivery, null, [], traceOf(arena, delivery));
  const addresses = delivery.posts.flatMap(({ address }) => (address === null ? [] : [address]));
  const lookups = addresses.map((address) => postLookup(pseudonyms, delivery.platform, address));
  return store.battles.saveDelivery(battle.id, battle.delivery, deliverySeal.seal(delivery), lookups);
}
