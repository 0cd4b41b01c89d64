/** Lets what changes in the same moment, or while something else is being saved, be saved together. */
import type { InTurn } from "../../core/index.ts";

/** What is to become of one thing. @param latest finds one that is saved, or is about to be saved together with this one. */
type Change<Thing> = (latest: (id: string) => Thing | undefined) => Thing | undefined;

type Waiting<Thing> = { change: Change<Thing>; resolve: () => void; reject: (error: unknown) => void };

/** How often what is saved may have changed elsewhere before a change is given up. */
const mostTries = 100;

/**
 * Makes a function that carries out a change and resolves once it is saved. Changes are made in the order they come; of a
 * thing that changes twice the last state is saved.
 * @param turns in which of them, under the key `all`, it is saved.
 * @param saved finds what is saved.
 * @param save saves all or nothing; what it returns is done once everybody has been told, before anything else is saved. It
 * says `again`, having saved nothing, where what is saved has changed meanwhile: then the same changes are made to that.
 */
export function createSavingTogether<Thing extends { id: string }>(
  turns: InTurn,
  saved: (id: string) => Thing | undefined,
  save: (things: readonly Thing[]) => Promise<(() => Promise<void>) | "again">,
): (change: Change<Thing>) => Promise<void> {
  let waiting: Waiting<Thing>[] = [];
  const saveWaiting = async (): Promise<void> => {
    const together = waiting;
    waiting = [];
    try {
      const afterwards = await saveAll(together, saved, save);
      for (const { resolve } of together) resolve();
      await afterwards();
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

async function saveAll<Thing extends { id: string }>(
  together: readonly Waiting<Thing>[],
  saved: (id: string) => Thing | undefined,
  save: (things: readonly Thing[]) => Promise<(() => Promise<void>) | "again">,
): Promise<() => Promise<void>> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const things = new Map<string, Thing>();
    for (const { change } of together) {
      const thing = change((id) => things.get(id) ?? saved(id));
      if (thing) things.set(thing.id, thing);
    }
    if (things.size === 0) return async () => {};
    const afterwards = await save([...things.values()]);
    if (afterwards !== "again") return afterwards;
  }
  throw new Error("the posts of the page change faster than they can be saved");
}
