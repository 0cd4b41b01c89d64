/** Rich messages to the Bot API, and what it does not take of them. */
import { type Api, GrammyError } from "grammy";
import type { Message } from "grammy/types";
import { createBoundedMap, type Log } from "../../core/index.ts";
import { addressOf } from "./decode.ts";
import type { LostLines } from "./lost-lines.ts";
import { obstacleOf, refusesFormat } from "./refusal.ts";
import { keyboardOf, type Place, placeOf, replyTo } from "./requests.ts";
import type { RichOutgoing } from "./rich-post.ts";

/** Sends and changes rich messages. Throws what grammY throws, but for a refusal of the form. */
export interface RichRequests {
  /** @returns undefined where rich messages, or this one, are refused: nothing is there then. */
  send(place: Place, message: RichOutgoing, question?: number): Promise<Message | undefined>;
  /** Puts a rich message in another's place. @returns whether it is there. */
  edit(chat: number, message: number, rich: RichOutgoing): Promise<boolean>;
}

/** Posts of which it is remembered that their rich form was refused. */
const capacity = 1_000;

/** `untried` until the first one is taken or refused: a server older than Bot API 10.2 refuses them all. */
type Taking = "untried" | "taken" | "refused";

type Attempt = <Result>(work: () => Promise<Result>) => Promise<Result | undefined>;

/** Rich messages through the API. */
export function createRichRequests(api: Api, lines: LostLines, log: Log): RichRequests {
  const attempt = createAttempt(log);
  const refusedAt = createBoundedMap<string, true>(capacity);
  return {
    send: (place, { rich, keyboard }, question) => {
      const where = { ...placeOf(place), ...replyTo({ replyTo: question }), ...keyboardOf({ keyboard }) };
      const sendOnce = () => api.raw.sendRichMessage({ ...where, rich_message: rich });
      return attempt(() => lines.sending(place.chat, question, false, sendOnce));
    },
    async edit(chat, message, { rich, keyboard }) {
      const address = addressOf(chat, message);
      if (refusedAt.has(address)) return false;
      const target = { chat_id: chat, message_id: message, ...keyboardOf({ keyboard }) };
      const there = await attempt(() => editOnce(api, { ...target, rich_message: rich }));
      if (!there) refusedAt.set(address, true);
      return there === true;
    },
  };
}

/**
 * Remembers refusals. A server that refuses the first one is asked for no other until the bot starts again; where it
 * took some, a refusal concerns that one post.
 */
function createAttempt(log: Log): Attempt {
  let taking: Taking = "untried";
  return async (work) => {
    if (taking === "refused") return undefined;
    try {
      const result = await work();
      taking = "taken";
      return result;
    } catch (error) {
      if (!refusesRich(error)) throw error;
      if (taking === "untried") taking = "refused";
      log.info({ platform: "telegram", taking, error }, "a rich message is refused; the battle takes its plain form");
      return undefined;
    }
  };
}

async function editOnce(api: Api, edit: Parameters<Api["raw"]["editMessageText"]>[0]): Promise<true> {
  try {
    await api.raw.editMessageText(edit);
  } catch (error) {
    if (obstacleOf(error) !== "same") throw error;
  }
  return true;
}

/** A server that does not know the method says 404; one that does not know the parameter misses the text. */
function refusesRich(error: unknown): boolean {
  return refusesFormat(error) || (error instanceof GrammyError && error.error_code === 404);
}
