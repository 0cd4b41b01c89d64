/** Telegram as a chat platform: grammY, by long polling or by webhook; everything else behind core. */
import { sequentialize } from "@grammyjs/runner";
import { Bot, type Context } from "grammy";
import type { Message, Update } from "grammy/types";
import {
  type BotName,
  type Clock,
  type Core,
  type PlatformRecord,
  createReaching,
  createTracking,
  deriveKey,
  type Log,
  type Random,
  type Standing,
  untilDone,
  withOwner,
} from "../../core/index.ts";
import type { PlatformBot } from "../shared/bot.ts";
import { createNotices } from "../shared/notices.ts";
import { createAlbums } from "./attachments.ts";
import { createDownload } from "./downloads.ts";
import { createGroups } from "./groups.ts";
import { addingStart, createGreeting } from "./greeting.ts";
import { introduce } from "./introduction.ts";
import { createLostLines } from "./lost-lines.ts";
import { createMessages } from "./messages.ts";
import { createDrafts } from "./drafts.ts";
import { withInlinePosts } from "./inline-posts.ts";
import { createInlinePresses } from "./inline-presses.ts";
import { createInlineQuestions } from "./inline-questions.ts";
import { createAnswered } from "./notes.ts";
import { createPlatform, createTyping } from "./platform.ts";
import { createPresses } from "./presses.ts";
import { createPrivateReplies, type Recipient } from "./private-replies.ts";
import { createReactions } from "./reactions.ts";
import { createReceiving, type Receiving } from "./receiving.ts";
import { readTrouble } from "./refusal.ts";
import { createRequests } from "./requests.ts";
import { createRichRequests } from "./rich-requests.ts";
import { createTelling } from "./telling.ts";
import { createFloodControl, nativeFetch } from "./transport.ts";
import type { TelegramSettings } from "./settings.ts";
import { createUsernames } from "./usernames.ts";

/** What the bot needs. */
export type TelegramOptions = Omit<TelegramSettings, "webhook"> & {
  core: Pick<Core, "handle" | "press" | "react"> & {
    record: Pick<PlatformRecord, "memory" | "moveCommunity" | "language">;
  };
  clock: Clock;
  random: Pick<Random, "fraction">;
  log: Log;
  /** Where Telegram sends updates to, where the bot's server listens for them, and the secret they come with. */
  webhook: { url: string; host: string; port: number; secret: string } | null;
  /** Called at every change of the connection to Telegram. */
  onStanding?: (standing: Standing) => void;
  /** Called each time Telegram refuses a request because it has too many. */
  onLimited?: () => void;
};

/** The bot. */
export type TelegramBot = PlatformBot;

/** Where to listen for updates, and the secret that Telegram sends with them. @param key of the installation. */
export function listenAt(webhook: TelegramSettings["webhook"], host: string, key: string): TelegramOptions["webhook"] {
  const secret = deriveKey(key, "doubleblind telegram webhook v1").toString("base64url");
  return webhook && { ...webhook, host, secret };
}

/** How long one request may take, in seconds: longer than a request for updates waits. */
const requestPatience = 60;

/** Prepares the bot, which connects only once it is opened. */
export function createTelegram(given: TelegramOptions): TelegramBot {
  const options = { ...given, core: withOwner(given.core, undefined) };
  const { clock, random, log, token, apiUrl, webhook, onStanding = () => {} } = options;
  const bot = new Bot(token, { client: { apiRoot: apiUrl, timeoutSeconds: requestPatience, fetch: nativeFetch } });
  const { track, settled, stopListening } = createTracking("telegram", log, clock);
  const stored: Stored = new WeakMap();
  const { platform, typing, drafts } = listen(bot, options, { track, stored });
  /** Works on an update, and resolves when that is done, or for a press as soon as it is stored. */
  const handle = (update: Update) =>
    new Promise<void>((resolve) => {
      stored.set(update, resolve);
      track(() => bot.handleUpdate(update).then(resolve, resolve));
    });
  const fail = (error: unknown): void => reaching.fail(error);
  const receiving = createReceiving({ api: bot.api, webhook, handle, fail, clock, log });
  const parts = { readTrouble, lease: leaseOf(options), onStanding, clock, random, log };
  const begin = (signal: AbortSignal, turn: Turn) => connect({ bot, receiving, turn }, options, signal);
  const reaching = createReaching({ platform: "telegram", begin, end: () => receiving.stop(), ...parts });
  return {
    platform: withOwner(platform, fail),
    open: () => reaching.open(),
    settled,
    async stopListening() {
      await reaching.stop();
      await stopListening();
    },
    async close() {
      typing.stopAll();
      drafts.stopAll();
    },
  };
}

/** Telegram lets one program alone fetch a bot's updates. What it sends, any process may take. */
function leaseOf({ core, token, webhook }: TelegramOptions) {
  return webhook ? null : core.record.memory("telegram").lease(`updates of ${token.split(":")[0]}`);
}

type Turn = () => Promise<void>;

async function connect(
  { bot, receiving, turn }: { bot: Bot; receiving: Receiving; turn: Turn },
  { clock, random, log }: TelegramOptions,
  signal: AbortSignal,
): Promise<BotName> {
  // Who waits for its turn may have something to post already, and names the bot in it.
  bot.botInfo = await bot.api.getMe(signal as never);
  await turn();
  await receiving.start(signal);
  const onFailure = (error: unknown) => {
    log.error({ platform: "telegram", error }, "the bot could not introduce itself yet; it is tried again");
    return readTrouble(error).wait ?? 0;
  };
  void untilDone(() => introduceBot(bot, log), { clock, random, signal, onFailure });
  const { username } = bot.botInfo;
  return { name: `@${username}`, link: `https://t.me/${username}?startgroup=${addingStart}` };
}

async function introduceBot({ api }: Bot, log: Log): Promise<void> {
  if (await introduce(api)) log.info({ platform: "telegram" }, "commands and descriptions have been registered");
}

/**
 * What one person does in one chat, or at one message posted through the bot, keeps its order; an album's messages come
 * side by side.
 */
function keyOf(context: Context): string | undefined {
  const { chat, from, message, messageReaction, callbackQuery, inlineMessageId } = context;
  if (message?.media_group_id !== undefined) return undefined;
  // A press is answered soon, whatever a message of the same person still waits for.
  const kind = callbackQuery ? " press" : "";
  return `${chat?.id ?? inlineMessageId ?? ""} ${messageReaction?.user?.id ?? from?.id ?? ""}${kind}`;
}

type Track = (work: () => Promise<void>) => void;
/** What to call once an update is stored, so that it need not be told again. */
type Stored = WeakMap<Update, () => void>;

/** Hangs everything that the bot takes in to what takes it. */
function listen(bot: Bot, options: TelegramOptions, { track, stored }: { track: Track; stored: Stored }) {
  const { log } = options;
  const parts = prepare(bot, options, track);
  const { platform, typing, drafts, groups, greeting, usernames, questions, elsewhere, takeReaction } = parts;
  bot.use(sequentialize(keyOf));
  bot.use(({ chat, from }, next) => {
    usernames.note(chat, from);
    return next();
  });
  listenToMoves(bot, parts);
  // What is posted through the bot where it is itself comes as a message, too: that is no second question.
  const isPostedThroughIt = ({ via_bot: by }: Message) => by?.id === bot.botInfo.id;
  bot.on("message", async ({ message, update }) => {
    if (isPostedThroughIt(message)) return;
    if (!(await elsewhere.open(message))) await parts.takeMessage(message, update.update_id);
  });
  bot.on("edited_message", async ({ editedMessage: message, update }) => {
    if (!isPostedThroughIt(message)) await parts.takeMessage(message, update.update_id);
  });
  bot.on("callback_query", async ({ callbackQuery: query, update }) => {
    const taken = (await questions.ask(query)) || (await elsewhere.press(query));
    if (!taken) await parts.takePress(query, () => stored.get(update)?.());
  });
  bot.on("inline_query", ({ inlineQuery }) => questions.offer(inlineQuery));
  bot.on("chosen_inline_result", ({ chosenInlineResult }) => questions.begin(chosenInlineResult));
  bot.on("stopped_message_generation", ({ stoppedMessageGeneration }) => drafts.stop(stoppedMessageGeneration));
  bot.on("message_reaction", ({ messageReaction }) => takeReaction(messageReaction));
  bot.on("message_reaction_count", () => {}); // No votes: asked for only because Telegram otherwise sends no reactions.
  bot.on("my_chat_member", ({ myChatMember }) => {
    groups.forget(myChatMember.chat.id);
    return greeting.takeChange(myChatMember);
  });
  bot.catch(({ error }) => log.error({ platform: "telegram", error }, "an update could not be worked on"));
  return { platform, typing, drafts };
}

/** A group that becomes a supergroup has another identifier. */
function listenToMoves(bot: Bot, { platform, greeting }: Pick<ReturnType<typeof prepare>, "platform" | "greeting">) {
  const move = async (from: number, to: number) => {
    await greeting.isKnown(to);
    await platform.move(from, to);
  };
  bot.on("message:migrate_to_chat_id", ({ message }) => move(message.chat.id, message.migrate_to_chat_id));
  bot.on("message:migrate_from_chat_id", ({ message }) => move(message.migrate_from_chat_id, message.chat.id));
}

/** What all that takes updates works with. */
function createTools(bot: Bot, { core, clock, random, log, onLimited }: TelegramOptions) {
  const { api } = bot;
  const flood = createFloodControl(clock, onLimited);
  api.config.use(flood.transformer);
  const memory = core.record.memory("telegram");
  const lines = createLostLines(api, log);
  const requests = createRequests(api, lines);
  const rich = createRichRequests(api, lines, log);
  const groups = createGroups(api, () => bot.botInfo.id, clock);
  const tell = createTelling({ api, requests, groups, clock, log });
  const notices = createNotices<Recipient>({ write: tell, onFailure: () => {} });
  const answered = createAnswered(memory, log);
  const username = () => bot.botInfo.username;
  const privateReplies = createPrivateReplies({ api, requests, flood, username, clock, log });
  const greeting = createGreeting({ core, requests, answered, log });
  const usernames = createUsernames(api);
  const tools = { api, flood, requests, rich, privateReplies, answered, notices, tell, groups, greeting, usernames };
  return { ...tools, memory, username, core, clock, random, log };
}

function prepare(bot: Bot, options: TelegramOptions, track: Track) {
  const shared = createTools(bot, options);
  const { api, clock, groups, greeting, usernames } = shared;
  const typing = createTyping(api, clock);
  const drafts = createDrafts(shared);
  return {
    ...{ typing, drafts, groups, greeting, usernames },
    questions: createInlineQuestions(shared),
    elsewhere: createInlinePresses(shared),
    platform: withInlinePosts(drafts.withDrafts(createPlatform({ ...shared, typing })), shared),
    takeMessage: createMessages({
      ...{ ...shared, albums: createAlbums(clock), self: () => bot.botInfo },
      download: createDownload(api, options),
    }),
    takePress: createPresses({ ...shared, track }),
    takeReaction: createReactions(shared),
  };
}
