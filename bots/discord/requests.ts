/** Discord's HTTP interface, as far as the arena writes to it; discord.js keeps to the rate limits. */
import { createHash } from "node:crypto";
import {
  type APIMessage,
  DiscordAPIError,
  HTTPError,
  ReactionType,
  type REST,
  RESTJSONErrorCodes as codes,
  Routes,
} from "discord.js";
import type { Message, PrivateMessage } from "./encode.ts";
import { codeOf, obstacleOf } from "./obstacles.ts";

const longestNonce = 25;

/** The channel between the bot and one person. */
export type DirectChannel = { direct: string };

/** Super reactions are bursts. */
export type ReactionKind = "normal" | "burst";

/** A message that somebody wrote; without the intent for its content, only whose it is, and since when it reads so. */
export type ReadMessage = Pick<APIMessage, "content" | "edited_timestamp" | "attachments"> & { author: { id: string } };

/** A message as far as its reactions go. */
export type ReactedMessage = Pick<APIMessage, "id" | "reactions">;

/**
 * Sends and changes messages. Everything throws what discord.js throws. A private message can only be
 * sent to one person: anything else does not compile.
 */
export interface Requests {
  /** Whether the bot can see a channel. */
  sees(channel: string): Promise<boolean>;
  /** Posts with the bot's token; under the same `nonce` within some minutes it takes the place of what was posted. @returns its id. */
  post(channel: string, message: Message, nonce: string, replyTo?: string): Promise<string>;
  /** Sends a private message to one person. */
  write(channel: DirectChannel, message: Message | PrivateMessage, nonce: string, replyTo?: string): Promise<string>;
  edit(channel: string, id: string, message: Message): Promise<void>;
  /** What somebody wrote, as it is now; undefined when it is gone. */
  read(channel: string, id: string): Promise<ReadMessage | undefined>;
  /** Puts the bot's own reaction on a message. */
  react(channel: string, id: string, emoji: string): Promise<void>;
  /** Takes somebody's reaction away. */
  unreact(channel: string, id: string, emoji: string, person: string): Promise<void>;
  /** The newest `limit` messages (at most 100) up to this one, newest first, with the reactions on each. */
  upTo(channel: string, id: string, limit: number): Promise<ReactedMessage[]>;
  /** Everybody who has put a reaction on a message, an ordinary one or a super reaction; bots left out. */
  reactors(channel: string, id: string, emoji: string, kind: ReactionKind): Promise<string[]>;
  /** Makes a thread of a message. @returns its channel, which is there already when that was done before. */
  startThread(channel: string, id: string, name: string): Promise<string>;
  /** Opens a thread that is closed for its age, in which nothing can be changed; with a name, it is called that from now on. */
  reopenThread(thread: string, name?: string): Promise<void>;
  /** The channel between the bot and a person. */
  direct(person: string): Promise<DirectChannel>;
}

/** How often what a broken connection swallowed is sent again. */
const tries = 3;
const reactorsAtOnce = 100;

/**
 * Sends again what a broken connection swallowed: discord.js does so for some of the ways in which one breaks. Only for
 * requests that may be carried out twice.
 */
export async function persist<Result>(send: () => Promise<Result>): Promise<Result> {
  for (let left = tries; ; left -= 1) {
    try {
      return await send();
    } catch (error) {
      if (left <= 1 || error instanceof DiscordAPIError || error instanceof HTTPError) throw error;
    }
  }
}

/** @param rest with the bot's token. */
export function createRequests(rest: REST): Requests {
  return {
    sees: (channel) => sees(rest, channel),
    post: (channel, message, nonce, replyTo) => post(rest, channel, message, { nonce, replyTo }),
    write: ({ direct }, message, nonce, replyTo) => post(rest, direct, message, { nonce, replyTo }),
    async edit(channel, id, { body, files }) {
      await persist(() => rest.patch(Routes.channelMessage(channel, id), { body, files }));
    },
    read: (channel, id) => read(rest, channel, id),
    async react(channel, id, emoji) {
      await persist(() => rest.put(Routes.channelMessageOwnReaction(channel, id, encodeURIComponent(emoji))));
    },
    async unreact(channel, id, emoji, person) {
      const route = Routes.channelMessageUserReaction(channel, id, encodeURIComponent(emoji), person);
      await persist(() => rest.delete(route));
    },
    async upTo(channel, id, limit) {
      const query = new URLSearchParams({ limit: String(limit), before: String(BigInt(id) + 1n) });
      return (await persist(() => rest.get(Routes.channelMessages(channel), { query }))) as ReactedMessage[];
    },
    reactors: (channel, id, emoji, kind) =>
      fetchReactors(rest, Routes.channelMessageReaction(channel, id, encodeURIComponent(emoji)), kind),
    startThread: (channel, id, name) => startThread(rest, channel, id, name),
    async reopenThread(thread, name) {
      const body = { archived: false, ...(name !== undefined && { name }) };
      await persist(() => rest.patch(Routes.channel(thread), { body }));
    },
    async direct(person) {
      const channel = await persist(() => rest.post(Routes.userChannels(), { body: { recipient_id: person } }));
      return { direct: (channel as { id: string }).id };
    },
  };
}

async function sees(rest: REST, channel: string): Promise<boolean> {
  try {
    await persist(() => rest.get(Routes.channel(channel)));
    return true;
  } catch (error) {
    if (obstacleOf(error) === undefined) throw error;
    return false;
  }
}

async function post(
  rest: REST,
  channel: string,
  { body, files }: Message | PrivateMessage,
  { nonce, replyTo }: { nonce: string; replyTo: string | undefined },
): Promise<string> {
  const reference =
    replyTo === undefined ? {} : { message_reference: { message_id: replyTo, fail_if_not_exists: false } };
  const whole = { ...body, ...reference, nonce: shorten(nonce), enforce_nonce: true };
  const request = () => rest.post(Routes.channelMessages(channel), { body: whole, files });
  const { id, components = [] } = (await persist(request)) as Pick<APIMessage, "id" | "components">;
  // Under its nonce something else was posted before, of which nobody has heard since.
  if (wordsOf(components) !== wordsOf(body.components))
    await persist(() => rest.patch(Routes.channelMessage(channel, id), { body, files }));
  return id;
}

/** Discord takes nonces of at most 25 characters, and identifiers of battles alone are that long. */
function shorten(nonce: string): string {
  return createHash("sha256").update(nonce).digest("base64url").slice(0, longestNonce);
}

/** What can be read and pressed in a message, whatever else Discord notes in its parts. */
function wordsOf(components: unknown): string {
  const words: string[] = [];
  JSON.stringify(components, (name, value: unknown) => {
    if ((name === "content" || name === "custom_id") && typeof value === "string") words.push(value);
    return value;
  });
  return words.join(" ").replaceAll(/\s+/gu, " ").trim();
}

async function read(rest: REST, channel: string, id: string): Promise<ReadMessage | undefined> {
  try {
    const route = Routes.channelMessage(channel, id);
    return (await persist(() => rest.get(route))) as ReadMessage;
  } catch (error) {
    if (codeOf(error) === codes.UnknownMessage) return undefined;
    throw error;
  }
}

async function fetchReactors(rest: REST, route: `/${string}`, kind: ReactionKind): Promise<string[]> {
  const type = String(kind === "burst" ? ReactionType.Super : ReactionType.Normal);
  const people: string[] = [];
  for (let after = "0"; ;) {
    const query = new URLSearchParams({ limit: String(reactorsAtOnce), after, type });
    const page = (await persist(() => rest.get(route, { query }))) as { id: string; bot?: boolean }[];
    people.push(...page.filter(({ bot = false }) => !bot).map((person) => person.id));
    const last = page.at(-1);
    if (!last || page.length < reactorsAtOnce) return people;
    after = last.id;
  }
}

async function startThread(rest: REST, channel: string, id: string, name: string): Promise<string> {
  try {
    const thread = await persist(() => rest.post(Routes.threads(channel, id), { body: { name } }));
    return (thread as { id: string }).id;
  } catch (error) {
    // A thread of a message is called like the message.
    if (codeOf(error) === codes.ThreadAlreadyCreatedForMessage) return id;
    throw error;
  }
}
