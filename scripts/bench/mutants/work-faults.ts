/** Faults in what keeps long work from being lost, or done twice. */
import type { Fault } from "./scratch.ts";

const stores = ["test/store/store.test.ts"];
const evaluations = ["test/mutual/evaluations.heavy.test.ts"];

/** Faults in what keeps long work from being lost, or done twice. */
export const workFaults: readonly Fault[] = [
  {
    rule: "whoever has lost an order writes none of its calls",
    file: "core/store/order-records.ts",
    from: `WHERE "id" = $1 AND "holder" = $2 AND "state" = 'running'`,
    to: `WHERE "id" = $1 AND $2 <> '' AND "state" = 'running'`,
    tests: stores,
  },
  {
    rule: "one order of a kind runs at a time",
    file: "core/store/order-records.ts",
    from: `state === "running" ? kind : null`,
    to: `state === "running" ? null : null`,
    tests: stores,
  },
  {
    rule: "an order that gets no further is given up",
    file: "core/mutual/order-work.ts",
    from: "found.tries >= mostTries",
    to: "found.tries < 0",
    tests: evaluations,
  },
  {
    rule: "an order that was called off elsewhere is let go of",
    file: "core/mutual/order-holding.ts",
    from: "(kept ? undefined : held.lost.abort())",
    to: "(kept ? undefined : held.gotOn)",
    tests: evaluations,
  },
  {
    rule: "what was paid for waits until it can be kept",
    file: "core/mutual/run/patient-journal.ts",
    from: "await pause(retryEvery, clock, signal);",
    to: "throw error;",
    tests: ["test/mutual/patient-journal.test.ts"],
  },
  {
    rule: "what is ordered while it is being done is not done twice",
    file: "core/machine/own-jobs.ts",
    from: "line.doing !== name && !line.waiting.includes(name)",
    to: "line.doing !== name",
    tests: ["test/machine/own-jobs.test.ts"],
  },
];
