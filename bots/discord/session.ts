/** One session of the bot on Discord's gateway: a client from its login until it is destroyed with its listeners. */
import {
  Client,
  Events,
  GatewayDispatchEvents,
  GatewayIntentBits as intents,
  Options,
  Partials,
  type RESTOptions,
} from "discord.js";
import type { Clock, Log } from "../../core/index.ts";
import type { IdentifyTurns } from "./identify-turns.ts";
import type { Reacted } from "./reactions.ts";
import { GatewayClosed } from "./refusal.ts";
import { buildLastingShards } from "./shards.ts";

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
    partials: [Partials.Channel],
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
