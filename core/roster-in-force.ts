/** Which roster is in force: all rooms ask here, each time anew, for it changes while the arena runs. */
import { createSelfNamingMask, type SelfNamingMask } from "./answers/self-naming/self-naming-mask.ts";
import type { Breaker } from "./models/breaker.ts";
import type { Lineup } from "./models/lineup.ts";
import type { ModelStore } from "./models/model.ts";

/** What all rooms know of it. */
export interface RosterInForce {
  lineup(): Lineup;
  /** Knows the names of all who play or ever played. */
  mask: SelfNamingMask;
  /** Puts another lineup in force. One at a time. @throws {StoreFailure}: then nothing has changed. */
  change(next: Lineup): Promise<void>;
}

/** Saves the models, so that votes can point to them. @throws {StoreFailure} */
export async function createRosterInForce(
  store: ModelStore,
  breaker: Pick<Breaker, "watch">,
  first: Lineup,
): Promise<RosterInForce> {
  async function prepare({ models, generation, provider }: Lineup): Promise<[Lineup, SelfNamingMask]> {
    await store.saveModels(models);
    // Answers may name models that have left the roster since.
    const mask = createSelfNamingMask([...models, ...(await store.models())]);
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
  };
}
