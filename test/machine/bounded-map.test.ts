import fc from "fast-check";
import { expect, it } from "vitest";
import { createBoundedMap } from "../../core/machine/bounded-map.ts";

it("keeps as many values as it may, and forgets the one longest unused", () => {
  const map = createBoundedMap<string, number>(2);
  map.set("one", 1);
  map.set("two", 2);
  expect(map.get("one")).toBe(1);
  map.set("three", 3);
  expect([map.get("one"), map.get("two"), map.get("three")]).toEqual([1, undefined, 3]);
  map.set("one", 10);
  map.set("four", 4);
  expect([map.get("one"), map.get("three"), map.get("four")]).toEqual([10, undefined, 4]);
  map.delete("one");
  expect(map.get("one")).toBeUndefined();
});

it("does what a Map does whose used entries are put at its end, whatever is done to it", () => {
  const key = fc.integer({ min: 0, max: 6 });
  const step = fc.record({ does: fc.constantFrom("get", "set", "delete", "sweep"), key });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5 }), fc.array(step, { maxLength: 80 }), (most, steps) => {
      const forgotten: [number, number][] = [];
      const map = createBoundedMap<number, number>(most, (...one) => void forgotten.push(one));
      const model = new Map<number, number>();
      const expected: [number, number][] = [];
      const use = (one: number, value: number) => (model.delete(one), model.set(one, value));
      for (const [number, { does, key: one }] of steps.entries()) {
        const value = model.get(one);
        if (does === "get") {
          expect(map.get(one)).toBe(value);
          if (value !== undefined) use(one, value);
        } else if (does === "set") {
          expect(map.set(one, number)).toBe(number);
          use(one, number);
          for (const old of model) if (model.size > most) model.delete(expected[expected.push(old) - 1]![0]);
        } else if (does === "delete") {
          expect(map.delete(one)).toBe(model.delete(one));
        } else {
          for (const [old] of map.entries()) if (old % 2 === 0) map.delete(old);
          for (const old of model.keys()) if (old % 2 === 0) model.delete(old);
        }
        expect([...map.entries()]).toEqual([...model]);
        expect([map.size, map.has(one)]).toEqual([model.size, model.has(one)]);
      }
      expect(forgotten).toEqual(expected);
    }),
  );
});
