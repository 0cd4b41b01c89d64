import { describe, expect, it } from "vitest";
import { createAdmission } from "../../core/limits/admission.ts";
import { sender } from "../core-kit.ts";
import { createManualClock } from "../manual-clock.ts";

/** More than one person can send within the window. */
const many = 120;

describe("what people send", () => {
  it("is let in as fast as one person can press, and no faster", () => {
    const clock = createManualClock();
    const admission = createAdmission(clock);
    for (let sent = 0; sent < many; sent += 1) admission.check(sender("ann"));
    expect(() => admission.check(sender("ann"))).toThrow();
    expect(() => admission.check(sender("bob"))).not.toThrow();
    clock.advance(10_000);
    expect(() => admission.check(sender("ann"))).not.toThrow();
  });

  it("is let in however much of it comes after an absence", () => {
    const admission = createAdmission(createManualClock());
    for (let sent = 0; sent < 2 * many; sent += 1) admission.check({ ...sender("ann"), late: true });
    expect(() => admission.check(sender("ann"))).not.toThrow();
  });
});
