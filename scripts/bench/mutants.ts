/**
 * Whether the tests notice when a rule is broken: small faults are put into the code one by one, each in a scratch copy,
 * and the tests named beside it must fail. Ends with 1 when a fault survives. `--only 7` tries the seventh alone.
 */
import { availableParallelism } from "node:os";
import type { BenchResult } from "./bench.ts";
import { answeringFaults } from "./mutants/answering-faults.ts";
import { askingFaults } from "./mutants/asking-faults.ts";
import { ballotFaults } from "./mutants/ballot-faults.ts";
import { blindingFaults } from "./mutants/blinding-faults.ts";
import { boardFaults } from "./mutants/board-faults.ts";
import { copyFaults } from "./mutants/copy-faults.ts";
import { doctorFaults } from "./mutants/doctor-faults.ts";
import { moneyFaults } from "./mutants/money-faults.ts";
import { ratingFaults } from "./mutants/rating-faults.ts";
import { recordFaults } from "./mutants/record-faults.ts";
import { repeatFaults } from "./mutants/repeat-faults.ts";
import { requestFaults } from "./mutants/request-faults.ts";
import { restrictionFaults } from "./mutants/restriction-faults.ts";
import { voteFaults } from "./mutants/vote-faults.ts";
import { watchingFaults } from "./mutants/watching-faults.ts";
import { workFaults } from "./mutants/work-faults.ts";
import {
  type Fault,
  isMeant,
  makeScratch,
  runWithout,
  type Scratch,
  type TestResult,
  type Tried,
  tryFault,
} from "./mutants/scratch.ts";

/** The options that take a number. */
export const options = ["only"];

/** Every fault, in the order in which they are tried. */
export const faults: readonly Fault[] = [
  ...ballotFaults,
  ...voteFaults,
  ...askingFaults,
  ...answeringFaults,
  ...copyFaults,
  ...recordFaults,
  ...doctorFaults,
  ...moneyFaults,
  ...blindingFaults,
  ...boardFaults,
  ...ratingFaults,
  ...requestFaults,
  ...restrictionFaults,
  ...repeatFaults,
  ...watchingFaults,
  ...workFaults,
];

/** Tries every fault, and says which survive. */
export async function bench({ only }: Readonly<Record<string, number>>): Promise<BenchResult> {
  const wanted = only === undefined ? faults : faults.slice(only - 1, only);
  if (wanted.length === 0) return { passed: false, figures: {}, report: `There are ${faults.length} faults.` };
  const tried = await tryAll(wanted);
  const alive = tried.filter(({ verdict }) => verdict !== "killed").map(describe);
  const killed = tried.length - alive.length;
  return {
    passed: alive.length === 0,
    figures: { faults: tried.length, killed, alive },
    report: [`${killed} of ${tried.length} faults killed`, ...alive].join("\n"),
  };
}

function describe({ fault, verdict, by }: Tried): string {
  const what = `${faults.indexOf(fault) + 1} ${verdict}: ${fault.file}: ${fault.rule}`;
  return by === undefined ? what : `${what} (by: ${by})`;
}

/** One fault at a time in each copy, a copy a processor. */
async function tryAll(wanted: readonly Fault[]): Promise<Tried[]> {
  const copies = Array.from({ length: Math.min(availableParallelism(), wanted.length) }, makeScratch);
  try {
    console.error("Running the tests without any fault.");
    const before = await Promise.all(copies.slice(0, 1).map((copy) => runWithout(copy, wanted)));
    return await shareOut(copies, wanted, before.flat());
  } finally {
    for (const copy of copies) copy.remove();
  }
}

async function shareOut(copies: readonly Scratch[], wanted: readonly Fault[], before: readonly TestResult[]) {
  const waiting = [...wanted];
  const tried: Tried[] = [];
  await Promise.all(
    copies.map(async (copy) => {
      for (let fault = waiting.shift(); fault; fault = waiting.shift()) {
        const done = passes(fault, before) ? await tryFault(copy, fault) : ({ fault, verdict: "no test" } as const);
        tried.push(done);
        console.error(`${tried.length}/${wanted.length} ${describe(done)}`);
      }
    }),
  );
  return tried;
}

/** Whether there are tests that should notice the fault, and all of them pass without it. */
function passes(fault: Fault, before: readonly TestResult[]): boolean {
  const meant = before.filter((result) => isMeant(fault, result));
  return meant.length > 0 && meant.every(({ passed }) => passed);
}
