/**
 * Half a win for each side, or Davidson's model? Which of the two foretells votes better that it has not seen.
 *
 * Measured by two proper scores, nats a vote, both smaller the better (T. Gneiting & A. Raftery, Journal of the American
 * Statistical Association 102, 2007):
 *
 *   outcome  −ln P(what the vote was), of the three outcomes
 *   score    −y ln e − (1 − y) ln(1 − e), y = 1, ½ or 0, e the score expected of side A: what ratings are about
 *
 * Half a win says e = σ(η) and nothing of ties. To have three outcomes it is given the share t of ties in the votes it was
 * fitted to, the same for every pair, and P(A) = (1 − t) · σ(η / (1 − t)): the divisor gives back what ties took
 * from η, so that the score expected is σ(η) again to first order. Both know t or ν from as much: one vote more, half a tie.
 */
import { fitDavidson, type OutcomeChances, predictOutcome } from "./davidson.ts";
import { createLot } from "./lot.ts";
import { countVotes, gatherPairs, type PairSum, type PairTally } from "./pair-tally.ts";
import { priorPrecision } from "./prior.ts";
import { maximize, regressPairs, winProbability } from "./regression.ts";
import { meanRating } from "./scale.ts";

/** What both models lose by a score, nats a vote. */
export type TieLosses = {
  halfWin: number;
  davidson: number;
  /** Half a win's loss less Davidson's: above 0 Davidson is better. */
  difference: number;
  /** Of the difference; takes votes for independent. */
  standardError: number;
};

/** Two models of ties on votes held out. */
export type TieComparison = {
  /** Votes held out, and in how many parts. */
  votes: number;
  parts: number;
  outcome: TieLosses;
  score: TieLosses;
};

/** What a fit is told: a prior as in {@link fitDavidson}. Without one, a model without votes in a part has no rating. */
type TieComparisonOptions = { priorStandardDeviation?: number };

/** One vote more, half of it a tie, so that no outcome is impossible. */
const tiePrior = 1;
const usualParts = 5;

/**
 * Fits both models to all parts but one, and scores them on that one; in turn for every part.
 * @param parts of the votes; what goes together (a battle, a voter) should be in one part.
 * @returns null with fewer than two parts that have votes.
 * @throws {RangeError} as {@link fitDavidson}.
 */
export function compareTieModels(
  parts: readonly (readonly PairTally[])[],
  options: TieComparisonOptions = {},
): TieComparison | null {
  const filled = parts.filter((part) => part.some((tally) => countVotes(tally) > 0));
  if (filled.length < 2) return null;
  const losses: Loss[] = [];
  for (const [held, part] of filled.entries()) {
    const rest = filled.flatMap((other, index) => (index === held ? [] : other));
    const [halfWin, davidson] = [foretellByHalfWins(rest, options), foretellByDavidson(rest, options)];
    const { models, pairs } = gatherPairs(part);
    for (const pair of pairs) {
      const names = [models[pair.first]!, models[pair.second]!] as const;
      losses.push(...losePair(pair, halfWin(...names), davidson(...names)));
    }
  }
  return {
    votes: losses.reduce((sum, { count }) => sum + count, 0),
    parts: filled.length,
    outcome: average(losses, "outcome"),
    score: average(losses, "score"),
  };
}

/**
 * Deals whole pairs out, so that a pair is foretold from the others: pairs in an order that their names decide, dealt in
 * turn. Unlike dealing out single votes, this costs the same however many votes there are.
 * @throws {RangeError} when a count is negative or not finite, or a model meets itself.
 */
export function dealOutPairs(tallies: readonly PairTally[], parts = usualParts): PairTally[][] {
  const { models, pairs } = gatherPairs(tallies);
  const dealt: PairTally[][] = Array.from({ length: parts }, () => []);
  const named = pairs.map(({ first, second, firstWins, secondWins, halves }) => {
    const [modelA, modelB] = [models[first]!, models[second]!];
    const tally: PairTally = { modelA, modelB, a: firstWins, b: secondWins, tie: halves, bothBad: 0 };
    return { tally, lot: createLot(JSON.stringify([modelA, modelB]))() };
  });
  const ordered = named.toSorted((one, other) => one.lot - other.lot);
  for (const [index, { tally }] of ordered.entries()) dealt[index % parts]!.push(tally);
  return dealt;
}

/** What a model says of a vote between two: the three outcomes, and the score of the first. */
type Forecast = OutcomeChances & { score: number };
type Foretell = (modelA: string, modelB: string) => Forecast;

function foretellByHalfWins(tallies: readonly PairTally[], { priorStandardDeviation }: TieComparisonOptions): Foretell {
  const { models, pairs } = gatherPairs(tallies);
  const { parameters } = maximize(regressPairs(models.length, pairs, priorPrecision(priorStandardDeviation)));
  const strengths = new Map(models.map((model, index) => [model, parameters[index]!]));
  const ties = pairs.reduce((sum, { halves }) => sum + halves, 0);
  const votes = tallies.reduce((sum, tally) => sum + countVotes(tally), 0);
  const tie = (ties + tiePrior / 2) / (votes + tiePrior);
  return (modelA, modelB) => {
    const lead = (strengths.get(modelA) ?? 0) - (strengths.get(modelB) ?? 0);
    const [a, b] = [lead, -lead].map((eta) => (1 - tie) * winProbability(eta / (1 - tie)));
    return { a: a!, b: b!, tie, score: winProbability(lead) };
  };
}

function foretellByDavidson(tallies: readonly PairTally[], options: TieComparisonOptions): Foretell {
  const { models, tieParameter } = fitDavidson(tallies, { ...options, tiePrior });
  const ratings = new Map(models.map(({ model, rating }) => [model, rating]));
  return (modelA, modelB) => {
    const lead = (ratings.get(modelA) ?? meanRating) - (ratings.get(modelB) ?? meanRating);
    const outcome = predictOutcome(lead, tieParameter);
    return { ...outcome, score: outcome.a + outcome.tie / 2 };
  };
}

/** What alike votes lose, each, by both models. */
type Loss = { count: number; halfWin: Lost; davidson: Lost };
type Lost = { outcome: number; score: number };

function losePair({ firstWins, secondWins, halves }: PairSum, halfWin: Forecast, davidson: Forecast): Loss[] {
  const lose = (count: number, name: keyof OutcomeChances): Loss => ({
    count,
    halfWin: loseVote(halfWin, name),
    davidson: loseVote(davidson, name),
  });
  return [lose(firstWins, "a"), lose(secondWins, "b"), lose(halves, "tie")].filter(({ count }) => count > 0);
}

/** What a forecast loses by a vote. */
function loseVote({ score, ...outcome }: Forecast, name: keyof OutcomeChances): Lost {
  const y = name === "a" ? 1 : name === "b" ? 0 : 0.5;
  return { outcome: -Math.log(outcome[name]), score: -y * Math.log(score) - (1 - y) * Math.log1p(-score) };
}

function average(losses: readonly Loss[], by: keyof Lost): TieLosses {
  const votes = losses.reduce((sum, { count }) => sum + count, 0);
  const mean = (read: (loss: Loss) => number) => losses.reduce((sum, loss) => sum + loss.count * read(loss), 0) / votes;
  const lead = ({ halfWin, davidson }: Loss) => halfWin[by] - davidson[by];
  const difference = mean(lead);
  return {
    halfWin: mean(({ halfWin }) => halfWin[by]),
    davidson: mean(({ davidson }) => davidson[by]),
    difference,
    standardError: Math.sqrt(mean((loss) => (lead(loss) - difference) ** 2) / votes),
  };
}
