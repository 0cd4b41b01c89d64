/** Which language the arena speaks to whom. */
import type { Language } from "../language/index.ts";
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

/** Where chosen languages are read, and under which names. */
export type Hearing = {
  store: { people: Pick<PeopleStore, "personLanguage">; communities: Pick<CommunityStore, "communitySettings"> };
  pseudonyms: Pseudonyms;
};

/** Finds the language for whoever writes or presses: what they have chosen, else their community, else their platform says. */
export async function hear<From extends Sender>({ store, pseudonyms }: Hearing, from: From): Promise<Heard<From>> {
  const [own, { language: shared, theme: communityTheme }] = await Promise.all([
    store.people.personLanguage(pseudonyms.of(from.person)),
    store.communities.communitySettings(pseudonyms.of(from.community)),
  ]);
  return { ...from, language: own ?? shared ?? from.language, communityLanguage: shared, communityTheme };
}
