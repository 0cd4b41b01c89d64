/**
 * `npm run check [-- --no-tests]`: format, lint rules, types, tests. Says a line for each, and only of what failed
 * what it had to say. Ends with 1 when anything failed.
 */
import { spawn } from "node:child_process";
import { join } from "node:path";

type Check = { name: string; args: string[] };
type Result = Check & { passed: boolean; output: string; seconds: number };

const bin = (...path: string[]): string => join("node_modules", ...path);
const quick: Check[] = [
  { name: "format", args: [bin("oxfmt", "bin", "oxfmt"), "--check", "."] },
  { name: "lint", args: [bin("oxlint", "bin", "oxlint")] },
  { name: "types", args: [bin("typescript", "bin", "tsc"), "--noEmit"] },
];
const tests: Check = { name: "tests", args: [bin("vitest", "vitest.mjs"), "run", "--project=light"] };

/** Runs one check to its end, keeping what it says. */
function run(check: Check): Promise<Result> {
  const started = performance.now();
  const child = spawn(process.execPath, check.args, { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  child.stdout.on("data", (chunk) => (output += String(chunk)));
  child.stderr.on("data", (chunk) => (output += String(chunk)));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      resolve({ ...check, passed: code === 0, output, seconds: (performance.now() - started) / 1000 });
    });
  });
}

/** Says how a check ended, and returns whether it passed. */
function report({ name, passed, output, seconds }: Result): boolean {
  console.log(`${passed ? "✓" : "✗"} ${name.padEnd(6)} ${seconds.toFixed(1)} s`);
  if (!passed) console.log(`\n${output.trim()}\n`);
  return passed;
}

const passed: boolean[] = [];
// Together: each is short, and none of them reads what another writes.
for (const result of await Promise.all(quick.map(run))) passed.push(report(result));
if (!process.argv.includes("--no-tests")) passed.push(report(await run(tests)));

if (passed.includes(false)) {
  console.log("Some checks failed. `npm run format` mends the format; the rest is above.");
  process.exitCode = 1;
}
