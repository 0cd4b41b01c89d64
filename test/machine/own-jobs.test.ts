import { expect, it } from "vitest";
import { retrying } from "../../core/machine/jobs.ts";
import { createOwnJobs } from "../../core/machine/own-jobs.ts";
import { describeJobsContract } from "../contracts/jobs-contract.ts";
import { createManualClock } from "../manual-clock.ts";

const nobody = () => {};
const log = { info: nobody, warn: nobody, error: nobody };

describeJobsContract(async () => {
  const clock = createManualClock();
  return { jobs: createOwnJobs(clock, log), pass: () => clock.advance(retrying.soon.longest) };
});

it("waits longer and longer for others to mend something, and not for ever", async () => {
  const clock = createManualClock();
  const jobs = createOwnJobs(clock, log);
  const kind = { name: "telling", retries: "growing" } as const;
  let tries = 0;
  jobs.take(kind, async () => {
    tries += 1;
    throw new Error("away");
  });
  await jobs.order(kind, "a");
  await jobs.settled();
  const waits: number[] = [];
  for (let wait = clock.pending()[0]; wait !== undefined; wait = clock.pending()[0]) {
    waits.push(wait);
    clock.advance(wait);
    await jobs.settled();
  }
  expect(waits.slice(0, 4)).toEqual([2_000, 4_000, 8_000, 16_000]);
  expect(Math.max(...waits)).toBe(retrying.growing.longest);
  expect(tries).toBe(retrying.growing.times + 1);
  // Whoever orders it anew does not wait.
  await jobs.order(kind, "a");
  await jobs.settled();
  expect(tries).toBe(retrying.growing.times + 2);
  await jobs.stop();
});
