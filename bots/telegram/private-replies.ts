/** What only one person is to see: in a group as an ephemeral message, else in an alert, else in their private chat. */
import type { Api } from "grammy";
import type { InlineKeyboardButton, Message } from "grammy/types";
import {
  type BoundedMap,
  type Clock,
  createBoundedMap,
  type Language,
  type Log,
  type Post,
  type PrivateReply,
  type Reply,
  sentences,
} from "../../core/index.ts";
import { encodeReply, encodeSentence, type Outgoing, type PrivateOutgoing } from "./encode.ts";
import { breaker } from "./inert.ts";
import { createLastShown, type LastShown, shownFor } from "./last-shown.ts";
import { encodeMarkdown } from "./markdown-entities.ts";
import { createPressAnswers, longestAlert, type PressAnswers } from "./press-answers.ts";
import { isPassing, isUnclear, obstacleOf } from "./refusal.ts";
import type { Alone, Place, PrivateChat, PrivateStanding, Requests, Standing } from "./requests.ts";
import type { FloodControl } from "./transport.ts";

/** Somebody who did something: where, and what the answer belongs to. */
export type Recipient = {
  place: Place | PrivateChat;
  person: number;
  language: Language;
  /** A press, which is answered in any case. */
  query?: string;
  /** The address of the message whose button was pressed. */
  pressed?: string;
  /** Whether an answer to the press has told the words already, so that only its buttons are missing. */
  told?: boolean;
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
export interface PrivateReplies extends PressAnswers {
  /**
   * Shows a reply to one person; a press on the same button's message changes what an earlier one brought. Does not
   * throw when one way fails: it tries the next.
   */
  show(to: Recipient, reply: Post | PrivateReply): Promise<void>;
  say(to: Recipient, sentence: string): Promise<void>;
  /**
   * Whether something can follow the answer to a press: what an earlier press on the same message brought can be changed,
   * or there is room for a new message, as far as is known; the room is taken then.
   */
  canFollow(to: Recipient): boolean;
  /** Names what changes with a press: what it is in place of, or what an earlier press on the same message brought. */
  laneOf(to: Recipient, inPlace: Standing | PrivateStanding | undefined): string;
}

/** Of how many people in groups it is known that nothing could be shown to them alone. */
const mostKnown = 5_000;

type Messages = readonly (Outgoing | PrivateOutgoing)[];

type Parts = {
  api: Api;
  requests: Requests;
  flood: Pick<FloodControl, "takeRoom">;
  username: () => string;
  clock: Clock;
  log: Log;
};

type Here = Parts & {
  answers: PressAnswers;
  last: LastShown;
  /** When an ephemeral message could not be sent to somebody in a group. */
  deaf: BoundedMap<string, number>;
};

/** @param parts `username`: the bot's own. */
export function createPrivateReplies(parts: Parts): PrivateReplies {
  const here: Here = {
    ...parts,
    answers: createPressAnswers(parts.api),
    last: createLastShown(parts.clock),
    deaf: createBoundedMap(mostKnown),
  };
  return {
    show: (to, reply) => show(here, to, reply),
    ...here.answers,
    say: (to, sentence) => show(here, to, { text: sentence, buttons: [], images: [], private: true }),
    canFollow: (to) =>
      to.place.private === true ||
      here.last.find(to) !== undefined ||
      (!isDeaf(here, to) && here.flood.takeRoom(to.place.chat)),
    laneOf: here.last.laneOf,
  };
}

/** The words of a reply as they stand in an alert, which has no formats; undefined where it does not hold all of them. */
export function asAlert(reply: Reply | string): string | undefined {
  return typeof reply === "string" ? fitting(encodeMarkdown(reply).text) : alertOf(encodeReply(reply));
}

function alertOf([only, ...more]: Messages): string | undefined {
  return only && more.length === 0 && !only.media ? fitting(only.text.text) : undefined;
}

function fitting(text: string): string | undefined {
  const words = text.replaceAll(breaker, "").trim();
  return words.length <= longestAlert ? words : undefined;
}

async function show(here: Here, to: Recipient, reply: Post | PrivateReply): Promise<void> {
  const messages = encodeReply(reply);
  if (!(await changeLast(here, to, messages))) {
    if (to.place.private) await sendAll(here, to, to.place, messages);
    else if (!(await tryAlone(here, to, messages))) return showElsewhere(here, to, messages);
  }
  if (to.query !== undefined) await here.answers.acknowledge(to.query);
}

/** Whether Telegram has lately refused to show somebody something alone in a group. */
function isDeaf({ deaf, clock }: Here, { place, person }: Recipient): boolean {
  return clock.elapsed() - (deaf.get(`${place.chat} ${person}`) ?? -Infinity) < shownFor;
}

/** Changes what an earlier press on the same message brought. @returns whether it is there, or may be. */
async function changeLast(here: Here, to: Recipient, messages: Messages): Promise<boolean> {
  const [message, ...more] = messages;
  const standing = here.last.find(to);
  if (!standing || !message || more.length > 0 || standing.media !== (message.media !== undefined)) return false;
  if (await attempt(here, () => here.requests.edit(standing, message))) return true;
  here.last.forget(to);
  return false;
}

/** As an ephemeral message. @returns whether it is there, or may be. */
async function tryAlone(here: Here, to: Recipient, messages: Messages): Promise<boolean> {
  const { place, person, query, command } = to;
  if (query === undefined && command === undefined) return false;
  const alone: Alone = {
    person,
    ...(query === undefined ? {} : { query }),
    ...(command === undefined ? {} : { command }),
  };
  return attempt(
    here,
    () => sendInOrder(here, to, messages, (message) => here.requests.send(place, message, { alone })),
    (error) => {
      if (!isPassing(error)) here.deaf.set(`${place.chat} ${person}`, here.clock.elapsed());
    },
  );
}

async function sendAll(here: Here, to: Recipient, place: PrivateChat, messages: Messages): Promise<void> {
  const replyTo = place === to.place ? to.message : undefined;
  await sendInOrder(here, to, messages, (message) => here.requests.send(place, message, { replyTo }));
}

/** One alone is remembered, to be changed by the next press on the same message. */
async function sendInOrder(
  { last }: Here,
  to: Recipient,
  messages: Messages,
  send: (message: Outgoing | PrivateOutgoing) => Promise<Message>,
): Promise<void> {
  for (const message of messages) {
    const sent = await send(message);
    if (messages.length === 1 && sent.chat.id === to.place.chat) last.keep(to, sent, message.media !== undefined);
  }
}

/** @returns whether what is sent is there, or may be: that is not said again in another way. */
async function attempt(
  { log }: Here,
  work: () => Promise<void>,
  failed: (error: unknown) => void = () => {},
): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (isUnclear(error)) return true;
    log.info({ platform: "telegram", obstacle: obstacleOf(error) }, "a private reply takes another way");
    failed(error);
    return false;
  }
}

async function showElsewhere(here: Here, to: Recipient, messages: Messages): Promise<void> {
  const { query } = to;
  if (to.told) return;
  const alert = alertOf(messages);
  if (query !== undefined && alert !== undefined && (await here.answers.acknowledge(query, alert, "alert"))) return;
  const own = { chat: to.person, private: true } as const;
  if (!(await attempt(here, () => sendAll(here, to, own, messages)))) return to.quiet ? undefined : invite(here, to);
  if (query !== undefined) await here.answers.acknowledge(query, sentences(to.language).telegram.wroteToYou, "alert");
}

/** A link to the private chat for those to whom the bot may not write yet. */
async function invite(here: Here, recipient: Recipient): Promise<void> {
  const { place, query, message, language, start = "hello" } = recipient;
  const { telegram } = sentences(language);
  const url = `https://t.me/${here.username()}?start=${start}`;
  if (query !== undefined) return void (await here.answers.lead(query, url));
  const keyboard: InlineKeyboardButton[][] = [[{ text: telegram.openPrivateChat, url }]];
  await here.requests.send(place, encodeSentence(telegram.startFirst, keyboard), { replyTo: message });
}
