/** The cookie of an operator: of somebody who showed a token that has not been revoked since. */
import { timingSafeEqual } from "node:crypto";
import { type Clock, findOperator, type Log, type Operator, type Operators } from "../../core/index.ts";
import type { Session } from "./sessions.ts";
import type { PageSigner } from "./signer.ts";
import { createTries } from "./tries.ts";

export interface OperatorCookie {
  /** The cookie's name. */
  readonly cookieName: string;
  /** Whether the cookie was given to this person, for a token that is still valid at this moment. */
  isOperator(session: Session, cookie: string | undefined): boolean;
  /**
   * Tries a token. It has 256 bits, so counting each person's tries is enough, and nobody can shut out another.
   * @returns the cookie that makes them an operator; or how many seconds to wait before another try; or `wrong`.
   */
  prove(session: Session, token: string): { cookie: string } | { wait: number } | "wrong";
}

/** @param operators read at each request, so that revoking works at once for every cookie. */
export function createOperatorCookie(
  signer: PageSigner,
  operators: Pick<Operators, "list">,
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
    prove(session, token) {
      const wait = tries.wait(session, null);
      if (wait > 0) return { wait };
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
