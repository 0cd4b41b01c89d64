import { expect, it } from "vitest";
import { judgeStandard } from "../../core/mutual/scoring/standards.ts";

it("is beaten when most judges hold one and the same answer to be better, its setter left out", () => {
  const compared = ["m2", "m3"];
  const say = (judge: string, ...better: string[]) => ({ judge, compared, better });
  const beaten = (...said: Parameters<typeof judgeStandard>[1]) => judgeStandard("m1", said).beaten;
  expect(beaten()).toBe(false);
  expect(beaten(say("m4", "m2"))).toBe(false);
  expect(beaten(say("m4", "m2"), say("m5"))).toBe(false);
  expect(beaten(say("m4", "m2"), say("m5", "m2"))).toBe(true);
  // Each finds another one better.
  expect(beaten(say("m4", "m2"), say("m5", "m3"))).toBe(false);
  expect(beaten(say("m1", "m2"), say("m4", "m2"), say("m5"))).toBe(false);
  expect(judgeStandard("m1", [say("m4", "m2"), say("m5", "m2", "m3")]).answers).toEqual([
    { model: "m2", better: 2, judges: 2 },
    { model: "m3", better: 1, judges: 2 },
  ]);
});
