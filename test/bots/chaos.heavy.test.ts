/** A short run of the chaos bench; `npm run -s bench -- chaos` does the same for as long as one likes. */
import { expect, it } from "vitest";
import type { FaultKind } from "./chaos/faults.ts";
import { runChaos, usualPlan } from "./chaos/run.ts";

/** Who hangs up for half a minute after a kill is waited for here, too: what takes longer is the bench's. */
const kinds = usualPlan.kinds.filter((kind: FaultKind) => kind !== "database outage");

it("whatever is killed, cut, refused and set wrong, what was acknowledged is there once, and nothing is stuck", async () => {
  const result = await runChaos({
    ...{
      seed: 7,
      time: 10_000,
      personPatience: 4_000,
      plan: { ...usualPlan, meanInterval: 2_000, kinds },
      patience: 80_000,
    },
    ...{ fullDisk: false, progress: () => {} },
  });
  expect(result.checks.filter(({ wrong }) => wrong.length > 0)).toEqual([]);
  expect(result.presses.acknowledged).toBeGreaterThan(20);
}, 180_000);
