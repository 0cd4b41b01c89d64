import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Processes: native addons, worker threads and signals behave as in production.
    pool: "forks",
    // Files take turns in two processes: loading the product anew for each costs a third of the whole run.
    isolate: false,
    maxWorkers: 2,
    // Only to end what hangs: a busy machine may take long, and no test is a stopwatch.
    testTimeout: 90_000,
    hookTimeout: 120_000,
    globalSetup: ["test/announce-skips.ts"],
    passWithNoTests: false,
    allowOnly: false,
    restoreMocks: true,
    // Failures and the sum; at a terminal a dot a test as well, so that one sees it move.
    reporters: [process.stdout.isTTY ? "dot" : "minimal"],
    silent: "passed-only",
    env: { TZ: "UTC" },
  },
});
