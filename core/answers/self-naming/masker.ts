/** Masks answers without holding up the thread that serves people. */
import { createWorkerQueue } from "../../machine/worker-queue.ts";
import type { NamedModel } from "./families.ts";
import { createSelfNamingMask, type SelfNamingMask } from "./self-naming-mask.ts";

/** Says the same as a {@link SelfNamingMask}, when it is ready. */
export type Masker = {
  [Work in "mask" | "asksWhoAnswers"]: (
    ...texts: Parameters<SelfNamingMask[Work]>
  ) => Promise<ReturnType<SelfNamingMask[Work]>>;
};

/** Makes maskers, which share a thread for what is long. */
export interface Maskers {
  /** @param models whose names count, beside those of the well-known families. */
  of(models: readonly NamedModel[]): Masker;
  /** Ends the thread; whoever still waits is told so. */
  close(): Promise<void>;
}

/** To a thread. `answer` null: whether the question asks who answers. Rosters that differ have different numbers. */
export type MaskingRequest = {
  roster: number;
  models: readonly NamedModel[];
  answer: string | null;
  question: string;
};

/** From it: see {@link SelfNamingMask}. */
export type MaskingResult = string | boolean | null;

/**
 * What takes no more than two milliseconds, in UTF-16 units: to see that an answer names nobody, to weigh the names in an
 * answer with its question, and to see whether a question asks who answers.
 */
const light = { nameless: 4_000, weighed: 250, question: 2_000 };

const says = {
  closed: "The arena stops: no answer is masked any more.",
  unfinished: "The arena stops: the answer is not masked.",
  lost: () => "The thread that masks answers ended before it had masked one.",
};

/** Makes it. The thread starts with the first text that needs it. */
export function createMaskers(): Maskers {
  const queue = createWorkerQueue<MaskingRequest, MaskingResult>({
    script: new URL("./masking-worker.ts", import.meta.url),
    mostLosses: 2,
    says,
  });
  let rosters = 0;
  return {
    of(given) {
      const roster = (rosters += 1);
      const mask = createSelfNamingMask(given);
      const models = given.map(({ id, name, organization, model }) => ({ id, name, organization, model }));
      return {
        async mask(answer, question) {
          if (answer.length <= light.nameless && !mask.namesAny(answer)) return null;
          if (answer.length + question.length <= light.weighed) return mask.mask(answer, question);
          return (await queue.do({ roster, models, answer, question })) as string | null;
        },
        async asksWhoAnswers(question) {
          if (question.length <= light.question) return mask.asksWhoAnswers(question);
          return (await queue.do({ roster, models, answer: null, question })) as boolean;
        },
      };
    },
    close: () => queue.close(),
  };
}
