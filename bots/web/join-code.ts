/** The code that lets people in where anybody could reach the page. */
import { createHash, timingSafeEqual } from "node:crypto";
import type { Clock } from "../../core/index.ts";
import { clearDigits, type Session } from "./sessions.ts";
import type { PageSigner } from "./signer.ts";
import { createTries } from "./tries.ts";

export interface JoinCode {
  /** The cookie's name. */
  readonly cookieName: string;
  /** What people are to type. */
  readonly code: string;
  /** Whether somebody has been let in, by this very code. */
  hasJoined(session: Session, cookie: string | undefined): boolean;
  /**
   * Tries a code.
   * @param from the address it comes from, as limits count it.
   * @returns the cookie that lets them in; or how many seconds to wait before another try; or `wrong`.
   */
  join(session: Session, typed: string, from: string): { cookie: string } | { wait: number } | "wrong";
}

/** @param chosen null: one is made of the installation's secret, and stays the same. */
export function createJoinCode(signer: PageSigner, clock: Clock, chosen: string | null): JoinCode {
  const code = chosen ?? madeCode(signer);
  const expected = digestOf(code);
  const tries = createTries(clock);
  // Another code lets in nobody who came by this one.
  const passOf = ({ person }: Session): string => signer.sign("joined", `${plain(code)}\n${person}`);
  return {
    cookieName: signer.cookieName("joined"),
    code,
    hasJoined(session, cookie) {
      const pass = Buffer.from(passOf(session));
      const given = Buffer.from(cookie ?? "");
      return given.length === pass.length && timingSafeEqual(given, pass);
    },
    join(session, typed, from) {
      const wait = tries.wait(session, from);
      if (wait > 0) return { wait };
      if (timingSafeEqual(digestOf(typed), expected)) return { cookie: passOf(session) };
      tries.addWrong(session, from);
      return "wrong";
    },
  };
}

/** Eight characters, 40 bits, such as `7Q2F-K9XW`. */
function madeCode(signer: PageSigner): string {
  const bytes = createHash("sha256").update(signer.sign("join code", "")).digest().subarray(0, 8);
  const characters = [...bytes].map((byte) => clearDigits.charAt(byte % clearDigits.length)).join("");
  return `${characters.slice(0, 4)}-${characters.slice(4)}`;
}

/** People type codes as they like: in small letters, with blanks, without dashes. */
function plain(code: string): string {
  return code.replaceAll(/[\s-]/g, "").toUpperCase();
}

function digestOf(code: string): Buffer {
  return createHash("sha256").update(plain(code)).digest();
}
