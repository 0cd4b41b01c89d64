/** Drafts: what private chats show of a message that the bot is still making. */
import type { MessageEntity } from "grammy/types";
import type { Method } from "./bot-api-server.ts";
import { readFormatted } from "./formatted-text.ts";
import { chatJson } from "./json.ts";
import { findChat } from "./places.ts";
import { words } from "./read-call.ts";
import { refusals } from "./refusal.ts";
import type { Updates } from "./updates.ts";
import type { PeerChat, PeerDraft, World } from "./world.ts";

const longestText = 4_096;
/** In milliseconds. */
const shownFor = 30_000;

/** What a private chat shows now. */
export function draftIn(world: World, chat: number): PeerDraft | undefined {
  const draft = world.drafts.get(chat);
  return draft && draft.until > world.clock.now().getTime() ? draft : undefined;
}

/** Somebody presses Stop on the draft in their private chat. @throws {Error} when there is none that can be stopped. */
export function stopDraft({ world, updates }: { world: World; updates: Updates }, chat: PeerChat): void {
  const draft = draftIn(world, chat.id);
  if (!draft?.canStop) throw new Error("there is nothing to stop");
  world.drafts.delete(chat.id);
  const { id, thread } = draft;
  const told = { chat: chatJson(chat), draft_id: id, ...(thread !== undefined && { message_thread_id: thread }) };
  updates.tell("stopped_message_generation", told as never);
}

/** The methods that show drafts. */
export function createDraftMethods(world: World): Record<string, Method> {
  return {
    sendMessageDraft({ parameters }) {
      const { chat_id: id, draft_id: number, message_thread_id: thread, text, entities, can_stop: stop } = parameters;
      const chat = findChat(world, id);
      if (chat.type !== "private") throw refusals.bad("TEXTDRAFT_PEER_INVALID");
      if (!Number.isInteger(number) || number === 0) throw refusals.bad("draft identifier must be non-zero");
      const formatted = readFormatted(words(text), (entities ?? []) as MessageEntity[]);
      if (formatted.text.length > longestText) throw refusals.longText();
      const until = world.clock.now().getTime() + shownFor;
      const shown = { text: formatted.text, canStop: stop === true, thread: thread as number | undefined, until };
      world.drafts.set(chat.id, { id: Number(number), ...shown });
      return true;
    },
  };
}
