/**
 * A label for each of many rows, of which only 64 bits are kept, and then a number from 0 on for each different one.
 *
 * Two different labels with the same 64 bits would be taken for one. Among n labels with bits as good as random that
 * happens with probability n² / 2⁶⁵: less than three in a million among ten million labels.
 */
import { createLabelTable, type LabelTable, lengthen, release } from "./label-table.ts";

/** The labels of many rows. */
export type LabelColumn = {
  /** Adds the label of the next row, as two 32-bit integers. */
  push: (low: number, high: number) => void;
  /**
   * The number of each row's label, in the order in which they came, and how many different ones there are.
   * Nothing may be pushed afterwards.
   */
  number: () => NumberedLabels;
};

/** A number a row, from 0 on, and how many different ones there are. */
export type NumberedLabels = { numbers: Int32Array; count: number };

/** Memory that is not written to is not taken. */
const firstRows = 1 << 20;
/** A table of more labels no longer lies near the processor, and sorting them all at the end takes less time. */
const looksUp = 1 << 16;

type State = {
  most: number;
  table: LabelTable;
  /** Numbers, while labels are looked up; then the low halves of their bits. */
  lows: Int32Array<ArrayBuffer>;
  highs: Int32Array<ArrayBuffer> | undefined;
  rows: number;
};

/** Creates a column without rows. @param most up to so many different labels each is looked up as it comes. */
export function createLabelColumn(most = looksUp): LabelColumn {
  const state: State = {
    most,
    table: createLabelTable(),
    lows: new Int32Array(firstRows),
    highs: undefined,
    rows: 0,
  };
  let numbered: NumberedLabels | undefined;
  return {
    push: (low, high) => push(state, low, high),
    number: () => (numbered ??= numberRows(state)),
  };
}

function push(state: State, low: number, high: number): void {
  if (state.rows === state.lows.length) {
    state.lows = lengthen(state.lows);
    state.highs &&= lengthen(state.highs);
  }
  if (!state.highs) {
    if (state.table.count() < state.most) {
      state.lows[state.rows++] = state.table.intern(low, high);
      return;
    }
    state.highs = stopLookingUp(state);
  }
  state.lows[state.rows] = low;
  state.highs[state.rows++] = high;
}

/** Puts the low bits back in place of the numbers. @returns the high ones. */
function stopLookingUp({ table, lows, rows }: State): Int32Array<ArrayBuffer> {
  const highs = new Int32Array(lows.length);
  for (let row = 0; row < rows; row++) {
    const number = lows[row]!;
    lows[row] = table.low(number);
    highs[row] = table.high(number);
  }
  table.release();
  return highs;
}

function numberRows({ table, lows, highs, rows }: State): NumberedLabels {
  const count = highs ? numberLabels(lows, highs, rows) : table.count();
  if (highs) release(highs);
  else table.release();
  return { numbers: lows, count };
}

const digitBits = 8;
const digits = 1 << digitBits;

/**
 * Numbers labels by sorting them: many times faster than looking each up where millions are different. Rows are sorted by
 * the low half (radix sort from the lowest digit, D. Knuth, The Art of Computer Programming 3, §5.2.5); of those alike
 * the high half decides.
 * @param lows afterwards holds the numbers. @returns how many there are.
 */
function numberLabels(lows: Int32Array, highs: Int32Array, rows: number): number {
  const { keys, order } = sortByLow(lows, rows);
  // Sorting leaves rows of equal keys in their order, so the first of each group is the label's first row.
  for (let from = 0; from < rows;) {
    let to = from + 1;
    let isOne = true;
    const first = order[from]!;
    for (; to < rows && keys[to] === keys[from]; to++) isOne &&= highs[order[to]!] === highs[first];
    const firsts = isOne ? undefined : new Map<number, number>();
    for (let at = from; at < to; at++) {
      const row = order[at]!;
      lows[row] = isOne ? first : (firsts?.get(highs[row]!) ?? row);
      if (lows[row] === row) firsts?.set(highs[row]!, row);
    }
    from = to;
  }
  release(keys);
  release(order);
  return numberFirstRows(lows, rows);
}

/** Makes numbers of first rows, in their order. @returns how many there are. */
function numberFirstRows(lows: Int32Array, rows: number): number {
  let count = 0;
  for (let row = 0; row < rows; row++) {
    const first = lows[row]!;
    lows[row] = first === row ? count++ : lows[first]!;
  }
  return count;
}

/** The rows in the order of their low halves, and these beside them. */
function sortByLow(lows: Int32Array, rows: number) {
  const create = () => ({ keys: new Uint32Array(rows), order: new Uint32Array(rows) });
  let [sorted, spare] = [create(), create()];
  const places = countDigits(lows, rows, 0);
  for (let row = 0; row < rows; row++) {
    const place = places[lows[row]! & (digits - 1)]!++;
    sorted.keys[place] = lows[row]!;
    sorted.order[place] = row;
  }
  for (let shift = digitBits; shift < 32; shift += digitBits) {
    sortByDigit(sorted, spare, shift);
    [sorted, spare] = [spare, sorted];
  }
  release(spare.keys);
  release(spare.order);
  return sorted;
}

type Sorted = { keys: Uint32Array<ArrayBuffer>; order: Uint32Array<ArrayBuffer> };

function sortByDigit({ keys, order }: Sorted, into: Sorted, shift: number): void {
  const places = countDigits(keys, keys.length, shift);
  for (let at = 0; at < keys.length; at++) {
    const key = keys[at]!;
    const place = places[(key >>> shift) & (digits - 1)]!++;
    into.keys[place] = key;
    into.order[place] = order[at]!;
  }
}

/** Where the first key with each digit goes. */
function countDigits(keys: Int32Array | Uint32Array, rows: number, shift: number): Uint32Array {
  const places = new Uint32Array(digits + 1);
  for (let at = 0; at < rows; at++) places[((keys[at]! >>> shift) & (digits - 1)) + 1]!++;
  for (let digit = 0; digit < digits; digit++) places[digit + 1]! += places[digit]!;
  return places;
}
