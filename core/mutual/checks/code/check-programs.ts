/** Runs the programs in answers on the setter's cases. */
import type { Sample } from "../../experiment.ts";
import type { AnswerCheck, RoundChecks, Verdict } from "../checks.ts";
import { type CaseEnding, type Language, mostSeconds } from "../sandbox/limits.ts";
import { findLanguages, runProgram, type SandboxOptions } from "../sandbox/sandbox.ts";
import { isSameOutput } from "./compare-output.ts";
import { findProgram } from "./find-program.ts";

/** What is checked: by model, as it was written. */
export type ToCheck = { cases: readonly Sample[]; standard: string; answers: readonly (readonly [string, string])[] };

const notRun: AnswerCheck = { verdict: "not-run", passed: 0, detail: "" };

/** Where there is no program in the setter's own answer, nothing is run. @returns null where there is. */
export function findNothingToRun({ cases, standard, answers }: ToCheck): RoundChecks | null {
  const program = findProgram(standard);
  if (!("missing" in program)) return null;
  const own: AnswerCheck = { ...notRun, verdict: program.missing };
  return { cases: cases.length, standard: own, answers: answers.map(([model]) => [model, notRun]) };
}

/** The standard answer first: where it fails, no other is run. @throws see {@link runProgram}. */
export async function checkPrograms(
  { cases, standard, answers }: ToCheck,
  options: SandboxOptions,
): Promise<RoundChecks> {
  const own = await checkProgram(standard, cases, options);
  const checked: RoundChecks["answers"] = [];
  for (const [model, text] of answers)
    checked.push([model, own.verdict === "passed" ? await checkProgram(text, cases, options) : notRun]);
  return { cases: cases.length, standard: own, answers: checked };
}

async function checkProgram(answer: string, cases: readonly Sample[], options: SandboxOptions): Promise<AnswerCheck> {
  const program = findProgram(answer);
  const nothing = (verdict: Verdict): AnswerCheck => ({ verdict, passed: 0, detail: "" });
  if ("missing" in program) return nothing(program.missing);
  if (!isInstalled(program.language)) return nothing("not-installed");
  const inputs = cases.map(({ input }) => (input.endsWith("\n") ? input : `${input}\n`));
  const endings = await runProgram({ ...program, inputs, seconds: mostSeconds }, options);
  options.signal.throwIfAborted();
  return judgeEndings(cases, endings);
}

function isInstalled(language: Language): boolean {
  return findLanguages().includes(language);
}

/** The first case that did not go well tells what is wrong. */
function judgeEndings(cases: readonly Sample[], endings: readonly CaseEnding[]): AnswerCheck {
  const each = cases.map(({ output }, index) => judgeCase(output, endings[index]));
  const passed = each.filter(({ verdict }) => verdict === "passed").length;
  const first = each.find(({ verdict }) => verdict !== "passed");
  return { verdict: first?.verdict ?? "passed", passed, detail: first?.detail ?? "" };
}

function judgeCase(expected: string, ending: CaseEnding | undefined): Pick<AnswerCheck, "verdict" | "detail"> {
  if (!ending) return { verdict: "error", detail: "It was not run any more." };
  if (ending.ending === "error") return { verdict: "error", detail: ending.detail };
  if (ending.ending === "too-slow") return { verdict: "too-slow", detail: "" };
  return { verdict: isSameOutput(expected, ending.output) ? "passed" : "wrong-output", detail: "" };
}
