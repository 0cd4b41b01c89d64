/** What only one person is to see: in a group as an ephemeral message, else in an alert, else in their private chat. */
import type { Api } from "grammy";
import type { InlineKeyboardButton } from "grammy/types";
import { type Language, type Log, type Post, type PrivateReply, sentences } from "../../core/index.ts";
import { encodeReply, encodeSentence, type Outgoing, type PrivateOutgoing } from "./encode.ts";
import { isUnclear, obstacleOf } from "./obstacles.ts";
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
};

export interface PrivateReplies {
  /** Shows a reply to one person. Never throws for what is in the way of one of the ways. */
  show(to: Recipient, reply: Post | PrivateReply): Promise<void>;
  /** Ends the waiting for a press, with a sentence when there is one. */
  acknowledge(query: string, sentence?: string): Promise<void>;
  say(to: Recipient, sentence: string): Promise<void>;
}

/** The most that an alert holds, in UTF-16 units. */
const longestAlert = 200;

type Messages = readonly (Outgoing | PrivateOutgoing)[];

type Parts = { api: Api; requests: Requests; username: () => string; log: Log };

export function createPrivateReplies({ api, requests, username, log }: Parts): PrivateReplies {
  async function answerQuery(
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

  const acknowledge = (query: string, sentence?: string) =>
    answerQuery(query, sentence === undefined ? {} : { text: sentence.slice(0, longestAlert), show_alert: true });

  /** @returns whether it is there, or may be. */
  async function tryAlone({ place, person, query, command }: Recipient, messages: Messages): Promise<boolean> {
    if (query === undefined && command === undefined) return false;
    const alone: Alone = {
      person,
      ...(query === undefined ? {} : { query }),
      ...(command === undefined ? {} : { command }),
    };
    return attempt(async () => {
      for (const message of messages) await requests.send(place, message, { alone });
    });
  }

  async function sendAll(place: PrivateChat, messages: Messages, replyTo?: number) {
    for (const message of messages) await requests.send(place, message, { replyTo });
  }

  async function attempt(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      // What may be there is not said again in another way.
      if (isUnclear(error)) return true;
      log.info({ platform: "telegram", obstacle: obstacleOf(error) }, "a private reply takes another way");
      return false;
    }
  }

  /** The alert, where the whole reply fits into it. */
  function alertOf(messages: Messages): string | undefined {
    const [only, ...more] = messages;
    return only && more.length === 0 && !only.media && only.text.text.length <= longestAlert
      ? only.text.text
      : undefined;
  }

  /** A link to the private chat for those to whom the bot may not write yet. */
  async function invite({ place, query, message, language, start = "hello" }: Recipient): Promise<void> {
    const { telegram } = sentences(language);
    const url = `https://t.me/${username()}?start=${start}`;
    if (query !== undefined) return answerQuery(query, { url });
    const keyboard: InlineKeyboardButton[][] = [[{ text: telegram.openPrivateChat, url }]];
    await requests.send(place, encodeSentence(telegram.startFirst, keyboard), { replyTo: message });
  }

  async function showElsewhere(to: Recipient, messages: Messages): Promise<void> {
    const alert = to.query === undefined ? undefined : alertOf(messages);
    if (to.query !== undefined && alert !== undefined) return acknowledge(to.query, alert);
    if (!(await attempt(() => sendAll({ chat: to.person, private: true }, messages)))) return invite(to);
    if (to.query !== undefined) await acknowledge(to.query, sentences(to.language).telegram.wroteToYou);
  }

  const replies: PrivateReplies = {
    async show(to, reply) {
      const messages = encodeReply(reply);
      if (to.place.private) {
        await sendAll(to.place, messages, to.message);
        if (to.query !== undefined) await acknowledge(to.query);
      } else if (await tryAlone(to, messages)) {
        if (to.query !== undefined) await acknowledge(to.query);
      } else await showElsewhere(to, messages);
    },
    acknowledge,
    say: (to, sentence) => replies.show(to, { text: sentence, buttons: [], images: [], private: true }),
  };
  return replies;
}
