/** The queue in front of a thread: order, failures, lost threads, and its end. */
import { describe, expect, it, onTestFinished } from "vitest";
import { createWorkerQueue, type WorkerQueueOptions } from "../../core/machine/worker-queue.ts";

type Doubled = { doubled: Uint8Array; secret: string | undefined };

function openQueue(options: Partial<WorkerQueueOptions> = {}) {
  const queue = createWorkerQueue<unknown, Doubled>({
    script: new URL("./sums-worker.ts", import.meta.url),
    mostLosses: 1,
    says: { closed: "nothing is doubled any more", unfinished: "not doubled", lost: (code) => `lost with ${code}` },
    ...options,
  });
  onTestFinished(() => queue.close());
  return queue;
}

const valueOf = async (work: Promise<Doubled>) => (await work).doubled[0];

describe("a worker queue", () => {
  it("does work in the order in which it comes, in a thread that sees no environment", async () => {
    process.env["SECRET_OF_THIS_TEST"] = "hidden";
    onTestFinished(() => void delete process.env["SECRET_OF_THIS_TEST"]);
    const queue = openQueue();
    const done: number[] = [];
    const all = [1, 2, 3].map((number) => queue.do(number).finally(() => done.push(number)));
    expect((await Promise.all(all)).map(({ doubled }) => doubled[0])).toEqual([2, 4, 6]);
    expect(done).toEqual([1, 2, 3]);
    expect((await queue.do(4)).secret).toBeUndefined();
  });

  it("hands errors of the work on, and goes on with the next", async () => {
    const queue = openQueue();
    const [failing, odd, next] = [queue.do(-2), queue.do(-3), queue.do(5)];
    await expect(failing).rejects.toThrow(new RangeError("no negative numbers"));
    await expect(odd).rejects.toThrow("plain words");
    expect(await valueOf(next)).toBe(10);
  });

  it("refuses what cannot be sent, and goes on with the next", async () => {
    const queue = openQueue();
    const [impossible, next] = [queue.do(() => 1), queue.do(6)];
    await expect(impossible).rejects.toThrow("could not be cloned");
    expect(await valueOf(next)).toBe(12);
  });

  it("gives up work that loses as many threads as it may, and goes on in a new thread", async () => {
    const queue = openQueue({
      mostLosses: 2,
      says: { closed: "", unfinished: "", lost: (code) => `lost with ${code}` },
    });
    const threads = new SharedArrayBuffer(4);
    const [broken, next] = [queue.do(threads), queue.do(7)];
    await expect(broken).rejects.toThrow("lost with 3");
    expect(new Int32Array(threads)[0]).toBe(2);
    expect(await valueOf(next)).toBe(14);
  });

  it("fails all that waits when it is closed, and all that comes later", async () => {
    const queue = openQueue();
    const [first, second] = [queue.do(1), queue.do(2)];
    await Promise.all([
      expect(first).rejects.toThrow("not doubled"),
      expect(second).rejects.toThrow("not doubled"),
      queue.close(),
    ]);
    await expect(queue.do(3)).rejects.toThrow("nothing is doubled any more");
    await queue.close();
  });
});
