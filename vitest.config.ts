import { defineConfig } from "vitest/config";
import { compilesOnce } from "./test/compiles-once.ts";

/** Tests that open no database and start no process. */
const light = [
  "test/{rating,images,language,limits,models}/*.test.ts",
  "test/boards/calibration.test.ts",
  "test/mutual/{bias,results,scoring}.test.ts",
  "test/safety/{self-naming-bench,self-naming-families,self-naming-mask,secrets}.test.ts",
  "test/scripts/{docs,gallery,rate-csv}.test.ts",
  "test/doctor/{data-folder,discord,pictures,roster,telegram}.test.ts",
  "test/discord/discord-parts.test.ts",
  "test/peers/*.test.ts",
  "test/store/log-beside-store.test.ts",
  "test/setup/files.test.ts",
  "test/web/markup.test.ts",
  "test/telegram/{entities,text-splitting}.test.ts",
  "test/web/{feed,form,page-addresses,visitor-address}.test.ts",
];

export default defineConfig({
  test: {
    // Processes: native addons, worker threads and signals behave as in production.
    pool: "forks",
    projects: [
      // These take turns in the processes: loading the product anew for each costs more than what they do.
      { extends: true, test: { name: "light", include: light, isolate: false } },
      // A process a file. Whoever opens databases in WebAssembly by the dozen in one process meets a crash of V8's.
      { extends: true, test: { name: "whole", include: ["test/**/*.test.ts"], exclude: light } },
    ],
    // More than the two cores of a small machine: tests wait for processes, disks and browsers as often as they work.
    maxWorkers: 3,
    execArgv: [compilesOnce],
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
