/** Prints what a run of the tests came to, from vitest's JSON report: `N passed, N failed`, with `, N skipped` if any. */
import { existsSync, readFileSync } from "node:fs";

/** @typedef {{ status: string; assertionResults: { status: string }[] }} File */

/** @param {string} path */
function readFiles(path) {
  /** @type {File[]} */
  const files = existsSync(path) ? JSON.parse(readFileSync(path, "utf8")).testResults : [];
  return files;
}

const files = readFiles(process.argv[2] ?? "");
const statuses = files.flatMap((file) => file.assertionResults.map((test) => test.status));
const passed = statuses.filter((status) => status === "passed").length;
const failed = statuses.filter((status) => status === "failed").length;
const skipped = statuses.length - passed - failed;
// A file that could not even be loaded holds no test that failed; no report at all is a failure too.
const broken = files.filter(
  (file) => file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"),
).length;
const allFailed = failed + broken + (statuses.length === 0 ? 1 : 0);

console.log(`${passed} passed, ${allFailed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
process.exitCode = allFailed > 0 ? 1 : 0;
