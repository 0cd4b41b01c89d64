/** Tells somebody why what they wait for does not come: by whatever way reaches them, or whoever can mend it. */
import type { Api } from "grammy";
import { type BoundedMap, type Clock, createBoundedMap, type Language, type Log, sentences } from "../../core/index.ts";
import { encodeSentence } from "./encode.ts";
import { joinFormatted, plainText } from "./formatted-text.ts";
import type { Groups } from "./groups.ts";
import { makeInert } from "./inert.ts";
import type { Recipient } from "./private-replies.ts";
import { obstacleOf } from "./refusal.ts";
import type { Requests } from "./requests.ts";

/**
 * Says a sentence to somebody: in their private chat; in the group, alone where the bot is an administrator, else in
 * answer to what they wrote there. Where none of these is possible, what they wrote gets a 🙊, and the administrators who
 * have written to the bot before are told. Never throws.
 */
export type Tell = (to: Recipient, sentence: string) => Promise<void>;

type Parts = { api: Api; requests: Requests; groups: Groups; clock: Clock; log: Log };
type Here = Parts & {
  /** When the administrators of a group were told something. */
  lastTold: BoundedMap<string, number>;
};

/** Administrators hear the same of a group only once in this time. Milliseconds. */
const quietFor = 24 * 60 * 60_000;
/** How many of a group's administrators are told at most. */
const mostTold = 10;
/** For how many groups it is known what was told. */
const mostKnown = 1_000;

/** Nobody has been told anything yet. */
export function createTelling(parts: Parts): Tell {
  const here: Here = { ...parts, lastTold: createBoundedMap(mostKnown) };
  return async (to, sentence) => {
    const { place, person, message } = to;
    const { requests, groups } = here;
    const said = encodeSentence(sentence);
    if (await isThere(here, requests.send({ chat: person, private: true }, said))) return;
    if (place.private) return;
    const mayAlone = await groups.administers(place.chat);
    if (mayAlone && (await isThere(here, requests.send(place, said, { alone: { person } })))) return;
    const answering = { replyTo: message, onlyThere: true };
    if (message !== undefined && (await isThere(here, requests.send(place, said, answering)))) return;
    if (message !== undefined) await isThere(here, reactSpeechless(here, place.chat, message));
    await tellAdministrators(here, place.chat, sentence, to.language);
  };
}

/** A reaction needs no right to write. */
function reactSpeechless({ api }: Here, chat: number, message: number): Promise<unknown> {
  return api.raw.setMessageReaction({
    chat_id: chat,
    message_id: message,
    reaction: [{ type: "emoji", emoji: "🙊" }],
  });
}

async function isThere({ log }: Here, sent: Promise<unknown>): Promise<boolean> {
  try {
    await sent;
    return true;
  } catch (error) {
    log.info({ platform: "telegram", obstacle: obstacleOf(error) }, "what went wrong is told in another way");
    return false;
  }
}

async function tellAdministrators(here: Here, chat: number, sentence: string, language: Language): Promise<void> {
  const { api, groups, requests, clock, lastTold, log } = here;
  const [key, now] = [`${chat} ${sentence}`, clock.elapsed()];
  if (now - (lastTold.get(key) ?? -Infinity) < quietFor) return;
  lastTold.set(key, now);
  const administrators = (await groups.administrators(chat)).slice(0, mostTold);
  // None are known of a group that the bot is not in any more.
  if (administrators.length === 0) return;
  const { title = "" } = await api.raw.getChat({ chat_id: chat }).catch(() => ({ title: "" }));
  const beginning = plainText(sentences(language).telegram.couldNotAnswer(makeInert(title)));
  const text = joinFormatted([beginning, encodeSentence(sentence).text], "\n\n");
  const told = await Promise.all(
    administrators.map((one) => isThere(here, requests.send({ chat: one, private: true }, { text, keyboard: [] }))),
  );
  // Most have never written to the bot.
  if (!told.includes(true)) log.warn({ platform: "telegram" }, "nobody could be told why a question is unanswered");
}
