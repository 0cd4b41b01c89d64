/** Which roster is in force: all rooms ask here, each time anew, for it changes while the arena runs. */
import { createMaskers, type Masker } from "./answers/self-naming/masker.ts";
import type { Breaker } from "./models/breaker.ts";
import type { Lineup } from "./models/lineup.ts";
import type { ModelStore } from "./models/model.ts";

/** What all rooms know of it. */
export interface RosterInForce {
  lineup(): Lineup;
  /** Knows the names of all who play or ever played. */
  mask: Masker;
  /** Puts another lineup in force. One at a time. @throws {StoreFailure}: then nothing has changed. */
  change(next: Lineup): Promise<void>;
  /** When nothing is masked any more. */
  stop(): Promise<void>;
}

/** Saves the models, so that votes can point to them. @throws {StoreFailure} */
export async function createRosterInForce(
  store: ModelStore,
  breaker: Pick<Breaker, "watch">,
  first: Lineup,
): Promise<RosterInForce> {
  const maskers = createMaskers();
  async function prepare({ models, generation, provider }: Lineup): Promise<[Lineup, Masker]> {
    await store.saveModels(models);
    // Answers may name models that have left the roster since.
    const mask = maskers.of([...models, ...(await store.models())]);
    return [{ models, generation, provider: breaker.watch(provider) }, mask];
  }

  let [lineup, mask] = await prepare(first);
  return {
    lineup: () => lineup,
    mask: {
      mask: (...texts) => mask.mask(...texts),
      asksWhoAnswers: (question) => mask.asksWhoAnswers(question),
    },
    async change(next) {
      [lineup, mask] = await prepare(next);
    },
    stop: () => maskers.close(),
  };
}
