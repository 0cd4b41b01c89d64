/** Coverage in one kind of community. */
import {
  boardPrior,
  createVoteTable,
  findRankable,
  fitColumns,
  rankAtOnce,
  type RatingFit,
  type VoteColumns,
} from "../../../core/rating/index.ts";
import { createChance } from "../chance/chance.ts";
import { drawVotes, findLimits, namesOf, type MadeVote, type Regime } from "./community.ts";

/** Rating points: values closer than this share a place. */
const equalWithin = 1e-6;

/** Shares from 0 to 1, of what is claimed. */
export type RegimeFigures = {
  name: string;
  voters: number;
  effectiveVoters: number;
  models: number;
  votes: number;
  /** Share of intervals that hold the value, and their mean width, rating points. */
  board: { intervals: number; width: number };
  rate: { intervals: number; width: number };
  /** Share of models on boards that are ranked with an interval. */
  claimed: number;
  /** Share of ranges of places that hold; of boards all of whose ranges hold; and of those whose ranges are all at once. */
  eachRank: number;
  allRanks: number;
  allRanksAtOnce: number;
};

type Sums = { held: number; all: number; width: number };

/** @param repetitions communities. */
export function measureRegime(regime: Regime, repetitions: number): RegimeFigures {
  const truth = findLimits(regime);
  const none = (): Sums => ({ held: 0, all: 0, width: 0 });
  const [boards, rated, each, all, atOnce] = [none(), none(), none(), none(), none()];
  let [votes, effective] = [0, 0];
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const columns = tabulate(regime, drawVotes(regime, createChance(1 + repetition)));
    votes += columns.votes.reduce((sum, count) => sum + count, 0);
    const rate = fitColumns(columns);
    effective += rate.clusters.effectiveVoters!;
    addIntervals(rated, rate, truth);
    const { fit } = findRankable(columns, boardPrior);
    addIntervals(boards, fit, truth);
    if (fit.quantile === null || fit.models.length === 0) continue;
    const held = fit.models.map((model) => holdsPlace(model, fit, truth));
    each.held += held.filter(Boolean).length;
    each.all += held.length;
    all.held += held.every(Boolean) ? 1 : 0;
    const ranges = rankAtOnce(fit);
    const heldAtOnce = fit.models.every(({ model }, index) => holdsPlace({ model, ...ranges[index]! }, fit, truth));
    atOnce.held += heldAtOnce ? 1 : 0;
    all.all++;
    atOnce.all++;
  }
  const share = ({ held, all: of }: Sums) => (of === 0 ? 1 : held / of);
  const intervals = (sums: Sums) => ({ intervals: share(sums), width: sums.width / sums.all });
  return {
    ...{ name: regime.name, voters: regime.voters, effectiveVoters: effective / repetitions, models: regime.models },
    ...{ votes: votes / repetitions, board: intervals(boards), rate: intervals(rated) },
    ...{ claimed: boards.all / (repetitions * regime.models), eachRank: share(each) },
    ...{ allRanks: share(all), allRanksAtOnce: share(atOnce) },
  };
}

/** The votes as a file brings them. */
export function tabulate(regime: Regime, votes: readonly MadeVote[]): VoteColumns {
  const table = createVoteTable({ battle: true, voter: true });
  for (const { battle, voter, a, b, outcome } of votes) {
    table.battles!.push(battle, 0);
    table.voters!.push(voter, 0);
    table.add(a, b, outcome);
  }
  return table.columns(namesOf(regime));
}

/** Adds the intervals that hold, around the mean of the models that are rated. */
function addIntervals(sums: Sums, { models }: RatingFit, truth: ReadonlyMap<string, number>): void {
  const shift = models.reduce((sum, { model }) => sum + truth.get(model)! - 1000, 0) / models.length;
  for (const { model, lower, upper } of models) {
    if (lower === null || upper === null) continue;
    const value = truth.get(model)! - shift;
    sums.all++;
    sums.width += upper - lower;
    if (lower <= value && value <= upper) sums.held++;
  }
}

function holdsPlace(
  { model, rankBest, rankWorst }: Pick<RatingFit["models"][number], "model" | "rankBest" | "rankWorst">,
  { models }: RatingFit,
  truth: ReadonlyMap<string, number>,
): boolean {
  const lead = models.map((other) => truth.get(other.model)! - truth.get(model)!);
  const above = lead.filter((by) => by > equalWithin).length;
  const level = lead.filter((by) => Math.abs(by) <= equalWithin).length;
  // Equal models may take each other's places.
  return rankBest <= above + level && rankWorst >= above + 1;
}
