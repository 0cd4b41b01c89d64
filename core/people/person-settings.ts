/** What a person decides about themselves. */
import type { Language } from "../language/index.ts";

export type PersonSettings = {
  /** What the arena speaks to them; null: what their platform says. */
  language: Language | null;
  /** Whether others may see their profile. Nobody's is visible until they say so. */
  profileVisible: boolean;
};

export const unsetPerson: PersonSettings = { language: null, profileVisible: false };
