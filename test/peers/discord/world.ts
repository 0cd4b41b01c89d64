/** What is there on the peer's Discord: servers, channels, people, messages, interactions; and who may do what. */
import {
  type APIApplicationCommand,
  type APIInteraction,
  type APIInteractionResponse,
  type APIMessage,
  type APIUser,
  PermissionFlagsBits as may,
} from "discord-api-types/v10";
import type { ManualClock } from "../../manual-clock.ts";

export type PeerChannel = {
  id: string;
  /** 0 text, 1 direct message, 3 group, 11 public thread, 15 forum. */
  type: number;
  guild: string | null;
  name: string;
  parent: string | null;
  /** Permissions taken from the bot here. */
  denied: bigint;
  archived: boolean;
  locked: boolean;
  nsfw: boolean;
  /** Of a direct message. */
  recipient: string | null;
};

export type PeerGuild = {
  id: string;
  name: string;
  owner: string;
  /** Whether the bot is a member of it. */
  joined: boolean;
  /** What the bot may do in it. */
  permissions: bigint;
  /** Whether all may see what apps say there that people have brought along; else their person alone does. */
  externalApps: boolean;
};

/** A message, with who has reacted to it. */
export type PeerMessage = Omit<APIMessage, "reactions"> & {
  reactors: Map<string, string[]>;
  /** Which of these are super reactions, as "emoji person". */
  bursts?: Set<string>;
};

/** The token of an interaction is this and its identifier, so that it is found among many at once. */
export const tokenStart = "interaction-token-";

export type PeerInteraction = {
  id: string;
  token: string;
  createdAt: number;
  body: APIInteraction;
  /** How long it waited for its first reply, in milliseconds of the peer's clock; undefined: it still does. */
  acknowledgedAfter: number | undefined;
  /** The first reply. */
  callback: APIInteractionResponse | undefined;
  /** Whether the announcement of an answer was taken back. */
  withdrawn: boolean;
  /** How many follow-ups it was answered with. */
  followUps: number;
  /** The messages it was answered with, the original one first; later versions take the place of earlier ones. */
  replies: PeerMessage[];
};

export type World = {
  clock: ManualClock;
  bot: APIUser;
  application: string;
  token: string;
  /** Whether people may bring the bot along to where it is no member. */
  ownUse: boolean;
  users: Map<string, APIUser>;
  guilds: Map<string, PeerGuild>;
  channels: Map<string, PeerChannel>;
  /** By identifier, in the order of posting; ephemeral ones are only with their interaction. */
  messages: Map<string, PeerMessage>;
  interactions: Map<string, PeerInteraction>;
  commands: APIApplicationCommand[];
  /** Messages by channel and nonce. */
  nonces: Map<string, PeerMessage>;
  /** What the moderation of every server lets nobody say; undefined: it has no rules. */
  forbidden: RegExp | undefined;
  /** Whom the bot cannot write to. */
  closedTo: Set<string>;
  /** Files by the address they are served at. */
  files: Map<string, { bytes: Uint8Array; type: string }>;
  id(): string;
  /** A place in words, such as 2030-01-01T00:00:00.000000+00:00. */
  timestamp(): string;
};

const discordEpoch = 1_420_070_400_000;

export const everything =
  may.ViewChannel |
  may.SendMessages |
  may.SendMessagesInThreads |
  may.CreatePublicThreads |
  may.AttachFiles |
  may.ReadMessageHistory |
  may.AddReactions |
  may.ManageMessages;

/** Counts what all peers make, so that an identifier never means two things. */
let count = 0n;

/** An empty world with nobody in it but the bot. */
export function createWorld(clock: ManualClock): World {
  const id = () => {
    count += 1n;
    return String((BigInt(clock.now().getTime() - discordEpoch) << 22n) + count);
  };
  const application = id();
  const bot = makeUser(application, "Doubleblind", true);
  return {
    clock,
    bot,
    application,
    token: `${Buffer.from(application).toString("base64url")}.peer.token-of-the-peer`,
    ownUse: true,
    users: new Map([[bot.id, bot]]),
    guilds: new Map(),
    channels: new Map(),
    messages: new Map(),
    interactions: new Map(),
    commands: [],
    nonces: new Map(),
    forbidden: undefined,
    closedTo: new Set(),
    files: new Map(),
    id,
    timestamp: () => clock.now().toISOString().replace("Z", "000+00:00"),
  };
}

export function makeUser(id: string, username: string, bot = false): APIUser {
  return { id, username, discriminator: "0", global_name: bot ? null : username, avatar: null, ...(bot && { bot }) };
}

/** What the bot may do in a channel; in a direct message whatever it needs. */
export function permissionsIn(world: World, channel: PeerChannel): bigint {
  if (channel.guild === null) return everything;
  const guild = world.guilds.get(channel.guild);
  if (!guild?.joined) return 0n;
  const parent = channel.parent === null ? undefined : world.channels.get(channel.parent);
  const allowed = guild.permissions & ~channel.denied & ~(parent?.denied ?? 0n);
  return allowed & may.ViewChannel ? allowed : 0n;
}

/** Whether a channel is a thread. */
export function isThread(channel: PeerChannel): boolean {
  return channel.type === 11 || channel.type === 12;
}

/** Whether somebody's reaction is a super reaction. */
export function isBurst({ bursts }: PeerMessage, emoji: string, person: string): boolean {
  return bursts?.has(`${emoji} ${person}`) ?? false;
}

/** A message as Discord sends it. */
export function messageJson(world: World, message: PeerMessage): APIMessage {
  const { reactors, bursts: _bursts, ...rest } = message;
  const reactions = [...reactors].map(([name, people]) => {
    const burst = people.filter((person) => isBurst(message, name, person)).length;
    return {
      count: people.length,
      count_details: { burst, normal: people.length - burst },
      me: people.includes(world.bot.id),
      me_burst: false,
      emoji: { id: null, name },
      burst_colors: [],
    };
  });
  return { ...rest, ...(reactions.length > 0 && { reactions }) };
}

const obfuscated = 1 << 17;

/** A channel as the gateway tells of it: of one that the bot cannot view, next to nothing. */
export function toldChannel(world: World, channel: PeerChannel): Record<string, unknown> {
  const json = channelJson(world, channel);
  if (channel.guild === null || permissionsIn(world, channel) & may.ViewChannel) return json;
  const { id, type, guild_id, parent_id } = json;
  const hidden = { id: guild_id, type: 0, allow: "0", deny: String(may.ViewChannel) };
  const kept = { id, type, guild_id, parent_id, position: 0 };
  return { ...kept, name: "___hidden___", flags: obfuscated, permission_overwrites: [hidden] };
}

/** A channel as Discord sends it. */
export function channelJson(world: World, channel: PeerChannel): Record<string, unknown> {
  const { id, type, guild, name, parent, nsfw, archived, locked, recipient, denied } = channel;
  if (recipient !== null)
    return { id, type, recipients: [world.users.get(recipient)], last_message_id: null, flags: 0 };
  const overwrites = denied === 0n ? [] : [{ id: world.bot.id, type: 1, allow: "0", deny: String(denied) }];
  const thread = {
    owner_id: world.bot.id,
    message_count: 0,
    member_count: 1,
    thread_metadata: { archived, locked, auto_archive_duration: 1440, archive_timestamp: world.timestamp() },
  };
  return {
    ...{ id, type, guild_id: guild, name, parent_id: parent, nsfw, position: 0, flags: 0, topic: null },
    ...(isThread(channel) ? thread : { permission_overwrites: overwrites }),
  };
}
