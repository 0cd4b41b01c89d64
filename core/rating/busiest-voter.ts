/**
 * Whose votes hold the top place: what it would be without the voter who cast most, and whether one voter decides it.
 *
 * Without voter v, whose votes pull the strengths by s = Σ (y − p)·(ei − ej), they move by about −C⁻¹·s/(1 − h), C the
 * curvature and h the voter's share of all votes: one step of Newton's method, h standing for what the votes left out
 * take from C (D. Pregibon, Annals of Statistics 9, 1981). In the order of how far that brings a rival up to the first
 * model, the first {@link mostRefits} voters are left out one by one, and what is said has been seen in a refit.
 */
import { decompose, invert } from "./matrices.ts";
import { compareNames, countVotes, gatherPairs, type PairSum, type Pairing } from "./pair-tally.ts";
import { priorPrecision } from "./prior.ts";
import {
  addUpCells,
  cellInformation,
  curvature,
  maximize,
  predict,
  regressPairs,
  winProbability,
} from "./regression.ts";
import { type FirstPlaceOptions, level } from "./sensitivity.ts";
import type { VoterStatistics, VoteStatistics } from "./vote-statistics.ts";

/** What the top place owes to single voters. */
export type TopWithout = {
  /**
   * The voter with most votes: how many, their share of all (0 to 1), and which model is first with and without them; null
   * where they cast all votes.
   */
  busiest: { votes: number; share: number; first: string; firstWithout: string | null };
  /** Names a voter, so it is nobody's but an admin's to read. */
  adminsOnly: {
    /**
     * The voter without whom `rival` is level with the first model, or above it, and how many votes that is; the rival is
     * null where they cast all votes. Null where there is no such voter.
     */
    decides: { voter: string; first: string; rival: string | null; votes: number } | null;
  };
};

/** So many voters are left out one by one at most. */
const mostRefits = 20;

/** The votes of one voter by pair, one row a cell, and how many they are. */
type Ballots = { voter: string; pairs: PairSum[]; votes: number };

/**
 * Who holds the top place. Cost: linear in the voters' cells times models, and at most 21 fits to sums of pairs.
 * @returns null with fewer than two models, where two share the top, or where no vote's voter is known.
 * @throws {RangeError} when a count is negative or not finite, a model meets itself, or voters hold votes that no cell has.
 */
export function findTopWithout(
  { cells, voters }: VoteStatistics,
  { priorStandardDeviation = Infinity, isRetired = () => false }: FirstPlaceOptions = {},
): TopWithout | null {
  const pairing = gatherPairs(cells);
  const { models } = pairing;
  const precision = priorPrecision(priorStandardDeviation);
  const { parameters } = maximize(regressPairs(models.length, pairing.pairs, precision));
  const [first, ...rivals] = [...models.keys()]
    .filter((model) => !isRetired(models[model]!))
    .toSorted((one, other) => parameters[other]! - parameters[one]!);
  const ballots = collectBallots(pairing, voters);
  const [busiest] = ballots;
  if (first === undefined || rivals[0] === undefined || !busiest) return null;
  if (parameters[first]! - parameters[rivals[0]]! < level) return null;
  const top: Top = { pairing, precision, parameters, first, rivals };
  const [name, all] = [models[first]!, cells.reduce((sum, cell) => sum + countVotes(cell), 0)];
  const { votes } = busiest;
  return {
    busiest: { votes, share: votes / all, first: name, firstWithout: nameWithout(top, busiest) },
    adminsOnly: { decides: findDecisive(top, ballots) },
  };
}

/** The first model by all votes, the others that have a place, and the fit that says so. */
type Top = { pairing: Pairing; precision: number; parameters: Float64Array; first: number; rivals: readonly number[] };

function nameWithout(top: Top, one: Ballots): string | null {
  const winner = findFirstWithout(top, one);
  return winner === null ? null : top.pairing.models[winner]!;
}

function findDecisive(top: Top, ballots: readonly Ballots[]): TopWithout["adminsOnly"]["decides"] {
  const first = top.pairing.models[top.first]!;
  for (const one of orderByInfluence(top, ballots).slice(0, mostRefits)) {
    const rival = nameWithout(top, one);
    if (rival !== first) return { voter: one.voter, first, rival, votes: one.votes };
  }
  return null;
}

/** Each voter's votes, most first; of equally many in the order of the voters' names. */
function collectBallots({ models, pairs }: Pairing, voters: readonly VoterStatistics[]): Ballots[] {
  const indexes = new Map(models.map((model, index) => [model, index]));
  const known = new Set(pairs.map(({ first, second }) => first * models.length + second));
  const byVoter = new Map<string, Ballots>();
  for (const cell of voters) {
    const votes = countVotes(cell);
    if (votes === 0) continue;
    const [a, b] = [indexes.get(cell.modelA) ?? -1, indexes.get(cell.modelB) ?? -1];
    const [first, second] = a < b ? [a, b] : [b, a];
    if (!known.has(first * models.length + second)) {
      throw new RangeError(`Voters voted on "${cell.modelA}" and "${cell.modelB}", but no battle did.`);
    }
    const [firstWins, secondWins] = a < b ? [cell.a, cell.b] : [cell.b, cell.a];
    const ballots = byVoter.get(cell.voter) ?? { voter: cell.voter, pairs: [], votes: 0 };
    ballots.pairs.push({ first, second, firstWins, secondWins, halves: cell.tie + cell.bothBad });
    ballots.votes += votes;
    byVoter.set(cell.voter, ballots);
  }
  return [...byVoter.values()].toSorted(
    (one, other) => other.votes - one.votes || compareNames(one.voter, other.voter),
  );
}

/**
 * The first model when a voter's votes are left out: another one already where it is level with the first so far; null
 * where no votes are left.
 */
function findFirstWithout({ pairing, precision, parameters: start, first, rivals }: Top, left: Ballots): number | null {
  const { models, pairs } = pairing;
  const rest = new Map(pairs.map((pair) => [pair.first * models.length + pair.second, { ...pair }]));
  for (const { first: low, second: high, ...taken } of left.pairs) {
    const pair = rest.get(low * models.length + high)!;
    for (const name of ["firstWins", "secondWins", "halves"] as const) pair[name] -= taken[name];
  }
  const cast = [...rest.values()].filter((pair) => pair.firstWins + pair.secondWins + pair.halves > 0);
  const { parameters } = maximize(regressPairs(models.length, cast, precision), start.slice());
  const judged = new Set(cast.flatMap((pair) => [pair.first, pair.second]));
  const rival = rivals
    .filter((model) => judged.has(model) && parameters[model]! >= parameters[first]! - level)
    .toSorted((one, other) => parameters[other]! - parameters[one]!)[0];
  return rival ?? (judged.has(first) ? first : null);
}

/** The voters, first those without whom a rival comes closest to the first model, or passes it by most. */
function orderByInfluence(
  { pairing, precision, parameters, first, rivals }: Top,
  ballots: readonly Ballots[],
): Ballots[] {
  const { models, pairs } = pairing;
  const size = models.length;
  const regression = regressPairs(size, pairs, precision);
  const predicted = predict(regression, parameters);
  const all = regression.votes.reduce((sum, votes) => sum + votes, 0);
  const matrix = curvature(regression, addUpCells(regression, cellInformation(regression, predicted)));
  const inverse = invert(decompose(matrix, size));
  const lead = ({ pairs: own, votes }: Ballots) => {
    const moves = new Float64Array(size);
    for (const { first: low, second: high, firstWins, secondWins, halves } of own) {
      const p = winProbability(parameters[low]! - parameters[high]!);
      const pull = firstWins + halves / 2 - (firstWins + secondWins + halves) * p;
      for (let model = 0; model < size; model++) {
        moves[model]! += (inverse[model * size + low]! - inverse[model * size + high]!) * pull;
      }
    }
    const kept = Math.max(1 - votes / all, 1 / all);
    const without = parameters.map((parameter, model) => parameter - moves[model]! / kept);
    return rivals.reduce((least, rival) => Math.min(least, without[first]! - without[rival]!), Infinity);
  };
  return ballots
    .map((one) => ({ one, lead: lead(one) }))
    .toSorted((one, other) => one.lead - other.lead)
    .map(({ one }) => one);
}
