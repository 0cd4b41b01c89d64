/** Answers in messages of their own: a line each, which an edit makes the answer, so that none is there twice. */
import type { PlatformMemory } from "../../core/index.ts";
import { answerLine, type Outgoing } from "./encode.ts";
import { addressOf, readAddress } from "./places.ts";
import type { Place, Requests } from "./requests.ts";

export type Side = "a" | "b";
const sides: readonly Side[] = ["a", "b"];

/** The post that an answer belongs to, and its side. */
export type AnswerFound = { post: string; side: Side };

export interface AnswerMessages {
  /** Whether a post's answers have messages of their own. */
  areThere(post: string): Promise<boolean>;
  /** Puts them there, once. @throws what grammY throws. */
  place(post: string, place: Place, answers: Readonly<Record<Side, Outgoing>>): Promise<void>;
}

/** Which answer stands in a message of its own. */
export async function findAnswer(memory: PlatformMemory, message: string): Promise<AnswerFound | undefined> {
  const [post, side] = (await memory.find(`answer at ${message}`))?.split(" ") ?? [];
  return post !== undefined && (side === "a" || side === "b") ? { post, side } : undefined;
}

export function createAnswerMessages(requests: Requests, memory: PlatformMemory): AnswerMessages {
  const whole = new Set<string>();
  const keyOf = (post: string, side: Side) => `answer ${side} of ${post}`;

  /** @returns the message's identifier. */
  async function line(post: string, { chat, thread }: Place, side: Side): Promise<number> {
    const before = await memory.find(keyOf(post, side));
    if (before !== undefined) return Number(before);
    const replyTo = readAddress(post)?.message;
    const sent = await requests.send({ chat, thread }, answerLine(side), { replyTo, again: true });
    await memory.keep(`answer at ${addressOf(chat, sent.message_id)}`, `${post} ${side}`);
    await memory.keep(keyOf(post, side), String(sent.message_id));
    return sent.message_id;
  }

  return {
    areThere: async (post) => (await memory.find(keyOf(post, "b"))) !== undefined,
    async place(post, place, answers) {
      if (whole.has(post)) return;
      const ids = { a: await line(post, place, "a"), b: await line(post, place, "b") };
      for (const side of sides) await requests.edit({ chat: place.chat, id: ids[side], media: false }, answers[side]);
      whole.add(post);
    },
  };
}
