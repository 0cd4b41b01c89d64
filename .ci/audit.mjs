/** Judges what `npm audit --json` has written: fails where a package that people run has a serious fault that is known. */
import { readFileSync } from "node:fs";

const [path = ""] = process.argv.slice(2);

/** @returns {Record<string, number> | undefined} how many faults of each severity; undefined: the registry gave no answer. */
function readCounts() {
  try {
    return JSON.parse(readFileSync(path, "utf8")).metadata?.vulnerabilities;
  } catch {
    return undefined;
  }
}

const counts = readCounts();
if (!counts) console.log("npm audit: not done, for the registry gives no answer");
else {
  const { high = 0, critical = 0, total = 0 } = counts;
  console.log(`npm audit: ${total} known faults, ${high + critical} of them serious`);
  if (high + critical > 0) process.exitCode = 1;
}
