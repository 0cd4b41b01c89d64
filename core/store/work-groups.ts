/** Lets what waits at the same time be done together, by one statement and one flush to the disk. */
import { setImmediate as nextRound } from "node:timers/promises";
import { StoreFailure } from "./store-failure.ts";
import type { WorkGate } from "./work-gate.ts";

/**
 * Takes an item; resolves with its outcome when the group it fell into is done.
 * @throws whatever the work threw: then it has not happened for this item.
 */
export type GroupedWork<Item, Outcome> = (item: Item) => Promise<Outcome>;

/** Whole or not at all; returns an outcome for each item, in their order. */
type Work<Item, Outcome> = (items: readonly Item[]) => Promise<Outcome[]>;

type Waiting<Item, Outcome> = { item: Item; tell: (outcome: Outcome) => void; fail: (error: unknown) => void };

/** Keeps one group's work and waits short. */
const largestGroup = 500;

function failAll(group: readonly { fail: (error: unknown) => void }[], error: unknown): void {
  for (const { fail } of group) fail(error);
}

/**
 * Does the work for a group, and tells each item's outcome. A group that fails for another reason than the disk or the
 * server is halved until whatever item it failed for fails alone.
 */
async function perform<Item, Outcome>(
  group: readonly Waiting<Item, Outcome>[],
  work: Work<Item, Outcome>,
): Promise<void> {
  let outcomes: Outcome[];
  try {
    outcomes = await work(group.map(({ item }) => item));
  } catch (error) {
    if (group.length === 1 || error instanceof StoreFailure) return failAll(group, error);
    const half = Math.ceil(group.length / 2);
    await perform(group.slice(0, half), work);
    return await perform(group.slice(half), work);
  }
  // What has been done must not be done again.
  if (outcomes.length !== group.length)
    return failAll(group, new Error(`The work on ${group.length} items gave ${outcomes.length} outcomes.`));
  for (const [index, { tell }] of group.entries()) tell(outcomes[index] as Outcome);
}

/** Does the work for all of them, as many at a time as a group may have. */
async function performAll<Item, Outcome>(
  all: readonly Waiting<Item, Outcome>[],
  work: Work<Item, Outcome>,
): Promise<void> {
  for (let from = 0; from < all.length; from += largestGroup) await perform(all.slice(from, from + largestGroup), work);
}

/**
 * What waits while a group is worked on forms the next one, in order of arrival; one group is in work at a time, so that
 * no item overtakes another. A lone item waits for a turn of the event loop, no longer.
 */
export function createWorkGroups<Item, Outcome>(
  gate: Pick<WorkGate, "pass" | "refuseWhenClosed">,
  work: Work<Item, Outcome>,
): GroupedWork<Item, Outcome> {
  const waiting: Waiting<Item, Outcome>[] = [];
  let called = false; // Whether somebody is on the way through the gate for those who wait.
  let underway: Promise<void> | undefined; // What is being worked on; never rejects.

  async function takeTurn(former: Promise<void> | undefined): Promise<void> {
    await former;
    // Whoever is at the door already, or comes back at once when told, belongs to this group. PGlite never waits for the
    // system: without this turn of the event loop it would be done with one before the next is even heard.
    await nextRound();
    called = false;
    await (underway = performAll(waiting.splice(0), work));
    underway = undefined;
  }

  function refuse(error: unknown): void {
    called = false;
    failAll(waiting.splice(0), error);
  }

  return (item) =>
    new Promise((tell, fail) => {
      gate.refuseWhenClosed();
      waiting.push({ item, tell, fail });
      if (called) return;
      // A turn is asked for at once, so that a gate that closes meanwhile lets them in.
      called = true;
      const former = underway;
      gate.pass(() => takeTurn(former)).catch(refuse);
    });
}
