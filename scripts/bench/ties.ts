/**
 * Half a win for each side, or Davidson's model of ties: which foretells votes better that it has not seen? By two proper
 * scores, nats a vote (`core/rating/tie-models.ts`), over tenths of each set's battles held out in turn.
 *
 * Boards count a tie as half a win. That stands as long as the expected score, which is what ratings are about, is
 * foretold no worse by more than the limit, on the mean over all sets; and is worth another look when the bench fails.
 * Votes of one's own are added with RATING_DATA, a folder of files as `npm run -s rate` reads them.
 */
import {
  boardPrior,
  compareTieModels,
  type PairTally,
  type TieComparison,
  type TieLosses,
} from "../../core/rating/index.ts";
import { createSeededFraction } from "../rate/seeded-fraction.ts";
import type { BenchResult } from "./bench.ts";
import { listPuddings, makeSets, readFolder, type VoteSet } from "./ties/vote-sets.ts";

const parts = 10;
/** Nats a vote: a coin that is taken for fair and falls heads 52.2% of the time costs as much. */
const limit = 0.001;

/** Battles dealt out into parts, each with the votes on it. */
function dealOutBattles({ votes }: VoteSet): PairTally[][] {
  const fraction = createSeededFraction(1);
  const partOf = new Map<number, number>();
  const dealt = Array.from({ length: parts }, (): PairTally[] => []);
  for (const { modelA, modelB, outcome, battle } of votes) {
    const part = partOf.get(battle) ?? Math.floor(fraction() * parts);
    partOf.set(battle, part);
    dealt[part]?.push({ modelA, modelB, a: 0, b: 0, tie: 0, bothBad: 0, [outcome]: 1 });
  }
  return dealt;
}

type SetResult = { name: string; models: number; ties: number } & TieComparison;

function compare(set: VoteSet): SetResult {
  const comparison = compareTieModels(dealOutBattles(set), boardPrior);
  if (!comparison) throw new Error(`${set.name} has too few votes to hold any out.`);
  const models = new Set(set.votes.flatMap(({ modelA, modelB }) => [modelA, modelB])).size;
  const ties = set.votes.filter(({ outcome }) => outcome === "tie").length / set.votes.length;
  return { name: set.name, models, ties, ...comparison };
}

/** Who is better, by more than two standard errors of the difference. */
function judge({ difference, standardError }: TieLosses): "Davidson" | "half a win" | "neither" {
  if (Math.abs(difference) <= 2 * standardError) return "neither";
  return difference > 0 ? "Davidson" : "half a win";
}

function describe({ name, models, ties, votes, outcome, score }: SetResult): string {
  const columns = [outcome, score].map(({ halfWin, davidson, difference, standardError }) => {
    const gap = `${(1000 * difference).toFixed(2)} ± ${(1000 * standardError).toFixed(2)}`;
    return `${halfWin.toFixed(4)}  ${davidson.toFixed(4)}  ${gap.padStart(13)}`;
  });
  const size = `${String(models).padStart(3)} ${String(votes).padStart(6)} ${(100 * ties).toFixed(0).padStart(4)}%`;
  const verdicts = `${judge(outcome).padEnd(10)}  ${judge(score)}`;
  return `${name.padEnd(26)} ${size}   ${columns.join("   ")}   ${verdicts}`;
}

function describeAll(results: readonly SetResult[], mean: number): string[] {
  const head = `${"".padEnd(26)} models votes ties  three outcomes: half a win, Davidson, gain/1000   score: the same`;
  return [
    head,
    ...results.map(describe),
    `Gain: half a win's loss less Davidson's, thousandths of a nat a vote, ± one standard error (votes taken for independent);`,
    `at the end who is better by more than two of them, on outcomes and on scores.`,
    `On the mean over ${results.length} sets half a win foretells scores ${(1000 * mean).toFixed(2)} thousandths of a nat worse; at most ${1000 * limit} is asked for.`,
  ];
}

/** Compares the two on every set. */
export async function bench(): Promise<BenchResult> {
  // oxlint-disable-next-line node/no-process-env -- benches take numbers only, and this is a folder
  const folder = process.env["RATING_DATA"];
  const sets = [...(folder ? await readFolder(folder) : []), listPuddings(), ...makeSets()];
  const results = sets.map(compare);
  const mean = results.reduce((sum, { score }) => sum + score.difference, 0) / results.length;
  return {
    passed: mean <= limit,
    figures: { sets: results, meanScoreDifference: mean, limit },
    report: describeAll(results, mean).join("\n"),
  };
}
