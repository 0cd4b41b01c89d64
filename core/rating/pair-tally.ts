/** How votes enter the mathematics: as sums. */

/** How the votes on one ordered pair of models fell; `a` counts the wins of `modelA`. */
export type PairTally = {
  modelA: string;
  modelB: string;
  a: number;
  b: number;
  tie: number;
  bothBad: number;
};

/** All votes between two models, whoever stood on which side; `first < second` index into {@link Pairing.models}. */
export type PairSum = {
  first: number;
  second: number;
  firstWins: number;
  secondWins: number;
  /** Ties and both-bad: half a win for each of the two. */
  halves: number;
};

/** Who met whom, and how it went. Models stand in the order of their names, pairs in the order of their models. */
export type Pairing = { models: string[]; pairs: PairSum[] };

/** The number of votes in a tally. */
export function countVotes(tally: PairTally): number {
  return tally.a + tally.b + tally.tie + tally.bothBad;
}

/**
 * Adds tallies up into one sum for each unordered pair. Tallies without votes are passed over, so a model appears only
 * when somebody voted on it.
 * @param tallies any number, in any order, a pair as often as it likes and either way round. Counts are numbers of
 * votes, or weights.
 * @throws {RangeError} when a count is negative or not finite, or a model meets itself.
 */
export function gatherPairs(tallies: readonly PairTally[]): Pairing {
  const cast = tallies.filter((tally) => {
    assertTally(tally);
    return countVotes(tally) > 0;
  });
  const models = [...new Set(cast.flatMap((tally) => [tally.modelA, tally.modelB]))].toSorted(compareNames);
  const indexOf = numberModels(models);
  const sums = new Map<number, PairSum>();
  for (const tally of cast) {
    const a = indexOf(tally.modelA);
    const b = indexOf(tally.modelB);
    const [first, second] = a < b ? [a, b] : [b, a];
    const key = first * models.length + second;
    const sum = sums.get(key) ?? { first, second, firstWins: 0, secondWins: 0, halves: 0 };
    sum.firstWins += a < b ? tally.a : tally.b;
    sum.secondWins += a < b ? tally.b : tally.a;
    sum.halves += tally.tie + tally.bothBad;
    sums.set(key, sum);
  }
  const pairs = [...sums.values()].toSorted((x, y) => x.first - y.first || x.second - y.second);
  return { models, pairs };
}

/** Orders names by code unit, so that the order is the same on every machine, whatever its locale. */
export function compareNames(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function numberModels(models: readonly string[]): (model: string) => number {
  const indexes = new Map(models.map((model, index) => [model, index]));
  return (model) => indexes.get(model) ?? -1;
}

function assertTally(tally: PairTally): void {
  if (tally.modelA === tally.modelB) throw new RangeError(`The model "${tally.modelA}" is tallied against itself.`);
  for (const count of [tally.a, tally.b, tally.tie, tally.bothBad]) {
    if (!(count >= 0 && count < Infinity)) {
      const pair = `"${tally.modelA}" and "${tally.modelB}"`;
      throw new RangeError(`The tally of ${pair} holds ${count}; counts are finite and not negative.`);
    }
  }
}
