/** The cookie of whoever runs the page: they showed an operator's token, which nobody has revoked since. */
import { timingSafeEqual } from "node:crypto";
import { type Clock, findOperator, type Log, type Operator, type Operators } from "../../core/index.ts";
import type { Session } from "./sessions.ts";
import type { PageSigner } from "./signer.ts";
import { createTries } from "./tries.ts";

export interface OperatorCookie {
  /** The cookie's name. */
  readonly cookieName: string;
  /** Whether the cookie was given to this person for a token that is good at this very moment. */
  isOperator(session: Session, cookie: string | undefined): boolean;
  /**
   * Tries a token: 256 bits, so that it is enough to count the tries of each person, and nobody can shut out another.
   * @returns the cookie that makes them an operator; or for how many seconds no try is looked at; or `wrong`.
   */
  prove(session: Session, token: string): { cookie: string } | { wait: number } | "wrong";
}

/** @param operators is read at each question, so that revoking holds at once, for every cookie. */
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
