/** Which questions tell the models apart, and which do not, in words. */
import { compareTelling, type Telling } from "../../core/index.ts";

/** More would be a table, and there is one in the workbook. */
const most = 3;

/** The best and the worst, by the numbers of their rounds. Fewer than two: nothing. */
export function describeQuestions(questions: readonly (Telling & { round: number })[]): string[] {
  const ordered = questions.toSorted(compareTelling);
  const decided = ordered.filter(({ undecided }) => !undecided);
  const undecided = ordered.flatMap((one) => (one.undecided ? [one.round] : [])).toSorted((one, other) => one - other);
  const name = ({ round, discrimination, between }: Telling & { round: number }) => {
    const known = [
      ...(discrimination === null ? [] : [`r ${discrimination.toFixed(2)}`]),
      ...(between === null ? [] : [`${Math.round(100 * between)}%`]),
    ];
    return known.length === 0 ? String(round) : `${round} (${known.join(", ")})`;
  };
  const worst = decided.slice(Math.max(most, decided.length - most)).toReversed();
  return [
    ...(decided.length > 0
      ? [
          `Questions that tell models apart best (r: correlation with the other questions; %: of the judges' variance, between answers): ${decided.slice(0, most).map(name).join("; ")}`,
        ]
      : []),
    ...(worst.length > 0 ? [`Least: ${worst.map(name).join("; ")}`] : []),
    ...(undecided.length > 0
      ? [`Undecided, for their answers differ no further than the judges do: ${undecided.join(", ")}`]
      : []),
  ];
}
