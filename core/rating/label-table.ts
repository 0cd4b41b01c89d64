/**
 * Numbers labels from 0 on in the order in which they come. Of each label only 64 bits are kept, so two of the same bits
 * would be taken for one: see `label-column.ts` for the odds, which are none to speak of for the names of models.
 */
export type LabelTable = {
  /** The number of the label with these bits. */
  intern: (low: number, high: number) => number;
  /** How many labels there are. */
  count: () => number;
  /** The bits of the label with a number. */
  low: (number: number) => number;
  high: (number: number) => number;
  /** Gives its memory back; nothing may be asked of it afterwards. */
  release: () => void;
};

const firstSlots = 1 << 12;
/** Up to here the slots are made four times as many when they fill up, from here on twice. */
const manySlots = 1 << 20;

type State = {
  slots: Int32Array<ArrayBuffer>;
  /** Label n is `bits[2n]` (low) and `bits[2n + 1]` (high), side by side so that one look into memory finds both. */
  bits: Int32Array<ArrayBuffer>;
  count: number;
};

/** Creates an empty table. The bits are two 32-bit integers. */
export function createLabelTable(): LabelTable {
  const state: State = { slots: new Int32Array(firstSlots), bits: new Int32Array(2 * firstSlots), count: 0 };
  return {
    intern: (low, high) => intern(state, low, high),
    count: () => state.count,
    low: (number) => state.bits[2 * number]!,
    high: (number) => state.bits[2 * number + 1]!,
    release() {
      release(state.slots);
      release(state.bits);
    },
  };
}

function intern(state: State, low: number, high: number): number {
  const { slots, bits } = state;
  for (let slot = slotOf(slots, low, high); ; slot = (slot + 1) & (slots.length - 1)) {
    const number = slots[slot]! - 1;
    if (number < 0) return add(state, low | 0, high | 0, slot);
    if (bits[2 * number] === (low | 0) && bits[2 * number + 1] === (high | 0)) return number;
  }
}

/** Where to look for a label first. */
function slotOf(slots: Int32Array, low: number, high: number): number {
  const mixed = Math.imul(low ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b);
  return (mixed ^ (mixed >>> 15)) & (slots.length - 1);
}

function add(state: State, low: number, high: number, slot: number): number {
  if (2 * state.count === state.bits.length) state.bits = lengthen(state.bits);
  state.bits[2 * state.count] = low;
  state.bits[2 * state.count + 1] = high;
  state.slots[slot] = ++state.count;
  if (state.count * 3 > state.slots.length * 2) grow(state);
  return state.count - 1;
}

function grow(state: State): void {
  const { bits, count } = state;
  // The bits alone are enough to build the slots anew, so the old ones can go first.
  const length = (state.slots.length < manySlots ? 4 : 2) * state.slots.length;
  release(state.slots);
  const slots = new Int32Array(length);
  for (let number = 0; number < count; number++) {
    let slot = slotOf(slots, bits[2 * number]!, bits[2 * number + 1]!);
    while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
    slots[slot] = number + 1;
  }
  state.slots = slots;
}

/** The same numbers with room for as many again. */
export function lengthen(column: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(2 * column.length);
  longer.set(column);
  release(column);
  return longer;
}

/** Gives memory back at once instead of when it is next collected. */
export function release({ buffer }: { buffer: ArrayBuffer }): void {
  buffer.transfer(0);
}
