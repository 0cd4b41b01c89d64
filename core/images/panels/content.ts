/** What panels show: under a radar, by themselves, or as the content of a figure. */

/** A value on a scale, with its interval. */
export type IntervalValue = {
  value: number;
  /** Null, or left out, where none is claimed. */
  lower?: number | null;
  upper?: number | null;
  /** Drawn hollow: it rests on too little. */
  faint?: boolean;
  /** Such as "64%". */
  figure: string;
  /** What stands small below the figure, such as "52 to 74%". */
  detail?: string;
};

/** A value on a scale, and how it is written. */
export type ScaleTick = {
  value: number;
  label: string;
  /** Means something by itself, such as the mean. */ strong: boolean;
};

/** Values with their intervals, a row each on one scale. */
export type IntervalsPanel = {
  kind: "intervals";
  title: string;
  /** What the one or two series are called. */
  series: string[];
  /** Of each series its value; null where it has none. */
  rows: { label: string; values: (IntervalValue | null)[] }[];
  /** Ascending; the scale runs from the first to the last. */
  ticks: ScaleTick[];
};

/** A few figures side by side, one value a series. */
export type TilesPanel = { kind: "tiles"; title: string; tiles: { label: string; values: string[] }[] };

/** How one fared against several others, as bars. */
export type DuelsPanel = {
  kind: "duels";
  title: string;
  /** What the three parts of a bar mean. */
  legend: { won: string; even: string; lost: string };
  duels: { name: string; won: number; even: number; lost: number; figure: string }[];
};

/** Shares with their intervals on a line from 0 to 1, each beside what it is to be compared with. */
export type SharesPanel = {
  kind: "shares";
  title: string;
  shares: {
    label: string;
    share: number;
    lower: number;
    upper: number;
    reference: number;
    referenceLabel: string;
    figure: string;
    detail: string;
  }[];
};

/** Sentences, one a line. */
export type NotesPanel = { kind: "notes"; title: string; notes: string[] };

/** What may stand below a radar, or instead of one. */
export type Panel = IntervalsPanel | TilesPanel | DuelsPanel | SharesPanel | NotesPanel;
