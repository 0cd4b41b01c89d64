import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";

const judge = join(import.meta.dirname, "../../.ci/audit.mjs");
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "audit-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function judged(report: string): Promise<[code: number, said: string]> {
  const file = join(folder, "audit.json");
  await writeFile(file, report);
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [judge, file], (_error, said) =>
      resolve([child.exitCode ?? -1, said.trim()]),
    );
  });
}

const counts = (high: number, low: number) =>
  JSON.stringify({ metadata: { vulnerabilities: { high, low, total: high + low } } });

it("fails for serious faults, and for nothing where the registry gives no answer", async () => {
  expect(await judged(counts(1, 2))).toEqual([1, "npm audit: 3 known faults, 1 of them serious"]);
  expect(await judged(counts(0, 2))).toEqual([0, "npm audit: 2 known faults, 0 of them serious"]);
  const silent = "npm audit: not done, for the registry gives no answer";
  for (const report of ['{"error":{"code":"ENOAUDIT"}}', "", "null", "{}"])
    expect(await judged(report)).toEqual([0, silent]);
});
