/** Discord as a chat platform: one client at a time, as few intents as possible, everything else left to core. */
import { type Client, Events, type Interaction, REST, Routes } from "discord.js";
import {
  type BotName,
  type Clock,
  type Core,
  type PlatformRecord,
  createReaching,
  createTracking,
  type Language,
  type Log,
  orAborted,
  type Random,
  type Standing,
  untilDone,
  withOwner,
} from "../../core/index.ts";
import type { PlatformBot } from "../shared/bot.ts";
import { createAnswering } from "./answering.ts";
import { languageOfChannel } from "./decode.ts";
import { createCooldowns } from "./cooldowns.ts";
import { createInteractions } from "./interactions.ts";
import { createMessages } from "./messages.ts";
import { lookAtCommunity } from "./known-community.ts";
import { mayOpenThreads, mayReact, mayTakeAway, missingIn } from "./permissions.ts";
import { createPlatform } from "./platform.ts";
import { createReactions } from "./reactions.ts";
import { NoSessionsLeft, readGateway, readTrouble, Unauthorized } from "./refusal.ts";
import { createRequests } from "./requests.ts";
import { createClient, createIdentifyTurns, endClient, listenToReactions, logIn, watchClient } from "./session.ts";
import type { DiscordSettings } from "./settings.ts";
import { registerCommands } from "./slash-commands.ts";
import { watchPlaces } from "./watching.ts";
import { createWholeResponses } from "./whole-responses.ts";

export { wantedIntents } from "./session.ts";

/** What the bot needs. */
export type DiscordOptions = DiscordSettings & {
  core: Pick<Core, "connect" | "handle" | "press" | "react" | "suggest"> & {
    record: Pick<PlatformRecord, "findFollowUpRefusal" | "openPosts">;
  };
  clock: Clock;
  random: Pick<Random, "fraction">;
  log: Log;
  /** Called at every change of the connection to Discord. */
  onStanding?: (standing: Standing) => void;
};

/** The bot. */
export type Discord = PlatformBot;

/** Prepares the bot, which connects only once it is opened. */
export function createDiscord(options: DiscordOptions): Discord {
  const fail = (error: unknown): void => reaching.fail(error);
  const bot = prepare(options, fail, () => options.core.connect(platform));
  const platform = withOwner(bot.platform, fail);
  const { clock, random, log, onStanding = () => {} } = options;
  const reaching = createReaching({
    platform: "discord",
    begin: (signal) => begin(bot, signal),
    end: () => end(bot),
    readTrouble,
    onStanding,
    clock,
    random,
    log,
  });
  return {
    platform,
    open: () => reaching.open(),
    settled: bot.settled,
    async stopListening() {
      await reaching.stop();
      await bot.stopListening();
    },
    async close() {
      for (const one of [bot.rest, bot.interactionRest]) {
        one.clearHashSweeper();
        one.clearHandlerSweeper();
      }
    },
  };
}

/** All that outlives a connection. What changes with each is `client`, `applicationId` and `endWatch`. */
function prepare(options: DiscordOptions, fail: (error: unknown) => void, onFree: () => void) {
  const { clock, log, token } = options;
  const core = withOwner(options.core, undefined);
  const api = { api: options.apiUrl, makeRequest: createWholeResponses(() => fail(new Unauthorized())) };
  const rest = new REST(api).setToken(token);
  const interactionRest = new REST({ ...api, globalRequestsPerSecond: Number.POSITIVE_INFINITY });
  const requests = createRequests(rest);
  const session: Session = { client: undefined, applicationId: "", endWatch: () => {} };
  const platform = createPlatform({ ...knownOf(session), onFree, rest: interactionRest, requests, clock, log });
  const answering = createAnswering(interactionRest);
  const cooldowns = createCooldowns(clock);
  const askGateway = async () => readGateway(await rest.get(Routes.gatewayBot()));
  return {
    ...options,
    ...createTracking("discord", log, clock),
    fail,
    core,
    api,
    rest,
    interactionRest,
    requests,
    session,
    platform,
    askGateway,
    takeInteraction: createInteractions({ core, requests, platform, answering, cooldowns, clock, log }),
    takeMessage: createMessages({ core, requests, platform, cooldowns, clock, log }),
    // Shared by all clients, so that a new one knows how often earlier ones have identified.
    identifyTurns: createIdentifyTurns(async () => (await askGateway()).session_start_limit, clock),
  };
}

/** What the present client knows. Without a client everything counts as possible, except threads. */
function knownOf(session: Session) {
  return {
    application: () => session.applicationId,
    languageOf: (channel: string) => (session.client ? languageOfChannel(session.client, channel) : "en"),
    mayReact: (channel: string) => session.client === undefined || mayReact(session.client, channel),
    look: (community: string, language: Language) =>
      session.client && lookAtCommunity(session.client, community, language),
    removesReactions: (channel: string) => session.client === undefined || mayTakeAway(session.client, channel),
    missingIn: (channel: string) => (session.client ? missingIn(session.client, channel) : []),
    mayOpenThreads: (channel: string) => session.client !== undefined && mayOpenThreads(session.client, channel),
  };
}

type Prepared = ReturnType<typeof prepare>;
type Session = { client: Client | undefined; applicationId: string; endWatch: () => void };

/** Connects with a new client. */
async function begin(bot: Prepared, signal: AbortSignal): Promise<BotName> {
  const { session, rest, token, clock, log, fail } = bot;
  // discord.js forgets the token after a refused request.
  rest.setToken(token);
  const { session_start_limit: left } = await orAborted(bot.askGateway(), signal);
  if (left.remaining < 1) throw new NoSessionsLeft(left.reset_after);
  const client = createClient({ clock, rest: bot.api, shards: bot.shards, identifyTurns: bot.identifyTurns });
  session.client = client;
  session.endWatch = watchClient(client, fail, clock, log);
  client.on(Events.InteractionCreate, (interaction: Interaction) => bot.track(() => bot.takeInteraction(interaction)));
  client.on(Events.MessageCreate, (message) => bot.track(() => bot.takeMessage(message)));
  watchPlaces(client, bot.platform);
  const ready = await orAborted(logIn(client, token), signal);
  session.applicationId = ready.application.id;
  hearReactions(bot, ready);
  void registerUntilDone(bot, signal);
  return { name: ready.user.tag };
}

function hearReactions({ core, requests, track, log }: Prepared, client: Client<true>): void {
  const reactions = createReactions({ client, core, requests, log });
  listenToReactions(client, (reacted, change) => track(() => reactions.take(reacted, change)));
  // A new session has missed something; one that was resumed has not.
  client.on(Events.ShardReady, () => track(() => reactions.catchUp()));
  track(() => reactions.catchUp());
}

async function registerUntilDone({ rest, session, clock, random, log }: Prepared, signal: AbortSignal): Promise<void> {
  const register = async () => {
    const changed = await registerCommands(rest, session.applicationId);
    if (changed) log.info({ platform: "discord" }, "commands have been registered");
  };
  const onFailure = (error: unknown) => {
    log.error({ platform: "discord", error }, "commands could not be registered yet; the earlier ones still stand");
    return 0;
  };
  await untilDone(register, { clock, random, signal, onFailure });
}

async function end({ session }: Prepared): Promise<void> {
  const last = session.client;
  session.client = undefined;
  session.endWatch();
  if (last) await endClient(last);
}
