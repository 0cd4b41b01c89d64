/** A short run of the chaos bench; `npm run -s bench -- chaos` does the same for as long as one likes. */
import { expect, it } from "vitest";
import type { FaultKind } from "./chaos/faults.ts";
import { runChaos, usualPlan } from "./chaos/run.ts";

/** After these it takes longer to become quiet than a test may: they are the bench's. */
const slow: readonly FaultKind[] = ["database outage", "model streams stalled", "clock jump"];

it("whatever is killed, cut, frozen and refused, what was acknowledged is there once, and nothing is stuck", async () => {
  const kinds = usualPlan.kinds.filter((kind) => !slow.includes(kind));
  const result = await runChaos({
    ...{ seed: 7, time: 10_000, plan: { meanInterval: 2_000, longestOutage: 6_000, kinds } },
    ...{ personPatience: 4_000, patience: 80_000, fullDisk: false, progress: () => {} },
  });
  expect(result.checks.filter(({ wrong }) => wrong.length > 0)).toEqual([]);
  expect(result.presses.acknowledged).toBeGreaterThan(10);
}, 180_000);
