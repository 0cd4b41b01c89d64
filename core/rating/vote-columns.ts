/** Votes as columns of numbers: what a fit reads, whether they come from a database's sums or from rows of a file. */
import { type Clustering, keepCells, noEntries } from "./clustering.ts";
import { countHalfWins, nameCell, type CellKey, type VoteStatistics, type VoterStatistics } from "./vote-statistics.ts";
import { compareNames, countVotes, type Pairing, type PairTally } from "./pair-tally.ts";
import { styleNames } from "./style.ts";

/** Cells of votes, a number a cell in every column. */
export type VoteColumns = {
  /** In the order of their names, each in some cell with votes. */
  models: readonly string[];
  /** The model on side A and the one on side B: indexes into `models`. */
  first: Int32Array;
  second: Int32Array;
  /** Votes; half wins of side A (2 a win, 1 a tie); and Σ of the votes' squared half wins (4 a win, 1 a tie). */
  votes: Float64Array;
  halfWins: Float64Array;
  squares: Float64Array;
  /** Style of A against B in hundredths, four numbers a cell; empty where no cell has any. */
  style: Float64Array;
  /** Each vote its own cluster, where votes have weights; elsewhere the other columns tell. */
  alone?: Clustering;
  battle?: Clustering;
  voter?: Clustering;
  /** Votes of the same voter on the same battle; left out where there is never more than one. */
  battleAndVoter?: Clustering;
};

/**
 * Lays statistics out in columns. Votes of cells whose style is not known count as if both answers looked alike.
 * @throws {RangeError} when a count is negative or not finite, a model meets itself, or voters hold more votes of a cell
 * than the cell.
 */
export function arrangeStatistics(statistics: VoteStatistics): VoteColumns {
  const cells = groupCells(statistics);
  const models = [...new Set(cells.flatMap(({ key }) => [key.modelA, key.modelB]))].toSorted(compareNames);
  const indexes = new Map(models.map((model, index) => [model, index]));
  const hasStyle = cells.some(({ key }) => key.style);
  const column = (read: (cell: Cell) => number) => Float64Array.from(cells, read);
  return {
    models,
    first: Int32Array.from(cells, ({ key }) => indexes.get(key.modelA)!),
    second: Int32Array.from(cells, ({ key }) => indexes.get(key.modelB)!),
    votes: column(({ tally }) => countVotes(tally)),
    halfWins: column(({ tally }) => countHalfWins(tally)),
    squares: column(({ tally }) => 4 * tally.a + tally.tie + tally.bothBad),
    style: Float64Array.from(hasStyle ? cells.flatMap(({ key }) => key.style ?? styleNames.map(() => 0)) : []),
    battle: {
      single: {
        clusters: column(({ battles }) => battles),
        winsSquared: column(({ winsSquared }) => winsSquared),
        winsTimesVotes: column(({ winsTimesVotes }) => winsTimesVotes),
        votesSquared: column(({ votesSquared }) => votesSquared),
      },
      entries: noEntries,
    },
    voter: clusterVoters(cells, statistics.voters),
  };
}

type Cell = {
  key: CellKey;
  /** All its votes, and those of them that no voter accounts for. */
  tally: PairTally;
  unaccounted: PairTally;
  battles: number;
  winsSquared: number;
  winsTimesVotes: number;
  votesSquared: number;
  index: number;
};

function groupCells({ cells, voters }: VoteStatistics): Cell[] {
  const groups = new Map<string, Cell>();
  for (const cell of cells) {
    assertTally(cell);
    if (countVotes(cell) === 0) continue;
    const name = nameCell(cell);
    const { modelA, modelB, a, b, tie, bothBad, style, ...sums } = cell;
    const group = groups.get(name);
    const tally = { modelA, modelB, a, b, tie, bothBad };
    if (!group) {
      const key = { modelA, modelB, ...(style ? { style } : {}) };
      groups.set(name, { key, tally, unaccounted: { ...tally }, ...sums, index: groups.size });
      continue;
    }
    addTally(group.tally, tally, 1);
    addTally(group.unaccounted, tally, 1);
    for (const sum of ["battles", "winsSquared", "winsTimesVotes", "votesSquared"] as const) group[sum] += sums[sum];
  }
  for (const voter of voters) {
    assertTally(voter);
    if (countVotes(voter) === 0) continue;
    const group = groups.get(nameCell(voter));
    if (!group) throw new RangeError(`Voters voted on "${voter.modelA}" and "${voter.modelB}", but no battle did.`);
    addTally(group.unaccounted, voter, -1);
  }
  const names = ["a", "b", "tie", "bothBad"] as const;
  for (const { key, unaccounted } of groups.values()) {
    if (names.every((name) => unaccounted[name] >= 0)) continue;
    throw new RangeError(`Voters hold more votes on "${key.modelA}" and "${key.modelB}" than there are.`);
  }
  return [...groups.values()];
}

function addTally(sum: PairTally, tally: PairTally, sign: 1 | -1): void {
  for (const name of ["a", "b", "tie", "bothBad"] as const) sum[name] += sign * tally[name];
}

function assertTally(tally: PairTally): void {
  if (tally.modelA === tally.modelB) throw new RangeError(`The model "${tally.modelA}" is tallied against itself.`);
  for (const count of [tally.a, tally.b, tally.tie, tally.bothBad]) {
    if (count >= 0 && count < Infinity) continue;
    const pair = `"${tally.modelA}" and "${tally.modelB}"`;
    throw new RangeError(`The tally of ${pair} holds ${count}; counts are finite and not negative.`);
  }
}

/** Each voter's entries together; a vote without a voter is a cluster of its own in its cell. */
function clusterVoters(cells: readonly Cell[], voters: readonly VoterStatistics[]): Clustering {
  const indexes = new Map(cells.map((cell) => [nameCell(cell.key), cell.index]));
  const byVoter = new Map<string, { cell: number; halfWins: number; votes: number }[]>();
  for (const voter of voters) {
    const votes = countVotes(voter);
    if (votes === 0) continue;
    const entries = byVoter.get(voter.voter) ?? [];
    entries.push({ cell: indexes.get(nameCell(voter))!, halfWins: countHalfWins(voter), votes });
    byVoter.set(voter.voter, entries);
  }
  const starts = [0];
  for (const entries of byVoter.values()) starts.push(starts.at(-1)! + entries.length);
  const all = [...byVoter.values()].flat();
  const alone = (read: (tally: PairTally) => number) =>
    Float64Array.from(cells, ({ unaccounted }) => read(unaccounted));
  return {
    single: {
      clusters: alone(countVotes),
      winsSquared: alone(({ a, tie, bothBad }) => 4 * a + tie + bothBad),
      winsTimesVotes: alone(countHalfWins),
      votesSquared: alone(countVotes),
    },
    entries: {
      starts: Uint32Array.from(starts),
      cell: Int32Array.from(all, ({ cell }) => cell),
      halfWins: Float64Array.from(all, ({ halfWins }) => halfWins),
      votes: Float64Array.from(all, ({ votes }) => votes),
    },
  };
}

/**
 * The votes between some of the models.
 * @param kept indexes into `models`, ascending. @returns only cells both of whose models are kept. Throws nothing.
 */
export function keepModels(columns: VoteColumns, kept: readonly number[]): VoteColumns {
  const renumbered = new Map(kept.map((model, index) => [model, index]));
  const { first, second, style } = columns;
  const cells = [...first.keys()].filter((cell) => renumbered.has(first[cell]!) && renumbered.has(second[cell]!));
  const pick = (column: Float64Array) => Float64Array.from(cells, (cell) => column[cell]!);
  const wide = styleNames.length;
  const cluster = (name: "alone" | "battle" | "voter" | "battleAndVoter") => {
    const clustering = columns[name];
    return clustering ? { [name]: keepCells(clustering, cells) } : {};
  };
  return {
    models: kept.map((model) => columns.models[model]!),
    first: Int32Array.from(cells, (cell) => renumbered.get(first[cell]!)!),
    second: Int32Array.from(cells, (cell) => renumbered.get(second[cell]!)!),
    votes: pick(columns.votes),
    halfWins: pick(columns.halfWins),
    squares: pick(columns.squares),
    style:
      style.length === 0
        ? style
        : Float64Array.from(cells.flatMap((cell) => [...style.subarray(cell * wide, (cell + 1) * wide)])),
    ...cluster("alone"),
    ...cluster("battle"),
    ...cluster("voter"),
    ...cluster("battleAndVoter"),
  };
}

/** The votes by unordered pair. Throws nothing. */
export function pairUp({ models, first, second, votes, halfWins }: VoteColumns): Pairing {
  const pairs = new Map<number, Pairing["pairs"][number]>();
  for (let cell = 0; cell < first.length; cell++) {
    const [a, b] = [first[cell]!, second[cell]!];
    const [low, high] = a < b ? [a, b] : [b, a];
    const key = low * models.length + high;
    const pair = pairs.get(key) ?? { first: low, second: high, firstWins: 0, secondWins: 0, halves: 0 };
    const [wins, losses] = [halfWins[cell]!, 2 * votes[cell]! - halfWins[cell]!];
    pair.firstWins += (a < b ? wins : losses) / 2;
    pair.secondWins += (a < b ? losses : wins) / 2;
    pairs.set(key, pair);
  }
  return { models: [...models], pairs: [...pairs.values()] };
}

/** The component with the most votes among its own models; of equal ones the one with the first name. Throws nothing. */
export function largestComponent(
  { models, first, second, votes }: VoteColumns,
  components: readonly number[],
): number[] {
  const sums = new Map<number, number>();
  for (let cell = 0; cell < first.length; cell++) {
    const component = components[first[cell]!]!;
    if (component !== components[second[cell]!]) continue;
    sums.set(component, (sums.get(component) ?? 0) + votes[cell]!);
  }
  const [largest] = [...sums].toSorted(([one, few], [other, many]) => many - few || one - other);
  return largest ? [...models.keys()].filter((index) => components[index] === largest[0]) : [];
}

/**
 * How many clusters hold a vote on each model, such as how many people voted on it.
 * @returns a number a model. Throws nothing. Cost: linear in the clusters' entries.
 */
export function countByModel({ models, first, second }: VoteColumns, { single, entries }: Clustering): Float64Array {
  const counts = new Float64Array(models.length);
  for (const [cell, clusters] of single.clusters.entries()) {
    counts[first[cell]!]! += clusters;
    counts[second[cell]!]! += clusters;
  }
  const { starts, cell } = entries;
  const seenIn = new Int32Array(models.length).fill(-1);
  for (let cluster = 0; cluster + 1 < starts.length; cluster++) {
    for (let at = starts[cluster]!; at < starts[cluster + 1]!; at++) {
      for (const model of [first[cell[at]!]!, second[cell[at]!]!]) {
        if (seenIn[model] === cluster) continue;
        seenIn[model] = cluster;
        counts[model]!++;
      }
    }
  }
  return counts;
}
