/** What the figures of an experiment show, apart from the words around it. */
import type { IntervalsPanel } from "../panels/content.ts";

/** A value as a bar, with its interval where one is claimed. */
export type Bar = {
  /** Null: nothing to show, and the figure says so. */
  value: number | null;
  figure: string;
  lower?: number;
  upper?: number;
  /** The single values that it is the mean of. */
  dots?: number[];
};

/** Bars in columns, a row a name. */
export type BarsContent = {
  kind: "bars";
  /** What stands above the names. */
  heading: string;
  columns: { heading: string; /** The value of a whole bar, above 0. */ most: number }[];
  rows: { name: string; bars: Bar[] }[];
};

/** A small radar each, on common axes. */
export type RadarsContent = {
  kind: "radars";
  /** Names of the axes; on the webs they are called by their numbers. */
  axes: string[];
  /** The value at the rim, above 0. */
  most: number;
  /** One value an axis; null: none. */
  radars: { name: string; values: (number | null)[]; figure: string }[];
};

/** A square table of values from −1 to 1, the same names down and across. */
export type MatrixContent = {
  kind: "matrix";
  /** What columns are headed by, and names as well. */
  numbers: number[];
  names: string[];
  /** Row by row; null: none. */
  cells: { value: number | null; figure: string }[][];
  /** What the colours mean, from −1 to 1. */
  scale: [string, string, string];
};

/** What a figure of an experiment shows. */
export type FigureContent = BarsContent | RadarsContent | MatrixContent | IntervalsPanel;
