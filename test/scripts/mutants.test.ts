/** The faults of `npm run -s bench -- mutants` fit the code as it is; whether they are noticed, the bench itself says. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { faults } from "../../scripts/bench/mutants.ts";
import { putFault, readSource } from "../../scripts/bench/mutants/scratch.ts";

const root = join(import.meta.dirname, "../..");

describe("the faults that tests must notice", () => {
  it("are many, and none is there twice", () => {
    expect(faults.length).toBeGreaterThanOrEqual(60);
    expect(new Set(faults.map(({ file, from, to }) => JSON.stringify([file, from, to]))).size).toBe(faults.length);
    expect(new Set(faults.map(({ file, rule }) => `${file} ${rule}`)).size).toBe(faults.length);
  });

  it("each fit one place of the code, change it, and leave something that can be read", () => {
    const broken = faults.flatMap((fault) => {
      const text = readSource(fault.file);
      try {
        return putFault(text, fault) === text ? [`${fault.file}: ${fault.rule}: changes nothing`] : [];
      } catch (error) {
        return [`${fault.file}: ${fault.rule}: ${String(error)}`];
      }
    });
    expect(broken).toEqual([]);
  });

  it("each name tests that are there", () => {
    const missing = faults.flatMap(({ tests }) => tests).filter((file) => !existsSync(join(root, file)));
    expect(missing).toEqual([]);
    expect(faults.filter(({ tests }) => tests.length === 0)).toEqual([]);
  });
});
