/**
 * A Discord of one's own: real HTTP and WebSockets for the calls the product uses, refusing what Discord refuses. Its
 * time is a test's. With `DISCORD_OPENAPI` set, every request is held against Discord's own description.
 */
import type { AddressInfo } from "node:net";
import { GatewayIntentBits as intents } from "discord-api-types/v10";
import { createManualClock, type ManualClock } from "../../manual-clock.ts";
import { createGateway, type Gateway, roleJson, type StartLimit } from "./gateway.ts";
import { createInteractions } from "./interactions.ts";
import { createMessages } from "./messages.ts";
import { createRequestCheck } from "./openapi.ts";
import { createPerson, type PeerPerson, type PersonOptions } from "./people.ts";
import { createRest, type Rest } from "./rest.ts";
import { createRoutes, directChannel } from "./routes.ts";
import {
  toldChannel,
  createWorld,
  everything,
  type PeerChannel,
  type PeerGuild,
  type PeerMessage,
  type World,
} from "./world.ts";

export type DiscordPeer = {
  /** For `DISCORD_API_URL`. */
  apiUrl: string;
  token: string;
  world: World;
  gateway: Gateway;
  rest: Rest;
  /** What is told about the gateway; `malformed`: something else is. */
  sessions: StartLimit & { shards: number; malformed: boolean };
  /** How many threads a channel takes. */
  mostThreads: number;
  /** Adds a server, with or without the bot in it. */
  guild(options?: Partial<Pick<PeerGuild, "joined" | "permissions" | "externalApps">>): PeerGuild;
  /** Makes a role. @returns its identifier. */
  role(guild: PeerGuild, name: string): string;
  channel(guild: PeerGuild, options?: Partial<PeerChannel>): PeerChannel;
  /** A conversation of people that the bot has no part in. */
  group(): PeerChannel;
  person(name: string, options?: PersonOptions): PeerPerson;
  /** The channel between the bot and somebody. */
  direct(person: PeerPerson): PeerChannel;
  /** Takes permissions from the bot in a channel. */
  deny(channel: PeerChannel, permissions: bigint): void;
  /** Lets the bot do this, and no more, in a server. */
  grant(guild: PeerGuild, permissions: bigint): void;
  /** Deletes a channel with everything in it. */
  removeChannel(channel: PeerChannel): void;
  /** Throws the bot out of a server. */
  expel(guild: PeerGuild): void;
  removeMessage(message: PeerMessage): void;
  /** The messages that stand in a channel, oldest first. */
  messagesIn(channel: PeerChannel): PeerMessage[];
  close(): Promise<void>;
};

/** Starts the peer on a port of its own. */
export async function startDiscordPeer(clock: ManualClock = createManualClock()): Promise<DiscordPeer> {
  const world = createWorld(clock);
  let port = 0;
  const url = () => `http://127.0.0.1:${port}`;
  const gatewayUrl = () => `ws://127.0.0.1:${port}`;
  const sessions = { shards: 1, remaining: 1000, malformed: false, resetAfter: 86_400_000, maxConcurrency: 1 };
  const gateway = createGateway(world, gatewayUrl, sessions);
  const messages = createMessages(world, gateway);
  const interactions = createInteractions(world, messages);
  const mostThreads = () => peer.mostThreads;
  const routes = createRoutes({ world, gateway, messages, interactions, gatewayUrl, sessions, mostThreads });
  const rest = createRest(world, routes, createRequestCheck());
  rest.server.on("upgrade", gateway.upgrade);
  await new Promise<void>((resolve) => rest.server.listen(0, "127.0.0.1", resolve));
  port = (rest.server.address() as AddressInfo).port;

  const tell = (type: string, data: unknown, guild: string | null) =>
    gateway.dispatch(type, data, { guild, intent: intents.Guilds });

  const peer: DiscordPeer = {
    apiUrl: `${url()}/api`,
    token: world.token,
    ...{ world, gateway, rest, sessions },
    mostThreads: 1_000,
    guild({ joined = true, permissions = everything, externalApps = false } = {}) {
      const guild = { id: world.id(), name: "A server", owner: world.id(), joined, permissions, externalApps };
      world.guilds.set(guild.id, guild);
      return guild;
    },
    role(guild, name) {
      const id = world.id();
      tell("GUILD_ROLE_CREATE", { guild_id: guild.id, role: roleJson(id, name, 0n) }, guild.id);
      return id;
    },
    channel(guild, options = {}) {
      const channel: PeerChannel = {
        ...{ id: world.id(), type: 0, guild: guild.id, name: "arena", parent: null, denied: 0n },
        ...{ archived: false, locked: false, nsfw: false, recipient: null },
        ...options,
      };
      world.channels.set(channel.id, channel);
      if (gateway.listening() > 0) tell("CHANNEL_CREATE", toldChannel(world, channel), guild.id);
      return channel;
    },
    group() {
      const nobody = { id: world.id(), joined: false, name: "", owner: "", permissions: 0n, externalApps: false };
      return this.channel(nobody, { type: 3, guild: null, name: "friends" });
    },
    person: (name, options = {}) => createPerson({ world, gateway, messages, url }, name, options),
    direct: (person) => directChannel(world, person.id),
    deny(channel, permissions) {
      channel.denied = permissions;
      tell("CHANNEL_UPDATE", toldChannel(world, channel), channel.guild);
    },
    grant(guild, permissions) {
      guild.permissions = permissions;
      const role = roleJson(world.application, "Doubleblind", permissions);
      tell("GUILD_ROLE_UPDATE", { guild_id: guild.id, role }, guild.id);
      for (const channel of world.channels.values())
        if (channel.guild === guild.id) tell("CHANNEL_UPDATE", toldChannel(world, channel), guild.id);
    },
    removeChannel(channel) {
      world.channels.delete(channel.id);
      for (const message of world.messages.values())
        if (message.channel_id === channel.id) world.messages.delete(message.id);
      tell("CHANNEL_DELETE", toldChannel(world, channel), channel.guild);
    },
    expel(guild) {
      tell("GUILD_DELETE", { id: guild.id }, guild.id);
      guild.joined = false;
    },
    removeMessage: messages.remove,
    messagesIn: (channel) => [...world.messages.values()].filter((message) => message.channel_id === channel.id),
    async close() {
      gateway.close();
      rest.server.closeAllConnections();
      await new Promise<void>((resolve) => rest.server.close(() => resolve()));
    },
  };
  return peer;
}
