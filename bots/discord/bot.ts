/** Discord as a chat platform: one client at a time, the fewest intents, everything else behind core. */
import { type Client, Events, type Interaction, PermissionFlagsBits as may, REST, Routes } from "discord.js";
import {
  type BotName,
  type ChatPlatform,
  type Clock,
  type Core,
  createReaching,
  createTracking,
  type Log,
  orAborted,
  type Random,
  type Standing,
  untilDone,
  withOwner,
} from "../../core/index.ts";
import { createAnswering } from "./answering.ts";
import { languageOfChannel } from "./decode.ts";
import { createIdentifyTurns } from "./identify-turns.ts";
import { createInteractions } from "./interactions.ts";
import { createMessages } from "./messages.ts";
import { createNotices } from "./notices.ts";
import { createPlatform } from "./platform.ts";
import { createQuestions } from "./questions.ts";
import { createReactions } from "./reactions.ts";
import { NoSessionsLeft, readGateway, readTrouble, Unauthorized } from "./refusal.ts";
import { createRequests } from "./requests.ts";
import { createClient, endClient, listenToReactions, logIn, watchClient } from "./session.ts";
import { registerCommands } from "./slash-commands.ts";
import { createWholeResponses } from "./whole-responses.ts";

export { wantedIntents } from "./session.ts";

export type DiscordOptions = {
  core: Pick<Core, "handle" | "press" | "react" | "suggest" | "openPosts">;
  clock: Clock;
  random: Pick<Random, "fraction">;
  log: Log;
  /** A secret. */
  token: string;
  /** The interface's address up to, not including, `/v10`. */
  apiUrl: string;
  /** How many shards; `auto`: as many as Discord recommends. */
  shards: number | "auto";
  /** Hears every change of how the bot stands with Discord. */
  onStanding?: (standing: Standing) => void;
};

export type Discord = {
  /** To be given to core's `connect` before {@link Discord.open}. */
  platform: ChatPlatform;
  /**
   * Connects, registers commands and takes in what happened in an absence; whatever goes wrong then or later, that is
   * tried again until it works.
   * @returns how the bot stands after the first try, or after a few seconds. Never throws.
   */
  open(): Promise<Standing>;
  /** Resolves when nothing that came in is being worked on. */
  settled(): Promise<void>;
  /** Takes in nothing more, and waits a while for what came in before. What core has to say can still be said. */
  stopListening(): Promise<void>;
  /** Hangs up. */
  close(): Promise<void>;
};

/** Prepares the bot, which connects only once it is opened. */
export function createDiscord(options: DiscordOptions): Discord {
  const { clock, random, log, token, onStanding = () => {} } = options;
  const fail = (error: unknown): void => reaching.fail(error);
  const core = withOwner(options.core, undefined);
  const api = { api: options.apiUrl, makeRequest: createWholeResponses(() => fail(new Unauthorized())) };
  const rest = new REST(api).setToken(token);
  const interactionRest = new REST({ ...api, globalRequestsPerSecond: Number.POSITIVE_INFINITY });
  const requests = createRequests(rest);
  const questions = createQuestions(requests);
  let client: Client | undefined;
  let applicationId = "";
  const application = () => applicationId;
  const notices = createNotices(interactionRest, requests, application, clock, log);
  const platform = createPlatform({
    ...{ rest: interactionRest, requests, questions, notices, application, log },
    languageOf: (channel) => (client ? languageOfChannel(client, channel) : "en"),
    mayReact: (channel) => client === undefined || mayReact(client, channel),
    mayOpenThreads: (channel) => client !== undefined && mayOpenThreads(client, channel),
  });
  const { track, settled, stopListening } = createTracking("discord", log, clock);
  const takeInteraction = createInteractions({
    ...{ core, requests, questions, clock, log },
    answering: createAnswering(interactionRest),
  });
  const takeMessage = createMessages({ core, requests, questions, clock, log });
  const askGateway = async () => readGateway(await rest.get(Routes.gatewayBot()));
  // One for all clients: a new one must not forget how many times others have identified.
  const identifyTurns = createIdentifyTurns(async () => (await askGateway()).session_start_limit, clock);
  let endWatch = () => {};

  async function begin(signal: AbortSignal): Promise<BotName> {
    // A refused request takes it away.
    rest.setToken(token);
    const { session_start_limit: left } = await orAborted(askGateway(), signal);
    if (left.remaining < 1) throw new NoSessionsLeft(left.reset_after);
    const next = createClient({ clock, rest: api, shards: options.shards, identifyTurns });
    client = next;
    endWatch = watchClient(next, fail, clock, log);
    next.on(Events.InteractionCreate, (interaction: Interaction) => track(() => takeInteraction(interaction)));
    next.on(Events.MessageCreate, (message) => track(() => takeMessage(message)));
    const ready = await orAborted(logIn(next, token), signal);
    applicationId = ready.application.id;
    const reactions = createReactions({ client: ready, core, requests, log });
    listenToReactions(ready, (reacted, change) => track(() => reactions.take(reacted, change)));
    // A new session has missed something; one that was resumed has not.
    next.on(Events.ShardReady, () => track(() => reactions.catchUp()));
    track(() => reactions.catchUp());
    void untilDone(() => register(rest, applicationId, log), {
      ...{ clock, random, signal },
      onFailure: (error) => {
        log.error({ platform: "discord", error }, "commands could not be registered yet; the earlier ones still stand");
        return 0;
      },
    });
    return { name: ready.user.tag };
  }

  async function end(): Promise<void> {
    const last = client;
    client = undefined;
    endWatch();
    if (last) await endClient(last);
  }

  const reaching = createReaching({
    ...{ platform: "discord", begin, end, readTrouble, onStanding, clock, random, log },
  });
  return {
    platform: withOwner(platform, fail),
    open: () => reaching.open(),
    settled,
    async stopListening() {
      await reaching.stop();
      await stopListening();
    },
    async close() {
      for (const one of [rest, interactionRest]) {
        one.clearHashSweeper();
        one.clearHandlerSweeper();
      }
    },
  };
}

async function register(rest: REST, application: string, log: Log): Promise<void> {
  if (await registerCommands(rest, application)) log.info({ platform: "discord" }, "commands have been registered");
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
