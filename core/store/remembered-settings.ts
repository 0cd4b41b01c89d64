/**
 * What people and communities have chosen, remembered: every press and every question needs it, and it hardly ever changes.
 *
 * What this process changes is forgotten before the change is answered. Where other processes work on the same database,
 * what they change is seen within {@link believedFor}; rules that protect somebody (who may ask, when names are shown, who
 * sees a profile) are then read anew each time.
 */
import type { CommunityStore } from "../battle/store.ts";
import type { KnownCommunity } from "./community-records.ts";
import type { Language } from "../language/index.ts";
import { createBoundedMap } from "../machine/bounded-map.ts";
import type { Clock } from "../machine/clock.ts";
import type { RestrictionStore } from "../battle/restrictions.ts";
import type { PeopleStore } from "../people/store.ts";

/** In milliseconds. */
export const believedFor = 10_000;

/** How many people, and how many communities, are remembered: those asked for last. */
const mostRemembered = 10_000;

/** Whose settings they are, and who else may change them. */
export type RememberedOptions = {
  /** Whether no other process works on the same database. */
  alone: boolean;
  clock: Pick<Clock, "elapsed">;
};

type Memory<Value> = {
  /** What is remembered, else what is read; whoever asks while it is being read waits for the same reading. */
  recall(id: string): Promise<Value>;
  forget(id: string): void;
};

function createMemory<Value>(read: (id: string) => Promise<Value>, { alone, clock }: RememberedOptions): Memory<Value> {
  const remembered = createBoundedMap<string, { value: Promise<Value>; until: number }>(mostRemembered);

  function begin(id: string, now: number): Promise<Value> {
    // It tells how things were at some time after the reading began.
    const entry = { value: read(id), until: alone ? Number.POSITIVE_INFINITY : now + believedFor };
    remembered.set(id, entry);
    entry.value.catch(() => {
      if (remembered.get(id) === entry) remembered.delete(id);
    });
    return entry.value;
  }

  return {
    recall(id) {
      const now = clock.elapsed();
      const known = remembered.get(id);
      return known && now < known.until ? known.value : begin(id, now);
    },
    // A reading under way is forgotten as well: it may have begun before the change.
    forget: (id) => void remembered.delete(id),
  };
}

/** Forgets, whether or not a change is known to have been made: one whose answer was lost may have been. */
async function andForget<Result>(change: Promise<Result>, ...forget: (() => void)[]): Promise<Result> {
  try {
    return await change;
  } finally {
    for (const one of forget) one();
  }
}

function rememberPeople(people: PeopleStore, options: RememberedOptions): PeopleStore {
  const languages = createMemory<Language | null>(people.personLanguage, options);
  const forget = (id: string) => () => languages.forget(id);
  return {
    ...people,
    personLanguage: (id) => languages.recall(id),
    savePersonSettings: (id, settings) => andForget(people.savePersonSettings(id, settings), forget(id)),
    erasePerson: (id, at) => andForget(people.erasePerson(id, at), forget(id)),
  };
}

/** What a community has decided, and who is shut out of it: one reading. */
function rememberCommunities(
  { communities, restrictions, known }: Records,
  options: RememberedOptions,
): Pick<Remembered, "communities" | "restrictions"> {
  const all = createMemory<KnownCommunity>(known, options);
  const forget = (id: string) => () => all.forget(id);
  const decided = async (id: string) => (await all.recall(id)).decided;
  return {
    communities: {
      ...communities,
      decided: options.alone ? decided : communities.decided,
      communitySettings: async (id) => (await decided(id)).own,
      changeSettings: (id, change) => andForget(communities.changeSettings(id, change), forget(id)),
      moveCommunity: (from, to) => andForget(communities.moveCommunity(from, to), forget(from), forget(to)),
    },
    restrictions: {
      ...restrictions,
      shutOut: async (id) => (await all.recall(id)).shutOut,
      restrict: (wanted) =>
        andForget(restrictions.restrict(wanted), ...wanted.map(({ community }) => forget(community))),
      lift: (community, ...lifted) => andForget(restrictions.lift(community, ...lifted), forget(community)),
    },
  };
}

type Remembered = { people: PeopleStore; communities: CommunityStore; restrictions: RestrictionStore };
/** `known`: all that is remembered of a community. */
type Records = Remembered & { known(community: string): Promise<KnownCommunity> };

/** The same stores, with a memory for settings, and for who is shut out. */
export function rememberSettings(records: Records, options: RememberedOptions): Remembered {
  return { people: rememberPeople(records.people, options), ...rememberCommunities(records, options) };
}
