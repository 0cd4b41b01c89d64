/** Erasing a person: what is recorded of them, and their words in what the bot has posted. */
import type { DeliveredPost } from "../battle/delivery.ts";
import type { Trace } from "../battle/traces.ts";
import type { BattleHere } from "../battle/store.ts";
import { type ChatPlatform, splitAddress } from "../chat/chat-platform.ts";
import { type Post, type Sender, textPost } from "../chat/post.ts";
import { type Language, sentences } from "../language/index.ts";
import type { Erasure } from "../people/store.ts";
import { postOf } from "./battle-posts.ts";
import type { ArenaAtWork, ErasingWorker } from "./context.ts";
import { dropHeld } from "./held-questions.ts";
import { openPosts, wantedOf } from "./showing.ts";

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
  let [working, woken] = [false, false];

  async function work(): Promise<void> {
    try {
      do {
        woken = false;
        await arena.store.traces.giveUpTraces(new Date(clock.now().getTime() - triedFor), clock.now());
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
      background.run(work());
    },
  };
}

type Erasing = Omit<ArenaAtWork, "erasing">;

async function eraseSome(arena: Erasing): Promise<void> {
  const { store, platforms, clock, log, stop } = arena;
  const able = [...platforms.values()].filter((platform) => platform.erase).map(({ name }) => name);
  if (able.length === 0) return;
  const traces = await store.traces.takeTraces(able, clock.now(), together);
  for (const trace of traces) {
    if (stop.aborted) break;
    try {
      await store.traces.settleTrace(trace.battle, await eraseBattle(arena, trace), clock.now());
    } catch (error) {
      log.warn({ battle: trace.battle, error }, "erased words are still in a post; it is tried again");
    }
  }
}

/** Takes the words out of all posts of a battle. @returns whether they are gone. @throws when it may help to try again. */
async function eraseBattle(arena: Erasing, { battle: id, sealed }: Trace): Promise<boolean> {
  const delivery = arena.deliverySeal.open(sealed);
  const platform = arena.platforms.get(delivery.platform);
  const standing = await arena.store.battles.standing(id);
  if (!platform?.erase || !standing) return false;
  const language = standing.here.own.language ?? delivery.language;
  const outcomes: PromiseSettledResult<boolean>[] = [];
  for (const [index, post] of delivery.posts.entries())
    for (const [address, content] of erasedPosts(arena, standing, index, post, language))
      outcomes.push(...(await Promise.allSettled([eraseOne(platform, address, content)])));
  const failed = outcomes.find((outcome) => outcome.status === "rejected");
  if (failed) throw failed.reason;
  const isReached = outcomes.every((outcome) => outcome.status === "fulfilled" && outcome.value);
  return isReached && !delivery.posts.some(lacksQuestion);
}

/** Whether the question was no message of its asker's, and nobody has noted where the bot posted it. */
function lacksQuestion({ address, replyTo, beside = [] }: DeliveredPost): boolean {
  return address !== null && replyTo !== null && splitAddress(replyTo) === undefined && beside.length === 0;
}

async function eraseOne(platform: ChatPlatform, address: string, content: Post): Promise<boolean> {
  return (await platform.erase?.(address, content)) ?? false;
}

/** What is to stand at each address of a turn. Threads are first: one that is closed must be opened for what stands in it. */
function erasedPosts(
  arena: Erasing,
  standing: BattleHere,
  index: number,
  { address, beside = [] }: DeliveredPost,
  language: Language,
): [string, Post][] {
  const words: Post = { ...textPost(sentences(language).battle.erased), language };
  const besides = beside.map((one): [string, Post] => [one, words]);
  const turn = standing.battle.turns[index];
  if (address === null || !turn) return besides;
  return [...besides, [address, postOf(arena, standing, turn, wantedOf(standing.battle, turn), language)]];
}
