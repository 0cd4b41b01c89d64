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
  /** Pseudonyms by code: nearly always one. */
  const byCode = new Map<string, Set<string>>();
  const forget = ({ pseudonym }: Session): void => {
    const code = guestCode(pseudonym);
    known.delete(pseudonym);
    byCode.get(code)?.delete(pseudonym);
    if (byCode.get(code)?.size === 0) byCode.delete(code);
  };
  return {
    note(session) {
      const { pseudonym } = session;
      if (known.delete(pseudonym)) return void known.set(pseudonym, session);
      known.set(pseudonym, session);
      const code = guestCode(pseudonym);
      byCode.set(code, (byCode.get(code) ?? new Set()).add(pseudonym));
      const [oldest] = known.values();
      if (known.size > mostRemembered && oldest) forget(oldest);
    },
    find(code) {
      const [pseudonym, ...others] = byCode.get(code) ?? [];
      return pseudonym !== undefined && others.length === 0 ? known.get(pseudonym) : undefined;
    },
  };
}
