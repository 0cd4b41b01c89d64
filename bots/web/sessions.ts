/** Who sits at a browser. A cookie is a person; it holds a random identifier and our signature, so nothing is stored. */
import { createHash, timingSafeEqual } from "node:crypto";
import type { Random } from "../../core/index.ts";
import type { PageSigner } from "./signer.ts";

/** One voter at the page. */
export type Session = {
  /** `web:` and a random identifier: what core gets to see. */
  person: string;
  /** One-way from `person`: the only trace of it that the archive keeps. */
  pseudonym: string;
};

export interface Sessions {
  /** The cookie's name. */
  readonly cookieName: string;
  /** @returns undefined for anything this installation did not sign. */
  read(cookie: string | undefined): Session | undefined;
  /** A person never seen before, and the cookie to give them. */
  begin(): { session: Session; cookie: string };
  /** The identifier of a message that its writer calls by a key: the same again when it is sent again. */
  messageOf(session: Session, key: string): string;
}

/** How long a browser may keep the cookie, in seconds: 400 days, the longest browsers allow. */
export const cookieSeconds = 400 * 24 * 60 * 60;

const cookiePattern = /^([0-9a-z]{16})\.([\w-]{43})$/;

export function createSessions(signer: PageSigner, random: Random): Sessions {
  const sessionOf = (identifier: string): Session => {
    const person = `web:${identifier}`;
    return { person, pseudonym: signer.sign("pseudonym", person) };
  };
  return {
    cookieName: signer.cookieName(""),
    read(cookie) {
      const [, identifier, signature] = cookiePattern.exec(cookie ?? "") ?? [];
      if (!identifier || !signature) return undefined;
      const expected = Buffer.from(signer.sign("session", identifier));
      return timingSafeEqual(expected, Buffer.from(signature)) ? sessionOf(identifier) : undefined;
    },
    begin() {
      const identifier = random.id();
      return { session: sessionOf(identifier), cookie: `${identifier}.${signer.sign("session", identifier)}` };
    },
    messageOf: ({ person }, key) => signer.sign("message", `${person}\n${key}`).slice(0, 22),
  };
}

/** Digits and letters that are hard to mistake: without I, L, O and U. */
export const clearDigits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** Four characters to tell people apart by; one-way from the pseudonym. */
export function guestCode(pseudonym: string): string {
  const digest = createHash("sha256").update(pseudonym).digest();
  return [...digest.subarray(0, 4)].map((byte) => clearDigits.charAt(byte % clearDigits.length)).join("");
}
