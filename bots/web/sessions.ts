/**
 * Who sits at a browser. A cookie is a person: it holds a random identifier and this installation's signature, so the
 * server stores nothing about anybody.
 */
import { createHash, createHmac, createSecretKey, timingSafeEqual } from "node:crypto";
import { createBoundedMap, type Random } from "../../core/index.ts";

/** Signs with this installation's secret: what carries such a signature was made here. */
export interface PageSigner {
  /** HMAC-SHA-256 as 43 characters of base64url; another purpose gives another signature for the same value. */
  sign(purpose: string, value: string): string;
  /** The name of a cookie, different for each installation, because a host's ports share their cookies. */
  cookieName(what: "" | "joined" | "operator"): string;
}

/**
 * @param secret at least 32 bytes that only this installation knows, and keeps.
 * @throws {Error} for a shorter one.
 */
export function createPageSigner(secret: Uint8Array): PageSigner {
  if (secret.length < 32) throw new Error("The page's secret must have at least 32 bytes.");
  // Made once: given as bytes, a key costs six times what the signature does.
  const key = createSecretKey(secret);
  const sign = (purpose: string, value: string): string =>
    createHmac("sha256", key).update(`${purpose}\n${value}`).digest("base64url");
  return {
    sign,
    cookieName(what) {
      const own = sign("cookie name", what)
        .replaceAll(/[^0-9A-Za-z]/g, "")
        .slice(0, 6);
      return `doubleblind-${what === "" ? "" : `${what}-`}${own}`;
    },
  };
}

/** One voter at the page. */
export type Session = {
  /** `web:` and a random identifier: what core gets to see. */
  person: string;
  /** One-way from `person`: the only trace of it that the archive keeps. */
  pseudonym: string;
};

/** What the archive calls a person of the page. */
export function pagePseudonym(signer: Pick<PageSigner, "sign">, person: string): string {
  return signer.sign("pseudonym", person);
}

/** Makes cookies, and reads them again. */
export interface Sessions {
  /** The cookie's name. */
  readonly cookieName: string;
  /** @returns undefined for anything this installation did not sign. */
  read(cookie: string | undefined): Session | undefined;
  /** A person never seen before, and the cookie to give them. */
  begin(): { session: Session; cookie: string };
  /** The identifier of a message, made from its writer's own key for it: sent again, it gets the same one. */
  messageOf(session: Session, key: string): string;
}

/** How long a browser may keep the cookie, in seconds: 400 days, the longest browsers allow. */
export const cookieSeconds = 400 * 24 * 60 * 60;

/** Of how many cookies it is remembered that their signature was right. */
const mostRemembered = 10_000;

const cookiePattern = /^([0-9a-z]{16})\.([\w-]{43})$/;

/** Cookies that this installation signs. @param random gives new people their identifiers. */
export function createSessions(signer: PageSigner, random: Random): Sessions {
  const remembered = createBoundedMap<string, Session>(mostRemembered);
  const sessionOf = (identifier: string): Session => {
    const person = `web:${identifier}`;
    return { person, pseudonym: pagePseudonym(signer, person) };
  };
  return {
    cookieName: signer.cookieName(""),
    read(cookie = "") {
      const known = remembered.get(cookie);
      if (known) return known;
      const [, identifier, signature] = cookiePattern.exec(cookie) ?? [];
      if (!identifier || !signature) return undefined;
      const expected = Buffer.from(signer.sign("session", identifier));
      return timingSafeEqual(expected, Buffer.from(signature))
        ? remembered.set(cookie, sessionOf(identifier))
        : undefined;
    },
    begin() {
      const identifier = random.id();
      return { session: sessionOf(identifier), cookie: `${identifier}.${signer.sign("session", identifier)}` };
    },
    messageOf: ({ person }, key) => signer.sign("message", `${person}\n${key}`).slice(0, 22),
  };
}

/** Digits and letters that are hard to mix up: without I, L, O and U. */
export const clearDigits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** Four characters to tell people apart by; one-way from the pseudonym. */
export function guestCode(pseudonym: string): string {
  const digest = createHash("sha256").update(pseudonym).digest();
  return [...digest.subarray(0, 4)].map((byte) => clearDigits.charAt(byte % clearDigits.length)).join("");
}

/** How many guests are remembered. */
const mostGuests = 10_000;

/** Who has been at the page lately, so that others can name them by their code. Kept in memory only. */
export interface Guests {
  /** Takes note that somebody is here. */
  note(session: Session): void;
  /** Whoever goes by a code; undefined when nobody does, or more than one. */
  find(code: string): Session | undefined;
}

/** The longest unseen are forgotten first. */
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
      if (known.size > mostGuests && oldest) forget(oldest);
    },
    find(code) {
      const [pseudonym, ...others] = byCode.get(code) ?? [];
      return pseudonym !== undefined && others.length === 0 ? known.get(pseudonym) : undefined;
    },
  };
}
