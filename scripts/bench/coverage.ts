/**
 * How often what a board claims holds, in communities of many kinds: see `coverage/`.
 *
 * Each repetition draws a community anew, and rates its votes as `npm run -s rate` does and as a board does. An interval
 * holds when the value lies in it that the same design converges to; a range of places when the model's place by those
 * values lies in it. Only what is claimed counts. Other communities, whose best two models are equal, are looked at from
 * the first vote on: how often was it ever said that one of them is first?
 */
import type { BenchResult } from "./bench.ts";
import { measureOutlook } from "./coverage/outlook.ts";
import { measureRegime, type RegimeFigures } from "./coverage/measure-regime.ts";
import { ledRegime, regimes, watchedRegimes } from "./coverage/regimes.ts";
import { measureSettled, type SettledFigures } from "./coverage/settled.ts";

/** The options that take a number: communities a regime; those that are watched; those whose future is foretold. */
export const options = ["repetitions", "watched", "foretold"] as const;

const usual = { repetitions: 300, watched: 200, foretold: 20 };
const mostVotes = 5_000;
/** What coverage is to be between; of all places at once at least; wrong claims at most; and foretold widths by real ones. */
const limits = { least: 0.93, most: 0.995, allRanks: 0.93, wrong: 0.05, foretold: [0.8, 1.2] } as const;

/** @param given see {@link options}. */
export function bench(given: Readonly<Record<string, number>>): BenchResult {
  const { repetitions, watched, foretold } = { ...usual, ...given };
  const figures = regimes.map((regime) => measureRegime(regime, repetitions)).toSorted((a, b) => worst(a) - worst(b));
  const claims = watchedRegimes.map((regime) => measureSettled(regime, watched, mostVotes));
  const cost = measureSettled(ledRegime, watched, mostVotes);
  const widths = regimes.flatMap((regime) =>
    regime.models > 20 ? [] : measureOutlook(regime, foretold, 7).map((one) => ({ name: regime.name, ...one })),
  );
  return {
    passed: figures.every(isHeld) && claims.every(isRight) && widths.every(isForetold),
    figures: { repetitions, regimes: figures, watched: claims, cost, foretold: widths },
    report: [
      `| ${repetitions} communities each | voters (effective) | votes | board's intervals | \`rate\`'s | each place | all places | all at once |`,
      "|---|---|---|---|---|---|---|---|",
      ...figures.map(describe),
      "",
      `| ${watched} communities each, best two equal, watched | first place wrongly settled | by an interval |`,
      "|---|---|---|",
      ...claims.map(describeClaims),
      "",
      `First place of ${ledRegime.name}: settled after ${untilMost(cost.votes.first)} votes (median), told by one look at an interval after ${untilMost(cost.votesByInterval.first)}.`,
      describeWidths(widths),
    ].join("\n"),
  };
}

/** Votes, of which no more are watched than so many. */
function untilMost(votes: number): string {
  return votes > mostVotes ? `more than ${mostVotes}` : `${votes}`;
}

type Foretold = ReturnType<typeof measureOutlook>[number] & { name: string };

function worst({ board, rate }: RegimeFigures): number {
  return Math.min(board.intervals, rate.intervals);
}

function isHeld({ board, rate, allRanksAtOnce }: RegimeFigures): boolean {
  const within = [board.intervals, rate.intervals].every((share) => share >= limits.least && share <= limits.most);
  return within && allRanksAtOnce >= limits.allRanks;
}

function isRight({ wrong, communities }: SettledFigures): boolean {
  // Of few communities chance makes more wrong than there would be of many: three standard errors.
  const chance = 3 * Math.sqrt((limits.wrong * (1 - limits.wrong)) / communities);
  return Math.max(wrong.first, wrong.pair) <= limits.wrong + (communities < 1000 ? chance : 0);
}

function isForetold({ ratio }: Foretold): boolean {
  return ratio >= limits.foretold[0] && ratio <= limits.foretold[1];
}

const percent = (share: number) => `${(100 * share).toFixed(1)}%`;

function describe(figures: RegimeFigures): string {
  const { name, voters, effectiveVoters, votes, board, rate, eachRank, allRanks, allRanksAtOnce } = figures;
  const shares = [board.intervals, rate.intervals, eachRank, allRanks, allRanksAtOnce].map(percent);
  return `| ${[name, `${voters} (${effectiveVoters.toFixed(0)})`, votes.toFixed(0), ...shares].join(" | ")} |`;
}

function describeClaims({ name, wrong, wrongByInterval }: SettledFigures): string {
  return `| ${name} | ${percent(wrong.first)} | ${percent(wrongByInterval.first)} |`;
}

function describeWidths(widths: readonly Foretold[]): string {
  const ratios = widths.map(({ ratio }) => ratio);
  const range = [Math.min(...ratios), Math.max(...ratios)].map((ratio) => ratio.toFixed(2));
  return `Widths after 2 and 4 times as many votes or voters, foretold by real: ${range.join(" to ")}.`;
}
