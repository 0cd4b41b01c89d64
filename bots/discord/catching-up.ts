/** Takes in the reactions that were put on the posts of open battles while the bot was away. */
import type { Client } from "discord.js";
import { type Clock, createInTurn, type Log, pause, type PlatformRecord, splitAddress } from "../../core/index.ts";
import { isReplyPlace } from "./whereabouts.ts";
import { type Choice, choiceOf, type Reactions } from "./reactions.ts";
import type { ReactedMessage, ReactionKind, Requests } from "./requests.ts";
import { obstacleOf } from "./obstacles.ts";

/** What catching up needs. */
export type CatchUpParts = {
  client: Client<true>;
  core: { record: Pick<PlatformRecord, "openPosts"> };
  requests: Requests;
  reactions: Pick<Reactions, "takeLate">;
  clock: Clock;
  log: Log;
  /** Aborted when the client goes. */
  signal: AbortSignal;
};

/** When the sessions of some shards have begun. */
type Beginnings = ReadonlyMap<number, Date>;

/**
 * Takes in what was put on the posts of these shards' servers before their sessions began: the newest posts first, so
 * slowly that nothing else has to wait. Never throws.
 */
export type CatchUp = (began: Beginnings) => Promise<void>;

type Work = CatchUpParts & { requested: number };
type Place = { channel: string; guild: string | undefined; madeAt: Date };

/** Messages that Discord gives at once. */
const mostMessages = 100;
/** Requests that are sent one right after the other; from then on there is a pause before each, in milliseconds. */
const sentAtOnce = 20;
const spacing = 250;

/** For one client. What is to be caught up on while that goes on comes after it. */
export function createCatchingUp(parts: CatchUpParts): CatchUp {
  const inTurn = createInTurn();
  return (began) => inTurn("catching up", () => catchUp({ ...parts, requested: 0 }, began));
}

async function catchUp(work: Work, began: Beginnings): Promise<void> {
  const { core, log, signal } = work;
  try {
    for (const [channel, posts] of byChannel(await core.record.openPosts("discord"))) {
      if (signal.aborted) return;
      await catchUpIn(work, channel, posts, began);
    }
  } catch (error) {
    log.warn({ platform: "discord", error }, "reactions made in an absence could not be taken in");
  }
}

/** The posts of each channel, and the channels, with the newest first. Replies to interactions take no reactions. */
function byChannel(addresses: readonly string[]): [channel: string, posts: string[]][] {
  const channels = new Map<string, string[]>();
  const places = addresses
    .flatMap((address) => splitAddress(address) ?? [])
    .filter(({ place }) => !isReplyPlace(place));
  for (const { place, message } of places.toSorted((one, other) => newerFirst(one.message, other.message))) {
    const posts = channels.get(place);
    if (posts) posts.push(message);
    else channels.set(place, [message]);
  }
  return [...channels];
}

function newerFirst(one: string, other: string): number {
  return BigInt(one) > BigInt(other) ? -1 : 1;
}

async function catchUpIn(work: Work, channel: string, posts: readonly string[], began: Beginnings): Promise<void> {
  const { log, signal } = work;
  try {
    const place = await findPlace(work, channel, began);
    for (let left = posts; place && left.length > 0 && !signal.aborted;) left = await lookAtSome(work, place, left);
  } catch (error) {
    if (!signal.aborted && obstacleOf(error) === undefined)
      log.warn({ platform: "discord", error }, "reactions made in an absence could not be taken in");
  }
}

/** @returns undefined for what belongs to other shards. Direct messages, and channels nobody knows of, belong to the first. */
async function findPlace(work: Work, channel: string, began: Beginnings): Promise<Place | undefined> {
  const { client } = work;
  let known = client.channels.cache.get(channel) ?? null;
  if (!known && began.has(0)) {
    await takeTime(work);
    known = await client.channels.fetch(channel);
  }
  const guild = known && "guild" in known ? known.guild : undefined;
  const madeAt = began.get(guild?.shardId ?? 0);
  return madeAt && { channel, guild: guild?.id, madeAt };
}

/** Looks at the newest of these posts, and those that stand near it. @returns the others. */
async function lookAtSome(work: Work, place: Place, posts: readonly string[]): Promise<string[]> {
  const [newest = ""] = posts;
  const limit = posts.length === 1 ? 1 : mostMessages;
  await takeTime(work);
  const messages = await work.requests.upTo(place.channel, newest, limit);
  const wanted = new Set(posts);
  for (const message of messages) if (wanted.has(message.id)) await lookAt(work, place, message);
  const last = messages.at(-1)?.id;
  if (last === undefined || messages.length < limit) return [];
  return posts.filter((post) => BigInt(post) < BigInt(last));
}

async function lookAt(work: Work, { channel, guild, madeAt }: Place, message: ReactedMessage): Promise<void> {
  const { id } = message;
  const people = new Map<string, Set<Choice>>();
  for (const { emoji, choice, kind } of reactedWith(message)) {
    await takeTime(work);
    for (const person of await work.requests.reactors(channel, id, emoji, kind))
      people.set(person, (people.get(person) ?? new Set()).add(choice));
  }
  for (const [person, choices] of people)
    await work.reactions.takeLate({ channel, message: id, guild, person }, [...choices], madeAt);
}

/** The reactions of others than the bot itself that stand for something. */
function reactedWith({ reactions = [] }: ReactedMessage): { emoji: string; choice: Choice; kind: ReactionKind }[] {
  return reactions.flatMap(({ emoji, count_details: count, me, me_burst: meBurst }) => {
    const choice = emoji.id === null ? choiceOf(emoji.name) : undefined;
    if (!choice || emoji.name === null) return [];
    const one = { emoji: emoji.name, choice };
    return [
      ...(count.normal > Number(me) ? [{ ...one, kind: "normal" as const }] : []),
      ...(count.burst > Number(meBurst) ? [{ ...one, kind: "burst" as const }] : []),
    ];
  });
}

async function takeTime(work: Work): Promise<void> {
  work.requested += 1;
  if (work.requested > sentAtOnce) await pause(spacing, work.clock, work.signal);
  work.signal.throwIfAborted();
}
