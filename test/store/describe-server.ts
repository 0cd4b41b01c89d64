/** Suites on the embedded PostgreSQL server; skipped where there is only PGlite. */
import { describeWith } from "../skips.ts";
import { whyNoServer } from "../what-is-here.ts";

const reason = await whyNoServer();

/** Describes a suite that needs the server. */
export function describeServer(name: string, suite: () => void): void {
  describeWith(reason === undefined ? "a server" : undefined, name, `needs an embedded server: ${reason}`, suite);
}
