/** What the bot still knows after a restart: which events it has answered, and which messages hold answers. */
import { createBoundedMap, type Log, type PlatformMemory } from "../../core/index.ts";
import { type Side, sides } from "./answers.ts";
import { answerLine, type Outgoing } from "./encode.ts";
import { addressOf, readAddress } from "./decode.ts";
import type { Place, Requests } from "./requests.ts";

/** Marks an event as answered. @returns whether it was not answered before. */
export type Answered = (event: string) => Promise<boolean>;

/** Telegram sends an update again when it does not know whether the first one arrived. */
export function createAnswered(memory: PlatformMemory, log: Log): Answered {
  return async (event) => {
    try {
      return (await memory.keep(`answered ${event}`, "")) === null;
    } catch (error) {
      // Where nothing can be kept, people are told so at least.
      log.warn({ platform: "telegram", error }, "what has been answered cannot be noted");
      return true;
    }
  };
}

/** The post that an answer belongs to, and its side. */
export type AnswerFound = { post: string; side: Side };

/** The messages of a post's answers. */
export interface AnswerMessages {
  /** Whether a post's answers have messages of their own. */
  areThere(post: string): Promise<boolean>;
  /** Puts them there, once. @throws what grammY throws. */
  place(post: string, place: Place, answers: Readonly<Record<Side, Outgoing>>): Promise<void>;
  /** Their addresses, where there are any. */
  find(post: string): Promise<string[]>;
  /** Notes that something else stands at an address, which may be one of theirs: {@link AnswerMessages.place} puts them there again. */
  replaced(message: string): Promise<void>;
  /** Takes them away, where their post is gone and there are any. @throws what grammY throws. */
  remove(post: string): Promise<void>;
}

/** Which answer stands in a message of its own. */
export async function findAnswer(memory: PlatformMemory, message: string): Promise<AnswerFound | undefined> {
  const [post, side] = (await memory.find(`answer at ${message}`))?.split(" ") ?? [];
  return post !== undefined && (side === "a" || side === "b") ? { post, side } : undefined;
}

/** Of how many of the newest posts it is known that their answers are there whole; those of others are edited once more. */
const mostWhole = 5_000;

/** Answers in messages of their own: a line each, which an edit makes the answer, so that none is there twice. */
export function createAnswerMessages(requests: Requests, memory: PlatformMemory): AnswerMessages {
  const whole = createBoundedMap<string, true>(mostWhole);
  return {
    areThere: async (post) => (await memory.find(keyOf(post, "b"))) !== undefined,
    async place(post, place, answers) {
      if (whole.has(post)) return;
      const ids = { a: 0, b: 0 };
      for (const side of sides) ids[side] = await placeLine(requests, memory, { post, side }, place);
      for (const side of sides) await requests.edit({ chat: place.chat, id: ids[side], media: false }, answers[side]);
      whole.set(post, true);
    },
    async replaced(message) {
      const answer = await findAnswer(memory, message);
      if (answer) whole.delete(answer.post);
    },
    async find(post) {
      const { chat } = readAddress(post) ?? {};
      if (chat === undefined) return [];
      const found = await Promise.all(sides.map((side) => memory.find(keyOf(post, side))));
      return found.flatMap((id) => (id === undefined ? [] : [addressOf(chat, Number(id))]));
    },
    async remove(post) {
      const { chat } = readAddress(post) ?? {};
      for (const side of sides) {
        const id = await memory.find(keyOf(post, side));
        if (chat !== undefined && id !== undefined) await requests.remove(chat, Number(id));
      }
    },
  };
}

function keyOf(post: string, side: Side): string {
  return `answer ${side} of ${post}`;
}

/** @returns the identifier of the line's message, which may have been there. */
async function placeLine(
  requests: Requests,
  memory: PlatformMemory,
  { post, side }: AnswerFound,
  { chat, thread }: Place,
): Promise<number> {
  const before = await memory.find(keyOf(post, side));
  if (before !== undefined) return Number(before);
  const replyTo = readAddress(post)?.message;
  const sent = await requests.send({ chat, thread }, answerLine(side), { replyTo, again: true });
  await memory.keep(`answer at ${addressOf(chat, sent.message_id)}`, `${post} ${side}`);
  await memory.keep(keyOf(post, side), String(sent.message_id));
  return sent.message_id;
}

/** Notes that a group has become a supergroup, which has another identifier. */
export async function noteMove(memory: PlatformMemory, from: number, to: number): Promise<void> {
  await memory.keep(`moved ${from}`, String(to));
}

/** @returns the supergroup that a group has become. */
export async function findMoved(memory: PlatformMemory, group: number): Promise<number | undefined> {
  const to = await memory.find(`moved ${group}`);
  return to === undefined ? undefined : Number(to);
}
