/** Counts what is really said to a database: messages of PostgreSQL's protocol, whichever of the two reads them. */
import { PGlite } from "@electric-sql/pglite";
import pg from "pg";

const spoken = ["parse", "bind", "describe", "execute", "sync", "query"] as const;

/** From now on, all that this process says to any database. @returns how much that is so far. */
export function countMessages(): () => number {
  let count = 0;
  const server = pg.Connection.prototype as unknown as Record<string, (...given: unknown[]) => unknown>;
  for (const name of spoken) {
    const speak = server[name];
    server[name] = function (this: unknown, ...given) {
      count += 1;
      return speak?.apply(this, given);
    };
  }
  // PGlite is given one message at a time.
  const { execProtocolRawSync } = PGlite.prototype;
  PGlite.prototype.execProtocolRawSync = function (this: PGlite, message) {
    count += 1;
    return execProtocolRawSync.call(this, message);
  };
  return () => count;
}
