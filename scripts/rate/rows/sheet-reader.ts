/** The rows of a sheet, cell by cell. */
import type { XmlReading } from "./xml.ts";

/** What a cell holds. */
export type Cell = string | number | boolean | null;

/** A row's cells by their columns, from 0 on; those that are empty may be left out. */
export type Cells = ReadonlyMap<number, Cell>;

/** Characters; Excel itself takes 32,767. */
const longestCell = 1 << 20;
/** Kinds of cells whose value is text. */
const textKinds = ["str", "inlineStr", "d"];

type State = {
  row: Map<number, Cell>;
  place: number;
  column: number;
  kind: string;
  value: string;
  isInValue: boolean;
  isAside: boolean;
};

/** @param strings the texts that cells point to. @param onRow is given each row and its number, from 1 on. */
export function createSheetReader(
  strings: readonly string[],
  onRow: (cells: Cells, place: number) => void,
): Required<XmlReading> {
  const state: State = { row: new Map(), place: 0, column: -1, kind: "", value: "", isInValue: false, isAside: false };
  return {
    open(name, attributes) {
      state.isInValue = (name === "v" || name === "t") && !state.isAside;
      if (name === "row") {
        state.place = readCount(attributes()["r"]) ?? state.place + 1;
        state.row = new Map();
        state.column = -1;
      } else if (name === "c") beginCell(state, attributes());
      else if (name === "rPh") state.isAside = true;
    },
    close(name) {
      state.isInValue = false;
      if (name === "rPh") state.isAside = false;
      else if (name === "c") endCell(state, strings);
      else if (name === "row") onRow(state.row, state.place);
    },
    text(text) {
      if (state.isInValue && state.value.length < longestCell) state.value += text;
    },
  };
}

function readCount(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,7}$/u.test(text) ? Number(text) : undefined;
}

function beginCell(state: State, { r: address, t: kind }: Record<string, string>): void {
  state.column = readColumn(address) ?? state.column + 1;
  state.kind = kind ?? "n";
  state.value = "";
}

/** The column of an address such as AB12, from 0 on. */
function readColumn(address: string | undefined): number | undefined {
  const letters = /^[A-Z]{1,3}/u.exec(address ?? "")?.[0];
  if (letters === undefined) return undefined;
  return [...letters].reduce((sum, letter) => 26 * sum + letter.charCodeAt(0) - 64, 0) - 1;
}

function endCell(state: State, strings: readonly string[]): void {
  const cell = readCell(state, strings);
  if (cell !== null && cell !== "") state.row.set(state.column, cell);
}

function readCell({ kind, value }: State, strings: readonly string[]): Cell {
  if (kind === "s") return strings[Number(value)] ?? null;
  if (kind === "b") return value === "1";
  if (kind === "e" || value === "") return kind === "e" ? null : "";
  return textKinds.includes(kind) ? value : Number(value);
}
