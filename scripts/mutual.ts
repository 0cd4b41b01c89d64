/**
 * `npm run -s mutual -- run|score|report …`: models set, answer and judge one another's questions. What each takes stands in
 * `scripts/mutual/`. Ends with 0 when it is done, with 1 when it cannot be done, with 2 for arguments that nobody
 * understands.
 */
import { runAsVerb } from "./verb/run-as-verb.ts";

const usage = `Write it like this:
  npm run -s mutual -- run --subject NAME|FILE [--models a,b,…] [--rounds N] [--judges K] [--repeat N]
                       [--out DIR] [--budget DOLLARS] [--seed N] [--theme light|dark] [--resume] [--dry-run]
                       [--no-checks]
  npm run -s mutual -- score --in FILE|DIR [FILE|DIR …] [--subject NAME|FILE] [--drop-undecided] [--json]
  npm run -s mutual -- report --in DIR [--board FILE] [--theme light|dark]

NAME is math, programming or translation; FILE a subject of your own (docs/mutual.md shows one).`;

await runAsVerb(async () => {
  const [verb = "", ...rest] = process.argv.slice(2);
  if (process.argv.includes("--help")) {
    console.log(usage);
    return 0;
  }
  if (verb === "score") return (await import("./mutual/score.ts")).score(rest);
  if (verb === "report") return (await import("./mutual/report.ts")).report(rest);
  if (verb === "run") return (await import("./mutual/run.ts")).run(rest);
  console.error(verb === "" ? usage : `There is no "mutual ${verb}". ${usage}`);
  return 2;
});
