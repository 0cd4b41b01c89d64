/** What only one person is to see: in a group as an ephemeral message, else in an alert, else in their private chat. */
import type { Api } from "grammy";
import type { InlineKeyboardButton } from "grammy/types";
import { type Language, type Log, type Post, type PrivateReply, sentences } from "../../core/index.ts";
import { encodeReply, encodeSentence, type Outgoing, type PrivateOutgoing } from "./encode.ts";
import { isUnclear, obstacleOf } from "./refusal.ts";
import type { Alone, Place, PrivateChat, Requests } from "./requests.ts";

/** Somebody who did something: where, and what the answer belongs to. */
export type Recipient = {
  place: Place | PrivateChat;
  person: number;
  language: Language;
  /** A press, which is answered in any case. */
  query?: string;
  /** A command that nobody else saw. */
  command?: number;
  /** A message that everybody saw. */
  message?: number;
  /** What a link to the private chat brings with it, so that it goes on there. */
  start?: string;
  /** What cannot be said privately is not said. */
  quiet?: boolean;
};

/** Says things to one person alone. */
export interface PrivateReplies {
  /** Shows a reply to one person. Does not throw when one way fails: it tries the next. */
  show(to: Recipient, reply: Post | PrivateReply): Promise<void>;
  /** Ends the waiting for a press, with a sentence when there is one. */
  acknowledge(query: string, sentence?: string): Promise<void>;
  say(to: Recipient, sentence: string): Promise<void>;
}

/** The most that an alert holds, in UTF-16 units. */
const longestAlert = 200;

type Messages = readonly (Outgoing | PrivateOutgoing)[];

type Parts = { api: Api; requests: Requests; username: () => string; log: Log };

/** @param parts `username`: the bot's own. */
export function createPrivateReplies(parts: Parts): PrivateReplies {
  return {
    show: (to, reply) => show(parts, to, reply),
    acknowledge: (query, sentence) => acknowledge(parts, query, sentence),
    say: (to, sentence) => show(parts, to, { text: sentence, buttons: [], images: [], private: true }),
  };
}

async function show(parts: Parts, to: Recipient, reply: Post | PrivateReply): Promise<void> {
  const messages = encodeReply(reply);
  if (to.place.private) await sendAll(parts, to.place, messages, to.message);
  else if (!(await tryAlone(parts, to, messages))) return showElsewhere(parts, to, messages);
  if (to.query !== undefined) await acknowledge(parts, to.query);
}

async function answerQuery(
  { api }: Parts,
  query: string,
  more: { text?: string; show_alert?: boolean; url?: string },
): Promise<void> {
  try {
    await api.raw.answerCallbackQuery({ callback_query_id: query, ...more });
  } catch (error) {
    // Nobody waits any more, or has been answered already.
    if (obstacleOf(error) !== "late") throw error;
  }
}

async function acknowledge(parts: Parts, query: string, sentence?: string): Promise<void> {
  await answerQuery(
    parts,
    query,
    sentence === undefined ? {} : { text: sentence.slice(0, longestAlert), show_alert: true },
  );
}

/** As an ephemeral message. @returns whether it is there, or may be. */
async function tryAlone(parts: Parts, recipient: Recipient, messages: Messages): Promise<boolean> {
  const { place, person, query, command } = recipient;
  if (query === undefined && command === undefined) return false;
  const alone: Alone = {
    person,
    ...(query === undefined ? {} : { query }),
    ...(command === undefined ? {} : { command }),
  };
  return attempt(parts, async () => {
    for (const message of messages) await parts.requests.send(place, message, { alone });
  });
}

async function sendAll({ requests }: Parts, place: PrivateChat, messages: Messages, replyTo?: number): Promise<void> {
  for (const message of messages) await requests.send(place, message, { replyTo });
}

/** @returns whether what is sent is there, or may be: that is not said again in another way. */
async function attempt({ log }: Parts, work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (isUnclear(error)) return true;
    log.info({ platform: "telegram", obstacle: obstacleOf(error) }, "a private reply takes another way");
    return false;
  }
}

/** The alert, where the whole reply fits into it. */
function alertOf(messages: Messages): string | undefined {
  const [only, ...more] = messages;
  return only && more.length === 0 && !only.media && only.text.text.length <= longestAlert ? only.text.text : undefined;
}

async function showElsewhere(parts: Parts, to: Recipient, messages: Messages): Promise<void> {
  const alert = to.query === undefined ? undefined : alertOf(messages);
  if (to.query !== undefined && alert !== undefined) return acknowledge(parts, to.query, alert);
  const own = { chat: to.person, private: true } as const;
  if (!(await attempt(parts, () => sendAll(parts, own, messages)))) return to.quiet ? undefined : invite(parts, to);
  if (to.query !== undefined) await acknowledge(parts, to.query, sentences(to.language).telegram.wroteToYou);
}

/** A link to the private chat for those to whom the bot may not write yet. */
async function invite(parts: Parts, recipient: Recipient): Promise<void> {
  const { place, query, message, language, start = "hello" } = recipient;
  const { telegram } = sentences(language);
  const url = `https://t.me/${parts.username()}?start=${start}`;
  if (query !== undefined) return answerQuery(parts, query, { url });
  const keyboard: InlineKeyboardButton[][] = [[{ text: telegram.openPrivateChat, url }]];
  await parts.requests.send(place, encodeSentence(telegram.startFirst, keyboard), { replyTo: message });
}
