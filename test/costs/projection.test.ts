/** What a month will have cost. */
import { expect, it } from "vitest";
import { firstProjectedDay, projectMonth } from "../../core/costs/projection.ts";

const noon = new Date("2026-11-20T12:00:00Z");
const days = (...all: [day: string, spent: number][]) => all.map(([period, spent]) => ({ period, spent }));

it("goes on at the rate of the last seven days, today included", () => {
  expect(firstProjectedDay(noon)).toBe("2026-11-14");
  const week = ["14", "15", "16", "17", "18", "19"].map((day): [string, number] => [`2026-11-${day}`, 2]);
  // 13 dollars in six and a half days; ten and a half days are left.
  expect(projectMonth(40, days(...week, ["2026-11-20", 1]), noon)).toBeCloseTo(40 + 2 * 10.5, 9);
});

it("looks no further back, and not before the first day with costs", () => {
  const all = days(["2026-11-02", 500], ["2026-11-18", 0], ["2026-11-19", 3]);
  // 3 dollars in a day and a half.
  expect(projectMonth(503, all, noon)).toBeCloseTo(503 + 2 * 10.5, 9);
});

it("takes a first day for a whole one, and counts days of the month before", () => {
  expect(projectMonth(1, days(["2026-11-20", 1]), noon)).toBeCloseTo(1 + 10.5, 9);
  const newYear = new Date("2027-01-01T00:00:00Z");
  expect(projectMonth(0, days(["2026-12-26", 6], ["2026-12-31", 6]), newYear)).toBeCloseTo(2 * 31, 9);
});

it("is what there is where nothing was spent lately, and at the end of the month", () => {
  expect(projectMonth(7, [], noon)).toBe(7);
  expect(projectMonth(7, days(["2026-11-03", 7]), noon)).toBe(7);
  const end = new Date("2026-11-30T23:59:59.999Z");
  expect(projectMonth(7, days(["2026-11-30", 7]), end)).toBeCloseTo(7, 6);
});
