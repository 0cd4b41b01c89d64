/** Which roster is in force: all rooms ask here, each time anew, for it changes while the arena runs. */
import type { BoardSources } from "./boards/board-measures.ts";
import { familyOf } from "./boards/readings/families.ts";
import { scoreCases } from "./mutual/scoring/jury.ts";
import type { Store } from "./store/store.ts";
import { createMaskers, type Masker } from "./answers/self-naming/masker.ts";
import type { Breaker } from "./models/breaker.ts";
import type { Lineup } from "./models/lineup.ts";
import type { Observer } from "./observer.ts";
import { isSourceLeague, type Model, type ModelStore } from "./models/model.ts";

/** What all rooms know of it. */
export interface RosterInForce {
  lineup(): Lineup;
  /** Knows the names of all who play or ever played. */
  mask: Masker;
  /**
   * All who play or ever played, as they were when this process last put a lineup in force; read again only where one of
   * those that are named is not among them, because another process has put it in play.
   */
  everybody(named: Iterable<string>): Promise<readonly Model[]>;
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
  observer?: Pick<Observer, "plays">,
): Promise<RosterInForce> {
  const maskers = createMaskers();
  async function prepare({ models, generation, provider }: Lineup): Promise<[Lineup, Masker, Model[]]> {
    await store.saveModels(models);
    // Answers may name models that have left the roster since.
    const kept = await store.models();
    observer?.plays(models);
    // Models of a source answer nobody here, and their names are whatever a file says.
    const mask = maskers.of([...models, ...kept.filter(({ league }) => !isSourceLeague(league))]);
    return [{ models, generation, provider: breaker.watch(provider) }, mask, kept];
  }

  let [lineup, mask, everybody] = await prepare(first);
  return {
    lineup: () => lineup,
    mask: {
      mask: (...texts) => mask.mask(...texts),
      asksWhoAnswers: (question) => mask.asksWhoAnswers(question),
    },
    async everybody(named) {
      const known = new Set(everybody.map(({ id }) => id));
      if ([...named].some((id) => !known.has(id))) everybody = await store.models();
      return everybody;
    },
    async change(next) {
      [lineup, mask, everybody] = await prepare(next);
    },
    stop: () => maskers.close(),
  };
}

/** What boards learn from the roster, and from models as jurors. */
export function boardSources(store: Store, { lineup, everybody }: RosterInForce): BoardSources {
  return {
    playing: () => lineup().models.flatMap(({ id, status }) => (status === "retired" ? [] : [id])),
    families: async (models) => new Map((await everybody(models)).map((model) => [model.id, familyOf(model)])),
    judged: async ({ league, sources: _sources, unseen: _unseen, group: _group, ...within }) =>
      // No jury judges what others have voted on elsewhere.
      isSourceLeague(league) ? [] : scoreCases(await store.jury.juryCases(league, within)),
  };
}
