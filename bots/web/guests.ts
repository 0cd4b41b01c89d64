/** Who has been at the page lately, so that others can name them by their code. Kept in memory only. */
import { guestCode, type Session } from "./sessions.ts";

/** How many people are remembered. */
const mostRemembered = 10_000;

export interface Guests {
  /** Takes note that somebody is here. */
  note(session: Session): void;
  /** Whoever goes by a code; undefined when nobody does, or more than one. */
  find(code: string): Session | undefined;
}

export function createGuests(): Guests {
  const known = new Map<string, Session>();
  return {
    note(session) {
      known.delete(session.pseudonym);
      known.set(session.pseudonym, session);
      const [oldest] = known.keys();
      if (known.size > mostRemembered && oldest !== undefined) known.delete(oldest);
    },
    find(code) {
      const found = [...known.values()].filter(({ pseudonym }) => guestCode(pseudonym) === code);
      return found.length === 1 ? found[0] : undefined;
    },
  };
}
