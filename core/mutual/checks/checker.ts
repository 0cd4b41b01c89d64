/** Checks the answers of a round once: what came of it is kept in the journal, as what models said is. */
import { createHash } from "node:crypto";
import { z } from "zod";
import type { Clock } from "../../machine/clock.ts";
import { createInTurn } from "../../machine/in-turn.ts";
import { parse } from "../experiment-folder.ts";
import { Stopped } from "../run/calls.ts";
import type { CallOutcome, Journal } from "../run/journal.ts";
import type { Subject } from "../subject.ts";
import { type RoundChecks, verdicts } from "./checks.ts";
import { checkPrograms, findNothingToRun, type ToCheck } from "./code/check-programs.ts";
import { checkFinalAnswers, findUnreadable } from "./mathematics/check-final-answers.ts";
import type { SandboxOptions } from "./sandbox/sandbox.ts";

/** Raised when the same answers would be judged otherwise than before. */
const version = 1;
const checksAtOnce = 2;

/** Where checks are kept, whose time they keep to, what calls them off; and whether there are only those that were made before. */
export type CheckerOptions = {
  journal: Journal;
  clock: Pick<Clock, "now" | "after">;
  signal: AbortSignal;
  onlyKept: boolean;
};

/**
 * Checks the answers of a round, or finds what came of that. @returns null where there is nothing to check with.
 * @throws {Stopped} when it was called off: the round is not over; {Error} when the journal cannot be written.
 */
export type Checker = (kind: Subject["check"], round: number, work: ToCheck) => Promise<RoundChecks | null>;

const check = z.object({ verdict: z.enum(verdicts), passed: z.number(), detail: z.string() });
const kept = z.object({ cases: z.number(), standard: check, answers: z.array(z.tuple([z.string(), check])) });

/** What is done for each kind of check; `settle` tells what there is to tell without a process. */
type Work = {
  settle(work: ToCheck): RoundChecks | null;
  check(work: ToCheck, options: SandboxOptions): Promise<RoundChecks>;
};

const kinds: Record<Subject["check"], Work | null> = {
  none: null,
  programs: { settle: findNothingToRun, check: checkPrograms },
  "final-answers": { settle: findUnreadable, check: checkFinalAnswers },
};

/** A few rounds are checked at a time, whatever number of them is played. */
export function createChecker({ journal, clock, signal, onlyKept }: CheckerOptions): Checker {
  const inTurn = createInTurn();
  return async (kind, round, work) => {
    const own = kinds[kind];
    const settled = own?.settle(work) ?? null;
    if (!own || settled) return settled;
    const print = createHash("sha256")
      .update(JSON.stringify([version, kind, work]))
      .digest("hex")
      .slice(0, 16);
    const key = `${round}.check.${print}`;
    const known = journal.find(key)?.outcome;
    if (known && "text" in known) return kept.safeParse(parse(known.text)).data ?? null;
    if (onlyKept) return null;
    const run = async () => (signal.aborted ? null : own.check(work, { clock, signal }));
    const checks = await inTurn(String(round % checksAtOnce), run).catch(() => null);
    // It is run when the experiment is taken up again.
    if (!checks && signal.aborted) throw new Stopped();
    if (!checks) return null;
    const free = { cost: 0, milliseconds: 0, inputTokens: null, outputTokens: null };
    const outcome: CallOutcome = { text: JSON.stringify(checks), received: null, finishReason: "stop", ...free };
    const endedAt = clock.now().toISOString();
    await journal.append({ key, model: "", request: print, endedAt, reserved: 0, outcome });
    return checks;
  };
}
