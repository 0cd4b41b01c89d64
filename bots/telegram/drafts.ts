/**
 * In private chats a draft says that the answers are on their way: Telegram shows it with a button to stop, and takes it
 * away by itself. The message comes only with the answers. It begins as a line, which an edit makes the battle's post, so
 * that nothing that matters is ever sent twice.
 */
import { type Api, GrammyError } from "grammy";
import type { MessageGenerationStopped } from "grammy/types";
import { createHash } from "node:crypto";
import {
  type ChatPlatform,
  type Clock,
  type Core,
  joinAddress,
  type Log,
  type PlatformMemory,
  type Post,
  Refusal,
  sentences,
  splitAddress,
  textPost,
} from "../../core/index.ts";
import { placeOf, readPlace, senderOf } from "./decode.ts";
import { encodeSentence } from "./encode.ts";
import { obstacleOf } from "./refusal.ts";
import type { Place } from "./requests.ts";

type DraftParts = {
  core: Pick<Core, "press">;
  api: Api;
  memory: PlatformMemory;
  clock: Clock;
  log: Log;
};

/** Drafts in private chats. */
export interface Drafts {
  /** The platform that posts as `platform` does, but for the lines of progress in private chats. */
  withDrafts<Platform extends ChatPlatform>(platform: Platform): Platform;
  /** Somebody has pressed Stop. Never throws. */
  stop(stopped: MessageGenerationStopped): Promise<void>;
  /** Shows none any longer. */
  stopAll(): void;
}

/** Telegram shows a draft for 30 seconds. Milliseconds. */
const every = 20_000;
/** After five minutes it is shown no more, as nobody would believe it. */
const mostTimes = 15;

/** How a draft is shown once more, and how it is left to disappear. */
type Shown = { show(): void; leave(): void };

/** A post that is a draft still: its place, the message it answers, and the key it was posted under. */
type Draft = { place: string; question: string; key: string };

type Drafting = DraftParts & {
  /** Those that are shown, by their addresses. */
  underway: Map<string, Shown>;
  /** Set when the server knows no drafts. */
  unknown: boolean;
};

/** At first there are none. */
export function createDrafts(parts: DraftParts): Drafts {
  const here: Drafting = { ...parts, underway: new Map(), unknown: false };
  return {
    withDrafts: (platform) => ({
      ...platform,
      async post(place, post, key, replyTo) {
        const address = await begin(here, { place, question: splitAddress(replyTo ?? "")?.message ?? "", key }, post);
        return address ?? platform.post(place, post, key, replyTo);
      },
      async edit(address, post) {
        const draft = readDraft(address);
        if (!draft) return platform.edit(address, post);
        return (await begin(here, draft, post)) ?? settle(here, platform, address, draft, post);
      },
    }),
    stop: (stopped) => stop(here, stopped),
    stopAll: () => {
      for (const address of [...here.underway.keys()]) end(here, address);
    },
  };
}

function addressOf({ place, question, key }: Draft): string {
  return joinAddress(place, `draft:${question}:${key}`);
}

function readDraft(address: string): Draft | undefined {
  const { place = "", message = "" } = splitAddress(address) ?? {};
  const [, question = "", key] = /^draft:(\d*):(.+)$/u.exec(message) ?? [];
  return key === undefined ? undefined : { place, question, key };
}

/** Telegram wants a number; the same post has the same one again. */
function numberOf(key: string): number {
  return createHash("sha256").update(key).digest().readUInt32BE() % 0x7fff_ffff || 1;
}

const noteOfLine = (address: string) => `line of ${address}`;
const noteOfNumber = (chat: number, number: number) => `draft ${chat} ${number}`;

/** @returns the draft's address; undefined where there can be none, or is to be none any more. */
async function begin(here: Drafting, draft: Draft, post: Post): Promise<string | undefined> {
  const place = readPlace(draft.place);
  if (!place || place.chat < 0 || !post.progress || post.stop === undefined || here.unknown) return undefined;
  const number = numberOf(draft.key);
  const show = () => send(here, place, number, post.text);
  try {
    // Noted first: it may be stopped as soon as it is there.
    await here.memory.keep(noteOfNumber(place.chat, number), post.stop);
    await show();
  } catch (error) {
    if (error instanceof GrammyError && error.error_code === 404) here.unknown = true;
    here.log.info({ platform: "telegram", error }, "a line is shown instead of a draft");
    return undefined;
  }
  const address = addressOf(draft);
  // It is only an ornament: whatever is in its way does not matter.
  goOn(here, address, () => void show().catch(() => {}), mostTimes);
  return address;
}

async function send({ api }: Drafting, { chat, thread }: Place, number: number, line: string): Promise<void> {
  const { text, entities } = encodeSentence(line).text;
  const where = { chat_id: chat, ...(thread !== undefined && { message_thread_id: thread }) };
  await api.raw.sendMessageDraft({ ...where, draft_id: number, text, entities, can_stop: true });
}

function goOn(here: Drafting, address: string, show: () => void, left: number): void {
  here.underway.get(address)?.leave();
  const again = () => {
    show();
    if (left > 1) goOn(here, address, show, left - 1);
    else here.underway.delete(address);
  };
  here.underway.set(address, { show, leave: here.clock.after(every, again) });
}

function end({ underway }: Drafting, address: string): void {
  underway.get(address)?.leave();
  underway.delete(address);
}

/** Puts the post where the draft was. @returns its address. */
async function settle(
  here: Drafting,
  platform: ChatPlatform,
  address: string,
  { place, question, key }: Draft,
  post: Post,
): Promise<string> {
  end(here, address);
  const known = await here.memory.find(noteOfLine(address));
  const at = known ?? (await sendLine().catch(leaveOut));
  const settled = (await platform.edit(at, post)) ?? at;
  // A message takes every draft of its chat away, those of other questions too.
  for (const [other, { show }] of here.underway) if (readDraft(other)?.place === place) show();
  return settled;

  /** To try again would change nothing until people have. */
  function leaveOut(error: unknown): string {
    const obstacle = obstacleOf(error);
    if (obstacle === undefined) throw error;
    here.log.warn({ platform: "telegram", obstacle, error }, "a post could not be put where its draft was");
    return address;
  }

  async function sendLine(): Promise<string> {
    const { answering } = sentences(post.language ?? "en").battle;
    const line = { ...textPost(answering), progress: true, ...(post.language && { language: post.language }) };
    const asked = question === "" ? undefined : joinAddress(String(readPlace(place)?.chat), question);
    const sent = await platform.post(place, line, key, asked);
    return (await here.memory.keep(noteOfLine(address), sent)) ?? sent;
  }
}

async function stop({ core, memory, log }: Drafting, stopped: MessageGenerationStopped): Promise<void> {
  const { chat, draft_id: number, message_thread_id: thread } = stopped;
  try {
    const action = await memory.find(noteOfNumber(chat.id, number));
    if (action === undefined) return;
    const user = { id: chat.id, is_bot: false, first_name: chat.first_name };
    const place = { chat: chat.id, thread, private: true } as const;
    const sender = senderOf(user, chat, place, false);
    await core.press({ ...sender, place: placeOf(place), action });
  } catch (error) {
    // It was answered meanwhile: the ballot says so.
    if (!(error instanceof Refusal)) log.error({ platform: "telegram", error }, "a question could not be stopped");
  }
}
