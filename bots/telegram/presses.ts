/**
 * Presses on buttons. Each is answered within a second, by what takes no room in its chat; whatever else it brings may
 * have to wait until Telegram lets the bot write there again.
 */
import type { CallbackQuery, Chat } from "grammy/types";
import {
  type Clock,
  type Core,
  explainStoreFailure,
  type Log,
  type PlatformMemory,
  Refusal,
  type Reply,
  type Sender,
  sentences,
} from "../../core/index.ts";
import { addressOf, repliedBy, senderOf, standingOf, surroundingsOf, whereIs, writtenIn } from "./decode.ts";
import { encodeReply, type Outgoing, type PrivateOutgoing, readButton } from "./encode.ts";
import type { Groups } from "./groups.ts";
import { createNewestOnly, type NewestOnly } from "./newest-only.ts";
import { type Answered, findMoved } from "./notes.ts";
import { longestAlert } from "./press-answers.ts";
import { asAlert, type PrivateReplies, type Recipient } from "./private-replies.ts";
import { isUnclear, obstacleOf } from "./refusal.ts";
import type { PrivateStanding, Requests, Standing } from "./requests.ts";
import type { FloodControl } from "./transport.ts";

/** What taking presses needs. */
export type PressParts = {
  core: Pick<Core, "press">;
  requests: Requests;
  groups: Groups;
  /** The bot's own. */
  username: () => string;
  answered: Answered;
  privateReplies: PrivateReplies;
  memory: PlatformMemory;
  flood: Pick<FloodControl, "closedFor">;
  /** Takes work that goes on when its press has been answered. */
  track: (work: () => Promise<void>) => void;
  clock: Clock;
  log: Log;
};

type Here = PressParts & { newest: NewestOnly; failed: (error: unknown) => void };
type Shown = NonNullable<CallbackQuery["message"]>;

/** A press, where it was made and by whom. */
type Pressed = {
  query: CallbackQuery;
  message: Shown;
  /** The chat that it counts in: not the message's, where that has become a supergroup. */
  chat: Chat;
  action: string;
  /** What its reply takes the place of, if it may; undefined for the buttons of posts, which stay. */
  inPlace: Standing | PrivateStanding | undefined;
  to: Recipient & { query: string };
};

/** Votes need no rights, so their presses do not wait until a person's rights are known. */
const withoutRights = /^vote:/u;
/** After this long a press is answered, whatever it waits for. Milliseconds. */
const patience = 700;
/** How long what one person was told last is left alone, so that hasty fingers do not use up a group's minute. Milliseconds. */
const rest = 3_000;

/** @returns what takes every press: it calls `stored` once that is on record, resolves when it is answered, and never throws. */
export function createPresses(parts: PressParts): (query: CallbackQuery, stored: () => void) => Promise<void> {
  const { log, privateReplies, clock, track } = parts;
  const failed = (error: unknown) => log.warn({ platform: "telegram", error }, "a press could not be answered");
  const newest = createNewestOnly(clock, (work) => track(() => work().catch(failed)));
  const here = { ...parts, newest, failed };
  return async (query, stored) => {
    try {
      if (query.message) await take(here, readPress(query, query.message), stored);
      else await privateReplies.acknowledge(query.id);
    } catch (error) {
      failed(error);
      await privateReplies.acknowledge(query.id).catch(() => {});
    }
  };
}

function readPress(query: CallbackQuery, message: Shown): Pressed {
  const { id, from, data = "" } = query;
  const { action, posted } = readButton(data);
  const place = whereIs(message);
  const { language } = senderOf(from, message.chat, place, false);
  const { chat, message_id: number } = message;
  // Ephemeral messages have no number: what is pressed there is replaced.
  const pressed = number === 0 ? {} : { pressed: addressOf(chat.id, number) };
  const to = { place, person: from.id, language, query: id, ...pressed };
  return { query, message, chat, action, to, inPlace: posted ? undefined : standingOf(message, from.id) };
}

/** A group that has become a supergroup is another one for Telegram, but its old messages are still shown to people. */
async function followMove({ memory }: Here, pressed: Pressed): Promise<Pressed> {
  const { chat, to } = pressed;
  const now = chat.type === "group" ? await findMoved(memory, chat.id) : undefined;
  if (chat.type !== "group" || now === undefined) return pressed;
  // Nothing can be changed where the button was.
  const moved = { id: now, type: "supergroup" as const, title: chat.title };
  return { ...pressed, chat: moved, to: { ...to, place: { chat: now } }, inPlace: undefined };
}

async function take(here: Here, pressed: Pressed, stored: () => void): Promise<void> {
  const { clock, privateReplies, failed } = here;
  const { query, to } = pressed;
  const { promise: late, resolve } = Promise.withResolvers<void>();
  const { moment } = sentences(to.language).telegram;
  // Nobody may be waiting for it yet when this fails; what the press brings answers it then.
  const answerNow = () => void privateReplies.acknowledge(query.id, moment).then(() => resolve(), failed);
  const cancel = clock.after(patience, answerNow);
  try {
    // Until it is stored, a press counts as not worked on: after a sudden end it comes again.
    const current = await followMove(here, pressed);
    const reply = await replyTo(here, current);
    stored();
    const answered = answer(here, current, reply);
    await Promise.race([answered, late.then(() => void answered.catch(failed))]);
  } finally {
    cancel();
  }
}

/** Answers a press. What it brings beside that may go on afterwards. */
async function answer(here: Here, pressed: Pressed, reply: Reply | string): Promise<void> {
  const { privateReplies } = here;
  const short = asAlert(reply);
  if (typeof reply !== "string") return answerWith(here, pressed, reply, short);
  const told = short !== undefined && (await privateReplies.acknowledge(pressed.query.id, short, "alert"));
  const { to } = pressed;
  if (!told) await goOn(here, pressed, () => once(here, to, () => privateReplies.say(to, reply)));
}

/** @param short its words, where an answer to a press holds them. */
async function answerWith(here: Here, pressed: Pressed, reply: Reply, short: string | undefined): Promise<void> {
  const { privateReplies, flood } = here;
  const { to, query } = pressed;
  // What others see is replaced only by what they may see.
  const inPlace = pressed.inPlace?.private || !reply.private ? pressed.inPlace : undefined;
  const closed = flood.closedFor(to.place.chat);
  const follows = inPlace !== undefined || privateReplies.canFollow(to);
  const now = inPlace ? closed > patience : short !== undefined;
  const as = follows && closed === 0 ? "toast" : "alert";
  const told = now && (await privateReplies.acknowledge(query.id, saying(short, closed, to), as));
  if (told && !follows) return;
  const work = goOn(here, { ...pressed, inPlace }, () => bring(here, inPlace, to, reply, told && short !== undefined));
  if (!told) await work;
}

/** The words of a reply, and when Telegram lets its buttons follow. */
function saying(short: string | undefined, closed: number, { language }: Recipient): string {
  const later = sentences(language).telegram.later(Math.ceil(closed / 1_000));
  const both = [short, closed > 0 ? later : undefined].filter((one) => one !== undefined).join(" ");
  return both.length <= longestAlert ? both : (short ?? later);
}

/** Goes on with a press, after those before it that are about the same message. */
async function goOn(here: Here, { to, inPlace }: Pressed, work: () => Promise<void>): Promise<void> {
  const { privateReplies, newest, track, log } = here;
  const key = privateReplies.laneOf(to, inPlace);
  const going = newest(key, work, inPlace ? 0 : rest).then(
    async (done) => void (done || (await privateReplies.acknowledge(to.query))),
    (error: unknown) => {
      log.warn({ platform: "telegram", error }, "what a press brings could not be shown");
      return privateReplies.acknowledge(to.query).then(() => {});
    },
  );
  track(() => going);
  return going;
}

/** @param told whether all of its words have been told already. */
async function bring(
  here: Here,
  inPlace: Pressed["inPlace"],
  to: Pressed["to"],
  reply: Reply,
  told: boolean,
): Promise<void> {
  const { privateReplies } = here;
  if (inPlace && (await replace(here, inPlace, to, reply))) await privateReplies.acknowledge(to.query);
  else await once(here, to, () => privateReplies.show({ ...to, told }, reply));
}

/** Sent again after a sudden end, a press is answered again; only what comes beside its answer is not sent twice. */
async function once({ answered, privateReplies }: Here, { query }: Pressed["to"], work: () => Promise<void>) {
  if (await answered(`press ${query}`)) await work();
  else await privateReplies.acknowledge(query);
}

/** What core says, or why it says nothing. */
async function replyTo(here: Here, pressed: Pressed): Promise<Reply | string> {
  const { query, message, action, to, inPlace } = pressed;
  const shared = inPlace !== undefined && !inPlace.private;
  const sender = await senderIn(here, pressed);
  try {
    const readAnswered = async () => writtenIn(repliedBy(message), here.username());
    const where = surroundingsOf(to.place);
    return await here.core.press({ ...sender, ...where, action, shared, event: `press ${query.id}`, readAnswered });
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    const failure = explainStoreFailure(error, sender.language);
    if (failure !== undefined) return failure;
    here.log.error({ platform: "telegram", error }, "a press could not be carried out");
    return sentences(sender.language).refusals.failed;
  }
}

async function senderIn({ groups }: Here, { query: { from }, chat, action, to }: Pressed): Promise<Sender> {
  const alone = chat.type === "private";
  const manages = !alone && !withoutRights.test(action) && (await groups.isAdministrator(chat.id, from.id));
  return senderOf(from, chat, to.place, manages);
}

/** Puts the reply in place of the message with the pressed button, if everybody who sees that may see the reply. */
async function replace(
  here: Here,
  standing: Standing | PrivateStanding,
  to: Recipient & { query: string },
  reply: Reply,
): Promise<boolean> {
  const { requests } = here;
  const [first, ...more] = encodeReply(reply);
  if (!first) return false;
  if (standing.private) return done(here, requests.edit(standing, first), to, more);
  return !first.private && done(here, requests.edit(standing, first), to, more);
}

/** @param more what does not fit, for the person who pressed. @returns whether it is there, or may be. */
async function done(
  { requests, log }: Here,
  edit: Promise<void>,
  { query, person, place }: Recipient & { query: string },
  more: readonly (Outgoing | PrivateOutgoing)[],
): Promise<boolean> {
  try {
    await edit;
  } catch (error) {
    if (obstacleOf(error) === undefined && !isUnclear(error))
      log.warn({ platform: "telegram", error }, "a message could not be replaced");
    return isUnclear(error);
  }
  for (const one of more) {
    if (place.private) await requests.send(place, one);
    else await requests.send(place, one, { alone: { person, query } });
  }
  return true;
}
