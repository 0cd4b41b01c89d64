import { tmpdir } from "node:os";
import { defineConfig } from "vitest/config";
import { findServerPrograms } from "./core/store/server/server-programs.ts";
import { compilesOnce } from "./test/compiles-once.ts";
import { postgresUrl } from "./test/what-is-here.ts";

/** Where no server runs, tests open PGlite; whoever opens it by the dozen in one process meets a crash of V8's. */
const isServerHere = postgresUrl !== undefined || typeof (await findServerPrograms(tmpdir())) !== "string";

/** What starts the arena as a process, kills, fills disks, breaks connections, drives a browser, makes load, simulates long, or opens PGlite. */
const heavy = "test/**/*.heavy.test.ts";

export default defineConfig({
  test: {
    // Processes: native addons, worker threads and signals behave as in production.
    pool: "forks",
    projects: [
      {
        extends: true,
        test: {
          name: "light",
          include: ["test/**/*.test.ts"],
          exclude: [heavy],
          // These take turns in the processes: loading the product anew for each costs more than what they do.
          isolate: !isServerHere,
          execArgv: isServerHere ? [] : [compilesOnce],
        },
      },
      // A process a file.
      { extends: true, test: { name: "heavy", include: [heavy], execArgv: [compilesOnce] } },
    ],
    // More than the two cores of a small machine: tests wait for processes, disks and browsers as often as they work.
    maxWorkers: 3,
    // Only to end what hangs: a busy machine may take long, and no test is a stopwatch.
    testTimeout: 90_000,
    hookTimeout: 120_000,
    globalSetup: ["test/global-setup.ts"],
    allowOnly: false,
    restoreMocks: true,
    // Failures and the sum; at a terminal a dot a test as well, so that one sees it move.
    reporters: [process.stdout.isTTY ? "dot" : "minimal"],
    silent: "passed-only",
    env: { TZ: "UTC" },
  },
});
