/** Questions that came by a command: they become a message once core has accepted them. */
import type { Language } from "../../core/index.ts";
import { encodeQuestion, type QuestionParts } from "./encode.ts";
import type { Asker } from "./notices.ts";
import type { Requests } from "./requests.ts";

/** A question under way. */
export type Question = {
  /** Its interaction. */
  id: string;
  channel: string;
  text: string;
  attached: QuestionParts["attached"];
  asker: Asker;
  language: Language;
};

/** A question that has its place. */
export type Placed = {
  /** The message it is, or was written in; undefined when it could not be posted. */
  message: string | undefined;
  channel: string;
  asker: Asker | undefined;
};

export interface Questions {
  /** Takes note of a question. @returns the address it goes by until it is a message. */
  expect(question: Question): string;
  /** Takes note of a question that is a message already. */
  note(address: string, placed: Placed): void;
  /** Makes it a message, once. @returns undefined when nobody has taken note of that address. */
  publish(address: string): Promise<Placed | undefined>;
  /** Where what answers it was posted. */
  answeredAt(address: string, posted: string): void;
  /** Forgets it. @returns the address of what answers it, when that was posted. */
  settle(address: string): string | undefined;
}

const prefix = "asked:";

export function createQuestions(requests: Requests): Questions {
  const underway = new Map<string, { place: () => Promise<Placed>; placed?: Promise<Placed>; posted?: string }>();

  async function place({ id, channel, text, attached, asker, language }: Question): Promise<Placed> {
    let message: string | undefined;
    const parts = encodeQuestion({ asker: asker.person, text, attached, language });
    for (const [index, part] of parts.entries()) message = await requests.post(channel, part, `${id}-q${index}`);
    return { message, channel, asker };
  }

  return {
    expect(question) {
      const address = `${prefix}${question.id}`;
      underway.set(address, { place: () => place(question) });
      return address;
    },
    note: (address, placed) => void underway.set(address, { place: async () => placed }),
    async publish(address) {
      const entry = underway.get(address);
      return entry && (entry.placed ??= entry.place());
    },
    answeredAt(address, posted) {
      const entry = underway.get(address);
      if (entry) entry.posted = posted;
    },
    settle(address) {
      const posted = underway.get(address)?.posted;
      underway.delete(address);
      return posted;
    },
  };
}
