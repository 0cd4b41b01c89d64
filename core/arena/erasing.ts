/** Taking words out of what the bot has posted: for good when their person is erased, or until they are put back. */
import type { DeliveredPost } from "../battle/delivery.ts";
import { isWordless } from "../battle/battle.ts";
import type { Trace, WalkPlace } from "../battle/traces.ts";
import type { BattleHere } from "../battle/store.ts";
import { type ChatPlatform, splitAddress } from "../chat/chat-platform.ts";
import { type Post, type Sender, textPost } from "../chat/post.ts";
import { type Language, sentences } from "../language/index.ts";
import type { Erasure } from "../people/store.ts";
import { postOf, wordsInstead } from "./battle-posts.ts";
import { aboutBattle } from "../machine/log.ts";
import type { ArenaAtWork, ErasingWorker } from "./context.ts";
import { dropHeld } from "./held-questions.ts";
import { openPosts, show, wantedOf } from "./showing.ts";

/** Forgets a person; their words leave posts in the background. What they did in battles that have not ended stays. */
export async function erase(arena: ArenaAtWork, from: Sender): Promise<Erasure> {
  const { platform: name, person, language } = from;
  const { store, platforms, pseudonyms, clock, erasing } = arena;
  // First: if what follows fails, asking once more does all of it.
  await dropHeld(arena, from);
  await platforms.get(name)?.forget?.(person, await openPosts(arena, name), language);
  const erasure = await store.people.erasePerson(pseudonyms.of(person), clock.now());
  erasing.wake();
  return erasure;
}

/** How many battles are taken at each sweep: platforms take only so many edits a minute, which others wait for as well. */
const together = 10;
/** For how long it is tried, in milliseconds: permissions may come back. */
const triedFor = 7 * 24 * 60 * 60_000;

/** Works on one battle after another, so that posts that people wait for never queue behind many of these. */
export function createErasingWorker(arena: Omit<ArenaAtWork, "erasing">): ErasingWorker {
  const { clock, log, background, stop } = arena;
  const forgetOld = createForgetting(arena);
  let [working, woken] = [false, false];

  async function work(): Promise<void> {
    try {
      do {
        woken = false;
        await arena.store.traces.giveUpTraces(new Date(clock.now().getTime() - triedFor), clock.now());
        await forgetOld();
        if (!stop.aborted) await eraseSome(arena);
      } while (woken && !stop.aborted);
    } catch (error) {
      // The next sweep tries again.
      log.error({ error }, "erased words could not be looked for in posts; it is tried again");
    } finally {
      working = false;
    }
  }

  return {
    wake() {
      woken = true;
      if (working || stop.aborted) return;
      working = true;
      background.run(aboutBattle(null, work));
    },
  };
}

type Erasing = Omit<ArenaAtWork, "erasing">;

/**
 * Forgets the words of some battles that ended long enough ago, each time it is called, if any are to be forgotten. It
 * walks through all battles once, oldest first, and from then on begins where something may still come of age.
 */
function createForgetting({ store: { traces }, rules: { keepWords }, clock, stop }: Erasing): () => Promise<void> {
  let at: WalkPlace | null = null;
  /** Where the next walk begins; null where nothing was in the way of this one yet. */
  let next: WalkPlace | null = null;
  return async () => {
    if (keepWords === null) return;
    for (let isDone = false; !isDone && !stop.aborted;) {
      const before = new Date(clock.now().getTime() - keepWords);
      const { battles, last, isEnd, waiting } = await traces.findOldWords(at, before, together);
      if (battles.length > 0) await traces.forgetWords(battles, clock.now());
      next ??= waiting;
      at = isEnd ? (next ?? last) : last;
      if (isEnd) next = null;
      isDone = isEnd || battles.length > 0;
    }
  };
}

async function eraseSome(arena: Erasing): Promise<void> {
  const { store, platforms, clock, log, stop } = arena;
  const able = [...platforms.values()].filter((platform) => platform.erase).map(({ name }) => name);
  if (able.length === 0) return;
  const traces = await store.traces.takeTraces(able, clock.now(), together);
  for (const trace of traces) {
    if (stop.aborted) break;
    try {
      const isDone = await arena.showInTurn(trace.battle, () => showTraced(arena, trace));
      if (trace.forGood) await store.traces.settleTrace(trace.battle, isDone, clock.now());
      else await store.traces.settleShown(trace);
    } catch (error) {
      log.warn(
        { battle: trace.battle, error },
        "words could not be taken out of a post, or put back; it is tried again",
      );
    }
  }
}

/** Shows all posts of an ended battle as it is now. @returns whether that was done. @throws when it may help to try again. */
async function showTraced(arena: Erasing, { battle: id, sealed }: Trace): Promise<boolean> {
  const delivery = arena.deliverySeal.open(sealed);
  const platform = arena.platforms.get(delivery.platform);
  const standing = await arena.store.battles.standing(id);
  if (!platform?.erase || !standing) return false;
  const language = standing.here.own.language ?? delivery.language;
  const isReached = await replaceAll(
    platform,
    delivery.posts.flatMap((post, index) => wordsAt(arena, standing, index, post, language)),
    isWordless(standing.battle) ? wordsInstead(standing.battle, language) : undefined,
  );
  return isReached && !delivery.posts.some(lacksQuestion);
}

/**
 * Hides an open battle's words, or puts them back: in its posts, and in what the bot has posted beside them. Posts of one
 * that has ended follow in the background.
 */
export async function showAnew(arena: ArenaAtWork, id: string): Promise<void> {
  const battle = await arena.store.battles.findBattle(id);
  // What is shown again puts its own answers back where they have messages of their own; what is hidden tells which those are.
  if (!battle?.hidden) await showBeside(arena, id);
  await show(arena, id);
  if (battle?.hidden) await showBeside(arena, id);
  arena.erasing.wake();
}

/** Never throws: once the battle has ended, all of it is tried again. */
async function showBeside(arena: ArenaAtWork, id: string): Promise<void> {
  const standing = await arena.store.battles.standing(id);
  if (!standing?.battle.delivery) return;
  const delivery = arena.deliverySeal.open(standing.battle.delivery);
  const platform = arena.platforms.get(delivery.platform);
  const language = standing.here.own.language ?? delivery.language;
  const besides = delivery.posts.flatMap((post, index) => wordsBeside(standing, index, post, language));
  try {
    if (platform?.erase) await replaceAll(platform, besides);
  } catch (error) {
    arena.log.warn({ battle: id, error }, "words beside an open battle's post stay as they are until it has ended");
  }
}

/** @throws what one of them throws, when all have been tried. */
async function replaceAll(
  platform: ChatPlatform,
  contents: readonly [string, Post][],
  asked?: string,
): Promise<boolean> {
  const outcomes: PromiseSettledResult<boolean>[] = [];
  for (const [address, content] of contents)
    outcomes.push(...(await Promise.allSettled([eraseOne(platform, address, content, asked)])));
  const failed = outcomes.find((outcome) => outcome.status === "rejected");
  if (failed) throw failed.reason;
  return outcomes.every((outcome) => outcome.status === "fulfilled" && outcome.value);
}

/** Whether the question was no message of its asker's, and nobody has noted where the bot posted it. */
function lacksQuestion({ address, replyTo, beside = [] }: DeliveredPost): boolean {
  return address !== null && replyTo !== null && splitAddress(replyTo) === undefined && beside.length === 0;
}

async function eraseOne(platform: ChatPlatform, address: string, content: Post, asked?: string): Promise<boolean> {
  return (await platform.erase?.(address, content, asked)) ?? false;
}

type Words = [address: string, content: Post][];

/**
 * What is to stand at each address of a turn. Threads are first: one that is closed must be opened for what stands in it;
 * the post itself is last, for it puts its own answers back where they have messages of their own.
 */
function wordsAt(arena: Erasing, standing: BattleHere, index: number, post: DeliveredPost, language: Language): Words {
  const besides = wordsBeside(standing, index, post, language);
  const turn = standing.battle.turns[index];
  if (post.address === null || !turn) return besides;
  const content = postOf(arena, standing, turn, wantedOf(standing.battle, turn), language);
  const isAlone = post.replyTo === null && !isWordless(standing.battle) && !standing.battle.hidden;
  return [...besides, [post.address, isAlone ? { ...content, question: turn.question } : content]];
}

/** Beside a post stands its question, as a message or as a thread's name. */
function wordsBeside({ battle }: BattleHere, index: number, { beside = [] }: DeliveredPost, language: Language): Words {
  const { hidden } = sentences(language).battle;
  const question = battle.hidden ? hidden : (battle.turns[index]?.question ?? hidden);
  const content: Post = { ...textPost(isWordless(battle) ? wordsInstead(battle, language) : question), language };
  return beside.map((one) => [one, content]);
}
