/**
 * `npm run -s rate -- --in FILE`: ratings of the comparisons in a file, as a table or, with `--json`, as JSON.
 * Ends with 0 when all is well, with 1 when the file is not in order, with 2 when the command line means nothing.
 */
import { RateProblem } from "./rate/problem.ts";
import { help, readOptions, usage, UsageProblem } from "./rate/options.ts";
import { rateFile } from "./rate/rate-file.ts";
import { makeLinesVisible } from "./rate/visible.ts";

const given = process.argv.slice(2);
if (given.includes("--help") || given.includes("-h") || given[0] === "help") {
  process.stdout.write(`${help}\n`);
  process.exit(0);
}

try {
  process.exitCode = await rateFile(readOptions(given), {
    out: (text) => process.stdout.write(text),
    tell: (sentence) => process.stderr.write(`${makeLinesVisible(sentence)}\n`),
  });
} catch (error) {
  if (!(error instanceof RateProblem || error instanceof UsageProblem)) throw error;
  process.stderr.write(
    `${makeLinesVisible(error.message)}\n${error instanceof UsageProblem ? `Usage: ${usage}\n` : ""}`,
  );
  process.exitCode = error instanceof UsageProblem ? 2 : 1;
}
