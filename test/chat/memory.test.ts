import { expect, it } from "vitest";
import { startCoreKit } from "../core-kit.ts";
import { until } from "../until.ts";

const day = 24 * 60 * 60_000;

it("what platforms note is forgotten after some days, also by an arena that is never started again", async () => {
  const kit = await startCoreKit();
  const core = await kit.createCore();
  await core.start();
  const memory = core.record.memory("telegram");
  await memory.keep("answered press 1", "");
  for (let passed = 0; passed < 7; passed += 1) {
    core.clock.advance(day);
    // Until it is going to look again: other timers may be there before.
    await until(() => core.clock.pending().includes(day));
  }
  expect(await memory.find("answered press 1")).toBe("");
  core.clock.advance(2 * day);
  await until(async () => (await memory.find("answered press 1")) === undefined);
  await core.stop();
  await kit.close();
});
