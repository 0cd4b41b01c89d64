/**
 * How often intervals and ranges of places hold what they are to hold, in communities of many kinds: see `coverage/`.
 *
 * Each repetition draws a community anew, and rates its votes as `npm run -s rate` does and as a board does. An interval
 * holds when the value lies in it that the same design converges to; a range of places when the model's place by those
 * values lies in it. Only what is claimed counts.
 */
import type { BenchResult } from "./bench.ts";
import { measureRegime, type RegimeFigures } from "./coverage/measure-regime.ts";
import { regimes } from "./coverage/regimes.ts";

/** The options that take a number. */
export const options = ["repetitions"] as const;

const usualRepetitions = 300;
/** What coverage is to be between, and that of all places at once at least. */
const limits = { least: 0.93, most: 0.995 };

/** @param given `repetitions`: communities a regime. */
export function bench(given: Readonly<Record<string, number>>): BenchResult {
  const repetitions = given["repetitions"] ?? usualRepetitions;
  const measured = regimes.map((regime) => measureRegime(regime, repetitions));
  const figures = measured.toSorted((one, other) => worst(one) - worst(other));
  return {
    passed: figures.every(isHeld),
    figures: { repetitions, regimes: figures },
    report: [
      `| ${repetitions} communities each | voters (effective) | votes | intervals: board | \`rate\` | each place | all places |`,
      "|---|---|---|---|---|---|---|",
      ...figures.map(describe),
    ].join("\n"),
  };
}

function worst({ board, rate }: RegimeFigures): number {
  return Math.min(board.intervals, rate.intervals);
}

function isHeld({ board, rate }: RegimeFigures): boolean {
  return [board.intervals, rate.intervals].every((share) => share >= limits.least && share <= limits.most);
}

function describe(figures: RegimeFigures): string {
  const { name, voters, effectiveVoters, votes, board, rate, eachRank, allRanks } = figures;
  const percent = (share: number) => `${(100 * share).toFixed(1)}%`;
  const cells = [
    ...[name, `${voters} (${effectiveVoters.toFixed(0)})`, votes.toFixed(0)],
    ...[percent(board.intervals), percent(rate.intervals), percent(eachRank)],
    percent(allRanks),
  ];
  return `| ${cells.join(" | ")} |`;
}
