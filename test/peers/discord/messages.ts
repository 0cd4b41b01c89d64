/** Posting, editing, deleting and reacting, as Discord allows them. */
import {
  type APIAttachment,
  type APIMessage,
  GatewayIntentBits as intents,
  PermissionFlagsBits as may,
} from "discord-api-types/v10";
import type { Audience, Gateway } from "./gateway.ts";
import { checkMessage, type MessageBody } from "./limits.ts";
import { refusals } from "./refusal.ts";
import type { Upload } from "./rest.ts";
import { isThread, messageJson, type PeerChannel, type PeerMessage, permissionsIn, type World } from "./world.ts";

/** The body of a new message. */
export type NewBody = MessageBody & {
  enforce_nonce?: boolean | null;
  message_reference?: { message_id: string; fail_if_not_exists?: boolean | null } | null;
  allowed_mentions?: { parse?: string[] | null; replied_user?: boolean | null } | null;
};

const suppressEmbeds = 1 << 2;
const componentsV2 = 1 << 15;
const mostReactions = 20;

/** @throws {DiscordRefusal} when there is no such channel. */
export function findChannel(world: World, id: string): PeerChannel {
  const channel = world.channels.get(id);
  if (!channel) throw refusals.unknownChannel();
  return channel;
}

/** @throws {DiscordRefusal} when the bot lacks one of them in the channel. */
export function demand(world: World, channel: PeerChannel, ...permissions: bigint[]): void {
  const allowed = permissionsIn(world, channel);
  if (!(allowed & may.ViewChannel)) throw refusals.missingAccess();
  if (permissions.some((one) => (allowed & one) === 0n)) throw refusals.missingPermissions();
}

/** @throws {DiscordRefusal} when there is no such message in the channel. */
export function findMessage(world: World, channel: string, id: string): PeerMessage {
  findChannel(world, channel);
  const message = world.messages.get(id);
  if (message?.channel_id !== channel) throw refusals.unknownMessage();
  return message;
}

/** Who is told of what happens in a channel. */
export function audienceOf(channel: PeerChannel, kind: "messages" | "reactions"): Audience {
  const inGuild = channel.guild !== null;
  const intent =
    kind === "messages"
      ? inGuild
        ? intents.GuildMessages
        : intents.DirectMessages
      : inGuild
        ? intents.GuildMessageReactions
        : intents.DirectMessageReactions;
  return { guild: channel.guild, intent };
}

/** @throws {DiscordRefusal} for words that the moderation of a server lets nobody say. */
function moderate({ forbidden, channels }: World, channel: string, body: MessageBody): void {
  const inGuild = channels.get(channel)?.guild !== null;
  if (inGuild && forbidden?.test(JSON.stringify(body))) throw refusals.moderated();
}

/** Makes a message of the bot; nobody has been told yet. @throws {DiscordRefusal} for what Discord does not take. */
export function composeMessage(world: World, channel: string, body: NewBody, files: readonly Upload[]): PeerMessage {
  const flags = body.flags ?? 0;
  checkMessage(
    body,
    flags,
    files.map(({ bytes }) => bytes),
  );
  moderate(world, channel, body);
  const id = world.id();
  return {
    ...{ id, channel_id: channel, author: world.bot, content: body.content ?? "", type: 0, tts: false, pinned: false },
    ...{ timestamp: world.timestamp(), edited_timestamp: null, mention_everyone: false, mentions: [] },
    ...{
      mention_roles: [],
      embeds: (body.embeds ?? []) as APIMessage["embeds"],
      flags,
    },
    components: (body.components ?? []) as NonNullable<APIMessage["components"]>,
    attachments: attach(world, body, files),
    ...(body.nonce !== undefined && body.nonce !== null && { nonce: body.nonce }),
    reactors: new Map(),
  };
}

/** Puts a new version in a message's place. @throws {DiscordRefusal} for what Discord does not take. */
export function changeMessage(world: World, message: PeerMessage, body: MessageBody, files: readonly Upload[]): void {
  const kept = message.flags ?? 0;
  // Of its flags, an edit changes these two, and that of components V2 never goes away.
  const flags =
    (kept & ~suppressEmbeds) | ((body.flags ?? kept) & (suppressEmbeds | componentsV2)) | (kept & componentsV2);
  checkMessage(
    body,
    flags,
    files.map(({ bytes }) => bytes),
  );
  moderate(world, message.channel_id, body);
  const attachments =
    body.attachments === undefined && files.length === 0 ? message.attachments : attach(world, body, files);
  Object.assign(message, { flags, attachments, edited_timestamp: world.timestamp() });
  if (body.content !== undefined) message.content = body.content ?? "";
  if (body.components !== undefined)
    message.components = (body.components ?? []) as NonNullable<APIMessage["components"]>;
}

function attach(world: World, body: MessageBody, files: readonly Upload[]): APIAttachment[] {
  return files.map((file, index) => {
    const said = body.attachments?.find(({ id }) => String(id) === String(index));
    const id = world.id();
    const filename = said?.filename ?? file.name;
    world.files.set(`/attachments/${id}/${filename}`, { bytes: file.bytes, type: file.type });
    return {
      ...{ id, filename, size: file.bytes.length, url: `/attachments/${id}/${filename}`, proxy_url: "" },
      ...(file.type && { content_type: file.type }),
      ...(said?.description !== undefined && { description: said.description }),
    };
  });
}

/** The part of Discord that keeps messages. */
export type Messages = ReturnType<typeof createMessages>;

export function createMessages(world: World, gateway: Gateway) {
  function announce(type: string, message: PeerMessage): void {
    const channel = world.channels.get(message.channel_id);
    // Of servers where it is no member, the bot is told nothing.
    if (!channel || world.guilds.get(channel.guild ?? "")?.joined === false) return;
    gateway.dispatchTo(type, audienceOf(channel, "messages"), (mayReadContent) => {
      const place = channel.guild === null ? {} : { guild_id: channel.guild };
      const json = { ...messageJson(world, message), ...place, channel_type: channel.type };
      const { author, mentions } = message;
      const own = author.id === world.bot.id || mentions.some(({ id }) => id === world.bot.id);
      if (mayReadContent || own || channel.guild === null) return json;
      return { ...json, content: "", embeds: [], attachments: [], components: [] };
    });
  }

  function post(channel: PeerChannel, body: NewBody, files: readonly Upload[]): PeerMessage {
    demand(world, channel, isThread(channel) ? may.SendMessagesInThreads : may.SendMessages);
    if (files.length > 0) demand(world, channel, may.AttachFiles);
    if (channel.locked) throw refusals.lockedThread();
    if (channel.recipient !== null && world.closedTo.has(channel.recipient)) throw refusals.cannotMessage();
    const nonce = `${channel.id} ${body.nonce}`;
    const earlier = body.enforce_nonce && body.nonce ? world.nonces.get(nonce) : undefined;
    if (earlier) return earlier;
    const message = composeMessage(world, channel.id, body, files);
    refer(channel, message, body);
    channel.archived = false;
    world.messages.set(message.id, message);
    if (body.nonce) world.nonces.set(nonce, message);
    announce("MESSAGE_CREATE", message);
    return message;
  }

  function refer(channel: PeerChannel, message: PeerMessage, { message_reference: reference }: NewBody): void {
    if (!reference) return;
    if (!(permissionsIn(world, channel) & may.ReadMessageHistory)) throw refusals.noHistory();
    const answered = world.messages.get(reference.message_id);
    if (answered?.channel_id !== channel.id) {
      if (reference.fail_if_not_exists ?? true) throw refusals.invalidForm(["unknown message referenced"]);
      return;
    }
    message.type = 19;
    message.message_reference = { type: 0, message_id: answered.id, channel_id: channel.id };
  }

  function edit(channel: PeerChannel, message: PeerMessage, body: MessageBody, files: readonly Upload[]): PeerMessage {
    demand(world, channel);
    if (message.author.id !== world.bot.id) throw refusals.otherAuthor();
    if (channel.archived) throw refusals.archivedThread();
    if (files.length > 0) demand(world, channel, may.AttachFiles);
    changeMessage(world, message, body, files);
    announce("MESSAGE_UPDATE", message);
    return message;
  }

  function remove(message: PeerMessage): void {
    world.messages.delete(message.id);
    const channel = world.channels.get(message.channel_id);
    if (!channel) return;
    const data = { id: message.id, channel_id: channel.id, guild_id: channel.guild ?? undefined };
    gateway.dispatch("MESSAGE_DELETE", data, audienceOf(channel, "messages"));
  }

  function react(message: PeerMessage, emoji: string, person: string, burst = false): void {
    const people = message.reactors.get(emoji) ?? [];
    if (!message.reactors.has(emoji) && message.reactors.size >= mostReactions) throw refusals.tooManyReactions();
    if (people.includes(person)) return;
    message.reactors.set(emoji, [...people, person]);
    if (burst) (message.bursts ??= new Set()).add(`${emoji} ${person}`);
    announceReaction("MESSAGE_REACTION_ADD", message, emoji, person, burst);
  }

  function unreact(message: PeerMessage, emoji: string, person: string): void {
    const people = message.reactors.get(emoji) ?? [];
    if (!people.includes(person)) return;
    const left = people.filter((one) => one !== person);
    message.bursts?.delete(`${emoji} ${person}`);
    if (left.length > 0) message.reactors.set(emoji, left);
    else message.reactors.delete(emoji);
    announceReaction("MESSAGE_REACTION_REMOVE", message, emoji, person, false);
  }

  function announceReaction(type: string, message: PeerMessage, emoji: string, person: string, burst: boolean): void {
    const channel = world.channels.get(message.channel_id);
    if (!channel) return;
    const user = world.users.get(person);
    const member = {
      user,
      roles: person === world.bot.id ? [world.application] : [],
      joined_at: world.timestamp(),
      deaf: false,
      mute: false,
      flags: 0,
    };
    const added = type === "MESSAGE_REACTION_ADD";
    const data = {
      ...{ user_id: person, channel_id: channel.id, message_id: message.id, emoji: { id: null, name: emoji } },
      ...{ burst, type: burst ? 1 : 0 },
      ...(channel.guild !== null && { guild_id: channel.guild, ...(added && { member }) }),
    };
    gateway.dispatch(type, data, audienceOf(channel, "reactions"));
  }

  return { announce, post, edit, remove, react, unreact };
}
