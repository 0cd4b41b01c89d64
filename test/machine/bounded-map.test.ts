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
