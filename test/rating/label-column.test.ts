import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createLabelColumn } from "../../core/rating/label-column.ts";
import { createLabelTable } from "../../core/rating/label-table.ts";
import { times } from "../thorough.ts";

const half = fc.oneof(fc.integer({ min: -2, max: 2 }), fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }));
// Without a size the arrays are of ten or so, and hardly any label comes twice after looking up has stopped.
const labels = fc.array(fc.tuple(half, half), { maxLength: 40, size: "max" });

describe("labels of rows", () => {
  it("get the same number exactly when both halves are the same, in the order in which they come, without gaps", () => {
    fc.assert(
      fc.property(labels, fc.option(fc.nat({ max: 30 }), { nil: undefined }), (rows, most) => {
        const column = createLabelColumn(most);
        for (const [low, high] of rows) column.push(low, high);
        const { numbers, count } = column.number();
        const byName = new Map(rows.map(([low, high], row) => [`${low} ${high}`, numbers[row]]));
        expect(count).toBe(byName.size);
        expect([...byName.values()]).toEqual(Array.from({ length: count }, (_, number) => number));
        for (const [row, [low, high]] of rows.entries()) expect(numbers[row]).toBe(byName.get(`${low} ${high}`));
        expect(column.number().numbers).toBe(numbers);
      }),
      { seed: 1, numRuns: times(200, 25), endOnFailure: true },
    );
  });

  it("may be many", () => {
    const column = createLabelColumn();
    const table = createLabelTable();
    for (let row = 0; row < 50_000; row++) {
      const label = Math.imul(row % 20_000, 0x9e3779b1);
      column.push(label, row % 7);
      expect(table.intern(label, 0)).toBe(row % 20_000);
    }
    const { numbers, count } = column.number();
    const different = new Set(Array.from({ length: 50_000 }, (_, row) => `${row % 20_000} ${row % 7}`));
    expect(count).toBe(different.size);
    expect(numbers[0]).not.toBe(numbers[20_000]);
    expect(table.count()).toBe(20_000);
  });
});
