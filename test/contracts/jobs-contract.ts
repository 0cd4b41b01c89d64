/** What everything that gives out long work keeps to. */
import { describe, expect, it } from "vitest";
import { type JobKind, type Jobs, retrying } from "../../core/machine/jobs.ts";
import { until } from "../until.ts";
import { freshId } from "./battle-samples.ts";

/** A kind that no other test has. */
const newKind = (): JobKind => ({ name: `kind-${freshId()}`, retries: "soon" });

/** @param open makes them; `pass` lets as much time go by as a job waits that has failed. */
export function describeJobsContract(open: () => Promise<{ jobs: Jobs; pass(): void }>): void {
  describe("jobs", () => {
    it("are done one at a time, in order, whether they were ordered before or after they are taken", async () => {
      const { jobs } = await open();
      const kind = newKind();
      let doing = 0;
      const done: string[] = [];
      await jobs.order(kind, "a");
      jobs.take(kind, async (name) => {
        doing += 1;
        expect(doing).toBe(1);
        await new Promise((resolve) => setImmediate(resolve));
        doing -= 1;
        done.push(name);
      });
      for (const name of ["b", "c"]) await jobs.order(kind, name);
      await until(() => done.length === 3);
      expect(done).toEqual(["a", "b", "c"]);
      await jobs.settled();
      await jobs.stop();
    });

    it("are not doubled while they wait or are being done, and can be ordered again after that", async () => {
      const { jobs } = await open();
      const kind = newKind();
      const waiting = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      let times = 0;
      for (let time = 0; time < 2; time += 1) await jobs.order(kind, "a");
      jobs.take(kind, () => waiting[(times += 1) - 1]!.promise);
      await until(() => times === 1);
      await jobs.order(kind, "a");
      waiting[0]!.resolve();
      await jobs.settled();
      await until(async () => {
        await jobs.order(kind, "a");
        return times === 2;
      });
      waiting[1]!.resolve();
      await jobs.settled();
      expect(times).toBe(2);
      await jobs.stop();
    });

    it("are tried again when they fail", async () => {
      const { jobs, pass } = await open();
      const kind = newKind();
      const tried: string[] = [];
      jobs.take(kind, async (name) => {
        tried.push(name);
        if (tried.length < 3) throw new Error("not yet");
      });
      await jobs.order(kind, "a");
      await until(() => {
        if (tried.length > 0) pass();
        return tried.length === 3;
      });
      expect(tried).toEqual(["a", "a", "a"]);
      expect(retrying.soon.first).toBe(1_000);
      await jobs.stop();
    });

    it("are left off when the process stops", async () => {
      const { jobs } = await open();
      const kind = newKind();
      let left = false;
      let begun = false;
      jobs.take(kind, async (_name, leave) => {
        begun = true;
        await new Promise<void>((resolve) => leave.addEventListener("abort", () => resolve()));
        left = true;
      });
      await jobs.order(kind, "a");
      await until(() => begun);
      await jobs.stop();
      expect(left).toBe(true);
    });
  });
}
