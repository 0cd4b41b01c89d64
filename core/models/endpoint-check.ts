/** Whether models answer: each is asked one short question, exactly as a battle asks. */
import type { Clock } from "../machine/clock.ts";
import { type Completion, type GenerationSettings, ModelFailure } from "./completion.ts";
import type { Model } from "./model.ts";
import { createModelProvider } from "./openai-provider.ts";
import type { Roster } from "./roster.ts";
import { defaultLimits } from "./watchdog.ts";

/** How a model took the question. */
export type Trial = { model: Model } & ({ answer: Completion } | { failure: ModelFailure });

/** With what models are asked, and who is told how many have been heard. */
export type TrialOptions = Pick<Roster, "endpoints"> & {
  settings: GenerationSettings;
  clock: Clock;
  onTrial?: (done: number, total: number) => void;
};

/** Short, so that its answer costs little; asked for a word, a model that thinks still thinks. */
export const trialQuestion = "Reply with the single word: ready.";

/** Battles draw theirs. */
const seed = 1;

/** Besides the time of one whole answer, how long each model may take of the time that all share. In milliseconds. */
const share = 20_000;

/** How long asking so many models may take in all, in milliseconds. */
export function longestTrials(models: number): number {
  return defaultLimits.total + models * share;
}

/**
 * Asks every model at the same time, as far as the endpoints' limits allow. Never throws: those that were not heard in
 * time end as `aborted`.
 * @returns the trials in the order of the models.
 */
export async function tryModels(models: readonly Model[], options: TrialOptions): Promise<Trial[]> {
  const { endpoints, clock, settings, onTrial } = options;
  const provider = createModelProvider({ endpoints, clock });
  const controller = new AbortController();
  const cancel = clock.after(longestTrials(models.length), () => controller.abort());
  let done = 0;
  const attempt = async (model: Model): Promise<Trial> => {
    const messages = [{ role: "user" as const, content: trialQuestion }];
    try {
      return { model, answer: await provider.complete({ model, messages, settings, seed }, controller.signal) };
    } catch (error) {
      if (!(error instanceof ModelFailure)) throw error;
      return { model, failure: error };
    } finally {
      done += 1;
      onTrial?.(done, models.length);
    }
  };
  try {
    onTrial?.(0, models.length);
    return await Promise.all(models.map(attempt));
  } finally {
    cancel();
  }
}
