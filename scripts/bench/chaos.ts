/**
 * Three processes on one PostgreSQL, people on all three platforms, and harm done to all of it by chance: kills, restarts,
 * outages, cut and stalled streams, refusals, clocks that jump, at the end a full disk. Then everything that people were told
 * is held against the record and against what the platforms show. `npm run -s bench -- chaos [--minutes 5] [--seed 1]`.
 */
import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import type { Bench } from "./bench.ts";

/** The options that take a number. */
export const options = ["minutes", "seed"];

const root = fileURLToPath(new URL("../..", import.meta.url));
/** The tests have what speaks as the platforms do, so the program stands with them. */
const program = "test/bots/chaos/main.ts";

type Check = { what: string; looked: number; wrong: string[]; known?: string[] };
type Run = { checks: Check[]; presses: Record<string, number> };
type Result = Run & {
  seed: number;
  seconds: number;
  faults: Record<string, number>;
  questions: number;
  quietAfter: number | null;
  /** Null where no disk of its own may be mounted. */
  fullDisk: Run | null;
  passed: boolean;
};

/** Runs the program beside the tests, and tells what it found. */
export const bench: Bench = async ({ minutes = 5, seed = 1 + Math.floor(Math.random() * 999_999) }) => {
  console.error(`Seed ${seed}.`);
  const child = spawn(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", program, String(minutes), String(seed)],
    { cwd: root, stdio: ["ignore", "pipe", "inherit"] },
  );
  const result = JSON.parse((await text(child.stdout)) || "null") as Result | null;
  if (!result)
    return {
      passed: false,
      figures: { seed, passed: false },
      report: `The run with seed ${seed} did not get to its end.`,
    };
  return { passed: result.passed, figures: result, report: describe(result) };
};

function describe({ seed, seconds, faults, presses, questions, quietAfter, checks, fullDisk, passed }: Result): string {
  const listed = Object.entries(faults).map(([kind, count]) => `${kind} ${count}`);
  return [
    `Faults in ${seconds} s: ${listed.join(", ")}.`,
    `Questions: ${questions}. Presses: ${describePresses(presses)}.`,
    `After the last fault it became quiet ${quietAfter === null ? "never" : `in ${quietAfter} s`}.`,
    ...checks.map(describeCheck),
    fullDisk
      ? `On a full disk: presses ${describePresses(fullDisk.presses)}.`
      : "No full disk: it needs the right to mount.",
    ...(fullDisk?.checks ?? []).map(describeCheck),
    passed ? "All is well." : `Something is wrong: npm run -s bench -- chaos --seed ${seed} does the same harm again.`,
  ].join("\n");
}

function describePresses(presses: Record<string, number>): string {
  return Object.entries(presses)
    .map(([what, count]) => `${what} ${count}`)
    .join(", ");
}

function describeCheck({ what, looked, wrong, known = [] }: Check): string {
  const found = [...wrong, ...known.map((one) => `known: ${one}`)].map((one) => `\n       ${one}`).join("");
  return `${wrong.length === 0 ? "ok" : "WRONG"}  ${what} (${looked.toLocaleString("en")})${found}`;
}
