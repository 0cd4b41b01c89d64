/** Lets what changes in the same moment, or while something else is being saved, be saved together. */
import { createInTurn } from "../../core/index.ts";

/** What is to become of one thing. @param latest finds one that is saved, or is about to be saved together with this one. */
type Change<Thing> = (latest: (id: string) => Thing | undefined) => Thing | undefined;

type Waiting<Thing> = { change: Change<Thing>; resolve: () => void; reject: (error: unknown) => void };

/**
 * Makes a function that carries out a change and resolves once it is saved. Changes are made in the order they come; of a
 * thing that changes twice the last state is saved.
 * @param saved finds what is saved.
 * @param save saves all or nothing; what it returns is done once everybody has been told, before anything else is saved.
 */
export function createSavingTogether<Thing extends { id: string }>(
  saved: (id: string) => Thing | undefined,
  save: (things: readonly Thing[]) => Promise<() => Promise<void>>,
): (change: Change<Thing>) => Promise<void> {
  const turns = createInTurn();
  let waiting: Waiting<Thing>[] = [];
  const saveWaiting = async (): Promise<void> => {
    const together = waiting;
    waiting = [];
    const things = new Map<string, Thing>();
    try {
      for (const { change } of together) {
        const thing = change((id) => things.get(id) ?? saved(id));
        if (thing) things.set(thing.id, thing);
      }
      const afterwards = things.size > 0 ? await save([...things.values()]) : undefined;
      for (const { resolve } of together) resolve();
      await afterwards?.();
    } catch (error) {
      for (const { reject } of together) reject(error);
    }
  };
  return (change) => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    waiting.push({ change, resolve, reject });
    void turns("all", saveWaiting);
    return promise;
  };
}
