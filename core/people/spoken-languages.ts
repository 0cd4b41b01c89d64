/** Which language the arena speaks to whom. */
import type { Language } from "../language/index.ts";
import { createBoundedMap } from "../machine/bounded-map.ts";
import type { Clock } from "../machine/clock.ts";
import type { CommunitySettings } from "../battle/community-settings.ts";
import type { CommunityStore } from "../battle/store.ts";
import type { PeopleStore } from "./store.ts";
import type { Sender } from "../chat/post.ts";
import type { Pseudonyms } from "../safety/pseudonyms.ts";

/** A sender, with the language they read as `language`, and what their community has chosen for all, or null. */
export type Heard<From extends Sender> = From & {
  communityLanguage: Language | null;
  communityTheme: CommunitySettings["theme"];
};

/**
 * The language of what all of a community reads, whoever asks for it or presses on it.
 * @param posted the language in which it was or is to be posted, used if the community has chosen none.
 */
export function sharedLanguage({ communityLanguage }: Heard<Sender>, posted: Language): Language {
  return communityLanguage ?? posted;
}

/** Finds the language for whoever writes or presses. */
export interface SpokenLanguages {
  /** What somebody has chosen, else what their community has, else what their platform says. */
  hear<From extends Sender>(from: From): Promise<Heard<From>>;
  /** Forgets what was read of somebody, or of a community (pseudonyms), because it has just changed. */
  forget(id: string): void;
}

/** How long what was read is believed, in milliseconds: other processes may change it. */
const believedFor = 60_000;
/** How many people and communities are remembered. */
const mostRemembered = 10_000;

type Chosen = { language: Language | null; theme: CommunitySettings["theme"] };
type Remembered = Chosen & { until: number };

/** Remembers for a minute what it has read, so that a vote needs no reading of its own. */
export function createSpokenLanguages(
  store: { people: PeopleStore; communities: CommunityStore },
  pseudonyms: Pseudonyms,
  clock: Clock,
): SpokenLanguages {
  const remembered = createBoundedMap<string, Remembered>(mostRemembered);

  async function recall(id: string, read: () => Promise<Pick<Chosen, "language"> & Partial<Chosen>>): Promise<Chosen> {
    const now = clock.now().getTime();
    const known = remembered.get(id);
    if (known && known.until > now) return known;
    const { language, theme = null } = await read();
    return remembered.set(id, { language, theme, until: now + believedFor });
  }

  return {
    async hear(from) {
      const person = pseudonyms.of(from.person);
      const community = pseudonyms.of(from.community);
      const [own, shared] = await Promise.all([
        recall(person, () => store.people.personSettings(person)),
        recall(community, () => store.communities.communitySettings(community)),
      ]);
      const language = own.language ?? shared.language ?? from.language;
      return { ...from, language, communityLanguage: shared.language, communityTheme: shared.theme };
    },
    forget: (id) => void remembered.delete(id),
  };
}
