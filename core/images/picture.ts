/** What a picture shows: figures and the words around them, already in the reader's language. */
import type { FigureContent } from "./figures/content.ts";
import type { IntervalValue, Panel, ScaleTick } from "./panels/content.ts";

export type {
  DuelsPanel,
  IntervalsPanel,
  IntervalValue,
  NotesPanel,
  Panel,
  ScaleTick,
  SharesPanel,
  TilesPanel,
} from "./panels/content.ts";

/** Light or dark, as the community chose. */
export const themes = ["light", "dark"] as const;
/** One of {@link themes}. */
export type Theme = (typeof themes)[number];

/** The words around every picture. */
export type PictureWords = {
  theme: Theme;
  /** What it shows to be so, where it shows anything; else what it is. */
  title: string;
  /** What is drawn, what it covers and how many votes: under the title, a line break where one is wanted. */
  subtitle: string;
  /** What to make of it, in a sentence: under the subtitle. */
  status?: string;
  /** What nobody may overlook, such as "Demo models": a badge above the title. */
  notice?: string;
  /** What the reader must know to read it rightly; below everything. */
  footer: string;
};

/** One model on a leaderboard. */
export type LeaderboardPictureRow = {
  name: string;
  organization: string;
  /** Null: no votes yet. */
  rating: number | null;
  /** Null: no interval is claimed, and no place; a dot without a line. */
  lower: number | null;
  upper: number | null;
  /** "1" or "1–3"; "–" without a place. */
  rankLabel: string;
  /** How its rating is written; "–" without one. */
  ratingLabel: string;
  /** Small below it: how far its interval reaches, such as "±6", or what else is to be said of the rating. */
  detail: string;
  /** Without a place: hollow and pale. */
  faint?: boolean;
  /** Stands above the row: a group of models without places begins here. */
  heading?: string;
  /** Such as "1,204 votes". */
  votesLabel: string;
  /**
   * What separates it from the row below: `cut`, a gap; `apart`, a line; `joined`, nothing, because the votes cannot
   * tell the two apart; null: nothing is said.
   */
  below: "cut" | "apart" | "joined" | null;
};

/** What the rating axis must reach over; what is faint, only as far as that squeezes nothing else. */
export type RatingSpan = Pick<LeaderboardPictureRow, "rating" | "lower" | "upper" | "faint">;

/** Models in order of rating, each with its interval on one axis. */
export type LeaderboardPicture = PictureWords & {
  kind: "leaderboard";
  /** Column headings. */
  headings: { rank: string; model: string; rating: string };
  rows: LeaderboardPictureRow[];
  /** In the proportions in which chats show a link, 1200 by 630: rows that do not fit are left out, the last ones first. */
  card?: true;
};

/** One line on a radar. */
export type RadarSeries = {
  name: string;
  /** One an axis, as a part of the outermost ring. */
  values: IntervalValue[];
};

/** One or two series on axes around a middle, with panels below. */
export type RadarPicture = PictureWords & {
  kind: "radar";
  /** Three to sixteen. */
  axes: string[];
  /** One or two. */
  series: RadarSeries[];
  /** Ascending; the last one is the web's rim. */
  rings: ScaleTick[];
  /** Below the web, in this order. */
  panels: Panel[];
};

/** Panels under each other, and nothing else. */
export type PanelsPicture = PictureWords & { kind: "panels"; panels: Panel[] };

/** How often the model of the row won against that of the column. */
export type MatrixCell = {
  /** From −1, the row's model lost, to 1, it won. */
  shade: number;
  figure: string;
  /** Small below it. */
  detail: string;
};

/** More models make squares too small for their figures. */
export const mostMatrixModels = 8;

/** How models fared against each other, a square a pair. */
export type MatrixPicture = PictureWords & {
  kind: "matrix";
  /** Rows and columns, in the same order; columns are headed by number. */
  names: string[];
  /** Row by row; null where two never met, and on the diagonal. */
  cells: (MatrixCell | null)[][];
};

/** How something went over time, a line a series. */
export type LinesPicture = PictureWords & {
  kind: "lines";
  /** `figure` stands small below the name; x runs from 0 to 1. */
  series: { name: string; figure: string; points: { x: number; y: number }[] }[];
  /** Below the plot. */
  ticks: { at: number; label: string }[];
  /** The value whose line means something by itself. */
  strong: number;
};

/** A point of a {@link ScatterPicture}, with its name beside it. */
export type ScatterPoint = {
  name: string;
  /** Small below the name. */
  figure: string;
  /** From 0 to 1. */
  x: number;
  y: number;
  /** Null where no interval is claimed. */
  lower: number | null;
  upper: number | null;
  /** Hollow and pale. */
  faint: boolean;
  /** Whether the line goes through it. */
  onLine: boolean;
};

/** More names than this have no room beside their points. */
export const mostScatterPoints = 12;

/** Two measures of each of some things: a point each, and a line in steps along those nothing lies left of and above. */
export type ScatterPicture = PictureWords & {
  kind: "scatter";
  /** What the two measures are: above the plot, and below it. */
  axes: { x: string; y: string };
  /** From left to right. */
  points: ScatterPoint[];
  /** Below the plot, from left to right. */
  ticks: { at: number; label: string }[];
  /** Where x is no measure any more but stands for nothing at all: left of this. 0: nowhere. */
  from: number;
  /** The value of y whose line means something by itself. */
  strong: number;
};

/** All that can be drawn. */
export type Picture =
  | LeaderboardPicture
  | RadarPicture
  | PanelsPicture
  | MatrixPicture
  | LinesPicture
  | ScatterPicture
  | FigurePicture;

/** `pdf`, where one was asked for, shows the same. */
export type RenderedImage = { png: Uint8Array; width: number; height: number; pdf?: Uint8Array };

/** A part of a document: a heading that begins a page, a smaller one, a paragraph, a table whose first row are headings, a picture. */
export type DocumentBlock =
  | { kind: "title" | "heading" | "text" | "note"; text: string }
  | { kind: "table"; rows: readonly (readonly string[])[] }
  | { kind: "picture"; picture: Picture };

/** Words and pictures for print. `title` names the file for whoever opens it. */
export type PrintedDocument = { title: string; blocks: readonly DocumentBlock[] };

/** Draws pictures. Drawing never blocks the process that serves people. */
export interface Renderer {
  render(picture: Picture): Promise<RenderedImage>;
  /**
   * The bytes of a PDF on pages of A4, whose letters can be selected and whose lines enlarged. Numbers with a minus sign get
   * a dash, which every reader shows.
   */
  print(document: PrintedDocument): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** @see PictureWords for what surrounds it. */
export type FigurePicture = PictureWords & {
  kind: "figure";
  content: FigureContent;
  /** Whether it is wanted as a PDF as well, for print. */
  pdf?: boolean;
};
