/** What the figures of an experiment show. All figures come with their own words, in the reader's language. */
import type { PictureWords } from "../picture.ts";

/** Bars in columns, a row a name. */
export type BarsContent = {
  kind: "bars";
  /** What stands above the names. */
  heading: string;
  columns: { heading: string; /** The value of a whole bar, above 0. */ most: number }[];
  /** Null: nothing to show, and the figure says so. `dots`: the single values that the bar is the mean of. */
  rows: { name: string; bars: { value: number | null; figure: string; dots?: number[] }[] }[];
};

/** A small radar each, on common axes. */
export type RadarsContent = {
  kind: "radars";
  /** Names of the axes; on the webs they are called by their numbers. */
  axes: string[];
  /** The value at the rim, above 0, and how it is written. */
  most: number;
  mostLabel: string;
  /** One value an axis; null: none. */
  radars: { name: string; values: (number | null)[]; figure: string }[];
};

/** A square table of values from −1 to 1, the same names down and across. */
export type MatrixContent = {
  kind: "matrix";
  names: string[];
  /** Row by row; null: none. */
  cells: { value: number | null; figure: string }[][];
  /** What the colours mean, from −1 to 1. */
  scale: [string, string, string];
};

/** Points between two scales of the same ticks, with their intervals. */
export type ScatterContent = {
  kind: "scatter";
  x: ScatterAxis;
  y: ScatterAxis;
  points: { name: string; x: Interval; y: Interval }[];
};
export type ScatterAxis = { label: string; ticks: number[] };
export type Interval = { value: number; lower: number; upper: number };

export type FigureContent = BarsContent | RadarsContent | MatrixContent | ScatterContent;

/** @see PictureWords for what surrounds it. */
export type FigurePicture = PictureWords & {
  kind: "figure";
  content: FigureContent;
  /** Whether it is wanted as a PDF as well, for print. */
  pdf?: boolean;
};
