/** One session of the bot on Discord's gateway: a client from its login until it is destroyed with its listeners. */
import {
  Client,
  Events,
  GatewayDispatchEvents,
  GatewayIntentBits as intents,
  Options,
  Partials,
  type RESTOptions,
  SimpleShardingStrategy,
} from "discord.js";
import type { Clock, Log } from "../../core/index.ts";
import { betweenTurns, type IdentifyTurns } from "./identifying.ts";
import type { Reacted } from "./reactions.ts";
import { GatewayClosed } from "./refusal.ts";

/** None of them is privileged: what is written to the bot it can read without. */
export const wantedIntents = [
  intents.Guilds,
  intents.GuildMessages,
  intents.GuildMessageReactions,
  intents.DirectMessages,
  intents.DirectMessageReactions,
];

/** How long all shards may be without a session before the client is replaced, in milliseconds. */
const longestBreak = 60_000;

/** The shards that a process opens, of how many. */
export type Shards = { ids: readonly number[]; of: number };

/** What a client needs. */
export type ClientParts = {
  clock: Clock;
  rest: Partial<RESTOptions>;
  shards: Shards;
  identifyTurns: IdentifyTurns;
};

/** Makes a client, not logged in yet. */
export function createClient({ clock, rest, shards, identifyTurns }: ClientParts): Client {
  return new Client({
    intents: wantedIntents,
    // Without a cache, only partial messages can be told of as edited.
    partials: [Partials.Channel, Partials.Message],
    allowedMentions: { parse: [], repliedUser: false },
    shards: [...shards.ids],
    shardCount: shards.of,
    rest,
    // Messages are kept by Discord, and what matters in them by core.
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: 0,
      ReactionManager: 0,
      ReactionUserManager: 0,
      GuildMemberManager: { maxSize: 200, keepOverLimit: (member) => member.id === member.client.user.id },
    }),
    ws: {
      buildStrategy: (manager) => buildLastingShards(manager, clock),
      buildIdentifyThrottler: async () => identifyTurns,
    },
  });
}

/** Logs in, and waits until the bot knows its servers. @throws what discord.js throws. */
export async function logIn(client: Client, token: string): Promise<Client<true>> {
  const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(token);
  return ready;
}

/** What watching a client takes. */
export type WatchParts = {
  shards: Shards;
  /** Called for troubles from which the client does not recover by itself. */
  fail(error: unknown): void;
  clock: Clock;
  log: Log;
};

/** Watches a client from before its login. @returns a function that ends the watch. */
export function watchClient(client: Client, { shards, fail, clock, log }: WatchParts): () => void {
  const hangUp = () => fail(new GatewayClosed());
  // A gateway may take connections and say nothing. Shards wait for their turns, also behind those of other processes.
  const stopWaiting = clock.after(longestBreak + shards.of * betweenTurns, hangUp);
  const broken = new Set<number>();
  let allBroken: (() => void) | undefined;
  const over = (shard: number) => {
    broken.delete(shard);
    allBroken?.();
    allBroken = undefined;
  };
  client.once(Events.ClientReady, stopWaiting);
  client.on(Events.Error, fail);
  client.on(Events.ShardError, (error) => log.warn({ platform: "discord", error }, "the connection has trouble"));
  client.on(Events.ShardDisconnect, ({ code }) => fail(new GatewayClosed(code)));
  client.on(Events.ShardReconnecting, (shard) => {
    broken.add(shard);
    // As long as some shards are there, the others are tried again by themselves, without disturbing these.
    if (broken.size === shards.ids.length) allBroken ??= clock.after(longestBreak, hangUp);
  });
  client.on(Events.ShardReady, over);
  client.on(Events.ShardResume, over);
  return () => {
    stopWaiting();
    allBroken?.();
  };
}

/** Closes the connection and frees everything. */
export async function endClient(client: Client): Promise<void> {
  client.removeAllListeners();
  client.ws.removeAllListeners();
  // A late error without a listener would end the process.
  client.on(Events.Error, () => {});
  await client.destroy();
}

/** A reaction as Discord sends it; discord.js skips those in channels that it has not seen since its start. */
type ReactionEvent = {
  channel_id: string;
  message_id: string;
  guild_id?: string;
  user_id: string;
  member?: { user?: { bot?: boolean } };
  emoji?: { id: string | null; name: string | null };
};

/** Listens to people's reactions with standard emoji. */
export function listenToReactions(
  client: Client<true>,
  take: (reacted: Reacted, change: "added" | "removed") => void,
): void {
  const listen = (change: "added" | "removed") => (event: ReactionEvent) => {
    const { emoji, user_id: person, channel_id: channel, message_id: message, guild_id: guild } = event;
    // Reactions of bots, and emoji of a server, are no votes.
    if (person === client.user.id || event.member?.user?.bot || emoji?.id !== null) return;
    take({ channel, message, guild, emoji: emoji.name, person }, change);
  };
  client.ws.on(GatewayDispatchEvents.MessageReactionAdd, listen("added"));
  client.ws.on(GatewayDispatchEvents.MessageReactionRemove, listen("removed"));
}

type Connection = {
  readyState: number;
  on(event: "error", listener: () => void): void;
  once(event: "close", listener: () => void): void;
  terminate(): void;
};

/** Private fields of a shard that are needed here. */
type Shard = {
  connection: Connection | null;
  internalConnect(): Promise<void>;
  destroy(options: unknown): Promise<void>;
};

/** Not the class that discord.js exports under this name. */
type Manager = ConstructorParameters<typeof SimpleShardingStrategy>[0];

const connecting = 0;
const closed = 3;
/** How long a gateway has to say goodbye, in milliseconds. */
const lastPatience = 1_000;

function endForGood(shard: Shard, clock: Clock): void {
  shard.internalConnect = async () => {};
  const destroy = shard.destroy.bind(shard);
  let destroyed: Promise<void> | undefined;
  shard.destroy = (options) => (destroyed ??= destroy(options));
  const { connection } = shard;
  if (!connection) return;
  if (connection.readyState === connecting) {
    connection.on("error", () => {});
    connection.terminate();
  } else if (connection.readyState < closed) {
    connection.once(
      "close",
      clock.after(lastPatience, () => connection.terminate()),
    );
  }
}

/**
 * Shards that can be destroyed for good, for the option `buildStrategy` of a client. Those of discord.js connect once more,
 * half a second later, if they were about to connect when they were destroyed; they forget a connection that is still
 * being made, so that nobody handles its errors; they never finish if the gateway was to say something first, because they
 * destroy themselves a second time then; and they wait half a minute for a gateway that does not close its side. No
 * option of discord.js changes any of that.
 */
export function buildLastingShards(manager: Manager, clock: Clock): SimpleShardingStrategy {
  const strategy = new SimpleShardingStrategy(manager);
  const destroy = strategy.destroy.bind(strategy);
  strategy.destroy = (options) => {
    const { shards } = strategy as unknown as { shards: ReadonlyMap<number, Shard> };
    for (const shard of shards.values()) endForGood(shard, clock);
    return destroy(options);
  };
  return strategy;
}
