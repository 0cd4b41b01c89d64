/** Presses on buttons, each answered, whatever becomes of it. */
import type { CallbackQuery } from "grammy/types";
import { type Core, type Log, Refusal, type Reply, type Sender, sentences } from "../../core/index.ts";
import type { Answered } from "./notes.ts";
import { repliedBy, senderOf, surroundingsOf, whereIs, writtenIn } from "./decode.ts";
import { encodeReply, type Outgoing, type PrivateOutgoing, readButton } from "./encode.ts";
import type { Groups } from "./groups.ts";
import { isUnclear, obstacleOf } from "./refusal.ts";
import type { PrivateReplies, Recipient } from "./private-replies.ts";
import type { PrivateStanding, Requests, Standing } from "./requests.ts";

/** What taking presses needs. */
export type PressParts = {
  core: Pick<Core, "press">;
  requests: Requests;
  groups: Groups;
  /** The bot's own. */
  username: () => string;
  answered: Answered;
  privateReplies: PrivateReplies;
  log: Log;
};

type Shown = NonNullable<CallbackQuery["message"]>;

/** Votes need no rights, so their presses do not wait until a person's rights are known. */
const withoutRights = /^vote:/u;
const longestAlert = 200;

/** @returns what takes every press; it never throws. */
export function createPresses(parts: PressParts): (query: CallbackQuery) => Promise<void> {
  return async (query) => {
    try {
      await take(parts, query);
    } catch (error) {
      parts.log.warn({ platform: "telegram", error }, "a press could not be answered");
      await parts.privateReplies.acknowledge(query.id).catch(() => {});
    }
  };
}

async function take(parts: PressParts, query: CallbackQuery): Promise<void> {
  const { answered, privateReplies } = parts;
  const { message, data = "", from, id } = query;
  if (!message) return privateReplies.acknowledge(id);
  const { action, posted } = readButton(data);
  const standing = standingOf(message, from.id);
  const reply = await replyTo(parts, query, message, { action, shared: !posted && !standing.private });
  if (!(await answered(`press ${id}`))) return;
  const place = whereIs(message);
  const { language } = senderOf(from, message.chat, place, false);
  const to: Recipient = { place, person: from.id, language, query: id };
  if (typeof reply === "string" && reply.length <= longestAlert) return privateReplies.acknowledge(id, reply);
  if (typeof reply === "string") return privateReplies.say(to, reply);
  const replaced = !posted && (await replace(parts, standing, to, reply));
  if (replaced) await privateReplies.acknowledge(id);
  else await privateReplies.show(to, reply);
}

/** What core says, or why it says nothing. */
async function replyTo(
  parts: PressParts,
  query: CallbackQuery,
  message: Shown,
  press: { action: string; shared: boolean },
): Promise<Reply | string> {
  const sender = await senderIn(parts, query, message, press.action);
  try {
    const readAnswered = async () => writtenIn(repliedBy(message), parts.username());
    const where = surroundingsOf(whereIs(message));
    return await parts.core.press({ ...sender, ...where, ...press, event: `press ${query.id}`, readAnswered });
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    parts.log.error({ platform: "telegram", error }, "a press could not be carried out");
    return sentences(sender.language).refusals.failed;
  }
}

async function senderIn(
  { groups }: PressParts,
  { from }: CallbackQuery,
  message: Shown,
  action: string,
): Promise<Sender> {
  const alone = message.chat.type === "private";
  const manages = !alone && !withoutRights.test(action) && (await groups.isAdministrator(message.chat.id, from.id));
  return senderOf(from, message.chat, whereIs(message), manages);
}

/** Puts the reply in place of the message with the pressed button, if everybody who sees that may see the reply. */
async function replace(
  parts: PressParts,
  standing: Standing | PrivateStanding,
  to: Recipient,
  reply: Reply,
): Promise<boolean> {
  const { requests } = parts;
  const [first, ...more] = encodeReply(reply);
  if (!first) return false;
  if (standing.private) return done(parts, requests.edit(standing, first), to, more);
  return !first.private && done(parts, requests.edit(standing, first), to, more);
}

/** @param more what does not fit, for the person who pressed. @returns whether it is there, or may be. */
async function done(
  { requests, log }: PressParts,
  edit: Promise<void>,
  { query, person, place }: Recipient,
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
    else if (query !== undefined) await requests.send(place, one, { alone: { person, query } });
  }
  return true;
}

function standingOf(message: Shown, person: number): Standing | PrivateStanding {
  const { ephemeral_message_id: ephemeral } = message as { ephemeral_message_id?: number };
  const { chat, message_id: id } = message;
  const standing = { chat: chat.id, id, media: "photo" in message || "document" in message };
  if (ephemeral !== undefined) return { ...standing, private: true, alone: { person, id: ephemeral } };
  return chat.type === "private" ? { ...standing, private: true } : standing;
}
