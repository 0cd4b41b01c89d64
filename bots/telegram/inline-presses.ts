/**
 * Presses on battles that somebody posted through the bot. In such a chat the bot can say nothing to one person but in an
 * alert; whatever is longer, or has buttons, stands in the private chat, to which a link leads.
 */
import type { CallbackQuery, InlineKeyboardButton, Message } from "grammy/types";
import {
  type Core,
  decodeAction,
  encodeAction,
  type Log,
  type PrivateReply,
  Refusal,
  type Reply,
  sentences,
} from "../../core/index.ts";
import { readCommand } from "./decode.ts";
import { encodeReply, encodeSentence, type PrivateOutgoing, readButton } from "./encode.ts";
import { breaker } from "./inert.ts";
import { inlinePlace, inlineSender, type LinkedKind, linkTo, readStartParameter } from "./inline-posts.ts";
import type { Answered } from "./notes.ts";
import type { PrivateReplies } from "./private-replies.ts";
import { obstacleOf } from "./refusal.ts";
import type { PrivateStanding, Requests } from "./requests.ts";

/** What such presses need. */
export type InlinePressParts = {
  core: Pick<Core, "press">;
  requests: Requests;
  answered: Answered;
  privateReplies: PrivateReplies;
  username: () => string;
  log: Log;
};

/** Takes presses, and what a link brings into the private chat; nothing of it throws. */
export interface InlinePresses {
  /** @returns false for a press on anything else. */
  press(query: CallbackQuery): Promise<boolean>;
  /** @returns false for a message that comes from no such link. */
  open(message: Message): Promise<boolean>;
}

/** Marks the buttons in the private chat that belong to a battle elsewhere. */
const elsewhere = "i ";

/** Keeps nothing in mind. */
export function createInlinePresses(parts: InlinePressParts): InlinePresses {
  const safely = async (work: Promise<void>) => {
    try {
      await work;
    } catch (error) {
      const level = obstacleOf(error) === undefined ? "error" : "info";
      parts.log[level]({ platform: "telegram", error }, "a press in another chat could not be answered");
    }
    return true;
  };
  return {
    async press(query) {
      const { inline_message_id: inline, data = "", message } = query;
      if (inline !== undefined) return safely(pressThere(parts, query, inline));
      return data.startsWith(elsewhere) && message ? safely(pressHere(parts, query, message)) : false;
    },
    async open(message) {
      const command = message.chat.type === "private" ? readCommand(message) : undefined;
      const linked = command?.name === "start" ? readStartParameter(command.rest) : undefined;
      return linked ? safely(open(parts, message, linked)) : false;
    },
  };
}

type Pressing = { from: CallbackQuery["from"]; place: string; action: string; event: string };

/** What core says, or why it says nothing. */
async function replyTo({ core, log }: InlinePressParts, { from, place, ...press }: Pressing): Promise<Reply | string> {
  const sender = inlineSender(from, place);
  // A client can send what no button says: whatever posts would take the place of somebody else's battle.
  if (!decodeAction(press.action)) return sentences(sender.language).refusals.unknownAction;
  try {
    return await core.press({ ...sender, ...press });
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    log.error({ platform: "telegram", error }, "a press could not be carried out");
    return sentences(sender.language).refusals.failed;
  }
}

async function pressThere(parts: InlinePressParts, query: CallbackQuery, inline: string): Promise<void> {
  const { action } = readButton(query.data ?? "");
  const { from, id } = query;
  const reply = await replyTo(parts, { from, place: inlinePlace(inline), action, event: `press ${id}` });
  const pressed = decodeAction(action);
  // What is to be checked by hand has to be copied.
  if (pressed?.kind === "draw" && typeof reply !== "string")
    await parts.privateReplies.lead(id, linkTo(parts.username(), "draw", pressed.battle));
  else await parts.privateReplies.acknowledge(id, alertOf(reply), "alert");
}

function alertOf(reply: Reply | string): string {
  const { text } = typeof reply === "string" ? encodeSentence(reply) : (encodeReply(reply)[0] ?? encodeSentence(""));
  return text.text.replaceAll(breaker, "");
}

async function pressHere(
  parts: InlinePressParts,
  { id, from, data = "" }: CallbackQuery,
  message: NonNullable<CallbackQuery["message"]>,
): Promise<void> {
  const { chat, message_id: number } = message;
  const place = `${chat.id}`;
  const reply = await replyTo(parts, { from, place, action: data.slice(elsewhere.length), event: `press ${id}` });
  if (typeof reply === "string" || !reply.private) {
    await parts.privateReplies.acknowledge(id, alertOf(reply), "alert");
    return;
  }
  await parts.privateReplies.acknowledge(id);
  const [first] = encodeReply(reply);
  const standing: PrivateStanding = { chat: chat.id, id: number, media: false, private: true };
  if (first) await parts.requests.edit(standing, marked(first));
}

/** Buttons that say where they belong. */
function marked(message: PrivateOutgoing): PrivateOutgoing {
  const mark = (button: InlineKeyboardButton) =>
    "callback_data" in button ? { ...button, callback_data: `${elsewhere}${button.callback_data}` } : button;
  return { ...message, keyboard: message.keyboard.map((row) => row.map(mark)) };
}

/** Shows in the private chat what a link leads to: both answers whole, and then how to change the vote. */
async function open(
  parts: InlinePressParts,
  { chat, message_id: message, from }: Message,
  { kind, battle }: { kind: LinkedKind; battle: string },
): Promise<void> {
  if (!from || !(await parts.answered(`${chat.id}/${message}`))) return;
  const kinds = kind === "whole" ? (["whole", "change"] as const) : [kind];
  for (const verb of kinds) {
    const action = encodeAction({ kind: verb, battle });
    const pressing = { from, place: `${chat.id}`, action, event: `${verb} ${chat.id}/${message}` };
    const reply = await replyTo(parts, pressing);
    for (const one of messagesOf(reply)) await parts.requests.send({ chat: chat.id, private: true }, marked(one));
    if (typeof reply === "string") return;
  }
}

function messagesOf(reply: Reply | string): PrivateOutgoing[] {
  if (typeof reply === "string") return [{ ...encodeSentence(reply), private: true }];
  return encodeReply({ ...reply, private: true } satisfies PrivateReply);
}
