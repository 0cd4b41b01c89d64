/** What came of checking the answers to a question by machine, beside what judges say of them. */

/**
 * Of a program: `passed` every case; `wrong-output` in one, an `error`, or `too-slow`; there is `no-code` in the answer; it is in
 * an `unsupported` language, or one whose runtime is `not-installed`; `not-run`, because the standard answer itself fails.
 * Of a final answer: it is `equal` to the standard one or `different`, or one of them is `unreadable`.
 */
export const verdicts = [
  ...(["passed", "wrong-output", "error", "too-slow", "no-code", "unsupported", "not-installed", "not-run"] as const),
  ...(["equal", "different", "unreadable"] as const),
] as const;
/** One of {@link verdicts}. */
export type Verdict = (typeof verdicts)[number];

/** What came of one answer. `passed`: of how many cases. `detail`: what went wrong, or what a final answer comes to. */
export type AnswerCheck = { verdict: Verdict; passed: number; detail: string };

/** What came of all answers to a question. */
export type RoundChecks = {
  /** What they were tried with. */
  cases: number;
  /** The setter's own answer: where that does not pass, the cases say nothing about the others. */
  standard: AnswerCheck;
  /** By model. */
  answers: [model: string, check: AnswerCheck][];
};

const rightness: Readonly<Partial<Record<Verdict, boolean>>> = {
  ...{ passed: true, equal: true, different: false },
  ...{ "wrong-output": false, error: false, "too-slow": false },
};

/** The rounds of which nothing is told, because their standard answers do not pass. */
export function unusableChecks(rounds: readonly { number: number; checks: RoundChecks | null }[]): number[] {
  return rounds.flatMap(({ number, checks }) =>
    checks && rightness[checks.standard.verdict] !== true ? [number] : [],
  );
}

/** Which answers are right and which are not, by model; those of which that cannot be told are left out. */
export function findRight(checks: RoundChecks | null): Map<string, boolean> {
  if (!checks || rightness[checks.standard.verdict] !== true) return new Map();
  return new Map(
    checks.answers.flatMap(([model, { verdict }]) => {
      const right = rightness[verdict];
      return right === undefined ? [] : [[model, right] as const];
    }),
  );
}
