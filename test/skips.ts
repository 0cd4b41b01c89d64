/**
 * Suites that need what a machine may lack. A suite that needs it is skipped with the reason in its name; with
 * `REQUIRE_EVERYTHING=1` it fails instead.
 */
import { beforeAll, describe, expect, inject } from "vitest";
import { caddyPath, chromiumPath, mayMount, nginxPath, postgresUrl } from "./what-is-here.ts";

const requireEverything = process.env.REQUIRE_EVERYTHING === "1";

/** Describes a suite that needs `needed`, where it is there. */
export function describeWith(
  needed: string | undefined,
  name: string,
  reason: string,
  suite: (needed: string) => void,
): void {
  describe.runIf(needed || requireEverything)(`${name}${needed ? "" : ` (${reason})`}`, () => {
    beforeAll(() => expect(needed, reason).toBeTruthy());
    suite(needed ?? "");
  });
}

/** A suite on a PostgreSQL server: that of `TEST_DATABASE_URL`, otherwise our own; skipped where that does not run. */
export function describePostgres(name: string, suite: (serverUrl: string) => void): void {
  describeWith(
    postgresUrl ?? inject("database").serverUrl,
    name,
    "needs TEST_DATABASE_URL, a PostgreSQL server where tests may create databases",
    suite,
  );
}

/** A suite in a browser; skipped when there is no Chromium. */
export function describeChromium(name: string, suite: (executablePath: string) => void): void {
  describeWith(chromiumPath, name, "needs Chromium at CHROMIUM_PATH or /usr/bin/chromium", suite);
}

/** A suite behind a proxy; skipped where that proxy is not installed. */
export function describeProxy(proxy: "nginx" | "Caddy", suite: (executablePath: string) => void): void {
  const path = { nginx: nginxPath, Caddy: caddyPath }[proxy];
  describeWith(path, proxy, `needs Debian's package ${proxy.toLowerCase()}`, suite);
}

/** A suite on a small disk that it fills; skipped where one may not mount. */
export function describeSmallDisk(name: string, suite: () => void): void {
  describeWith(mayMount() ? "a disk" : undefined, name, "needs Linux and the right to mount: root", suite);
}
