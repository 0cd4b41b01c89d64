/** One life of the bot on Discord's gateway: a client from its login until it is taken down, listeners and all. */
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

/** How long a shard may be without a session before the client is made anew, in milliseconds. */
const longestBreak = 60_000;

export type ClientParts = {
  clock: Clock;
  rest: Partial<RESTOptions>;
  shards: number | "auto";
  identifyTurns: IdentifyTurns;
};

/** A client that nobody has logged in. */
export function createClient({ clock, rest, shards, identifyTurns }: ClientParts): Client {
  return new Client({
    intents: wantedIntents,
    partials: [Partials.Channel],
    allowedMentions: { parse: [], repliedUser: false },
    shards: shards === "auto" ? "auto" : Array.from({ length: shards }, (_, index) => index),
    ...(shards === "auto" ? {} : { shardCount: shards }),
    rest,
    // What was said is kept by Discord, and what counts by core.
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

/** Tells of what the client does not get over by itself. @returns what ends the watch. */
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

/** Hangs up and lets go of everything. */
export async function endClient(client: Client): Promise<void> {
  client.removeAllListeners();
  client.ws.removeAllListeners();
  // What comes late must find somebody, or it would end the process.
  client.on(Events.Error, () => {});
  await client.destroy();
}

/** As Discord tells of reactions; discord.js passes over those in channels that it has not seen since its start. */
type ReactionEvent = {
  channel_id: string;
  message_id: string;
  guild_id?: string;
  user_id: string;
  member?: { user?: { bot?: boolean } };
  emoji: { id: string | null; name: string | null };
};

/** Hears of reactions of people that may stand for something. */
export function listenToReactions(
  client: Client<true>,
  take: (reacted: Reacted, change: "added" | "removed") => void,
): void {
  const listen = (change: "added" | "removed") => (event: ReactionEvent) => {
    const { emoji, user_id: person, channel_id: channel, message_id: message, guild_id: guild } = event;
    // The bot's own, other bots', and emoji of a server stand for nothing.
    if (person === client.user.id || event.member?.user?.bot || emoji.id !== null) return;
    take({ channel, message, guild, emoji: emoji.name, person }, change);
  };
  client.ws.on(GatewayDispatchEvents.MessageReactionAdd, listen("added"));
  client.ws.on(GatewayDispatchEvents.MessageReactionRemove, listen("removed"));
}
