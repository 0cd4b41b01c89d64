/** Discord as a chat platform: one client at a time, as few intents as possible, everything else left to core. */
import { type Client, Events, GatewayDispatchEvents, type Interaction, REST, Routes } from "discord.js";
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
import { createAnswering, noteUnheard, type Unheard } from "./answering.ts";
import { createCatchingUp } from "./catching-up.ts";
import { languageOfChannel } from "./decode.ts";
import { betweenTurns, createIdentifyTurns } from "./identifying.ts";
import { createCooldowns } from "./cooldowns.ts";
import { createInteractions } from "./interactions.ts";
import { createKeptWords } from "./kept-words.ts";
import { createMessages } from "./messages.ts";
import { lookAtCommunity } from "./known-community.ts";
import { mayOpenThreads, mayReact, mayTakeAway, missingIn } from "./permissions.ts";
import { createPlatform } from "./platform.ts";
import { createReactions } from "./reactions.ts";
import { NoSessionsLeft, readGateway, readTrouble, Unauthorized } from "./refusal.ts";
import { createRequests } from "./requests.ts";
import { createClient, endClient, listenToReactions, logIn, type Shards, watchClient } from "./session.ts";
import type { DiscordSettings } from "./settings.ts";
import { divideShards } from "./shards.ts";
import { registerCommands } from "./slash-commands.ts";
import { watchPlaces } from "./watching.ts";
import { createWholeResponses } from "./whole-responses.ts";

export { wantedIntents } from "./session.ts";

/** What the bot needs. */
export type DiscordOptions = DiscordSettings & {
  core: Pick<Core, "connect" | "handle" | "press" | "react" | "suggest"> & {
    record: Pick<PlatformRecord, "findFollowUpRefusal" | "openPosts" | "memory">;
  };
  clock: Clock;
  random: Pick<Random, "fraction">;
  log: Log;
  /** Called at every change of the connection to Discord. */
  onStanding?: (standing: Standing) => void;
  /** Called each time Discord refuses a request because it has too many. */
  onLimited?: () => void;
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
    begin: async (signal, turn) => {
      await turn();
      return begin(bot, signal);
    },
    end: () => end(bot),
    readTrouble,
    lease: bot.division.lease,
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

/** Discord's HTTP interface, with the bot's token and, for interactions, with theirs. */
function createInterfaces({ apiUrl, token, onLimited = () => {} }: DiscordOptions, fail: (error: unknown) => void) {
  const unheard: Unheard = new Set();
  const makeRequest = createWholeResponses({
    unauthorized: () => fail(new Unauthorized()),
    limited: onLimited,
    unheard: (url) => noteUnheard(unheard, url),
  });
  const api = { api: apiUrl, makeRequest };
  const interactionRest = new REST({ ...api, globalRequestsPerSecond: Number.POSITIVE_INFINITY });
  const rest = new REST(api).setToken(token);
  return { api, rest, interactionRest, answering: createAnswering(interactionRest, unheard) };
}

/** All that outlives a connection. What changes with each is `client`, `applicationId` and `endWatch`. */
function prepare(options: DiscordOptions, fail: (error: unknown) => void, onFree: () => void) {
  const { clock, log, token } = options;
  const core = withOwner(options.core, undefined);
  const { api, rest, interactionRest, answering } = createInterfaces(options, fail);
  const requests = createRequests(rest);
  const session: Session = { client: undefined, applicationId: "", endWatch: () => {} };
  const platform = createPlatform({ ...knownOf(session), onFree, rest: interactionRest, requests, clock, log });
  const cooldowns = createCooldowns(clock);
  const askGateway = async () => readGateway(await rest.get(Routes.gatewayBot()));
  const memory = core.record.memory("discord");
  const [bot = ""] = token.split(".");
  return {
    ...options,
    ...createTracking("discord", log, clock),
    ...{ fail, core, memory, api, rest, interactionRest, requests, session, platform, cooldowns, askGateway },
    takeInteraction: createInteractions({
      ...{ core, requests, platform, answering, cooldowns, clock, log },
      keptWords: createKeptWords(memory),
    }),
    takeMessage: createMessages({ core, requests, platform, cooldowns, clock, log }),
    identifyTurns: createIdentifyTurns({
      fetchLeft: async () => (await askGateway()).session_start_limit,
      ...{ memory, bot, clock, log },
    }),
    division: divideShards(options.shards, memory, bot),
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
  const { session, rest, token, clock, log, fail, identifyTurns } = bot;
  // discord.js forgets the token after a refused request.
  rest.setToken(token);
  const shards = await findShards(bot, signal);
  const client = createClient({ clock, rest: bot.api, shards, identifyTurns });
  session.client = client;
  session.endWatch = watchClient(client, { shards, fail, clock, log });
  const began = noteBeginnings(client, clock);
  client.on(Events.InteractionCreate, (interaction: Interaction) => bot.track(() => bot.takeInteraction(interaction)));
  client.on(Events.MessageCreate, (message) => bot.track(() => bot.takeMessage(message)));
  client.on(Events.MessageUpdate, (_before, message) => {
    // Else nobody has edited it: the preview of a link was found, for example.
    if (message.editedTimestamp !== null) bot.track(() => bot.takeMessage(message));
  });
  watchPlaces(client, bot.platform, bot.cooldowns);
  const ready = await orAborted(logIn(client, token), signal);
  session.applicationId = ready.application.id;
  hearReactions(bot, ready, began, signal);
  void registerUntilDone(bot, signal);
  return { name: ready.user.tag };
}

/** The shards to open. @throws {NoSessionsLeft} when they may not be opened now. */
async function findShards({ division, askGateway, identifyTurns }: Prepared, signal: AbortSignal): Promise<Shards> {
  const { shards: recommended, session_start_limit: left } = await orAborted(askGateway(), signal);
  const { first, last, of } = division.open(recommended);
  const ids = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  if (left.remaining < ids.length) throw new NoSessionsLeft(left.reset_after);
  const wait = await orAborted(identifyTurns.waitOf(first), signal);
  if (wait > betweenTurns) throw new NoSessionsLeft(wait);
  return { ids, of };
}

/** When each shard's session has begun: what happened before, it has not been told. */
function noteBeginnings(client: Client, clock: Clock): ReadonlyMap<number, Date> {
  const began = new Map<number, Date>();
  client.ws.on(GatewayDispatchEvents.Ready, (_data: unknown, shard: number) => began.set(shard, clock.now()));
  return began;
}

function hearReactions(
  { core, requests, memory, track, clock, log }: Prepared,
  client: Client<true>,
  began: ReadonlyMap<number, Date>,
  signal: AbortSignal,
): void {
  const reactions = createReactions({ client, core, requests, memory, log });
  listenToReactions(client, (reacted, change) => track(() => reactions.take(reacted, change)));
  const catchUp = createCatchingUp({ client, core, requests, reactions, clock, log, signal });
  // A new session has missed something; one that was resumed has not.
  client.on(Events.ShardReady, (shard) => track(() => catchUp(new Map([[shard, began.get(shard) ?? clock.now()]]))));
  track(() => catchUp(new Map(began)));
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
