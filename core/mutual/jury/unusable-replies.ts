/** Replies of jurors that could not be used: whoever has started a jury pays for them, and can mend that. */
import { type Language, sentences } from "../../language/index.ts";

/** How a juror did: ballots it was asked for, how many of them hold no verdict, and how many of its replies could not be used. */
export type JurorCount = { juror: string; ballots: number; withoutVerdict: number; unusable: number };

/** Jurors that are named; the total tells of the others. */
const mostNamed = 8;

/** Adds a ballot to the counts of its juror. */
export function countBallot(
  counts: JurorCount[],
  { juror, choice }: { juror: string; choice: unknown },
  unusable: number,
): void {
  let count = counts.find((one) => one.juror === juror);
  if (!count) counts.push((count = { juror, ballots: 0, withoutVerdict: 0, unusable: 0 }));
  count.ballots += 1;
  count.withoutVerdict += Number(choice === null);
  count.unusable += unusable;
}

/** How many replies could not be used, whose, and what to do. @returns undefined where all could be. */
export function tellUnusable(
  counts: readonly JurorCount[],
  nameOf: (juror: string) => string,
  language: Language,
): string | undefined {
  const { jury } = sentences(language);
  const troubled = counts
    .filter(({ unusable, withoutVerdict }) => unusable + withoutVerdict > 0)
    .toSorted((one, other) => other.unusable - one.unusable || other.withoutVerdict - one.withoutVerdict);
  if (troubled.length === 0) return undefined;
  const total = troubled.reduce((sum, { unusable }) => sum + unusable, 0);
  const lines = troubled
    .slice(0, mostNamed)
    .map((one) => jury.juror(nameOf(one.juror), one.unusable, one.withoutVerdict, one.ballots));
  return [jury.unusable(total), ...lines, jury.unusableAdvice].join("\n");
}
