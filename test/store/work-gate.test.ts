import { describe, expect, it } from "vitest";
import type { Urgency } from "../../core/limits/urgency.ts";
import { createWorkGate } from "../../core/store/work-gate.ts";
import { until } from "../until.ts";

describe("work gate", () => {
  it("lets no more in than it has places, in order of arrival", async () => {
    const gate = createWorkGate(2);
    const started: number[] = [];
    const finish: (() => void)[] = [];
    const passes = [0, 1, 2, 3].map((number) =>
      gate.pass(async () => {
        started.push(number);
        await new Promise<void>((resolve) => (finish[number] = resolve));
        return number;
      }),
    );
    await until(() => finish[1] !== undefined);
    expect(started).toEqual([0, 1]);
    finish[1]!();
    await until(() => finish[2] !== undefined);
    expect(started).toEqual([0, 1, 2]);
    finish[0]!();
    finish[2]!();
    await until(() => finish[3] !== undefined);
    finish[3]!();
    expect(await Promise.all(passes)).toEqual([0, 1, 2, 3]);
  });

  it("lets others come between two pieces of work, also where work waits for nothing", async () => {
    const gate = createWorkGate(1);
    const done: string[] = [];
    setImmediate(() => done.push("another"));
    await Promise.all(["first", "second"].map((name) => gate.pass(async () => void done.push(name))));
    expect(done).toEqual(["first", "another", "second"]);
  });

  it("goes on after work that throws", async () => {
    const gate = createWorkGate(1);
    await expect(gate.pass(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(await gate.pass(() => Promise.resolve("yes"))).toBe("yes");
  });

  it("closes when all that was let in is done, and lets nothing more in", async () => {
    const gate = createWorkGate(1);
    const done: string[] = [];
    const passes = ["first", "second"].map((name) => gate.pass(async () => void done.push(name)));
    const closing = gate.close().then(() => done.push("closed"));
    await expect(gate.pass(() => Promise.resolve())).rejects.toThrow("closed");
    await Promise.all([...passes, closing]);
    expect(done).toEqual(["first", "second", "closed"]);
  });

  it("lets a board wait for a press that came later", async () => {
    const gate = createWorkGate(1);
    const order: string[] = [];
    const pass = (urgency: Urgency) => gate.pass(async () => void order.push(urgency), urgency);
    await Promise.all([pass("question"), pass("board"), pass("press")]);
    expect(order).toEqual(["question", "press", "board"]);
  });

  it("lets the event loop turn between two pieces of work, so that newcomers are heard", async () => {
    const gate = createWorkGate(1);
    let done = 0;
    const seen: number[] = [];
    const look = (): void => {
      seen.push(done);
      if (done < 20) setImmediate(look);
    };
    setImmediate(look);
    await Promise.all(Array.from({ length: 20 }, () => gate.pass(async () => void (done += 1))));
    expect(seen.length).toBeGreaterThanOrEqual(10);
  });
});
