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

/** How long a shard may be without a session before the client is replaced, in milliseconds. */
const longestBreak = 60_000;

/** What a client needs. */
export type ClientParts = {
  clock: Clock;
  rest: Partial<RESTOptions>;
  shards: number | "auto";
  identifyTurns: IdentifyTurns;
};

/** Makes a client, not logged in yet. */
export function createClient({ clock, rest, shards, identifyTurns }: ClientParts): Client {
  return new Client({
    intents: wantedIntents,
    // Without a cache, only partial messages can be told of as edited.
    partials: [Partials.Channel, Partials.Message],
    allowedMentions: { parse: [], repliedUser: false },
    shards: shards === "auto" ? "auto" : Array.from({ length: shards }, (_, index) => index),
    ...(shards === "auto" ? {} : { shardCount: shards }),
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

/** Calls `fail` for troubles from which the client does not recover by itself. @returns a function that ends the watch. */
export function watchClient(client: Client, fail: (error: unknown) => void, clock: Clock, log: Log): () => void {
  const breaks = new Map<number, () => void>();
  const over = (shard: number) => {
    breaks.get(shard)?.();
    breaks.delete(shard);
  };
  client.on(Events.Error, fail);
  client.on(Events.ShardError, (error) => log.warn({ platform: "discord", error }, "the connection has trouble"));
  client.on(Events.ShardDisconnect, ({ code }) => fail(new GatewayClosed(code)));
  client.on(Events.ShardReconnecting, (shard) => {
    if (!breaks.has(shard))
      breaks.set(
        shard,
        clock.after(longestBreak, () => fail(new GatewayClosed())),
      );
  });
  client.on(Events.ShardReady, over);
  client.on(Events.ShardResume, over);
  return () => {
    for (const shard of breaks.keys()) over(shard);
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
  emoji: { id: string | null; name: string | null };
};

/** Listens to people's reactions with standard emoji. */
export function listenToReactions(
  client: Client<true>,
  take: (reacted: Reacted, change: "added" | "removed") => void,
): void {
  const listen = (change: "added" | "removed") => (event: ReactionEvent) => {
    const { emoji, user_id: person, channel_id: channel, message_id: message, guild_id: guild } = event;
    // Reactions of bots, and emoji of a server, are no votes.
    if (person === client.user.id || event.member?.user?.bot || emoji.id !== null) return;
    take({ channel, message, guild, emoji: emoji.name, person }, change);
  };
  client.ws.on(GatewayDispatchEvents.MessageReactionAdd, listen("added"));
  client.ws.on(GatewayDispatchEvents.MessageReactionRemove, listen("removed"));
}

/** One identification every so many milliseconds, fewer when few are left for the day. */
const betweenTurns = 5_000;
/** Below this share of the day's sessions they are spread over what is left of the day. */
const plenty = 0.5;

/** How many sessions may still be started. Times in milliseconds. */
export type SessionsLeft = { total: number; remaining: number; reset_after: number };

/** Whose turn it is to identify itself. */
export interface IdentifyTurns {
  /** Resolves when it is this shard's turn. @throws what `signal` was aborted with. */
  waitForIdentify(shard: number, signal: AbortSignal): Promise<void>;
}

/** @param fetchLeft asks Discord. */
export function createIdentifyTurns(fetchLeft: () => Promise<SessionsLeft>, clock: Clock): IdentifyTurns {
  let next = 0;
  let left: SessionsLeft = { total: 1, remaining: 1, reset_after: 0 };
  let queue: Promise<unknown> = Promise.resolve();

  async function takeTurn(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const now = clock.now().getTime();
    if (next > now) await wait(clock, next - now, signal);
    // discord.js breaks if a turn fails, so without an answer from Discord its last one counts.
    left = await fetchLeft().catch(() => left);
    const { total, remaining, reset_after: resetAfter } = left;
    const spread = remaining >= total * plenty ? 0 : resetAfter / Math.max(1, remaining);
    next = clock.now().getTime() + Math.max(betweenTurns, spread);
  }

  return {
    waitForIdentify(_shard, signal) {
      const turn = queue.then(() => takeTurn(signal));
      queue = turn.catch(() => {});
      return turn;
    },
  };
}

/** @throws what `signal` was aborted with. */
function wait(clock: Clock, milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      cancel();
      reject(signal.reason as Error);
    };
    const cancel = clock.after(milliseconds, () => {
      signal.removeEventListener("abort", stop);
      resolve();
    });
    signal.addEventListener("abort", stop, { once: true });
  });
}

type Connection = {
  readyState: number;
  on(event: "error", listener: () => void): void;
  once(event: "close", listener: () => void): void;
  terminate(): void;
};

/** Private fields of a shard that are needed here. */
type Shard = { connection: Connection | null; internalConnect(): Promise<void> };

/** Not the class that discord.js exports under this name. */
type Manager = ConstructorParameters<typeof SimpleShardingStrategy>[0];

const connecting = 0;
const closed = 3;
/** How long a gateway has to say goodbye, in milliseconds. */
const lastPatience = 1_000;

function endForGood(shard: Shard, clock: Clock): void {
  shard.internalConnect = async () => {};
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
 * being made, so that nobody handles its errors; and they wait half a minute for a gateway that does not close its side. No
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
