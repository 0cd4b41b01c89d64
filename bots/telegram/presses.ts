/** Presses on buttons, each answered, whatever becomes of it. */
import type { CallbackQuery } from "grammy/types";
import { type Core, type Log, Refusal, type Reply, type Sender, sentences } from "../../core/index.ts";
import type { Answered } from "./answered.ts";
import { senderOf, whereIs } from "./decode.ts";
import { encodeReply, type Outgoing, type PrivateOutgoing, readButton } from "./encode.ts";
import type { Groups } from "./groups.ts";
import { isUnclear, obstacleOf } from "./obstacles.ts";
import type { PrivateReplies, Recipient } from "./private-replies.ts";
import type { PrivateStanding, Requests, Standing } from "./requests.ts";

export type PressParts = {
  core: Pick<Core, "press">;
  requests: Requests;
  groups: Groups;
  answered: Answered;
  privateReplies: PrivateReplies;
  log: Log;
};

type Shown = NonNullable<CallbackQuery["message"]>;

/** Votes ask for no rights, so nobody waits until those are known. */
const withoutRights = /^vote:/u;
const longestAlert = 200;

/** @returns what takes every press; it never throws. */
export function createPresses(parts: PressParts): (query: CallbackQuery) => Promise<void> {
  const { core, requests, groups, answered, privateReplies, log } = parts;

  async function senderIn({ from }: CallbackQuery, message: Shown, action: string): Promise<Sender> {
    const alone = message.chat.type === "private";
    const manages = !alone && !withoutRights.test(action) && (await groups.isAdministrator(message.chat.id, from.id));
    return senderOf(from, message.chat, whereIs(message), manages);
  }

  async function replyTo(
    query: CallbackQuery,
    message: Shown,
    { action, shared }: { action: string; shared: boolean },
  ): Promise<Reply | string> {
    const sender = await senderIn(query, message, action);
    try {
      return await core.press({ ...sender, action, shared, event: `press ${query.id}` });
    } catch (error) {
      if (error instanceof Refusal) return error.message;
      log.error({ platform: "telegram", error }, "a press could not be carried out");
      return sentences(sender.language).refusals.failed;
    }
  }

  /** Puts the reply in place of the message with the pressed button, if everybody who sees that may see the reply. */
  async function replace(standing: Standing | PrivateStanding, to: Recipient, reply: Reply): Promise<boolean> {
    const [first, ...more] = encodeReply(reply);
    if (!first) return false;
    if (standing.private) return done(requests.edit(standing, first), to, more);
    return !first.private && done(requests.edit(standing, first), to, more);
  }

  /** @param more what does not fit, for the person who pressed. @returns whether it is there, or may be. */
  async function done(
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

  async function take(query: CallbackQuery): Promise<void> {
    const { message, data = "", from, id } = query;
    if (!message) return privateReplies.acknowledge(id);
    const { action, posted } = readButton(data);
    const standing = standingOf(message, from.id);
    const reply = await replyTo(query, message, { action, shared: !posted && !standing.private });
    if (!(await answered(`press ${id}`))) return;
    const place = whereIs(message);
    const { language } = senderOf(from, message.chat, place, false);
    const to: Recipient = { place, person: from.id, language, query: id };
    if (typeof reply === "string" && reply.length <= longestAlert) return privateReplies.acknowledge(id, reply);
    if (typeof reply === "string") return privateReplies.say(to, reply);
    const replaced = !posted && (await replace(standing, to, reply));
    if (replaced) await privateReplies.acknowledge(id);
    else await privateReplies.show(to, reply);
  }

  return async (query) => {
    try {
      await take(query);
    } catch (error) {
      log.warn({ platform: "telegram", error }, "a press could not be answered");
      await privateReplies.acknowledge(query.id).catch(() => {});
    }
  };
}

function standingOf(message: Shown, person: number): Standing | PrivateStanding {
  const { ephemeral_message_id: ephemeral } = message as { ephemeral_message_id?: number };
  const { chat, message_id: id } = message;
  const standing = { chat: chat.id, id, media: "photo" in message || "document" in message };
  if (ephemeral !== undefined) return { ...standing, private: true, alone: { person, id: ephemeral } };
  return chat.type === "private" ? { ...standing, private: true } : standing;
}
