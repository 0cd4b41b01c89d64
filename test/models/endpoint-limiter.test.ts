import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createEndpointLimiter } from "../../core/models/endpoint-limiter.ts";
import { until } from "../until.ts";

const never = new AbortController().signal;

describe("an endpoint's concurrency", () => {
  it("is kept, first come, first served, but for those who go first", async () => {
    const limiter = createEndpointLimiter({ concurrency: 2, requestsPerMinute: null });
    const started: string[] = [];
    const endings = new Map<string, () => void>();
    const run = (name: string, first = false) => {
      const task = () => {
        started.push(name);
        return new Promise<string>((resolve) => endings.set(name, () => resolve(name)));
      };
      return limiter.run(task, never, first);
    };
    const running = [run("a"), run("b"), run("c"), run("d")];
    await until(() => started.length === 2);
    running.push(run("e", true));
    endings.get("b")?.();
    await until(() => started.length === 3);
    endings.get("a")?.();
    await until(() => started.length === 4);
    expect(started).toEqual(["a", "b", "e", "c"]);
    endings.get("e")?.();
    await until(() => started.length === 5);
    for (const name of ["c", "d"]) endings.get(name)?.();
    expect(await Promise.all(running)).toEqual(["a", "b", "c", "d", "e"]);
  });

  it("is freed by a task that fails", async () => {
    const limiter = createEndpointLimiter({ concurrency: 1, requestsPerMinute: null });
    await expect(limiter.run(() => Promise.reject(new Error("no")), never)).rejects.toThrow("no");
    expect(await limiter.run(async () => "yes", never)).toBe("yes");
  });

  it("lets at most a thousand wait", { timeout: 60_000 }, async () => {
    const limiter = createEndpointLimiter({ concurrency: 1, requestsPerMinute: null });
    const controller = new AbortController();
    let started = 0;
    let end: () => void = () => {};
    const hold = () => {
      started += 1;
      return new Promise<void>((resolve) => (end = resolve));
    };
    const held = limiter.run(hold, never);
    await until(() => started === 1);
    const waiting = Array.from({ length: 1000 }, () => limiter.run(hold, controller.signal).catch(() => "left"));
    await expect(limiter.run(hold, never)).rejects.toMatchObject({ kind: "rate-limited" });
    controller.abort();
    expect(new Set(await Promise.all(waiting))).toEqual(new Set(["left"]));
    end();
    await held;
    expect(await limiter.run(async () => "in", never)).toBe("in");
    expect(started).toBe(1);
  });

  it("is not filled by one origin: another one's requests get in, and come next", async () => {
    const limiter = createEndpointLimiter({ concurrency: 1, requestsPerMinute: null });
    const order: string[] = [];
    const first = Promise.withResolvers<void>();
    const overFlood = new AbortController();
    const run = (origin: string, person: string, wait = Promise.resolve()) =>
      limiter
        .run(() => wait.then(() => void order.push(origin)), overFlood.signal, false, { origin, person })
        .then(
          () => "answered",
          (error: unknown) => (error as Error).message,
        );
    const flood = Array.from({ length: 1_001 }, (_, index) => run("flood", `${index}`, first.promise));
    const honest = [run("next door", "anna"), run("next door", "anna")];
    first.resolve();
    expect(await Promise.all(honest)).toEqual(["answered", "answered"]);
    overFlood.abort();
    const flooded = await Promise.all(flood);
    expect(order.slice(0, 4)).toEqual(["flood", "next door", "flood", "next door"]);
    expect(flooded.filter((one) => one.startsWith("1000 requests wait")).length).toBeGreaterThanOrEqual(2);
  });
});

describe("an endpoint's requests per minute", () => {
  // Bottleneck knows only the machine's clock, so here that one is moved by hand.
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("are kept, and filled up again after a minute", async () => {
    const limiter = createEndpointLimiter({ concurrency: 10, requestsPerMinute: 3 });
    let done = 0;
    const run = (signal = never) => limiter.run(async () => void (done += 1), signal);
    const all = Array.from({ length: 7 }, () => run());
    await vi.advanceTimersByTimeAsync(50_000);
    expect(done).toBe(3);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(done).toBe(6);
    await vi.advanceTimersByTimeAsync(60_000);
    await Promise.all(all);
    expect(done).toBe(7);
  });

  it("are not used up by those who leave the queue", async () => {
    const limiter = createEndpointLimiter({ concurrency: 10, requestsPerMinute: 2 });
    let done = 0;
    const run = (signal = never) => limiter.run(async () => void (done += 1), signal);
    const first = [run(), run()];
    await vi.advanceTimersByTimeAsync(1000);
    const controller = new AbortController();
    const left = Array.from({ length: 5 }, () => run(controller.signal).catch(() => "left"));
    await vi.advanceTimersByTimeAsync(1000);
    controller.abort();
    await vi.advanceTimersByTimeAsync(70_000);
    expect(await Promise.all(left)).toEqual(Array.from({ length: 5 }, () => "left"));
    const second = [run(), run()];
    await vi.advanceTimersByTimeAsync(5000);
    expect(done).toBe(4);
    await Promise.all([...first, ...second]);
  });
});
