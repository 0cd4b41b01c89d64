/** What a person decides about themselves. */
import type { Language } from "../language/index.ts";
import { type Demographics, unsaid } from "./demographics.ts";

export type PersonSettings = Demographics & {
  /** What the arena speaks to them; null: what their platform says. */
  language: Language | null;
  /** Whether others may see their profile. Nobody's is visible until they say so. */
  profileVisible: boolean;
};

export const unsetPerson: PersonSettings = { language: null, profileVisible: false, ...unsaid };
