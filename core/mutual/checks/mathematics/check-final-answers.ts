/** Compares the final answers of solutions with that of the setter. */
import type { AnswerCheck, RoundChecks } from "../checks.ts";
import type { ToCheck } from "../code/check-programs.ts";
import type { Compared } from "../sandbox/mathematics.ts";
import { runInside, type SandboxOptions } from "../sandbox/sandbox.ts";
import { findFinalAnswer } from "./find-final-answer.ts";
import { readAnswer, type ReadAnswer } from "./read-answer.ts";

/** Where the setter's own cannot be read, nothing is told of the others. @returns null where it can. */
export function findUnreadable({ standard, answers }: Pick<ToCheck, "standard" | "answers">): RoundChecks | null {
  if (read(standard)) return null;
  return { cases: 0, standard: judge(undefined), answers: answers.map(([model]) => [model, judge(undefined)]) };
}

/** @throws see {@link runInside}. */
export async function checkFinalAnswers(
  { standard, answers }: Pick<ToCheck, "standard" | "answers">,
  options: SandboxOptions,
): Promise<RoundChecks> {
  const expected = read(standard);
  const given = answers.map(([, text]) => read(text));
  const compared = expected ? await compareAll(expected, [expected, ...given], options) : [];
  const [own, ...others] = compared;
  return {
    cases: 0,
    standard: judge(own),
    answers: answers.map(([model], index) => [model, judge(own?.equal === true ? others[index] : undefined)]),
  };
}

function read(solution: string): ReadAnswer | null {
  const found = findFinalAnswer(solution);
  return found === null ? null : readAnswer(found);
}

/** In one process; if somebody's answer breaks that, the next ones are compared in another. */
async function compareAll(
  standard: ReadAnswer,
  all: readonly (ReadAnswer | null)[],
  options: SandboxOptions,
): Promise<(Compared | undefined)[]> {
  const readable = all.filter((answer) => answer !== null);
  const compared: (Compared | undefined)[] = [];
  while (compared.length < readable.length) {
    const answers = readable.slice(compared.length);
    const inside = { script: "mathematics.ts", packages: ["nerdamer-prime", "big-integer", "decimal.js"] };
    const request = { standard, answers };
    const { lines } = await runInside({ ...inside, request, pieces: answers.length }, options);
    options.signal.throwIfAborted();
    compared.push(...(lines as Compared[]));
    if (lines.length < answers.length) compared.push(undefined);
  }
  return all.map((answer) => (answer === null ? undefined : compared.shift()));
}

function judge(compared: Compared | undefined): AnswerCheck {
  const { equal = null, value = "" } = compared ?? {};
  return { verdict: equal === null ? "unreadable" : equal ? "equal" : "different", passed: 0, detail: value };
}
