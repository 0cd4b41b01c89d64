/** Discord as a chat platform: one client, the fewest intents, everything else behind core. */
import {
  Client,
  Events,
  GatewayDispatchEvents,
  GatewayIntentBits as intents,
  type Interaction,
  Options,
  Partials,
  PermissionFlagsBits as may,
  REST,
  Routes,
} from "discord.js";
import {
  type ChatPlatform,
  type Clock,
  type Core,
  createReaching,
  createTracking,
  type Log,
} from "../../core/index.ts";
import { createAnswering } from "./answering.ts";
import { languageOfChannel } from "./decode.ts";
import { createIdentifyTurns } from "./identify-turns.ts";
import { createInteractions } from "./interactions.ts";
import { createMessages } from "./messages.ts";
import { createNotices } from "./notices.ts";
import { createPlatform } from "./platform.ts";
import { createQuestions } from "./questions.ts";
import { createReactions, type Reactions } from "./reactions.ts";
import { createRequests } from "./requests.ts";
import { checkGateway, readRefusal } from "./refusal.ts";
import { registerCommands } from "./slash-commands.ts";

export { DiscordRefusal } from "./refusal.ts";

export type DiscordOptions = {
  core: Pick<Core, "handle" | "press" | "react" | "suggest" | "openPosts">;
  clock: Clock;
  log: Log;
  /** A secret. */
  token: string;
  /** The interface's address up to, not including, `/v10`. */
  apiUrl: string;
  /** How many shards; `auto`: as many as Discord recommends. */
  shards: number | "auto";
};

export type Discord = {
  /** To be given to core's `connect` before {@link Discord.open}. */
  platform: ChatPlatform;
  /**
   * Connects, registers commands and takes in what happened in an absence.
   * @returns the bot's name; undefined when Discord cannot be reached: then it is tried again until it can.
   * @throws {DiscordRefusal} when the token or the intents are not accepted.
   */
  open(): Promise<string | undefined>;
  /** Resolves when nothing that came in is being worked on. */
  settled(): Promise<void>;
  /** Takes in nothing more, and waits for what came in before. What core has to say can still be said. */
  stopListening(): Promise<void>;
  /** Hangs up. */
  close(): Promise<void>;
};

/** None of them is privileged: what is written to the bot it can read without. */
export const wantedIntents = [
  intents.Guilds,
  intents.GuildMessages,
  intents.GuildMessageReactions,
  intents.DirectMessages,
  intents.DirectMessageReactions,
];

function createClient({ apiUrl, shards, clock }: DiscordOptions): Client {
  return new Client({
    intents: wantedIntents,
    partials: [Partials.Channel],
    allowedMentions: { parse: [], repliedUser: false },
    shards: shards === "auto" ? "auto" : Array.from({ length: shards }, (_, index) => index),
    ...(shards === "auto" ? {} : { shardCount: shards }),
    rest: { api: apiUrl },
    // What was said is kept by Discord, and what counts by core.
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: 0,
      ReactionManager: 0,
      ReactionUserManager: 0,
      GuildMemberManager: { maxSize: 200, keepOverLimit: (member) => member.id === member.client.user.id },
    }),
    ws: {
      buildIdentifyThrottler: (manager) =>
        createIdentifyTurns(async () => (await manager.fetchGatewayInformation(true)).session_start_limit, clock),
    },
  });
}

/** Prepares the bot, which connects only once it is opened. */
export function createDiscord(options: DiscordOptions): Discord {
  const { core, clock, log, token } = options;
  const client = createClient(options);
  const { rest } = client;
  const interactionRest = new REST({ api: options.apiUrl, globalRequestsPerSecond: Number.POSITIVE_INFINITY });
  const requests = createRequests(rest);
  const questions = createQuestions(requests);
  const application = () => client.application?.id ?? "";
  const notices = createNotices(interactionRest, requests, application, clock, log);
  const platform = createPlatform({
    ...{ rest: interactionRest, requests, questions, notices, application, log },
    languageOf: (channel) => languageOfChannel(client, channel),
    mayReact: (channel) => mayReact(client, channel),
    mayOpenThreads: (channel) => mayOpenThreads(client, channel),
  });
  const { track, settled, stopListening } = createTracking();
  const takeInteraction = createInteractions({
    ...{ core, requests, questions, clock, log },
    answering: createAnswering(interactionRest),
  });
  client.on(Events.InteractionCreate, (interaction: Interaction) => track(() => takeInteraction(interaction)));
  const takeMessage = createMessages({ core, requests, questions, clock, log });
  client.on(Events.MessageCreate, (message) => track(() => takeMessage(message)));
  logTrouble(client, log);

  async function begin(): Promise<string> {
    const ready = await logIn(client, token);
    const reactions = createReactions({ client: ready, core, requests, log });
    listenToReactions(ready, reactions, track);
    // A new session has missed something; one that was resumed has not.
    client.on(Events.ShardReady, () => track(() => reactions.catchUp()));
    track(() => reactions.catchUp());
    await register(rest, ready.application.id, log);
    return ready.user.tag;
  }

  const ask = async (signal: AbortSignal) => checkGateway(await rest.get(Routes.gatewayBot(), { signal }));
  const reaching = createReaching({ platform: "discord", ask, readRefusal, clock, log });
  return {
    platform,
    async open() {
      rest.setToken(token);
      if (await reaching.reach()) return begin();
      reaching.goOn(async () => void (await begin()));
      return undefined;
    },
    settled,
    async stopListening() {
      reaching.stop();
      await stopListening();
    },
    close: () => client.destroy(),
  };
}

async function logIn(client: Client, token: string): Promise<Client<true>> {
  const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
  try {
    await client.login(token);
    return await ready;
  } catch (error) {
    await client.destroy();
    throw readRefusal(error) ?? error;
  }
}

function logTrouble(client: Client, log: Log): void {
  const trouble = (error: Error) => log.warn({ platform: "discord", error }, "the connection has trouble");
  client.on(Events.Error, trouble);
  client.on(Events.ShardError, trouble);
  client.on(Events.ShardDisconnect, ({ code }) =>
    log.error({ platform: "discord", code }, "Discord has closed the connection for good; start the arena again"),
  );
}

async function register(rest: REST, application: string, log: Log): Promise<void> {
  try {
    if (await registerCommands(rest, application)) log.info({ platform: "discord" }, "commands have been registered");
  } catch (error) {
    log.error({ platform: "discord", error }, "commands could not be registered; the earlier ones still stand");
  }
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

function listenToReactions(
  client: Client<true>,
  reactions: Reactions,
  track: (work: () => Promise<void>) => void,
): void {
  const listen = (change: "added" | "removed") => (event: ReactionEvent) => {
    const { emoji, user_id: person, channel_id: channel, message_id: message, guild_id: guild } = event;
    // The bot's own, other bots', and emoji of a server stand for nothing.
    if (person === client.user.id || event.member?.user?.bot || emoji.id !== null) return;
    track(() => reactions.take({ channel, message, guild, emoji: emoji.name, person }, change));
  };
  client.ws.on(GatewayDispatchEvents.MessageReactionAdd, listen("added"));
  client.ws.on(GatewayDispatchEvents.MessageReactionRemove, listen("removed"));
}

function mayReact(client: Client, channelId: string): boolean {
  const channel = client.channels.cache.get(channelId);
  if (!channel || !("guild" in channel) || !client.user) return true;
  return channel.permissionsFor(client.user)?.has([may.AddReactions, may.ReadMessageHistory]) ?? false;
}

/** Threads have no threads, and direct messages neither. */
function mayOpenThreads(client: Client, channelId: string): boolean {
  const channel = client.channels.cache.get(channelId);
  if (!channel || !("guild" in channel) || channel.isThread() || !client.user) return false;
  return channel.permissionsFor(client.user)?.has([may.CreatePublicThreads, may.SendMessagesInThreads]) ?? false;
}
