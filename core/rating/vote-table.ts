/**
 * Votes one by one, as rows of a file bring them, gathered into {@link VoteColumns}: thirteen bytes a vote, eight more
 * where votes have weights (`vote-weights.ts` says what these are for).
 */
import { groupNothing, groupRows, intersectLabels, type Rows, weighCells } from "./row-clusters.ts";
import { createLabelColumn, type LabelColumn, type NumberedLabels } from "./label-column.ts";
import { createLabelTable, type LabelTable, lengthen, release } from "./label-table.ts";
import { compareNames } from "./pair-tally.ts";
import { type Style, styleNames } from "./style.ts";
import type { VoteColumns } from "./vote-columns.ts";
import { countEffective, createVoteWeights, type VoteWeights } from "./vote-weights.ts";

/** How a model's votes fell. */
export type ModelCount = { battles: number; wins: number; losses: number; ties: number; bothBad: number };

/** Who won, `a` standing on side A: an outcome is its place here. */
export const outcomes = ["a", "b", "tie", "bothBad"] as const;

/** What the single votes say, for those who draw from them again. */
export type VoteRows = {
  count: number;
  /** Of each vote its cell, and half wins of side A. */
  cell: Int32Array;
  halfWins: Uint8Array;
  /** Of each vote the number of its battle and voter, where labels are kept. */
  battles: NumberedLabels | undefined;
  voters: NumberedLabels | undefined;
  /** Of each vote its weight, the mean of all 1; undefined where all weigh the same. */
  weights: Float64Array | undefined;
};

/** Votes as they come in, one after the other. */
export type VoteTable = {
  /**
   * Adds a vote: models by numbers from 0 on, at most 65,536; `outcome` a place in {@link outcomes}. Labels that are kept
   * are pushed to their own columns, one for every vote. `weight`, above 0 and finite, is 1 when left out.
   */
  add: (modelA: number, modelB: number, outcome: number, style?: Style, weight?: number) => void;
  /** Of each vote its battle and its voter, where they are kept. */
  battles: LabelColumn | undefined;
  voters: LabelColumn | undefined;
  count: () => number;
  /**
   * How many votes of one weight would tell as much: (Σ w)² / Σ w² (L. Kish, Survey Sampling, 1965, §11.7), the count
   * where all weigh the same.
   */
  effectiveCount: () => number;
  /** The votes as a fit reads them; nothing may be added afterwards. @param names of the models by their numbers. */
  columns: (names: readonly string[]) => VoteColumns;
  /** How often each model won, by its number. */
  counts: () => ModelCount[];
  rows: () => VoteRows;
};

/** By outcome. */
const halfWinsOf = Uint8Array.from([2, 0, 1, 1]);
/** Memory that is not written to is not taken. */
const firstRows = 1 << 20;
const firstCells = 1 << 8;

type State = {
  cells: LabelTable;
  /** The cells by their numbers. */
  keys: { a: number; b: number; style: Style | undefined }[];
  /** How the votes of each cell fell, four numbers a cell. */
  tallies: Float64Array<ArrayBuffer>;
  /** Of each vote its cell, and half wins of side A. */
  cell: Int32Array<ArrayBuffer>;
  halfWins: Uint8Array<ArrayBuffer>;
  weights: VoteWeights;
  battles: LabelColumn | undefined;
  voters: LabelColumn | undefined;
  count: number;
};

/**
 * Creates a table without votes.
 * @param labels which labels are kept, and so which clusters the columns will have.
 */
export function createVoteTable(labels: { battle: boolean; voter: boolean }): VoteTable {
  const battles = labels.battle ? createLabelColumn() : undefined;
  const voters = labels.voter ? createLabelColumn() : undefined;
  const state: State = {
    cells: createLabelTable(),
    keys: [],
    tallies: new Float64Array(4 * firstCells),
    cell: new Int32Array(firstRows),
    halfWins: new Uint8Array(firstRows),
    weights: createVoteWeights(),
    battles,
    voters,
    count: 0,
  };
  return {
    count: () => state.count,
    battles,
    voters,
    effectiveCount: () => countEffective(state.weights.scaled(state.count)) ?? state.count,
    add(a, b, outcome, style, weight = 1) {
      state.weights.set(state.count, weight);
      addVote(state, a, b, outcome, style);
    },
    columns: (names) => arrangeRows(state, names),
    counts: () => countByModel(state),
    rows: () => {
      const { count, cell, halfWins, weights } = state;
      const labels = { battles: battles?.number(), voters: voters?.number() };
      return { count, cell, halfWins, ...labels, weights: weights.scaled(count) };
    },
  };
}

function addVote(state: State, a: number, b: number, outcome: number, style: Style | undefined): void {
  if (state.count === state.cell.length) grow(state);
  const number = state.cells.intern((a << 16) | b, style ? packStyle(style) : 0);
  if (number === state.keys.length) {
    state.keys.push({ a, b, style });
    if (4 * state.keys.length > state.tallies.length) {
      state.tallies = new Float64Array(state.tallies.buffer.transfer(2 * state.tallies.byteLength));
    }
  }
  state.tallies[4 * number + outcome]!++;
  state.cell[state.count] = number;
  state.halfWins[state.count] = halfWinsOf[outcome]!;
  state.count++;
}

function grow(state: State): void {
  state.cell = lengthen(state.cell);
  const longer = new Uint8Array(2 * state.halfWins.length);
  longer.set(state.halfWins);
  release(state.halfWins);
  state.halfWins = longer;
}

/** The cells as columns, models in the order of their names. */
function arrangeCells({ keys, tallies }: State, names: readonly string[]): VoteColumns {
  const order = [...new Set(keys.flatMap(({ a, b }) => [a, b]))].toSorted((one, other) =>
    compareNames(names[one]!, names[other]!),
  );
  const places = new Map(order.map((model, place) => [model, place]));
  const column = (read: (wins: number, losses: number, halves: number) => number) =>
    Float64Array.from(keys, (_, cell) => {
      const [wins = 0, losses = 0, ties = 0, bothBad = 0] = tallies.subarray(4 * cell, 4 * cell + 4);
      return read(wins, losses, ties + bothBad);
    });
  return {
    models: order.map((model) => names[model]!),
    first: Int32Array.from(keys, ({ a }) => places.get(a)!),
    second: Int32Array.from(keys, ({ b }) => places.get(b)!),
    votes: column((wins, losses, halves) => wins + losses + halves),
    halfWins: column((wins, _, halves) => 2 * wins + halves),
    squares: column((wins, _, halves) => 4 * wins + halves),
    style: layOutStyles(keys.some(({ style }) => style) ? keys : []),
  };
}

/** Cells and clusters. */
function arrangeRows(state: State, names: readonly string[]): VoteColumns {
  const { count, cell, halfWins, keys } = state;
  const rows = { count, cell, halfWins, weights: state.weights.scaled(count), cells: keys.length };
  const columns = { ...arrangeCells(state, names), ...clusterRows(rows, state) };
  return rows.weights ? { ...columns, ...weighCells(rows), alone: groupNothing(rows) } : columns;
}

/** The clusters that the kept labels tell of. */
function clusterRows(rows: Rows, { battles, voters }: State): Pick<VoteColumns, "battle" | "voter" | "battleAndVoter"> {
  const [byBattle, byVoter] = [battles?.number(), voters?.number()];
  const battle = byBattle && groupRows(rows, byBattle, byVoter?.numbers);
  const voter = byVoter && groupRows(rows, byVoter);
  const both = battle && byVoter ? { battleAndVoter: intersectLabels(battle, byVoter.count) } : {};
  return { ...(battle ? { battle } : {}), ...(voter ? { voter } : {}), ...both };
}

function countByModel({ keys, tallies }: State): ModelCount[] {
  const counts: ModelCount[] = [];
  const add = (model: number, wins: number, losses: number, ties: number, bothBad: number) => {
    const sum = (counts[model] ??= { battles: 0, wins: 0, losses: 0, ties: 0, bothBad: 0 });
    sum.battles += wins + losses + ties + bothBad;
    sum.wins += wins;
    sum.losses += losses;
    sum.ties += ties;
    sum.bothBad += bothBad;
  };
  for (const [cell, { a, b }] of keys.entries()) {
    const [wins = 0, losses = 0, ties = 0, bothBad = 0] = tallies.subarray(4 * cell, 4 * cell + 4);
    add(a, wins, losses, ties, bothBad);
    add(b, losses, wins, ties, bothBad);
  }
  return counts;
}

function packStyle(style: Style): number {
  return style.reduce<number>((packed, part) => (packed << 8) | (part + 128), 0);
}

function layOutStyles(keys: readonly { style: Style | undefined }[]): Float64Array {
  const wide = styleNames.length;
  const styles = new Float64Array(keys.length * wide);
  for (const [cell, { style }] of keys.entries()) if (style) styles.set(style, cell * wide);
  return styles;
}
