/** Prints what runs of the tests came to, from vitest's JSON reports: `N passed, N failed`, with `, N skipped` if any. */
import { existsSync, readFileSync } from "node:fs";

/** @typedef {{ status: string; assertionResults: { status: string }[] }} File */

const reports = process.argv.slice(2);

/** @param {string} path */
function readFiles(path) {
  /** @type {File[]} */
  const files = existsSync(path) ? JSON.parse(readFileSync(path, "utf8")).testResults : [];
  return files;
}

// Each run brings tests: a report that is missing or empty is a failure.
const empty = reports.filter((path) => readFiles(path).length === 0).length;
const files = reports.flatMap(readFiles);
const statuses = files.flatMap((file) => file.assertionResults.map((test) => test.status));
const passed = statuses.filter((status) => status === "passed").length;
const failed = statuses.filter((status) => status === "failed").length;
const skipped = statuses.length - passed - failed;
// A file that could not even be loaded holds no test that failed.
const broken = files.filter(
  (file) => file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"),
).length;
const allFailed = failed + broken + (reports.length === 0 ? 1 : empty);

console.log(`${passed} passed, ${allFailed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
process.exitCode = allFailed > 0 ? 1 : 0;
