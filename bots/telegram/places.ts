/** Telegram's chats and topics in core's words. A place is a chat, or `chat:topic`; an address has no topic. */
import { joinAddress, splitAddress } from "../../core/index.ts";
import type { Place, PrivateChat } from "./requests.ts";

export function placeOf({ chat, thread }: Place | PrivateChat): string {
  return thread === undefined ? String(chat) : `${chat}:${thread}`;
}

/** @returns undefined for what is no place of Telegram's. */
export function readPlace(place: string): Place | undefined {
  const [, chat, thread] = /^(-?\d{1,20})(?::(\d{1,20}))?$/u.exec(place) ?? [];
  if (chat === undefined) return undefined;
  return { chat: Number(chat), thread: thread === undefined ? undefined : Number(thread) };
}

export function addressOf(chat: number, message: number): string {
  return joinAddress(String(chat), String(message));
}

/** @returns undefined for what is no message of Telegram's. */
export function readAddress(address: string): { chat: number; message: number } | undefined {
  const { place = "", message = "" } = splitAddress(address) ?? {};
  const there = readPlace(place);
  return there && /^\d{1,20}$/u.test(message) ? { chat: there.chat, message: Number(message) } : undefined;
}
