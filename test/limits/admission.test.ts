import { describe, expect, it } from "vitest";
import { sentences } from "../../core/language/index.ts";
import { createAdmission } from "../../core/limits/admission.ts";
import { urgencies, type Urgency } from "../../core/limits/urgency.ts";
import { sender } from "../core-kit.ts";
import { createManualClock } from "../manual-clock.ts";
import { until } from "../until.ts";

/** More than one person can send within the window. */
const many = 120;

describe("what people send", () => {
  it("is let in as fast as one person can press, and no faster", () => {
    const clock = createManualClock();
    const admission = createAdmission(clock, () => 0);
    for (let sent = 0; sent < many; sent += 1) admission.check(sender("ann"), "press");
    expect(() => admission.check(sender("ann"), "press")).toThrow();
    expect(() => admission.check(sender("bob"), "press")).not.toThrow();
    clock.advance(10_000);
    expect(() => admission.check(sender("ann"), "press")).not.toThrow();
  });

  it("is let in however much of it comes after an absence", () => {
    const admission = createAdmission(createManualClock(), () => 0);
    for (let sent = 0; sent < 2 * many; sent += 1) admission.check({ ...sender("ann"), late: "alone" }, "press");
    expect(() => admission.check(sender("ann"), "press")).not.toThrow();
  });
});

describe("what would have to wait too long", () => {
  it("is refused at once, boards before questions and questions before presses, and counts for nothing", () => {
    let waits: Record<Urgency, number> = { press: 0, question: 0, board: 0 };
    const admission = createAdmission(createManualClock(), (urgency) => waits[urgency]);
    const refused = (): Urgency[] =>
      urgencies.filter((urgency) => {
        try {
          admission.check(sender("ann", { language: "zh" }), urgency);
          return false;
        } catch (error) {
          expect(error).toMatchObject({ message: sentences("zh").refusals.tooBusy(10), seconds: 10 });
          return true;
        }
      });
    expect(refused()).toEqual([]);
    waits = { press: 900, question: 950, board: 1_100 };
    expect(refused()).toEqual(["board"]);
    waits = { press: 4_900, question: 3_100, board: 0 };
    expect(refused()).toEqual(["question", "board"]);
    waits = { press: 5_100, question: 0, board: 0 };
    for (let often = 0; often < 2 * many; often += 1) expect(refused()).toEqual(["press", "question", "board"]);
    waits = { press: 0, question: 0, board: 0 };
    expect(refused()).toEqual([]);
  });

  it("is let in when it was done in an absence, for nobody would do it again", () => {
    const admission = createAdmission(createManualClock(), () => Number.POSITIVE_INFINITY);
    expect(() => admission.check({ ...sender("ann"), late: "alone" }, "press")).not.toThrow();
  });
});

describe("boards in turn", () => {
  it("are refused when those before them take too long, and not because of what others send", async () => {
    const clock = createManualClock();
    const admission = createAdmission(clock, () => 0);
    const finish: (() => void)[] = [];
    const draw = (origin: string) => {
      const from = { ...sender(origin), origin };
      admission.check(from, "board");
      return admission.inTurn(from, () => new Promise<void>((resolve) => finish.push(resolve)));
    };
    const drawing = Array.from({ length: 10 }, () => draw("flood"));
    await until(() => finish.length === 4);
    clock.advance(5_000);
    expect(() => draw("flood")).toThrow(sentences("en").refusals.tooBusy(10));
    drawing.push(draw("next door"));
    for (let done = 0; done < 11; done += 1) {
      await until(() => finish.length > done);
      finish[done]!();
    }
    await Promise.all(drawing);
  });
});
