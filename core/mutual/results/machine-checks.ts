/** What came of checking answers by machine, over all rounds. */
import type { Sentences } from "../../language/index.ts";
import { findRight, unusableChecks, verdicts } from "../checks/checks.ts";
import type { RoundRecord } from "../experiment.ts";
import type { Misjudged } from "../scoring/misjudged.ts";
import type { Scores } from "../scoring/scores.ts";
import type { ExperimentResults } from "./results.ts";

/** A round in which all judges together put first what a machine has found wrong, although another answer is right. */
export type WrongFirst = { round: number; first: string[]; right: string[] };

/** @param scores of the rounds, in the same order. */
export function wrongFirstRounds(rounds: readonly RoundRecord[], scores: Scores["rounds"]): WrongFirst[] {
  return rounds.flatMap(({ number, checks }, index) => {
    const answers = scores[index]?.answers ?? [];
    const found = findRight(checks);
    const right = answers.map(({ model }) => model).filter((model) => found.get(model));
    const most = Math.max(...answers.map(({ points }) => points));
    const first = answers.filter(({ points }) => points >= most - 1e-9).map(({ model }) => model);
    const isWrong = right.length > 0 && first.every((model) => found.get(model) === false);
    return isWrong ? [{ round: number, first, right }] : [];
  });
}

/**
 * How many questions were checked, those whose standard answer gives nothing to go by, the verdicts on the others, and the
 * rounds in which judges put first what is wrong.
 */
export function summarizeChecks({ rounds, scores }: Pick<ExperimentResults, "rounds" | "scores">): object {
  const checked = rounds.flatMap(({ number, checks }) => (checks ? [{ number, checks }] : []));
  const unusable = unusableChecks(rounds);
  const usable = checked.filter(({ number }) => !unusable.includes(number));
  const all = usable.flatMap(({ checks }) => checks.answers.map(([, { verdict }]) => verdict));
  const counts = verdicts.map((verdict) => [verdict, all.filter((one) => one === verdict).length] as const);
  return {
    questions: checked.length,
    unusable,
    verdicts: Object.fromEntries(counts.filter(([, count]) => count > 0)),
    wrongFirst: wrongFirstRounds(rounds, scores.rounds),
  };
}

/** The same in sentences, with how often judges prefer what is wrong. */
export function machineRemarks(
  results: Pick<ExperimentResults, "rounds" | "bias" | "scores">,
  mutual: Sentences["mutual"],
): string[] {
  return [...preferenceInWords(results.bias.misjudged.all, mutual), ...remarksOnRounds(results, mutual)];
}

/** How often judges prefer what is wrong, in a sentence; none where there was nothing to get wrong. */
export function preferenceInWords(
  { wrongAbove }: Pick<Misjudged, "wrongAbove">,
  mutual: Sentences["mutual"],
): string[] {
  if (!wrongAbove) return [];
  const { share, lower, upper, cases } = wrongAbove;
  const percent = (value: number) => (100 * value).toFixed(0);
  return [mutual.misjudged(percent(share), percent(lower), percent(upper), cases)];
}

/** Which rounds stand out, in sentences. */
export function remarksOnRounds(
  { rounds, scores }: Pick<ExperimentResults, "rounds" | "scores">,
  mutual: Sentences["mutual"],
): string[] {
  const unusable = unusableChecks(rounds);
  const wrongFirst = wrongFirstRounds(rounds, scores.rounds).map(({ round }) => round);
  return [
    ...(wrongFirst.length > 0 ? [mutual.wrongFirst(wrongFirst.join(", "))] : []),
    ...(unusable.length > 0 ? [mutual.notChecked(unusable.join(", "))] : []),
  ];
}
