/** The cookies by which people are known who have given the page's code, or an operator's token. */
import { createHash, timingSafeEqual } from "node:crypto";
import { type Clock, findOperator, type Log, type Operator, type Operators } from "../../core/index.ts";
import { clearDigits, type PageSigner, type Session } from "./sessions.ts";
import { createTries } from "./tries.ts";

/** The code that lets people in where anybody could reach the page. */
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

/** The page's code. @param chosen null: one is made of the installation's secret, and stays the same. */
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

/** The cookie of an operator: of somebody who showed a token that has not been revoked since. */
export interface OperatorCookie {
  /** The cookie's name. */
  readonly cookieName: string;
  /** Whether the cookie was given to this person, for a token that is still valid at this moment. */
  isOperator(session: Session, cookie: string | undefined): boolean;
  /**
   * Tries a token. It has 256 bits, so counting each person's tries is enough, and nobody can shut out another.
   * @returns the cookie that makes them an operator; or how many seconds to wait before another try; or `wrong`.
   */
  prove(session: Session, token: string): Promise<{ cookie: string } | { wait: number } | "wrong">;
}

/** @param operators are asked for at each request, so that revoking works at once for every cookie, or as soon as it is known here. */
export function createOperatorCookie(
  signer: PageSigner,
  operators: Pick<Operators, "list" | "renew">,
  clock: Clock,
  log: Log,
): OperatorCookie {
  const tries = createTries(clock);
  const allOf = readingOf(operators, log);
  const passOf = ({ person }: Session, hash: string): string => signer.sign("operator", `${hash}\n${person}`);
  return {
    cookieName: signer.cookieName("operator"),
    isOperator(session, cookie) {
      if (cookie === undefined) return false;
      const given = Buffer.from(cookie);
      return allOf().some(({ hash }) => {
        const pass = Buffer.from(passOf(session, hash));
        return pass.length === given.length && timingSafeEqual(pass, given);
      });
    },
    async prove(session, token) {
      const wait = tries.wait(session, null);
      if (wait > 0) return { wait };
      // They may have been added a moment ago, by another process.
      await operators.renew();
      const operator = findOperator(allOf(), token);
      if (operator) return { cookie: passOf(session, operator.hash) };
      tries.addWrong(session, null);
      return "wrong";
    },
  };
}

/** Where they cannot be read nobody is one, and the page goes on; the log is told once, until they can be again. */
function readingOf(operators: Pick<Operators, "list">, log: Log): () => Operator[] {
  let readable = true;
  return () => {
    try {
      const all = operators.list();
      readable = true;
      return all;
    } catch (error) {
      if (readable) log.error({ error }, "the operators in the data folder cannot be read, so nobody is one");
      readable = false;
      return [];
    }
  };
}
