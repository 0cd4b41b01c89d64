import { expect, it } from "vitest";
import { isStillDue, lastMonday, untilNextDue } from "../../core/battle/weekly-post.ts";

it.each([
  ["2026-11-30T08:59:59.999Z", "2026-11-23"],
  ["2026-11-30T09:00:00.000Z", "2026-11-30"],
  ["2026-12-06T23:59:59.999Z", "2026-11-30"],
  ["2026-12-07T08:00:00.000Z", "2026-11-30"],
  ["2028-02-29T12:00:00.000Z", "2028-02-28"],
  ["1970-01-01T00:00:00.000Z", "1969-12-29"],
])("at %s the post of the Monday %s is the last that was due", (now, monday) => {
  expect(lastMonday(new Date(now))).toEqual(new Date(monday));
});

it.each([
  ["2026-11-30T09:00:00.000Z", true],
  ["2026-11-30T23:59:59.999Z", true],
  ["2026-12-01T00:00:00.000Z", false],
  ["2026-12-07T08:00:00.000Z", false],
])("at %s it is still to be posted: %s", (now, isDue) => {
  expect(isStillDue(lastMonday(new Date(now)), new Date(now))).toBe(isDue);
});

it("the next is due in so long, and never at once", () => {
  const minute = 60_000;
  expect(untilNextDue(new Date("2026-11-30T08:59:00Z"))).toBe(minute);
  expect(untilNextDue(new Date("2026-11-30T09:00:00Z"))).toBe(7 * 24 * 60 * minute);
});
