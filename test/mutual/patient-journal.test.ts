import { expect, it } from "vitest";
import { Stopped } from "../../core/mutual/run/calls.ts";
import type { Journal } from "../../core/mutual/run/journal.ts";
import { patientJournal } from "../../core/mutual/run/patient-journal.ts";
import { sampleCall } from "../contracts/store/orders.ts";
import { createManualClock } from "../manual-clock.ts";
import { until } from "../until.ts";

/** A journal of which appending fails so often. */
function failing(times: number, error: Error): { journal: Journal; kept: string[] } {
  const kept: string[] = [];
  const nothing = {
    find: () => undefined,
    records: () => [],
    reserve: async () => {},
    lost: () => 0,
    close: async () => {},
  };
  let failed = 0;
  const append: Journal["append"] = async ({ key }) => {
    if ((failed += 1) <= times) throw error;
    kept.push(key);
  };
  return { kept, journal: { ...nothing, append } };
}

it("waits until what was paid for can be kept, unless it is called off, or in other hands", async () => {
  const clock = createManualClock();
  const leaving = new AbortController();
  let appended = 0;
  const options = { clock, signal: leaving.signal, appended: () => void (appended += 1) };
  const away = failing(2, new Error("the database is away"));
  const kept = patientJournal(away.journal, options).append(sampleCall("one"));
  for (let look = 0; look < 2; look += 1) {
    await until(() => clock.pending().length > 0, 5_000);
    expect([away.kept, appended]).toEqual([[], 0]);
    clock.advance(1_000);
  }
  await kept;
  expect([away.kept, appended]).toEqual([["one"], 1]);

  const lost = failing(1, new Stopped("in other hands"));
  await expect(patientJournal(lost.journal, options).append(sampleCall("two"))).rejects.toThrow("in other hands");
  const ending = patientJournal(failing(9, new Error("away still")).journal, options).append(sampleCall("three"));
  leaving.abort();
  await expect(ending).rejects.toThrow("away still");
});
