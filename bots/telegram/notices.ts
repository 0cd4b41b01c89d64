/** Tells those who asked what became of their question when its post cannot say so. */
import { createBoundedMap, type Log } from "../../core/index.ts";
import { encodeSentence } from "./encode.ts";
import type { Requests } from "./requests.ts";

export interface Notices {
  /** Somebody has asked in a message. */
  asked(question: string, person: number): void;
  /** Its answer stands there. */
  answered(question: string, post: string): void;
  /** Tells whoever asked for a post, privately and once for each sentence. Never throws. */
  tell(post: string, sentence: string): Promise<void>;
}

/** Askers of the newest questions are remembered, so many of them. */
const capacity = 2_000;

export function createNotices(requests: Requests, log: Log): Notices {
  const askers = createBoundedMap<string, number>(capacity);
  const told = new Set<string>();

  return {
    asked: (address, person) => void askers.set(address, person),
    answered(question, post) {
      const person = askers.get(question);
      if (person !== undefined) askers.set(post, person);
    },
    async tell(post, sentence) {
      const person = askers.get(post);
      const once = `${post} ${sentence}`;
      if (person === undefined || told.has(once)) return;
      told.add(once);
      try {
        await requests.send({ chat: person }, encodeSentence(sentence));
      } catch (error) {
        log.warn({ platform: "telegram", error }, "somebody could not be told why a post stays as it is");
      }
    },
  };
}
