/** A copy of the project in which faults are tried, so that nothing happens to the one that is worked on. */
import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** A small fault: in `file`, the one place that reads `from` reads `to` instead. */
export type Fault = {
  /** The rule that it breaks, in words. */
  rule: string;
  file: string;
  from: string;
  to: string;
  /** Test files, one of which must fail; with a name, only the tests whose name, or whose group's, has it in it. */
  tests: readonly string[];
  name?: string;
};

/**
 * - `killed`: a test failed.
 * - `survived`: every test passed.
 * - `not there`: the fault no longer fits the code, or what it makes of it cannot be read.
 * - `no test`: without any fault its tests fail or are missing, or with it none of them could begin.
 */
export type Verdict = "killed" | "survived" | "not there" | "no test";

/** What became of a fault, and the first test that failed because of it. */
export type Tried = { fault: Fault; verdict: Verdict; by?: string };

/** A copy of the project. */
export type Scratch = { folder: string; remove(): void };

/** A test that ran. */
export type TestResult = { file: string; name: string; passed: boolean };

const root = fileURLToPath(new URL("../../../", import.meta.url));
const copied = ["bots", "core", "docs", "prisma", "scripts", "test"];
const copiedFiles = ["package.json", "tsconfig.json", "vitest.config.ts", "README.md", "models.example.json"];

/** No test needs longer, but one that waits in vain for what a fault took away. Milliseconds. */
const patience = 30_000;

/** Makes a copy in the folder for temporary files. */
export function makeScratch(): Scratch {
  const folder = mkdtempSync(join(tmpdir(), "doubleblind-mutants-"));
  for (const name of [...copied, ...copiedFiles]) cpSync(join(root, name), join(folder, name), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "junction");
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A file of the project. */
export function readSource(file: string): string {
  return readFileSync(join(root, file), "utf8");
}

/** The text with the fault in it. @throws {Error} unless there is exactly one place for it, and the result can be read. */
export function putFault(text: string, { from, to, file }: Fault): string {
  const [before, after, ...more] = text.split(from);
  if (before === undefined || after === undefined || more.length > 0)
    throw new Error(`${file} has ${text.split(from).length - 1} places that read: ${from}`);
  const faulty = before + to + after;
  if (file.endsWith(".ts")) stripTypeScriptTypes(faulty);
  return faulty;
}

/** Whether a test is one of those that should notice the fault. */
export function isMeant(fault: Fault, { file, name }: TestResult): boolean {
  return fault.tests.includes(file) && (fault.name === undefined || name.includes(fault.name));
}

/** Runs all tests that faults name, in a copy without any fault. */
export async function runWithout(copy: Scratch, faults: readonly Fault[]): Promise<TestResult[]> {
  const [named, whole] = [faults.filter(({ name }) => name !== undefined), faults.filter(({ name }) => !name)];
  const results: TestResult[] = [];
  for (const [some, names] of [
    [named, named.map(({ name }) => name ?? "")],
    [whole, undefined],
  ] as const) {
    const files = [...new Set(some.flatMap(({ tests }) => tests))];
    if (files.length > 0) results.push(...(await runTests(copy, files, names, [])));
  }
  return results;
}

/** Puts the fault into the copy, runs its tests, and takes it out again. */
export async function tryFault(copy: Scratch, fault: Fault): Promise<Tried> {
  const path = join(copy.folder, fault.file);
  const text = readFileSync(path, "utf8");
  let faulty: string;
  try {
    faulty = putFault(text, fault);
  } catch {
    return { fault, verdict: "not there" };
  }
  writeFileSync(path, faulty);
  try {
    const results = await runTests(copy, fault.tests, fault.name === undefined ? undefined : [fault.name], [
      "--bail=1",
    ]);
    const failed = results.find(({ passed }) => !passed);
    if (failed) return { fault, verdict: "killed", by: failed.name };
    return { fault, verdict: results.length > 0 ? "survived" : "no test" };
  } finally {
    writeFileSync(path, text);
  }
}

type Report = { testResults: { name: string; assertionResults: { fullName: string; status: string }[] }[] };

/** @returns the tests that passed or failed; none where not even a file could be loaded. */
async function runTests(
  { folder }: Scratch,
  files: readonly string[],
  names: readonly string[] | undefined,
  more: readonly string[],
): Promise<TestResult[]> {
  const report = join(folder, "report.json");
  rmSync(report, { force: true });
  const pattern = names?.map((name) => name.replaceAll(/[$()*+.?[\\\]^{|}]/gu, String.raw`\$&`)).join("|");
  await runVitest(folder, [
    ...["--project=light", "--reporter=json", `--outputFile=${report}`, `--testTimeout=${patience}`],
    ...(pattern === undefined ? [] : [`--testNamePattern=${pattern}`]),
    ...[...more, ...files],
  ]);
  if (!existsSync(report)) return [];
  const { testResults } = JSON.parse(readFileSync(report, "utf8")) as Report;
  return testResults.flatMap(({ name: path, assertionResults }) => {
    const file = files.find((one) => path.endsWith(one)) ?? path;
    const ran = assertionResults.filter(({ status }) => status === "passed" || status === "failed");
    return ran.map(({ fullName, status }) => ({ file, name: fullName, passed: status === "passed" }));
  });
}

function runVitest(folder: string, given: readonly string[]): Promise<void> {
  const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
  const child = spawn(process.execPath, [vitest, "run", ...given], { cwd: folder, stdio: "ignore" });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", () => resolve());
  });
}
