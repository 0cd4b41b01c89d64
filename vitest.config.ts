import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // A process a file: native addons, worker threads and signals behave as in production.
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    passWithNoTests: false,
    allowOnly: false,
    restoreMocks: true,
    // Failures and the sum; at a terminal a dot a test as well, so that one sees it move.
    reporters: [process.stdout.isTTY ? "dot" : "minimal"],
    silent: "passed-only",
    env: { TZ: "UTC" },
  },
});
