import fc from "fast-check";
import { expect, it } from "vitest";
import { times } from "../thorough.ts";
import { findJsonFault } from "../../core/models/json.ts";

it("finds a fault exactly where JSON.parse does", () => {
  const characters = fc.constantFrom(...'{}[]:,"\\ \n\ttruefalsn0123-.eE+/u"a'.split(""));
  const text = fc.oneof(fc.json(), fc.string({ unit: characters, maxLength: 12 }));
  const damaged = fc.tuple(fc.json(), fc.nat(40), characters).map(([json, at, character]) => {
    return json.slice(0, at) + character + json.slice(at + 1);
  });
  fc.assert(
    fc.property(fc.oneof(text, damaged), (candidate) => {
      let good = true;
      try {
        JSON.parse(candidate);
      } catch {
        good = false;
      }
      const fault = findJsonFault(candidate);
      // A name given twice is the one fault that JSON.parse lets pass.
      if (fault?.problem.endsWith("a second time")) return;
      expect(fault === undefined).toBe(good);
    }),
    { numRuns: times(2000, 500), seed: 1 },
  );
});

it.each([
  ["[".repeat(100_000), 201],
  ['{"a":'.repeat(100_000), 1_001],
])("says where text is nested beyond reason: %.5s…", (text, column) => {
  const problem = "more than 200 lists and objects stand in one another here";
  expect(findJsonFault(text)).toEqual({ line: 1, column, problem });
});

it("reads text in quotes of any length", () => {
  const long = "a\\n".repeat(3_000_000);
  expect(findJsonFault(`{"a": "${long}"}`)).toBeUndefined();
  expect(findJsonFault(`{"a": "${long}`)?.column).toBe(7);
});
