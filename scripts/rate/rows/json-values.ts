/** JSON in pieces cut into values: one a line, or those of one list, or one after the other. Nothing is held but the value at hand. */
import { RateProblem } from "../problem.ts";
import { createHeldBytes, type HeldBytes } from "./held-bytes.ts";

/** What is done with values, and with what is none. `place` counts from 1: lines, or values. */
export type JsonValues = {
  onValue: (text: Uint8Array, place: number) => void;
  report: (place: number, reason: string) => void;
};

/** Takes pieces, then the end. */
export type PieceReader = { read: (piece: Uint8Array) => void; end: () => void };

/** Bytes. */
const longestValue = 1 << 26;
const lineFeed = 10;
const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const opening = [0x7b, 0x5b];
const closing = [0x7d, 0x5d];
const blanks = [9, 10, 13, 32];

/** Reads a value a line. */
export function createJsonLines({ onValue }: JsonValues): PieceReader {
  const held = createHeldBytes();
  let scanned = 0;
  let line = 0;
  const readLine = (bytes: Uint8Array) => {
    line++;
    if (bytes.some((byte) => !blanks.includes(byte))) onValue(bytes, line);
  };
  return {
    read(piece) {
      const bytes = held.add(piece);
      let from = 0;
      for (let to = bytes.indexOf(lineFeed, scanned); to >= 0; to = bytes.indexOf(lineFeed, from)) {
        readLine(bytes.subarray(from, to));
        from = to + 1;
      }
      scanned = held.drop(from);
      if (scanned > longestValue) throw new RateProblem(explainLong(`Line ${line + 1}`));
    },
    end() {
      const rest = held.add(new Uint8Array());
      if (rest.length > 0) readLine(rest);
    },
  };
}

function explainLong(what: string): string {
  return `${what} is longer than ${longestValue >> 20} MiB, as no comparison is. Is it JSON with one row a line, or a list of rows?`;
}

type State = JsonValues & {
  held: HeldBytes;
  /** Whether the values stand in one list, and whether that is open. */
  isList: boolean;
  isOpen: boolean;
  /** How deep inside the value at hand; 0 between values. */
  depth: number;
  isInText: boolean;
  /** Whether the value at hand has no end of its own: a number or a word. */
  isBare: boolean;
  /** Where the value at hand begins in what is held, and up to where that has been read; −1 between values. */
  start: number;
  scanned: number;
  /** How many values have begun. */
  count: number;
};

/** Reads the values of one list, or, without one, those that stand one after the other. */
export function createJsonSequence(values: JsonValues, isList: boolean): PieceReader {
  const held = createHeldBytes();
  const at = { depth: 0, isInText: false, isBare: false, start: -1, scanned: 0, count: 0 };
  const state: State = { ...values, held, isList, isOpen: !isList, ...at };
  return {
    read(piece) {
      scan(state, held.add(piece));
      const done = state.start < 0 ? state.scanned : state.start;
      state.scanned -= done;
      if (state.start > 0) state.start = 0;
      if (held.drop(done) > longestValue) throw new RateProblem(explainLong(`Value ${state.count}`));
    },
    end() {
      const rest = held.add(new Uint8Array());
      if (state.isBare) finish(state, rest, rest.length);
      if (state.start >= 0) state.report(state.count, "this value has no end: the file is cut off");
      else if (isList && state.isOpen)
        state.report(state.count, "the list has no end after this value: the file is cut off");
    },
  };
}

function scan(state: State, bytes: Uint8Array): void {
  let at = state.scanned;
  for (; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (state.isInText) {
      if (byte === backslash) {
        // What follows it may stand in the next piece.
        if (at + 1 === bytes.length) break;
        at++;
      } else if (byte === quote) endText(state, bytes, at);
    } else if (state.start < 0) begin(state, byte, at);
    else continueValue(state, bytes, at);
  }
  state.scanned = at;
}

function begin(state: State, byte: number, at: number): void {
  if (blanks.includes(byte)) return;
  if (!state.isOpen) {
    if (state.isList && state.count === 0 && byte === opening[1]) state.isOpen = true;
    else throw new RateProblem("The file goes on after the end of its list. Give one list, or one row a line.");
    return;
  }
  if (byte === comma) return;
  if (state.isList && byte === closing[1]) {
    state.isOpen = false;
    // A list that has ended is not begun again.
    if (state.count === 0) state.count = -1;
    return;
  }
  state.start = at;
  state.count++;
  if (opening.includes(byte)) state.depth = 1;
  else if (byte === quote) state.isInText = true;
  else state.isBare = true;
}

function endText(state: State, bytes: Uint8Array, at: number): void {
  state.isInText = false;
  if (state.depth === 0) finish(state, bytes, at + 1);
}

function continueValue(state: State, bytes: Uint8Array, at: number): void {
  const byte = bytes[at]!;
  if (state.isBare) {
    const isEnd = byte === comma || closing.includes(byte) || opening.includes(byte) || blanks.includes(byte);
    if (!isEnd) return;
    finish(state, bytes, at);
    begin(state, byte, at);
  } else if (byte === quote) state.isInText = true;
  else if (opening.includes(byte)) state.depth++;
  else if (closing.includes(byte) && --state.depth === 0) finish(state, bytes, at + 1);
}

function finish(state: State, bytes: Uint8Array, end: number): void {
  const text = bytes.subarray(state.start, end);
  state.start = -1;
  state.isBare = false;
  state.onValue(text, state.count);
}
