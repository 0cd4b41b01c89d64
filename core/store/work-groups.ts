/** Lets what waits for the same thing be done together, in one transaction and one flush to the disk. */
import type { WorkGate } from "./work-gate.ts";

/**
 * Takes an item for what `key` names; resolves with its outcome when the group it fell into is done.
 * @throws whatever the work threw: then it has happened for no item of the group.
 */
export type GroupedWork<Item, Outcome> = (key: string, item: Item) => Promise<Outcome>;

type Group<Item, Outcome> = { items: Item[]; outcomes?: Promise<Outcome[]> };

/** By key, the group that still takes items. */
type Forming<Item, Outcome> = Map<string, Group<Item, Outcome>>;

/** Keeps one group's work and waits short. */
const largestGroup = 500;

function join<Item, Outcome>(forming: Forming<Item, Outcome>, key: string, item: Item) {
  let group = forming.get(key);
  if (!group || group.items.length >= largestGroup) forming.set(key, (group = { items: [] }));
  return { group, position: group.items.push(item) - 1 };
}

/**
 * Items with the same key that have not got their turn at the gate yet form a group. The first of them to get its
 * turn does the work for all, so that a lone item never waits for company. One key has one group in work at a time.
 * @param work Whole or not at all; returns an outcome for each item, in their order.
 */
export function createWorkGroups<Item, Outcome>(
  gate: WorkGate,
  work: (key: string, items: readonly Item[]) => Promise<Outcome[]>,
): GroupedWork<Item, Outcome> {
  const forming: Forming<Item, Outcome> = new Map();
  /** By key, the group that is being worked on; never rejects. */
  const underway = new Map<string, Promise<unknown>>();

  async function perform(key: string, group: Group<Item, Outcome>): Promise<void> {
    // Two groups of one key would only wait for each other inside the database; here the second can still grow.
    while (!group.outcomes && underway.has(key)) await underway.get(key);
    if (group.outcomes) return; // Another item of the group got its turn first and does the work for all.
    if (forming.get(key) === group) forming.delete(key);
    group.outcomes = work(key, group.items).finally(() => underway.delete(key));
    underway.set(
      key,
      group.outcomes.catch(() => {}),
    );
    await group.outcomes;
  }

  return async (key, item) => {
    gate.refuseWhenClosed();
    const { group, position } = join(forming, key, item);
    await gate.pass(() => perform(key, group));
    const outcomes = (await group.outcomes) ?? [];
    if (!(position in outcomes)) throw new Error(`The work on ${key} gave no outcome for its item ${position}.`);
    return outcomes[position] as Outcome;
  };
}
