/** The code that lets people in where anybody could reach the page. */
import { createHash, timingSafeEqual } from "node:crypto";
import type { Clock } from "../../core/index.ts";
import { clearDigits, type Session } from "./sessions.ts";
import type { PageSigner } from "./signer.ts";

export interface JoinCode {
  /** The cookie's name. */
  readonly cookieName: string;
  /** What people are to type. */
  readonly code: string;
  /** Whether somebody has been let in, by this very code. */
  hasJoined(session: Session, cookie: string | undefined): boolean;
  /**
   * Tries a code.
   * @param from where the try comes from; too many wrong ones from there, or from all, are not even looked at.
   * @returns the cookie that lets them in.
   */
  join(session: Session, typed: string, from: string): { cookie: string } | "wrong" | "too-often";
}

/** How many wrong codes are looked at within {@link window}: from one address, and from all together. */
const mostFromOne = 10;
const mostFromAll = 200;
/** In milliseconds. */
const window = 60_000;

/** @param chosen null: one is made of the installation's secret, and stays the same. */
export function createJoinCode(signer: PageSigner, clock: Clock, chosen: string | null): JoinCode {
  const code = chosen ?? madeCode(signer);
  const expected = digestOf(code);
  const wrong = createTries(clock);
  // Another code lets in nobody who came by this one.
  const passOf = ({ person }: Session): string => signer.sign("joined", `${plain(code)}\n${person}`);
  return {
    cookieName: `doubleblind-joined-${signer
      .sign("cookie name", "joined")
      .replaceAll(/[^0-9A-Za-z]/g, "")
      .slice(0, 6)}`,
    code,
    hasJoined(session, cookie) {
      const pass = Buffer.from(passOf(session));
      const given = Buffer.from(cookie ?? "");
      return given.length === pass.length && timingSafeEqual(given, pass);
    },
    join(session, typed, from) {
      if (wrong.count(from) >= mostFromOne || wrong.total() >= mostFromAll) return "too-often";
      if (timingSafeEqual(digestOf(typed), expected)) return { cookie: passOf(session) };
      wrong.add(from);
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

/** Counts what happened within the last {@link window}, by where it came from. */
function createTries(clock: Clock) {
  let tries: { from: string; at: number }[] = [];
  const recent = () => {
    const since = clock.now().getTime() - window;
    tries = tries.filter(({ at }) => at > since);
    return tries;
  };
  return {
    add: (from: string) => void recent().push({ from, at: clock.now().getTime() }),
    count: (from: string) => recent().filter((one) => one.from === from).length,
    total: () => recent().length,
  };
}
